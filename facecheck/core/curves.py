"""The level over time, kept with a set so that it can be drawn later."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

STEP_S = 0.05
"""Levels closer than this are thinned: 20 a second show every movement that a face can make."""

MARGIN_S = 0.5
"""Shown before and after an attempt, so that the eye sees the rest it came from."""

_EPSILON_S = 1e-6


@dataclass(frozen=True, slots=True)
class Curve:
    """Levels over time.

    Attributes:
        times_s: Seconds from the start of the set, rising.
        levels: Fractions of full effort, 0 at rest; None where the face could not be judged.

    Raises:
        ValueError: There are more times than levels, or the other way round.
    """

    times_s: tuple[float, ...] = ()
    levels: tuple[float | None, ...] = ()

    def __post_init__(self) -> None:
        """Fail where the value is made."""
        if len(self.times_s) != len(self.levels):
            raise ValueError(f"{len(self.times_s)} times for {len(self.levels)} levels")

    def between(self, from_s: float, until_s: float, margin_s: float = MARGIN_S) -> Curve:
        """The part from one time to another, with a margin on either side."""
        first = bisect_left(self.times_s, from_s - margin_s)
        last = bisect_left(self.times_s, until_s + margin_s + _EPSILON_S)
        return Curve(self.times_s[first:last], self.levels[first:last])

    def thinned(self, most: int) -> Curve:
        """At most so many values, of each stretch the highest: a peak must stay visible.

        Args:
            most: At least 1.
        """
        size = -(-len(self.times_s) // most)
        if size <= 1:
            return self
        kept = [_highest(self.levels, i, i + size) for i in range(0, len(self.times_s), size)]
        return Curve(tuple(self.times_s[i] for i in kept), tuple(self.levels[i] for i in kept))


@dataclass(slots=True)
class LevelKeeper:
    """Keeps the levels of a set as they come, for `Curve`; an hour takes a few megabytes."""

    _times_s: list[float] = field(default_factory=list)
    _levels: list[float | None] = field(default_factory=list)

    def add(self, time_s: float, level: float | None) -> None:
        """Take the level of one tick; times must not decrease."""
        if self._times_s and time_s - self._times_s[-1] < STEP_S - _EPSILON_S:
            # A level that could not be judged is a gap, however short, and gaps must stay visible.
            if level is None:
                self._levels[-1] = None
            return
        self._times_s.append(time_s)
        self._levels.append(level)

    def curve(self) -> Curve:
        """Everything so far."""
        return Curve(tuple(self._times_s), tuple(self._levels))


def _highest(levels: Sequence[float | None], start: int, stop: int) -> int:
    stop = min(stop, len(levels))
    return max(range(start, stop), key=lambda i: -1.0 if (v := levels[i]) is None else v)
