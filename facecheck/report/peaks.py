"""Finds the pictures of peaks that belong to a person's sessions."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import cv2
import numpy as np

from facecheck.core.errors import ReportError
from facecheck.core.events import Attempt
from facecheck.core.held_seconds import cut_to_tenths
from facecheck.core.text import one_line
from facecheck.outputs.face_picture import jpeg
from facecheck.outputs.peak_stamp import Stamp, stamp_of
from facecheck.store.history import SessionRecord

ON_PAGE_PX = 200
"""Height on the page: a year of practice still opens there. The zip has them in full."""
_QUALITY = 80
_APART_S = 1.0
"""The history's times of day are rounded."""


@dataclass(frozen=True, slots=True)
class Peak:
    """An attempt's picture.

    Attributes:
        session: The session's key.
        set_n: The set's number in it.
        exercise: Its id.
        at: When the peak was.
        attempt: As the history has it.
        file: Its name in the bundle.
        jpeg: The file's bytes.
        uri: A smaller one as an address, so that the page needs no other file.
    """

    session: str
    set_n: int
    exercise: str
    at: datetime
    attempt: Attempt
    file: str
    jpeg: bytes
    uri: str

    @property
    def held_s(self) -> float:
        """How long it was held, cut to tenths as everywhere: 4.96 s is not 5."""
        return cut_to_tenths(self.attempt.hold_s)


def peaks_in(folder: Path, owner: str, sessions: Sequence[SessionRecord]) -> tuple[Peak, ...]:
    """The pictures of a folder that show attempts of these sessions, in order of time.

    Args:
        folder: Where `live --peaks` or `score --peaks` wrote them. Other files are passed over, and
            so are pictures of other people and days.
        owner: The key of the history that the sessions are of.
        sessions: Of the days asked for.

    Raises:
        ReportError: There is no such folder, it cannot be read, or none of its pictures is of these
            sessions.
    """
    try:
        names = sorted(p for p in folder.iterdir() if p.suffix.lower() in (".jpg", ".jpeg"))
        found = [_peak(path, owner, sessions) for path in names if path.is_file()]
    except FileNotFoundError as error:
        raise ReportError("{folder}: no such folder", folder=folder) from error
    except OSError as error:
        why = one_line(error.strerror or str(error))
        raise ReportError("{folder}: cannot be read ({why})", folder=folder, why=why) from error
    peaks = sorted((p for p in found if p is not None), key=lambda p: p.at)
    if not peaks:
        raise ReportError(
            "{folder}: no picture there is of these days and this person; facecheck live --peaks "
            "and facecheck score --keep --peaks write them",
            folder=folder,
        )
    return tuple(peaks)


def _peak(path: Path, owner: str, sessions: Sequence[SessionRecord]) -> Peak | None:
    picture = path.read_bytes()
    stamp = stamp_of(picture)
    if stamp is None or stamp.owner != owner or stamp.at is None:
        return None
    whose = _attempt(stamp, stamp.at, sessions)
    if whose is None:
        return None
    session, set_n, attempt = whose
    bgr = cv2.imdecode(np.frombuffer(picture, np.uint8), cv2.IMREAD_COLOR)
    if bgr is None:
        raise ReportError("{path}: the picture is damaged; remove it", path=path)
    rgb = cv2.cvtColor(bgr, cv2.COLOR_BGR2RGB).astype(np.uint8, copy=False)
    small, _, _ = jpeg(rgb, ON_PAGE_PX, _QUALITY)
    uri = f"data:image/jpeg;base64,{b64encode(small).decode('ascii')}"
    file = f"peaks/{path.name}"
    return Peak(session, set_n, stamp.exercise, stamp.at, attempt, file, picture, uri)


def _attempt(
    stamp: Stamp, at: datetime, sessions: Sequence[SessionRecord]
) -> tuple[str, int, Attempt] | None:
    """Whose picture it is: by the time of day, the exercise, the number, and how far it went."""
    apart = timedelta(seconds=_APART_S)
    for session in sessions:
        for each in session.sets:
            if each.exercise != stamp.exercise or at < each.begun - apart:
                continue
            if each.ended is not None and at > each.ended + apart:
                continue
            for record in each.attempts:
                attempt = record.attempt
                if attempt.n == stamp.attempt and abs(attempt.peak - stamp.peak) < 1e-6:
                    return session.key, each.n, attempt
    return None
