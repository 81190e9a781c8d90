"""Form rules at work: limits passed long enough become faults, with value and time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from facecheck.core.events import Fault
from facecheck.engine.baseline import Baseline
from facecheck.engine.level import choose, read, sided_names
from facecheck.engine.spec import FaultRule


class FaultWatch:
    """Follows one form rule through one attempt after another."""

    def __init__(self, rule: FaultRule) -> None:
        """Start with nothing wrong."""
        self.rule = rule
        self._columns = sided_names(rule.measure)
        self._passed: Fault | None = None
        self._confirmed = False
        self._named: list[Fault] = []

    @property
    def passing(self) -> bool:
        """Whether the limit is passed right now, confirmed or not."""
        return self._passed is not None

    @property
    def active(self) -> Fault | None:
        """The confirmed fault that lasts, if one does."""
        return self._passed if self._confirmed else None

    def step(self, time_s: float, values: Mapping[str, float], rests: Baseline) -> None:
        """Take one tick in which the rule applies."""
        value = self._read(values, rests)
        if value is None or not self._beyond(value):
            self.release(time_s)
            return
        if self._passed is None:
            rule = self.rule
            self._passed = Fault(rule.name, time_s, time_s, value, rule.limit, rule.unit, rule.cue)
        worst = self._worse(value, self._passed.value)
        self._passed = replace(self._passed, end_s=time_s, value=worst)
        if time_s - self._passed.start_s >= self.rule.for_s:
            self._confirmed = True

    def release(self, time_s: float) -> None:
        """The limit is kept again, or the rule does not apply any more."""
        if self._passed is not None and self._confirmed:
            self._named.append(replace(self._passed, end_s=time_s))
        self._passed, self._confirmed = None, False

    def ended(self) -> list[Fault]:
        """What was named and is over, since the last call."""
        named, self._named = self._named, []
        return named

    @property
    def named(self) -> list[Fault]:
        """What `take` would give; nothing is taken."""
        lasts = self._passed is not None and self._confirmed
        return [*self._named, self._passed] if self._passed and lasts else list(self._named)

    def take(self) -> list[Fault]:
        """What was named since the last call; what still lasts goes on."""
        named = self.ended()
        if self._passed is not None and self._confirmed:
            named.append(self._passed)
            self._passed = replace(self._passed, start_s=self._passed.end_s)
        return named

    def _read(self, values: Mapping[str, float], rests: Baseline) -> float | None:
        rule = self.rule
        seen = []
        for name in self._columns:
            rest = None if rule.reading == "value" else rests.rest(name)
            value = read(values[name], rest, rule.reading)
            if value is None:
                return None
            seen.append(value)
        # "stronger" is the side farther beyond the limit.
        return choose(seen, rule.sides, higher_is_stronger=rule.below is None)

    def _beyond(self, value: float) -> bool:
        rule = self.rule
        if rule.beyond is not None:
            return abs(value) > rule.beyond
        return value > rule.limit if rule.above is not None else value < rule.limit

    def _worse(self, value: float, worst: float) -> float:
        if self.rule.beyond is not None:
            return max(value, worst, key=abs)
        return max(value, worst) if self.rule.above is not None else min(value, worst)
