"""Follows form rules: a limit that is passed for long enough becomes a fault."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

from facecheck.core.events import Fault
from facecheck.engine.form.limit_reader import LimitReader
from facecheck.engine.level.rest import Baseline
from facecheck.engine.spec.rules import FaultRule


class FaultWatch:
    """Follows one form rule through one attempt after another.

    Attributes:
        rule: What it follows.
        when: When the rule applies.
        pauses: Whether it pauses the hold.
        exceeded: Whether the limit is passed right now, confirmed or not.
        confirmed: Whether it has been for long enough to be named.
    """

    def __init__(self, rule: FaultRule) -> None:
        """Start with nothing wrong."""
        self.rule = rule
        self.when, self.pauses = rule.when, rule.pauses
        self.exceeded = self.confirmed = False
        self._own = LimitReader(rule)
        self._also = None if rule.also is None else LimitReader(rule.also)
        self._for_s = rule.for_s
        self._from_s = self._until_s = self._worst = 0.0
        self._named: list[Fault] = []

    @property
    def active(self) -> Fault | None:
        """The confirmed fault that lasts, if one does."""
        return self._fault(self._until_s) if self.confirmed else None

    def step(self, time_s: float, values: Mapping[str, float], rests: Baseline) -> None:
        """Take one tick in which the rule applies."""
        value = self._own.value_beyond(values, rests)
        if value is None or (self._also and self._also.value_beyond(values, rests) is None):
            if self.exceeded:
                self.release(time_s)
            return
        if not self.exceeded:
            self.exceeded, self._from_s, self._worst = True, time_s, value
        self._until_s = time_s
        self._worst = self._own.worse(value, self._worst)
        if time_s - self._from_s >= self._for_s:
            self.confirmed = True

    def judge_once(
        self, start_s: float, end_s: float, values: Mapping[str, float], rests: Baseline
    ) -> None:
        """Take what is known of a span at its end, however short it was."""
        self.step(start_s, values, rests)
        self.confirmed = self.exceeded
        self.release(end_s)

    def release(self, time_s: float) -> None:
        """The limit is kept again, or the rule does not apply any more."""
        if self.confirmed:
            self._named.append(self._fault(time_s))
        self.exceeded = self.confirmed = False

    def forget_since(self, time_s: float) -> None:
        """Take back what began at a time or after it: it was not seen after all."""
        self._named = [fault for fault in self._named if fault.start_s < time_s]
        if self._from_s >= time_s:
            self.exceeded = self.confirmed = False

    def ended(self) -> list[Fault]:
        """What was named and is over, since the last call."""
        named, self._named = self._named, []
        return named

    @property
    def named(self) -> list[Fault]:
        """What `take` would return; nothing is taken."""
        return [*self._named, self._fault(self._until_s)] if self.confirmed else list(self._named)

    def take(self) -> list[Fault]:
        """What was named since the last call; what still lasts continues."""
        named = self.ended()
        if self.confirmed:
            named.append(self._fault(self._until_s))
            self._from_s = self._until_s
        return named

    def _fault(self, end_s: float) -> Fault:
        rule = self.rule
        return Fault(rule.name, self._from_s, end_s, self._worst, rule.limit, rule.unit, rule.cue)


def step_all(
    watches: Sequence[FaultWatch],
    time_s: float,
    values: Mapping[str, float],
    rests: Baseline,
    now: Container[str],
) -> None:
    """Take one tick of every rule, in the order of their priority.

    `now` holds which `when` of a rule is true at this tick.

    While a rule that pauses the hold is passed, the movement is not the exercise, and the rules
    after it would speak of something else: of a frown where the eyes are shut, of one eye where it
    is a blink. They wait until it is decided, and are silent once it is named.
    """
    waiting = silent = False
    for watch in watches:
        if silent or watch.when not in now:
            if watch.exceeded:
                watch.release(time_s)
        elif not waiting:
            watch.step(time_s, values, rests)
        if watch.pauses:
            waiting = waiting or watch.exceeded
            silent = silent or watch.confirmed
