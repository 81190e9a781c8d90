"""A limit of a form rule, made ready to be asked at every tick."""

from __future__ import annotations

from collections.abc import Mapping

from facecheck.engine.baseline import Baseline
from facecheck.engine.level import choose, read, sided_names
from facecheck.engine.rules import Limit


class Threshold:
    """Reads a limit's measure and tells when it is passed.

    What an exercise file says is looked up once, here, and not at every tick.
    """

    def __init__(self, limit: Limit) -> None:
        """Take a limit of an exercise file."""
        self._names = sided_names(limit.measure)
        self._reading = limit.reading
        plain = self._reading == "value" and len(self._names) == 1
        self._plain = self._names[0] if plain else None
        self._sides = limit.sides
        self._limit = limit.limit
        self._both_ways = limit.beyond is not None
        self._upwards = limit.above is not None
        # "stronger" is the side farther beyond the limit.
        self._higher_is_stronger = limit.below is None

    def passed(self, values: Mapping[str, float], rests: Baseline) -> float | None:
        """The measure where it is beyond the limit; None where it is not, or has no rest yet."""
        value = values[self._plain] if self._plain is not None else self._value(values, rests)
        if value is None:
            return None
        if self._both_ways:
            beyond = value > self._limit or value < -self._limit
        else:
            beyond = value > self._limit if self._upwards else value < self._limit
        return value if beyond else None

    def worse(self, value: float, worst: float) -> float:
        """Which of two values is farther beyond the limit."""
        if self._both_ways:
            return max(value, worst, key=abs)
        return max(value, worst) if self._upwards else min(value, worst)

    def _value(self, values: Mapping[str, float], rests: Baseline) -> float | None:
        seen = []
        for name in self._names:
            rest = None if self._reading == "value" else rests.rest(name)
            value = read(values[name], rest, self._reading)
            if value is None:
                return None
            seen.append(value)
        return choose(seen, self._sides, higher_is_stronger=self._higher_is_stronger)
