"""What the user must know now, one line at a time."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from facecheck.live.clock import STALL_S
from facecheck.live.feed import Feed
from facecheck.outputs.words import Words

NOTICE_S = 6.0
"""How long a line stays; it has to be read."""


class Notices:
    """Chooses among what is wrong now and what was found on the way.

    Args:
        words: The interface's language.
        found: Everything found so far, oldest first; grows.
        clock: Seconds that only grow.
    """

    def __init__(
        self,
        words: Words,
        found: Callable[[], Sequence[str]],
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self._words = words
        self._found = found
        self._clock = clock
        self._known = 0
        self._newest: str | None = None
        self._until_s = 0.0

    def now(self, feed: Feed) -> str | None:
        """The line to show, if there is one."""
        if feed.stalled_s > STALL_S:
            return self._words("stalled", seconds=f"{feed.stalled_s:.0f}")
        found = self._found()
        if len(found) > self._known:
            self._known = len(found)
            self._newest = found[-1]
            self._until_s = self._clock() + NOTICE_S
        return self._newest if self._clock() <= self._until_s else None
