"""A rate limit: so many a second on average, and a few at once."""

from __future__ import annotations

import time
from collections.abc import Callable


class Rate:
    """A bucket that fills steadily; each thing that comes takes from it.

    Args:
        a_second: How much flows in.
        at_once: How much it holds.
        clock: Seconds that only grow.
    """

    def __init__(
        self, a_second: float, at_once: float, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._a_second = a_second
        self._at_once = self._there = at_once
        self._clock = clock
        self._then_s = clock()

    def admits(self) -> bool:
        """Whether one more may come now; if so it is taken."""
        now_s = self._clock()
        flowed = (now_s - self._then_s) * self._a_second
        self._there, self._then_s = min(self._at_once, self._there + flowed), now_s
        if self._there < 1.0:
            return False
        self._there -= 1.0
        return True
