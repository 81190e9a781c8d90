"""Presentation stamps to times that start at 0 and never decrease."""

from __future__ import annotations

from collections import deque
from statistics import median

from facecheck.core.messages import Message

REWIND_S = 1.0
"""A step back by more than this is a new stretch of film, not two frames out of order."""
RECENT = 31
"""Gaps between frames that say how long the last one is shown."""


class StampClock:
    """Turns presentation stamps into times that start at 0 and never decrease.

    Args:
        nominal_s: How long a frame is shown where nothing says when the next one comes.
    """

    def __init__(self, nominal_s: float = 1 / 30) -> None:
        self.last_s = 0.0
        self.first_stamp_s: float | None = None
        self._nominal_s = nominal_s
        self._origin_s: float | None = None
        self._begun = False
        self._missing = 0
        self._repeated = 0
        self._rewinds = 0
        self._gaps_s: deque[float] = deque(maxlen=RECENT)

    @property
    def late_s(self) -> float:
        """How far after zero the first stamp was."""
        return max(0.0, self.first_stamp_s or 0.0)

    def at(self, stamp_s: float | None) -> float:
        """The time of the next frame, given its stamp in seconds."""
        if stamp_s is None:
            self._missing += 1
            time_s = self.last_s + self._nominal_s if self._begun else 0.0
        else:
            if self.first_stamp_s is None:
                self.first_stamp_s = stamp_s
            if self._origin_s is None:
                self._origin_s = stamp_s - (self.last_s + self._nominal_s if self._begun else 0.0)
            time_s = stamp_s - self._origin_s
            if self._begun and time_s < self.last_s - REWIND_S:
                self._rewinds += 1
                time_s = self.last_s + self._nominal_s
                self._origin_s = stamp_s - time_s
            elif self._begun and time_s <= self.last_s:
                self._repeated += 1
                time_s = self.last_s
        if self._begun:
            self._gaps_s.append(time_s - self.last_s)
        self._begun = True
        self.last_s = time_s
        return time_s

    def shown_for(self, stated_s: float | None) -> float:
        """How long the last frame is shown.

        A container of uneven frames, such as a browser's recording, states no duration and a rate
        of one frame a tick: a frame of a millisecond, in a film of 33. What the gaps before it
        were is nearer.

        Args:
            stated_s: What the file says, None where it says nothing.
        """
        usual_s = (median(self._gaps_s) if self._gaps_s else 0.0) or self._nominal_s
        return stated_s if stated_s is not None and stated_s >= usual_s / 2 else usual_s

    def warnings(self) -> list[str]:
        """What was wrong with the stamps."""
        lines: list[str] = []
        if self._missing:
            lines.append(
                Message(
                    "{counted} without a time stamp: placed by the rate that the file states "
                    "({value:.5g} a second)",
                    counted=counted(self._missing, "frame"),
                    value=1 / self._nominal_s,
                )
            )
        if self._repeated:
            lines.append(
                Message(
                    "{counted} not after the one before: the frame keeps the earlier time",
                    counted=counted(self._repeated, "time stamp"),
                )
            )
        if self._rewinds:
            lines.append(
                Message(
                    "the clip's clock jumps back {counted}: joined up",
                    counted=counted(self._rewinds, "time"),
                )
            )
        return lines


def counted(n: int, noun: str) -> str:
    """A number of things.

    >>> counted(1, "frame"), counted(2, "frame")
    ('1 frame', '2 frames')
    """
    return Message(f"1 {noun}") if n == 1 else Message(f"{{n}} {noun}s", n=n)
