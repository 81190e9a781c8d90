"""Judges a set: times holds, counts repetitions, closes attempts with their reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from facecheck.core.events import Attempt, Fault, Sound
from facecheck.core.sides import Side
from facecheck.engine.form.resting_regions import RestingWatch
from facecheck.engine.level.level import Level
from facecheck.engine.level.rest import Baseline
from facecheck.engine.repetitions.attempt_list import AttemptList
from facecheck.engine.repetitions.attempts import make_attempt, too_short, why_not_counted
from facecheck.engine.repetitions.current_hold import CurrentHold
from facecheck.engine.repetitions.detector import (
    HOLD,
    REST,
    Movement,
    State,
    advance,
    held_within,
    interrupt,
)
from facecheck.engine.repetitions.form_rules import FormRules
from facecheck.engine.repetitions.own_range import OwnRange
from facecheck.engine.repetitions.side_turns import out_of_turn, side_due
from facecheck.engine.repetitions.slight_movements import SlightMovements
from facecheck.engine.repetitions.steadiness import ONE_SIDED, Steadiness
from facecheck.engine.spec.exercise import Exercise
from facecheck.engine.spec.measure_groups import regions_of

ON_ITS_WAY_S = 1.0
"""What comes before a face takes half a second to its place, is noticed 0.2 s later, and a fault
lasts for up to half a second before it is named."""

_EPSILON_S = 1e-6


class Tick(NamedTuple):
    """The result of one judged observation."""

    sounds: tuple[Sound, ...]
    closed: Attempt | None
    noted: tuple[Fault, ...] = ()


_NOTHING = Tick((), None)


class SetJudge:
    """Judges the attempts of one set."""

    def __init__(
        self,
        exercise: Exercise,
        reps: int,
        hold_s: float,
        earlier: Sequence[Attempt] = (),
        affected: str | None = None,
        own: OwnRange | None = None,
    ) -> None:
        """Start with nothing attempted, or with what was.

        Args:
            exercise: What to judge.
            reps: The target.
            hold_s: Likewise.
            earlier: Attempts of a set that goes on.
            affected: The weaker side.
            own: What is learned of the person's range; None where it is known.
        """
        self._affected = affected
        self._ended = AttemptList(earlier)
        self.state = State()
        self.hold = CurrentHold(hold_s, exercise.movement)
        self._movement = exercise.movement
        self._rule = exercise.movement.rule
        self._reps = reps
        self._rules = FormRules(exercise)
        self._turns = exercise.turns
        self._resting = RestingWatch(exercise.resting)
        limits = [rule.limit for rule in exercise.faults if rule.measure == "asymmetry"]
        self._steadiness = Steadiness(self._rule, min(limits, default=ONE_SIDED))
        self._slight = SlightMovements(exercise, self._rules, own)
        self._brightness, self._repeated = 1.0, False
        self._can_be_hidden = bool(regions_of(p.measure for p in exercise.movement.parts))

    @property
    def attempts(self) -> list[Attempt]:
        """Those that have ended, in order of time."""
        return self._ended.attempts

    @property
    def counted(self) -> int:
        """Repetitions so far, with the one still held if it counts already."""
        return self._ended.counted + self.hold.counted

    @property
    def faults(self) -> tuple[Fault, ...]:
        """The faults that last, in the order of the exercise file; last, a movement too shallow."""
        found = [*self._rules.active, *self._resting.active]
        slight = self._slight.lasting(self.state.time_s)
        return tuple(found) if slight is None else (*found, slight)

    @property
    def unattached_faults(self) -> list[Fault]:
        """Faults of no attempt: of a movement too small to count, or between movements."""
        return self._rules.unattached

    @property
    def is_attempt(self) -> bool:
        """Whether the movement that continues or returns lasted long enough to be an attempt."""
        state = self.state
        until_s = state.held_until_s if state.stage is HOLD else state.hold_until_s
        return self.hold.counted or self._lasted(state, until_s or 0.0)

    @property
    def due_side(self) -> Side | None:
        """The side whose turn it is; None in an exercise without turns."""
        return side_due(self._turns, self._ended.counted, self._reps)

    def step(
        self,
        time_s: float,
        passed_s: float,
        level: Level,
        values: Mapping[str, float],
        rests: Baseline,
        brightness: float = 1.0,
        *,
        repeated: bool = False,
    ) -> Tick:
        """Take one judged tick.

        Args:
            time_s: Now.
            passed_s: Seconds since the tick before this one, judged or not.
            level: The movement's level, smoothed.
            values: Every measure.
            rests: The person's rest levels.
            brightness: Mean luma of the face.
            repeated: Whether the picture is that of the tick before.
        """
        self._brightness, self._repeated = brightness, repeated
        sounds: list[Sound] = []
        before = self.state

        def context() -> dict[str, float]:
            return self._context(level, values)

        self.state, movement = advance(before, self._rule, time_s, level.chosen)
        was, stage = before.stage, self.state.stage
        closed = None
        if movement is not None:
            counted = self.hold.counted
            sounds += self._advance_hold(before, time_s, passed_s)
            if level.chosen < self._rule.onset:
                self._rules.judge_ending(movement, context(), rests)
            # What counts at its end is told with it.
            at_once = self.hold.counted is not counted or stage is HOLD or not self._can_be_hidden
            closed = self._close(movement, None, at_once=at_once)
        elif was is REST and stage is REST:
            self._slight.step(time_s, level, context, rests, at_rest=True)
        elif self._slight.are_told_apart and not self.is_attempt:
            # A slight one that wavers reaches the enter level for moments.
            self._slight.step(time_s, level, context, rests, at_rest=False)
        if stage is HOLD:
            if was is not HOLD or movement is not None:
                closed = self._ended.take_waiting() if closed is None else closed
                self._begin()
            if not self._slight.are_told_apart or self.is_attempt:
                self._slight.forget()
            if self.state.dip_s is None and not self.state.unsettled:
                self._steadiness.step(time_s, level)
                self._resting.step(time_s, values, rests, level)
                self.hold.reach(time_s, level.chosen)
        self._rules.step(time_s, stage, level, rests, context)
        if stage is HOLD or (movement is None and was is HOLD):
            sounds += self._advance_hold(before, time_s, passed_s)
        if not (sounds or self._rules.noted) and closed is None:
            return _NOTHING
        return Tick(tuple(sounds), closed, self._rules.take_noted())

    def so_far(self) -> Attempt | None:
        """The attempt that continues, as it would be if it ended now."""
        time_s = self.state.time_s
        _, movement = interrupt(self.state, time_s if time_s is not None else 0.0)
        if movement is None:
            return None
        return self._attempt(movement, self._rules.named, None)

    def end_movement(self, reason: str) -> Attempt | None:
        """End what is going on: the movement cannot be seen any more, or the clip ended."""
        time_s = self.state.time_s
        self.state, movement = interrupt(self.state, time_s if time_s is not None else 0.0)
        return self._close(movement, reason) if movement is not None else self._ended.take_waiting()

    def told_now(self, time_s: float) -> tuple[Attempt | None, bool]:
        """The attempt whose end was held back until now; and whether something hid that end."""
        return self._ended.told_at(time_s)

    def saw_nothing_since(self, since_s: float) -> None:
        """Take back the time since then: its ticks showed the same picture again and again."""
        last_s, stage = self.state.time_s, self.state.stage
        if last_s is None or last_s <= since_s:
            return
        if stage is HOLD:
            self.hold.withdraw(last_s - max(since_s, self.state.hold_from_s))
        self.state = self.state._replace(time_s=max(since_s, self.state.hold_from_s))

    def came_before(self, time_s: float, what: str) -> None:
        """Something lies before what is read: how it came, it was taken for faults of form."""
        since_s = time_s - ON_ITS_WAY_S
        self._rules.forget_since(since_s)
        self._ended.came_before(what, since_s)

    def resumed(self) -> None:
        """Nothing was seen for a pause: no time bridges it.

        A movement that is still held continues, and its time begins again; one that is over is
        closed by the next tick.
        """
        self._rules.release(self.state.time_s or 0.0)
        self._slight.forget()
        self._slight.learn_anew()
        if self.state.stage is not HOLD:
            # How a movement rose that began in the pause is not known.
            self.state = self.state._replace(time_s=None)
            return
        self.hold.resumed()

    def take_back(self) -> Attempt | None:
        """The last count is taken back by hand; returns its attempt, None without one."""
        if self.hold.counted:
            self.hold.take_back()
            return self.so_far()
        return self._ended.take_back()

    def add(self, now_s: float) -> Attempt:
        """One more counts, by hand: the hold that continues, else as `AttemptList.add` has it."""
        if self.state.stage is HOLD and not self.hold.counted:
            self.hold.add()
            so_far = self.so_far()
            if so_far is not None:
                return so_far
        return self._ended.add(now_s)

    def _begin(self) -> None:
        self.hold.reset()
        self._steadiness.reset()
        self._resting.reset()
        self._slight.learn_anew()
        self._rules.pauses.reset()

    def _context(self, level: Level, values: Mapping[str, float]) -> dict[str, float]:
        """Every measure, and those that exist only inside the exercise."""
        derived = self._steadiness.values(level, self.state)
        turn = out_of_turn(self.due_side, level)
        return {**values, **derived, "out_of_turn": turn, "brightness": self._brightness}

    def _advance_hold(self, before: State, time_s: float, passed_s: float) -> list[Sound]:
        """Add this tick's share of the hold, and count when the target is reached."""
        state = self.state
        share_s = held_within(before, state, time_s, passed_s)
        if share_s is None:
            return []
        holding = state.stage is HOLD
        sounds = self.hold.step(
            time_s,
            share_s,
            self._rules.pauses.step(),
            holding=holding,
            is_attempt=self._lasted(state, time_s),
            repeated=self._repeated,
        )
        if self.hold.reaches(holding=holding):
            self.hold.counted = True
            sounds.append(Sound.SET_DONE if self.counted == self._reps else Sound.COUNTED)
        return sounds

    def _lasted(self, state: State, until_s: float) -> bool:
        """Whether a movement has lasted long enough to be an attempt."""
        return until_s - state.hold_from_s >= self._movement.least_s - _EPSILON_S

    def _close(
        self, movement: Movement, lost: str | None, *, at_once: bool = True
    ) -> Attempt | None:
        """End a movement; its attempt, where it is one and is not told later."""
        faults = self._rules.take()
        lasted_s = movement.hold_until_s - movement.hold_from_s
        if lasted_s < self._movement.least_s and not self.hold.is_decided:
            self._begin()
            return None
        if not self.hold.is_decided and lost is None and self._rules.pauses.paused_by is None:
            faults.append(too_short(movement, self.hold))
        attempt = self._attempt(movement, faults, lost)
        self._begin()
        until_s, now_s = movement.hold_until_s, self.state.time_s
        return self._ended.append(attempt, faults, until_s, now_s, at_once=at_once)

    def _attempt(self, movement: Movement, faults: Sequence[Fault], lost: str | None) -> Attempt:
        ended = lost if lost is not None else self._movement.ended
        return make_attempt(
            len(self.attempts) + 1,
            movement,
            self.hold,
            self._steadiness,
            self._resting,
            faults,
            reason=why_not_counted(movement, self.hold, self._rules.pauses.paused_by, ended),
            affected=self._affected,
        )
