"""Form rules at work: limits passed long enough become faults, with value and time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from facecheck.core.events import Fault
from facecheck.engine.baseline import Baseline
from facecheck.engine.level import choose, read, sided_names
from facecheck.engine.spec import FaultRule, Limit


class FaultWatch:
    """Follows one form rule through one attempt after another."""

    def __init__(self, rule: FaultRule) -> None:
        """Start with nothing wrong."""
        self.rule = rule
        self._limits = tuple((limit, sided_names(limit.measure)) for limit in rule.limits)
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
        value = self._wrong(values, rests)
        if value is None:
            self.release(time_s)
            return
        if self._passed is None:
            rule = self.rule
            self._passed = Fault(rule.name, time_s, time_s, value, rule.limit, rule.unit, rule.cue)
        worst = self._worse(value, self._passed.value)
        self._passed = replace(self._passed, end_s=time_s, value=worst)
        if time_s - self._passed.start_s >= self.rule.for_s:
            self._confirmed = True

    def judge_once(
        self, start_s: float, end_s: float, values: Mapping[str, float], rests: Baseline
    ) -> None:
        """Take what is known of a span at its end, however short it was."""
        self.step(start_s, values, rests)
        self._confirmed = self._passed is not None
        self.release(end_s)

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

    def _wrong(self, values: Mapping[str, float], rests: Baseline) -> float | None:
        """The value of the rule's own measure while every limit is passed, else None."""
        first: float | None = None
        for limit, columns in self._limits:
            value = _read(limit, columns, values, rests)
            if value is None or not _beyond(limit, value):
                return None
            first = value if first is None else first
        return first

    def _worse(self, value: float, worst: float) -> float:
        if self.rule.beyond is not None:
            return max(value, worst, key=abs)
        return max(value, worst) if self.rule.above is not None else min(value, worst)


def step_all(
    watches: Sequence[FaultWatch],
    time_s: float,
    values: Mapping[str, float],
    rests: Baseline,
    applies: Callable[[FaultRule], bool],
) -> None:
    """Take one tick of every rule, in the order of their priority.

    While a rule that pauses the hold is passed, the movement is not the exercise, and the rules
    after it would speak of something else: of a frown where the eyes are shut, of one eye where it
    is a blink. They wait until it is decided, and are silent once it is named.
    """
    waiting = silent = False
    for watch in watches:
        if silent or not applies(watch.rule):
            watch.release(time_s)
        elif not waiting:
            watch.step(time_s, values, rests)
        if watch.rule.pauses:
            waiting = waiting or watch.passing
            silent = silent or watch.active is not None


def _read(
    limit: Limit, columns: Sequence[str], values: Mapping[str, float], rests: Baseline
) -> float | None:
    seen = []
    for name in columns:
        rest = None if limit.reading == "value" else rests.rest(name)
        value = read(values[name], rest, limit.reading)
        if value is None:
            return None
        seen.append(value)
    # "stronger" is the side farther beyond the limit.
    return choose(seen, limit.sides, higher_is_stronger=limit.below is None)


def _beyond(limit: Limit, value: float) -> bool:
    if limit.beyond is not None:
        return abs(value) > limit.beyond
    return value > limit.limit if limit.above is not None else value < limit.limit
