"""Makes updates: the phase, the cue and the numbers to show and say after a tick of a set."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from facecheck.core.events import Attempt, Fault, Phase, Quality, Sides, Sound, Update
from facecheck.core.sides import Side
from facecheck.engine.form.hold_tones import HoldState
from facecheck.engine.level.level import Level
from facecheck.engine.repetitions.detector import HOLD, RELEASE, REST
from facecheck.engine.repetitions.set_judge import SetJudge
from facecheck.engine.spec.exercise import Exercise

COUNTS = frozenset({Sound.COUNTED, Sound.SET_DONE})
"""What is heard at the instant at which a repetition counts."""


class TickResult(NamedTuple):
    """The result of one tick.

    Attributes:
        level: The movement's level; None when it cannot be judged.
        quality: How well the face can be judged.
        sounds: Sounds asked for.
        closed: The attempt that ended, if one did.
        noted: What was wrong with a movement that ended without becoming one.
    """

    level: Level | None
    quality: Quality
    sounds: tuple[Sound, ...]
    closed: Attempt | None
    noted: tuple[Fault, ...] = ()


class Updates:
    """Makes the update that follows each tick.

    Args:
        exercise: What is judged.
        reps: The target.
        hold_s: Likewise.
        affected: The weaker side of the face, if one is.
    """

    def __init__(self, exercise: Exercise, reps: int, hold_s: float, affected: Side | None) -> None:
        self._exercise = exercise
        self._reps, self._hold_s = reps, hold_s
        self._affected = affected

    def update(
        self,
        time_s: float,
        values: Mapping[str, float] | None,
        result: TickResult,
        judge: SetJudge,
        *,
        learning: bool,
    ) -> Update:
        """How the set stands.

        Args:
            time_s: Now.
            values: Every measure; None without a face.
            result: What the tick brought.
            judge: Judges the set, and has taken the tick.
            learning: Whether the person's rest is not known yet.
        """
        level, quality, sounds, closed, noted = result
        faults = judge.faults
        phase = self._phase(result, judge, learning=learning)
        movement = self._exercise.movement
        sides = reached = None
        if level is not None and level.first_parts is not None:
            sides = Sides(*level.first_parts, affected=self._affected)
        if level is not None and closed is None and not COUNTS.isdisjoint(sounds):
            reached = judge.so_far()
        return Update(
            time_s=time_s,
            phase=phase,
            level=None if level is None else level.chosen,
            hold_s=judge.hold.shown_s,
            counted=judge.counted,
            reps=self._reps,
            target_hold_s=self._hold_s,
            enter=movement.enter,
            leave=movement.leave,
            quality=quality,
            cue=self._cue(phase, quality, judge) if not faults else faults[0].cue,
            faults=faults,
            sounds=sounds,
            closed=closed,
            reached=reached,
            noted=noted,
            measures=values,
            sides=sides,
            peak_s=None if judge.state.stage is REST else judge.state.peak_s,
        )

    def _phase(self, result: TickResult, judge: SetJudge, *, learning: bool) -> Phase:
        if result.level is None:
            # Seen well, but in no rest yet: eyes that are nearly shut from the start.
            return Phase.LEARNING if result.quality.ok and learning else Phase.CANNOT_JUDGE
        # What is no attempt yet may be a blink: nothing is held, and nothing comes back.
        stage, hold = judge.state.stage, judge.hold.state
        if stage is HOLD and hold is HoldState.STOPPED:
            return Phase.WAITING
        if stage is HOLD and (hold is HoldState.RUNNING or judge.hold.counted):
            return Phase.HOLDING
        if stage is RELEASE and judge.is_attempt:
            return Phase.RELEASING
        if judge.counted >= self._reps:
            return Phase.DONE
        return Phase.LEARNING if learning else Phase.READY

    def _cue(self, phase: Phase, quality: Quality, judge: SetJudge) -> str:
        cues = self._exercise.cues
        if phase is Phase.READY and (due := judge.due_side) is not None:
            return (cues.left if due == "left" else cues.right) or cues.ready
        if phase is Phase.CANNOT_JUDGE:
            return quality.cue or "Face the camera"
        if phase in (Phase.HOLDING, Phase.WAITING):
            return cues.release if self._hold_s > 0.0 and judge.hold.counted else cues.hold
        return {
            Phase.RELEASING: cues.release,
            Phase.DONE: "Set complete",
            Phase.LEARNING: "Look at the camera, face relaxed",
        }.get(phase, cues.ready)
