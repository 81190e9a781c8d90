"""Thumbnails of a clip, kept while it is scored, for the moments a report shows."""

from __future__ import annotations

from base64 import b64encode
from bisect import bisect_left
from dataclasses import dataclass

from facecheck.core.events import Phase, Update
from facecheck.core.frames import Face, Frame, Observation
from facecheck.outputs.face_picture import around, jpeg

SIZE_PX = 240
"""Height of a picture: enough to see which lid moved, at some 8 kB."""

SPACING_S = 0.2
MOST = 1500
"""Pictures kept, whatever the clip's length; when there are more, every other one goes."""

FAINT = 0.3
"""A movement that stays below this is rest, and nothing to show."""

AROUND = 1.1
"""Half the side of the square that is shown, in sizes of the face: hands at it are in view."""

NEAR_S = 1.0
"""A picture further than this from a moment does not show it."""

_JPEG_QUALITY = 80


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture.

    Attributes:
        time_s: When it was taken.
        jpeg: The file's bytes.
        width_px: Its width.
        height_px: Its height.
    """

    time_s: float
    jpeg: bytes
    width_px: int
    height_px: int

    @property
    def uri(self) -> str:
        """The picture itself as an address, so that the page needs no other file."""
        return f"data:image/jpeg;base64,{b64encode(self.jpeg).decode('ascii')}"


class PictureKeeper:
    """Keeps a picture now and then while something happens."""

    def __init__(self) -> None:
        self._kept: list[Picture] = []
        self._spacing_s = SPACING_S

    def add(self, frame: Frame, seen: Observation, update: Update) -> None:
        """Look at one frame; times must not decrease."""
        due = not self._kept or frame.time_s - self._kept[-1].time_s >= self._spacing_s
        if not due or _idle(update):
            return
        self._kept.append(_picture(frame, seen.face))
        if len(self._kept) > MOST:
            self._kept = self._kept[::2]
            self._spacing_s *= 2

    def nearest(self, time_s: float) -> Picture | None:
        """The picture nearest to a moment; None where there is none near."""
        times = [p.time_s for p in self._kept]
        place = bisect_left(times, time_s)
        near = self._kept[max(place - 1, 0) : place + 1]
        best = min(near, key=lambda p: abs(p.time_s - time_s), default=None)
        if best is None or abs(best.time_s - time_s) > max(NEAR_S, self._spacing_s):
            return None
        return best


def _idle(update: Update) -> bool:
    resting = update.phase in (Phase.LEARNING, Phase.READY, Phase.DONE)
    return resting and not update.faults and (update.level is None or update.level < FAINT)


def _picture(frame: Frame, face: Face | None) -> Picture:
    return Picture(frame.time_s, *jpeg(around(frame.rgb, face, AROUND), SIZE_PX, _JPEG_QUALITY))
