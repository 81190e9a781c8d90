"""Counts frames and time in which a face could be judged, for every checker."""

from __future__ import annotations

from typing import TypedDict

from facecheck.core.frames import NO_OBSTACLE, REPEATED

LOST_S = 0.5
"""How long the face may be out of sight, or the source silent, before what continues ends."""


class PresenceTotals(TypedDict):
    """How `ScoreResult` and `EventsResult` call them."""

    frames: int
    face_frames: int
    judged_s: float


class Presence:
    """Counts frames and judged time, and knows since when nothing was seen.

    Attributes:
        frames: Ticks so far.
        face_frames: Those with a face.
        judged_s: Time in which the movement, or the hand, could be judged.
        last_s: The last tick; None before the first.
        new_s: The last tick whose picture was a new one; None before the first.
    """

    __slots__ = ("_seen_s", "face_frames", "frames", "judged_s", "last_s", "new_s")

    def __init__(self) -> None:
        """Start before the first frame."""
        self.frames = self.face_frames = 0
        self.judged_s = 0.0
        self.last_s: float | None = None
        self.new_s: float | None = None
        self._seen_s: float | None = None

    def tick(
        self, time_s: float, *, has_face: bool, obstacles: frozenset[str] = NO_OBSTACLE
    ) -> float:
        """Take one tick; returns the seconds since the one before, judged or not."""
        passed_s = 0.0 if self.last_s is None else time_s - self.last_s
        self.frames += 1
        self.face_frames += has_face
        self.last_s = time_s
        if REPEATED not in obstacles:
            self.new_s = time_s
        return passed_s

    def mark_seen(self, time_s: float, judged_s: float) -> None:
        """What is judged was seen at this tick.

        Args:
            time_s: Now.
            judged_s: How much of the time since the tick before it could be judged.
        """
        self._seen_s = time_s
        self.judged_s += judged_s

    def totals(self, duration_s: float) -> PresenceTotals:
        """The figures for a result; no more time was judged than the clip lasts."""
        judged_s = min(self.judged_s, duration_s)
        return {"frames": self.frames, "face_frames": self.face_frames, "judged_s": judged_s}

    @property
    def seen_s(self) -> float | None:
        """When what is judged was last seen; None before it was."""
        return self._seen_s

    def is_lost(self, time_s: float) -> bool:
        """Whether what was seen is out of sight for too long; not before it was seen at all."""
        return self._seen_s is not None and time_s - self._seen_s > LOST_S
