"""Writes a picture of each attempt's peak, for whoever asked for them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path

from facecheck.core.errors import OutputError
from facecheck.core.events import Attempt, Update
from facecheck.core.frames import Face, Image
from facecheck.outputs.face_picture import around, jpeg
from facecheck.outputs.files import atomically, check_writable, explained, make_private
from facecheck.outputs.peak_stamp import Stamp, stamp_of, stamped

REACH = 0.75
"""Half the side of what is cut out, in sizes of the face: the head, and little of the room."""
MOST_PX = 480
_QUALITY = 88


@dataclass(frozen=True, slots=True, eq=False)
class _Held:
    """The highest moment so far of a movement that may become an attempt."""

    set_n: int
    exercise: str
    peak_s: float
    at: datetime | None
    rgb: Image


class PeakPictures:
    """Follows a session or a clip, and writes one JPEG for each attempt, of its highest moment.

    The engine says when that was; one picture is held meanwhile, the highest of the movement that
    continues. What cannot be written is told and costs nothing else: counting goes on.

    Args:
        folder: Where they go; see ``ready``.
        source: The camera's name, or the clip's.
        owner: The key of the history that the attempts are kept in; None for none.

    Attributes:
        written: How many there are.
        unwritten: How many could not be written.
        problem: Why not, as a line; None where all were.
    """

    def __init__(self, folder: Path, source: str, owner: str | None = None) -> None:
        self.written = self.unwritten = 0
        self.problem: OutputError | None = None
        self._folder = folder
        self._source = source
        self._owner = owner
        self._held: _Held | None = None
        self._left: dict[int, _Held] = {}

    def step(
        self,
        rgb: Image,
        face: Face | None,
        update: Update,
        exercise: str,
        at: datetime | None,
        set_n: int = 1,
    ) -> None:
        """Take one judged picture, in order of time.

        Args:
            rgb: ``(height, width, 3)`` uint8, upright, not mirrored.
            face: The one that was judged in it.
            update: What came of it.
            exercise: Its id.
            at: The picture's time of day; None where that is not known.
            set_n: The set's number.
        """
        held = self._held
        if held is not None and held.set_n != set_n:
            # Its set ended in the middle of it: whether it was an attempt is known at the end.
            self._left[held.set_n] = held
            self._held = None
        if update.closed is not None:
            self._ended(set_n, update.closed)
        if update.peak_s is not None and update.peak_s == update.time_s:
            # A copy: a view would keep the whole picture.
            face_only = around(rgb, face, REACH).copy()
            self._held = _Held(set_n, exercise, update.peak_s, at, face_only)

    def finish(self, set_n: int, attempts: Iterable[Attempt]) -> None:
        """Write what a set was still holding when it ended."""
        for attempt in attempts:
            self._ended(set_n, attempt)

    def _ended(self, set_n: int, attempt: Attempt) -> None:
        held = self._left.get(set_n, self._held)
        if held is None or (held.set_n, held.peak_s) != (set_n, attempt.peak_s):
            return
        if self._left.pop(set_n, None) is None:
            self._held = None
        try:
            self._write(held, attempt)
        except OutputError as problem:
            self.unwritten += 1
            self.problem = self.problem or problem
        else:
            self.written += 1

    def _write(self, held: _Held, attempt: Attempt) -> None:
        stamp = Stamp(
            self._owner,
            self._source,
            held.exercise,
            attempt.n,
            float(attempt.peak),
            held.peak_s,
            held.at,
        )
        picture, _, _ = jpeg(held.rgb, MOST_PX, _QUALITY)
        place = _free(self._folder, _name(stamp), stamp)
        with atomically(place) as temporary:
            make_private(temporary)
            temporary.write_bytes(stamped(picture, stamp))


def ready(folder: Path) -> None:
    """Make the folder where there is none, and see that it can be written to, before the work.

    Raises:
        OutputError: It cannot.
    """
    with explained(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    check_writable(folder / "peak.jpg")


def _name(stamp: Stamp) -> str:
    """By time of day, exercise and attempt; where no day is known, by the clip's name instead."""
    source = re.sub(r"[^\w.-]+", "-", Path(stamp.source).stem)
    when = source if stamp.at is None else f"{stamp.at:%Y-%m-%dT%H-%M-%S}"
    return f"{when}_{stamp.exercise}_{stamp.attempt}"


def _free(folder: Path, name: str, stamp: Stamp) -> Path:
    """A name that is free, or that of the same attempt's picture, which is then made again."""
    for n in count(1):
        place = folder / (f"{name}.jpg" if n == 1 else f"{name}-{n}.jpg")
        if not place.exists() or _is_of(place, stamp):
            return place
    raise AssertionError


def _is_of(place: Path, stamp: Stamp) -> bool:
    try:
        there = stamp_of(place.read_bytes())
    except OSError:
        return False
    return there is not None and _which(there) == _which(stamp)


def _which(stamp: Stamp) -> tuple[object, ...]:
    # Not by the time of day: a clip may be scored again on another machine's clock.
    return stamp.owner, stamp.source, stamp.exercise, stamp.attempt
