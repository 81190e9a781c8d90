"""Reads a form rule's limit at every tick."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf

from facecheck.engine.level.level import chooser, read_measure, sided_names
from facecheck.engine.level.rest import Baseline
from facecheck.engine.spec.rules import Limit


class LimitReader:
    """Reads a limit's measure and tells when it is passed.

    What an exercise file says is looked up once, here, and not at every tick.
    """

    def __init__(self, limit: Limit) -> None:
        """Take a limit of an exercise file."""
        self._names = sided_names(limit.measure)
        self._reading = limit.reading
        self._single = self._names[0] if len(self._names) == 1 else None
        self._as_it_is = self._reading == "value"
        # "stronger" is the side farther beyond the limit.
        self._chosen = chooser(limit.sides, higher_is_stronger=limit.below is None)
        self._both_ways = limit.beyond is not None
        self._upwards = limit.above is not None
        self._least = limit.limit if limit.below is not None else -inf
        self._most = limit.limit if limit.below is None else inf
        if self._both_ways:
            self._least = -limit.limit
        # What the movement must change by at least it changes less where it goes less far.
        self._grows = self._reading == "change" and 0.0 < self._least < inf

    def value_beyond(
        self, values: Mapping[str, float], rests: Baseline, share: float = 1.0
    ) -> float | None:
        """The measure where it is beyond the limit; None where it is not, or has no rest yet.

        Args:
            values: Every measure.
            rests: The person's rest levels.
            share: How far the movement goes, of full effort, where that is to be made allowance of.
        """
        name = self._single
        if name is None:
            value = self._of_sides(values, rests)
        elif self._as_it_is:
            value = values[name]
        else:
            value = read_measure(values[name], rests.now.get(name), self._reading)
        least = self._least * share if self._grows else self._least
        if value is None or least <= value <= self._most:
            return None
        return value

    def worse(self, value: float, worst: float) -> float:
        """Which of two values is farther beyond the limit."""
        if self._both_ways:
            return max(value, worst, key=abs)
        return max(value, worst) if self._upwards else min(value, worst)

    def _of_sides(self, values: Mapping[str, float], rests: Baseline) -> float | None:
        left, right = self._names
        one = read_measure(values[left], rests.now.get(left), self._reading)
        other = read_measure(values[right], rests.now.get(right), self._reading)
        return None if one is None or other is None else self._chosen(one, other)
