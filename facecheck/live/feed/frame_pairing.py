"""Pairs the next picture to show with the landmarks found in it."""

from __future__ import annotations

from typing import NamedTuple

from facecheck.core.frames import Frame, Observation

SMOOTH_S = 0.06
"""A picture that waits longer than this for its landmarks is shown with the last ones, and so are
those after it, until landmarks have come."""


class PairedFrame(NamedTuple):
    """A picture and what the landmarker saw in it, or in an earlier one.

    Attributes:
        frame: The picture.
        observation: What was seen; None before the first result and in a pause.
        arrived_s: When a picture was in hand, on the feed's clock: the one that was looked at
            where the observation is fresh, otherwise the one that is shown.
        fresh: Whether the observation is shown for the first time.
    """

    frame: Frame
    observation: Observation | None
    arrived_s: float
    fresh: bool


class FramePairing:
    """Holds the newest picture and the newest result, and gives what is due; nothing queues up.

    A picture is shown with its result where that comes in time, else with the last one. A result
    that comes after its picture was shown is due at once, on the newest picture. The same picture
    with the same observation is never given twice, and neither ever goes back.
    """

    def __init__(self) -> None:
        self._newest: tuple[Frame, float] | None = None
        self._result: PairedFrame | None = None
        self._last: Observation | None = None
        self._shown_s: float | None = None
        self._waits_since_s: float | None = None
        self._late = False

    @property
    def has_result(self) -> bool:
        """Whether there is a result that was not handed out yet."""
        return self._result is not None

    def picture(self, frame: Frame, arrived_s: float) -> None:
        """A picture has come."""
        self._newest = frame, arrived_s
        # Not the newest one's own wait: at 30 pictures a second none waits long, and none is shown.
        if self._waits_since_s is None:
            self._waits_since_s = arrived_s

    def result(self, frame: Frame, observation: Observation, arrived_s: float) -> None:
        """Take a picture's result; an older one that was not handed out yet is dropped."""
        self._result = PairedFrame(frame, observation, arrived_s, fresh=True)
        self._last = observation
        self._late = False

    def next_picture(self, now_s: float, *, idle: bool) -> PairedFrame | None:
        """What is to be shown now, if anything.

        Args:
            now_s: On the clock of the pictures' arrivals.
            idle: Whether pictures are not looked at, so that there is nothing to wait for.
        """
        result, self._result = self._result, None
        newest = self._newest
        if result is not None:
            if newest is not None and self._was_shown(result.frame):
                result = result._replace(frame=newest[0])
            return self._mark_shown(result)
        if newest is None or self._was_shown(newest[0]):
            return None
        waited_s = 0.0 if self._waits_since_s is None else now_s - self._waits_since_s
        if not (idle or self._late or waited_s > SMOOTH_S):
            return None
        self._late = not idle
        return self._mark_shown(PairedFrame(newest[0], self._last, newest[1], fresh=False))

    def _mark_shown(self, picture: PairedFrame) -> PairedFrame:
        self._shown_s = picture.frame.time_s
        newest = self._newest
        behind = newest is not None and newest[0].time_s > picture.frame.time_s
        self._waits_since_s = newest[1] if newest is not None and behind else None
        return picture

    def _was_shown(self, frame: Frame) -> bool:
        """Whether this picture was shown, or a newer one."""
        return self._shown_s is not None and frame.time_s <= self._shown_s
