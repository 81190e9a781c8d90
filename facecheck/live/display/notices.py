"""Notices to the user, one line at a time."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from facecheck.core.frames import FROZEN, Frame, Observation
from facecheck.live.feed.feed import Feed
from facecheck.live.session.clock import STALL_S
from facecheck.outputs.words import Words

NOTICE_S = 6.0
"""How long a line stays; it has to be read."""
BLACK = 12
"""No pixel of a black picture is brighter; a dark room's noise and lamps are."""
BLACK_S = 2.0
SLOW_HZ = 12.0
"""Below this a blink is one picture, and the picture jerks."""
SETTLED_S = 5.0
_EVERY = 8


class Notices:
    """Chooses among what is wrong now and what was found on the way.

    Args:
        words: The interface's language.
        collected: Everything found so far, oldest first; grows.
        clock: Seconds that only grow.

    Attributes:
        trouble: Why the camera showed nothing when last asked; None while it shows something.
    """

    def __init__(
        self,
        words: Words,
        collected: Callable[[], Sequence[str]],
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self.trouble: str | None = None
        self._words = words
        self._collected = collected
        self._clock = clock
        self._known = 0
        self._newest: str | None = None
        self._until_s = 0.0
        self._black_s: float | None = None
        self._slow_told = False

    def current_line(
        self, feed: Feed, frame: Frame, observation: Observation | None = None
    ) -> str | None:
        """The line to show, if there is one.

        Args:
            feed: Where pictures come from.
            frame: The newest picture.
            observation: What was seen last; None before anything was.
        """
        self.trouble = self._trouble(feed, frame)
        if self.trouble is not None:
            return self.trouble
        if observation is not None and FROZEN in observation.obstacles:
            return self._words("frozen")
        found = [*self._collected(), *self._slowness(feed, frame)]
        if len(found) > self._known:
            self._known = len(found)
            self._newest = found[-1]
            self._until_s = self._clock() + NOTICE_S
        return self._newest if self._clock() <= self._until_s else None

    def _trouble(self, feed: Feed, frame: Frame) -> str | None:
        if feed.stalled_s > STALL_S:
            return self._words("stalled", seconds=f"{feed.stalled_s:.0f}")
        return self._words("black") if self._is_black(frame) else None

    def _is_black(self, frame: Frame) -> bool:
        """Whether nothing has been in the picture for a while: a covered or a virtual camera."""
        if frame.rgb[::_EVERY, ::_EVERY].max() > BLACK:
            self._black_s = None
        elif self._black_s is None:
            self._black_s = frame.time_s
        return self._black_s is not None and frame.time_s - self._black_s >= BLACK_S

    def _slowness(self, feed: Feed, frame: Frame) -> Sequence[str]:
        rate_hz = feed.rate_hz
        self._slow_told = self._slow_told or (frame.time_s > SETTLED_S and 0 < rate_hz < SLOW_HZ)
        return [self._words("slow", rate=f"{rate_hz:.0f}")] if self._slow_told else []
