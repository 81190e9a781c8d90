"""The form rules of a set, each judged in the part of a movement that it is for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from facecheck.core.events import Fault
from facecheck.engine.form.faults import FaultWatch, step_all
from facecheck.engine.form.hold_pauses import HoldPauses
from facecheck.engine.level.level import Level
from facecheck.engine.level.rest import Baseline
from facecheck.engine.repetitions.detector import HOLD, REST, Movement, Stage
from facecheck.engine.repetitions.side_turns import turn_rules
from facecheck.engine.repetitions.sub_threshold import FROM_SHARE
from facecheck.engine.spec.exercise import Exercise

_WHEN = {
    (holding, moving, unreached): frozenset(
        {"always"}
        | ({"holding"} if holding else set())
        | ({"moving"} if moving else set())
        | ({"shallow"} if unreached else set())
    )
    for holding in (False, True)
    for moving in (False, True)
    for unreached in (False, True)
}
"""Which `when` of a rule is true; `ending` is asked for where a movement ends."""


class FormRules:
    """Follows the rules of an exercise file, and those of sides that take turns.

    Args:
        exercise: Whose rules.

    Attributes:
        pauses: Those of them that pause the hold.
        unattached: Faults of no attempt: of a movement too small to count, or between movements.
        noted: Those of them that were not told yet.
    """

    def __init__(self, exercise: Exercise) -> None:
        rules = (*turn_rules(exercise.turns, exercise.cues), *exercise.faults)
        self._watches = [FaultWatch(rule) for rule in rules]
        self.pauses = HoldPauses(self._watches)
        self.unattached: list[Fault] = []
        self._thresholds = exercise.movement.rule
        self.noted: list[Fault] = []
        self._shallows = [w for w in self._watches if w.when == "shallow"]
        self._others = [w for w in self._watches if w.when != "shallow"]
        self._always = any(watch.when == "always" for watch in self._watches)
        self._watching = False

    @property
    def active(self) -> list[Fault]:
        """The faults that last, in the order of the exercise file."""
        return [fault for w in self._watches if (fault := w.active) is not None]

    @property
    def named(self) -> list[Fault]:
        """The faults of the attempt that continues; they stay to be taken."""
        return [fault for watch in self._others for fault in watch.named]

    def take(self) -> list[Fault]:
        """The faults of an attempt that ended; what still lasts continues."""
        for watch in self._shallows:
            watch.take()
        return [fault for watch in self._others for fault in watch.take()]

    def step(
        self,
        time_s: float,
        stage: Stage,
        level: Level,
        rests: Baseline,
        read: Callable[[], Mapping[str, float]],
    ) -> None:
        """Take one tick.

        Args:
            time_s: Now.
            stage: Where the movement stands.
            level: The movement's level.
            rests: The person's rest levels.
            read: Gives what the rules may ask for; called only where one applies.
        """
        holding, resting = stage is HOLD, stage is REST
        moving = not resting or level.chosen >= self._thresholds.onset
        # The first part may move alone: lips that part while the jaw stays shut.
        meant = moving or level.chosen + level.lead >= FROM_SHARE * self._thresholds.enter
        unreached = meant and resting
        if not (meant or self._always or self._watching):
            return
        step_all(self._watches, time_s, read(), rests, _WHEN[holding, moving, unreached])
        if not unreached:
            for watch in self._shallows:
                named = watch.ended()
                # What led up to a hold after all was its beginning.
                self.note([] if holding else named)
        if not moving:
            for watch in self._others:
                # Outside a movement only a rule that always applies has something to say.
                named = watch.ended()
                self.unattached += named if watch.when == "always" else []
        # At the tick after a movement its rules say what they still have to say of it.
        self._watching = meant

    def judge_ending(
        self, movement: Movement, values: Mapping[str, float], rests: Baseline
    ) -> None:
        """Judge how a movement came back to rest, with `fall_speed` beside the other values."""
        fall_s = max(movement.end_s - movement.hold_until_s, 1e-3)
        fall = self._thresholds.leave - self._thresholds.onset
        context = {**values, "fall_speed": fall / fall_s}
        for watch in self._watches:
            if watch.when == "ending":
                watch.judge_once(movement.hold_until_s, movement.end_s, context, rests)

    def release(self, time_s: float) -> None:
        """Nothing is seen for a while: no fault bridges it."""
        for watch in self._watches:
            watch.release(time_s)

    def forget_since(self, time_s: float) -> None:
        """Take back what began at a time or after it; what was told already stays told."""
        for watch in self._watches:
            watch.forget_since(time_s)
        self.pauses.forget_since(time_s)
        self.unattached = [fault for fault in self.unattached if fault.start_s < time_s]
        self.noted = [fault for fault in self.noted if fault.start_s < time_s]

    def end_shallow(self, time_s: float) -> None:
        """A movement that is too small to count ended: note what was wrong in it."""
        for watch in self._watches:
            if watch.when != "holding":
                watch.release(time_s)
                self.note(watch.ended())

    def note(self, faults: Sequence[Fault]) -> None:
        """Keep faults of a movement that is no attempt, to be told at this tick."""
        self.unattached += faults
        self.noted += faults

    def take_noted(self) -> tuple[Fault, ...]:
        """What was noted since the last call."""
        noted, self.noted = tuple(self.noted), []
        return noted
