"""Judges a set: times holds, counts repetitions, closes attempts with their reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from facecheck.core.events import Attempt, Fault, Sides, Sound
from facecheck.core.held_seconds import cut_to_tenths
from facecheck.core.messages import Code, Message
from facecheck.core.sides import Side
from facecheck.engine.form.faults import FaultWatch, step_all
from facecheck.engine.form.hold_pauses import HoldPauses
from facecheck.engine.form.resting_regions import RestingWatch
from facecheck.engine.form.scoring import attempt_parts, attempt_score
from facecheck.engine.level.level import Level
from facecheck.engine.level.rest import Baseline
from facecheck.engine.repetitions.current_hold import CurrentHold
from facecheck.engine.repetitions.detector import (
    HOLD,
    REST,
    Begun,
    Movement,
    State,
    advance,
    interrupt,
)
from facecheck.engine.repetitions.manual_counts import (
    TAKEN_BACK,
    with_count_added,
    with_count_taken_back,
)
from facecheck.engine.repetitions.own_range import LEARNING, ONCE_MORE, OwnRange
from facecheck.engine.repetitions.side_turns import out_of_turn, side_due, turn_rules
from facecheck.engine.repetitions.steadiness import ONE_SIDED, Steadiness
from facecheck.engine.repetitions.sub_threshold import FROM_SHARE, TOO_SHALLOW, SubThresholdWatch
from facecheck.engine.spec.exercise import Exercise

TOO_SHORT = "hold too short"
"""This and `TOO_SHALLOW` every movement has; the other faults are rows of exercise files."""

__all__ = ["TOO_SHALLOW", "TOO_SHORT", "SetJudge", "Tick"]

_EPSILON_S = 1e-6

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


class Tick(NamedTuple):
    """What one judged observation brought."""

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
        self.attempts = list(earlier)
        self.unattached_faults: list[Fault] = []
        self.state = State()
        self.hold = CurrentHold(hold_s, exercise.movement)
        self._noted: list[Fault] = []
        self._movement = exercise.movement
        self._rule = exercise.movement.rule
        self._reps = reps
        self._target_s = hold_s
        self._watches = [
            FaultWatch(rule)
            for rule in (*turn_rules(exercise.turns, exercise.cues), *exercise.faults)
        ]
        self._turns = exercise.turns
        self._resting = RestingWatch(exercise.resting)
        self._pauses = HoldPauses(self._watches)
        self._shallows = [w for w in self._watches if w.when == "shallow"]
        self._others = [w for w in self._watches if w.when != "shallow"]
        self._always = any(watch.when == "always" for watch in self._watches)
        self._watching = False
        self._done = sum(attempt.counted for attempt in self.attempts)
        limits = [rule.limit for rule in exercise.faults if rule.measure == "asymmetry"]
        self._steadiness = Steadiness(self._rule, min(limits, default=ONE_SIDED))
        self._shallow = SubThresholdWatch(self._rule)
        self._own = own
        self._brightness, self._repeated = 1.0, False

    @property
    def counted(self) -> int:
        """Repetitions so far, with the one still held if it counts already."""
        return self._done + self.hold.counted

    @property
    def faults(self) -> tuple[Fault, ...]:
        """The faults that last, in the order of the exercise file; last, a movement too shallow."""
        found = [fault for w in self._watches if (fault := w.active) is not None]
        found += self._resting.active
        seen = self._shallow.lasting(self.state.time_s)
        if seen is not None:
            found.append(seen.fault(self._rule.enter))
        return tuple(found)

    @property
    def is_attempt(self) -> bool:
        """Whether the movement that continues or returns lasted long enough to be an attempt."""
        state = self.state
        until_s = state.held_until_s if state.stage is HOLD else state.hold_until_s
        return self.hold.counted or self._lasted(state, until_s or 0.0)

    @property
    def due(self) -> Side | None:
        """The side whose turn it is; None in an exercise without turns."""
        return side_due(self._turns, self._done, self._reps)

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
        self.state, movement = advance(before, self._rule, time_s, level.chosen)
        was, stage = before.stage, self.state.stage
        closed = None
        if movement is not None:
            sounds += self._advance_hold(before, time_s, passed_s)
            self._watch_ending(movement, level, values, rests)
            closed = self._close(movement, None)
        elif was is REST and stage is REST:
            self._shallow_movement(time_s, level.chosen)
            if self._own is not None:
                self._own.step(time_s, level, self._context(level, values), rests)
        if stage is HOLD:
            if was is not HOLD or movement is not None:
                self._begin()
            if self.state.dip_s is None and not self.state.unsettled:
                self._steadiness.step(time_s, level)
                self._resting.step(time_s, values, rests, level)
                self.hold.reach(time_s, level.chosen)
        self._watch(time_s, level, values, rests)
        if stage is HOLD or (movement is None and was is HOLD):
            sounds += self._advance_hold(before, time_s, passed_s)
        if not (sounds or self._noted) and closed is None:
            return _NOTHING
        noted, self._noted = tuple(self._noted), []
        return Tick(tuple(sounds), closed, noted)

    def so_far(self) -> Attempt | None:
        """The attempt that continues, as it would be if it ended now."""
        time_s = self.state.time_s
        _, movement = interrupt(self.state, time_s if time_s is not None else 0.0)
        if movement is None:
            return None
        faults = [f for w in self._watches if w.when != "shallow" for f in w.named]
        return self._attempt(movement, faults, None)

    def lost(self, reason: str) -> Attempt | None:
        """End what is going on: the movement cannot be seen any more, or the clip ended."""
        time_s = self.state.time_s
        self.state, movement = interrupt(self.state, time_s if time_s is not None else 0.0)
        return self._close(movement, reason) if movement is not None else None

    def saw_nothing_since(self, since_s: float) -> None:
        """The ticks after this time showed nothing new: no time was held in them."""
        last_s, stage = self.state.time_s, self.state.stage
        if last_s is None or last_s <= since_s:
            return
        if stage is HOLD:
            self.hold.withdraw(last_s - max(since_s, self.state.hold_from_s))
        self.state = self.state._replace(time_s=max(since_s, self.state.hold_from_s))

    def resumed(self) -> None:
        """Nothing was seen for a pause: no time bridges it.

        A movement that is still held continues, and its time begins again; one that is over is
        closed by the next tick.
        """
        for watch in self._watches:
            watch.release(self.state.time_s or 0.0)
        self._shallow.reset()
        if self._own is not None:
            self._own.reset()
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
        self.attempts, changed = with_count_taken_back(self.attempts)
        self._done -= changed is not None
        return changed

    def add(self, now_s: float) -> Attempt:
        """One more counts, by hand: the hold that continues, else as `with_count_added` has it."""
        if self.state.stage is HOLD and not self.hold.counted:
            self.hold.add()
            so_far = self.so_far()
            if so_far is not None:
                return so_far
        self.attempts, changed = with_count_added(self.attempts, now_s)
        self._done += 1
        return changed

    def _begin(self) -> None:
        self.hold.reset()
        self._steadiness.reset()
        self._resting.reset()
        self._shallow.reset()
        if self._own is not None:
            self._own.reset()
        self._pauses.reset()

    def _watch(
        self, time_s: float, level: Level, values: Mapping[str, float], rests: Baseline
    ) -> None:
        stage = self.state.stage
        holding, resting = stage is HOLD, stage is REST
        moving = not resting or level.chosen >= self._rule.onset
        # The first part may move alone: lips that part while the jaw stays shut.
        meant = moving or level.chosen + level.lead >= FROM_SHARE * self._rule.enter
        unreached = meant and resting
        if not (meant or self._always or self._watching):
            return
        now = _WHEN[holding, moving, unreached]
        step_all(self._watches, time_s, self._context(level, values), rests, now)
        if not unreached:
            for watch in self._shallows:
                named = watch.ended()
                # What led up to a hold after all was its beginning.
                self._note([] if holding else named)
        if not moving:
            for watch in self._others:
                # Outside a movement only a rule that always applies has something to say.
                named = watch.ended()
                self.unattached_faults += named if watch.when == "always" else []
        # At the tick after a movement its rules say what they still have to say of it.
        self._watching = meant

    def _context(self, level: Level, values: Mapping[str, float]) -> dict[str, float]:
        """Every measure, and those that exist only inside the exercise."""
        derived = self._steadiness.values(level, self.state)
        turn = out_of_turn(self.due, level)
        return {**values, **derived, "out_of_turn": turn, "brightness": self._brightness}

    def _watch_ending(
        self, movement: Movement, level: Level, values: Mapping[str, float], rests: Baseline
    ) -> None:
        """Judge how the movement came back to rest, if it did."""
        if level.chosen >= self._rule.onset:
            return
        fall_s = max(movement.end_s - movement.hold_until_s, 1e-3)
        context = self._context(level, values)
        context["fall_speed"] = (self._rule.leave - self._rule.onset) / fall_s
        for watch in self._watches:
            if watch.when == "ending":
                watch.judge_once(movement.hold_until_s, movement.end_s, context, rests)

    def _advance_hold(self, before: State, time_s: float, passed_s: float) -> list[Sound]:
        """Add this tick's share of the hold, and count when the target is reached."""
        state = self.state
        if state.stage is HOLD:
            until_s = time_s if state.dip_s is None else min(state.dip_s, time_s)
        elif before.stage is HOLD:
            until_s = min(state.hold_until_s, time_s)
        else:
            return []
        from_s = max(time_s - passed_s, state.hold_from_s or before.hold_from_s)
        if before.dip_s is not None and state.stage is HOLD:
            # What was not seen to be held in a dip is not held.
            from_s = time_s if state.dip_s is not None else max(from_s, state.back_s)
        share_s = max(until_s - from_s, 0.0)
        holding = state.stage is HOLD
        sounds = self.hold.step(
            time_s,
            share_s,
            self._pauses.step(),
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

    def _close(self, movement: Movement, lost: str | None) -> Attempt | None:
        named = [(w.when, w.take()) for w in self._watches]
        faults = [fault for when, found in named if when != "shallow" for fault in found]
        lasted_s = movement.hold_until_s - movement.hold_from_s
        if lasted_s < self._movement.least_s and not self.hold.is_decided:
            self._begin()
            return None
        if not self.hold.is_decided and lost is None and self._pauses.paused_by is None:
            faults.append(
                Fault(
                    TOO_SHORT,
                    movement.hold_from_s,
                    movement.hold_until_s,
                    self.hold.held_s,
                    self._target_s,
                    "s",
                    "Hold it longer",
                )
            )
        attempt = self._attempt(movement, faults, lost)
        self.attempts.append(attempt)
        self._done += attempt.counted
        self._begin()
        return attempt

    def _attempt(self, movement: Movement, faults: Sequence[Fault], lost: str | None) -> Attempt:
        held_s, counted = self.hold.held_s, self.hold.counted
        parts = attempt_parts(
            hold_s=held_s,
            target_s=self._target_s,
            peak=movement.peak,
            faults=len({f.name for f in faults}),
            shaking=self._steadiness.mean_shaking,
            asymmetry=self._steadiness.mean_asymmetry,
        )
        sides = self._steadiness.mean_sides
        faults = [*faults, *self._resting.named]
        return Attempt(
            n=len(self.attempts) + 1,
            start_s=movement.start_s,
            end_s=movement.end_s,
            hold_s=held_s,
            peak=movement.peak,
            counted=counted,
            reason=None if counted else self._reason(movement, held_s, lost),
            score=attempt_score(parts),
            parts=parts,
            faults=tuple(faults),
            side=self._steadiness.side,
            sides=sides,
            symmetry=None if sides is None else Sides(**sides, affected=self._affected).symmetry,
            along=self._resting.along,
            by_hand=self.hold.by_hand,
            begun_unseen=movement.begun is Begun.UNSEEN,
        )

    def _reason(self, movement: Movement, held_s: float, lost: str | None) -> Message:
        if self.hold.is_decided:
            return TAKEN_BACK
        # Cut, not rounded: 4.96 s must not read as "held 5.0 of 5.0 s".
        times = {"held": cut_to_tenths(held_s), "target": self._target_s}
        stop = self._pauses.paused_by
        if stop is not None:
            return Message(Code.HELD_STOPPED, **times, why=stop.name, at=stop.start_s)
        why = lost if lost is not None else self._movement.ended
        return Message(Code.HELD_UNTIL, **times, why=why, at=movement.hold_until_s)

    def _shallow_movement(self, time_s: float, level: float) -> None:
        """A held movement that never became an attempt: named, with what else was wrong in it."""
        seen = self._shallow.step(time_s, level)
        if seen is None:
            return
        for watch in self._watches:
            if watch.when != "holding":
                watch.release(time_s)
                self._note(watch.ended())
        if any(f.start_s < seen.end_s and seen.start_s < f.end_s for f in self.unattached_faults):
            return
        fault = seen.fault(self._rule.enter)
        if self._own is not None and self._own.ended(time_s):
            fault = replace(fault, name=LEARNING, cue=ONCE_MORE)
        self._note([fault])

    def _note(self, faults: Sequence[Fault]) -> None:
        """Keep what was wrong with a movement that is no attempt, and let it be told."""
        self.unattached_faults += faults
        self._noted += faults
