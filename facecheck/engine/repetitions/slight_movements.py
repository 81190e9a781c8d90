"""Movements that stay under the enter level: named when they were held, and learned from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from facecheck.core.events import Fault
from facecheck.engine.form.other_movement import OtherMovement
from facecheck.engine.level.level import Level
from facecheck.engine.level.rest import Baseline
from facecheck.engine.repetitions.form_rules import FormRules
from facecheck.engine.repetitions.own_range import LEARNING, ONCE_MORE, OwnRange
from facecheck.engine.repetitions.sub_threshold import SubThresholdWatch
from facecheck.engine.spec.exercise import Exercise


class SlightMovements:
    """Follows what is no attempt.

    Args:
        exercise: Whose movement it is.
        rules: Of the set; what was held and too slight is noted there.
        own: What is learned of the person's range; None where it is known.

    Attributes:
        are_told_apart: Whether rules tell slight ones from other movements: where even those are
            worth a word.
    """

    def __init__(self, exercise: Exercise, rules: FormRules, own: OwnRange | None) -> None:
        movement = exercise.movement
        self.are_told_apart = movement.learned_from is not None
        self._enter = movement.rule.enter
        self._watch = SubThresholdWatch(movement.rule, brief=self.are_told_apart)
        self._other = OtherMovement(exercise.faults) if self.are_told_apart else None
        self._rules = rules
        self._own = own

    def step(
        self,
        time_s: float,
        level: Level,
        context: Callable[[], Mapping[str, float]],
        rests: Baseline,
        *,
        at_rest: bool,
    ) -> None:
        """Take a tick that is of no attempt.

        Args:
            time_s: Now.
            level: Of the movement.
            context: Every measure, and those that exist only inside the exercise.
            rests: The person's rest levels.
            at_rest: Whether nothing reached the enter level, so that it may teach.
        """
        other = self._other is not None and self._other.is_detected(context(), rests, level.chosen)
        self._follow(time_s, level.chosen, other=other)
        if at_rest and self._own is not None:
            self._own.step(time_s, level, other=other)

    def lasting(self, time_s: float | None) -> Fault | None:
        """What is said of the movement that continues, once it has lasted long enough."""
        seen = self._watch.lasting(time_s)
        return None if seen is None else seen.fault(self._enter)

    def forget(self) -> None:
        """It went on to the enter level after all, or nothing is seen of it."""
        self._watch.reset()

    def learn_anew(self) -> None:
        """What comes next does not continue what might have taught something."""
        if self._own is not None:
            self._own.reset()

    def _follow(self, time_s: float, level: float, *, other: bool) -> None:
        """Follow a held movement; at its end name it, and its other faults."""
        seen, rules = self._watch.step(time_s, level, other=other), self._rules
        if seen is None:
            return
        rules.end_shallow(time_s)
        if any(f.start_s < seen.end_s and seen.start_s < f.end_s for f in rules.unattached):
            return
        fault = seen.fault(self._enter)
        if self._own is not None and self._own.ended(time_s):
            fault = replace(fault, name=LEARNING, cue=ONCE_MORE)
        rules.note([fault])
