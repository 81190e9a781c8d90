"""One exercise: measure, normalise, smooth, judge. Observations in, updates out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from facecheck.core.events import Attempt, Phase, Quality, Sides, Sound, Update
from facecheck.core.frames import Group, Observation, Side
from facecheck.core.results import NO_FACE_SEEN, ScoreResult
from facecheck.engine import quality as view
from facecheck.engine.baseline import Baseline
from facecheck.engine.detector import Stage
from facecheck.engine.filters import OneEuro
from facecheck.engine.framing import framing
from facecheck.engine.hands import HandWatch
from facecheck.engine.judge import SetJudge
from facecheck.engine.level import Level, LevelMeter, choose, needed_rests, sided_names
from facecheck.engine.measured import Values, values_of
from facecheck.engine.measures import MEASURES, measure_face
from facecheck.engine.scoring import set_score
from facecheck.engine.spec import Exercise

COUNTS = frozenset({Sound.COUNTED, Sound.SET_DONE})
"""What is heard at the instant at which a repetition counts."""

LOST_S = 0.5
"""How long the face may be out of sight before an attempt ends."""

FOLLOW_BELOW = 0.6
"""The rest level is followed while the movement is under this share of its leave level."""

LINGER_S = 5.0
"""A level that stays higher than that without becoming an attempt is a new rest: a person who moved
to another posture or light. No pause between repetitions is as long."""

# The filter's lag is 27 ms at rest and 10 ms in the rise of a movement that takes half a second:
# 1 / (2 pi (6 + 5 * 2)) s. MediaPipe has smoothed the landmarks once already.
_MIN_CUTOFF_HZ = 6.0
_BETA = 5.0


RELAXED_S = 0.5
"""Nobody is more relaxed than at rest. A face whose every part stands on the far side of rest by as
much as the leave level, for this long, was moving when its rest was learned."""

NOT_AT_REST = "the clip starts in the movement: what came before its first release is uncertain"


class Judged(NamedTuple):
    """What one tick brought.

    Attributes:
        level: The movement's level; None when it cannot be judged.
        quality: How well the face can be judged.
        sounds: Sounds asked for.
        closed: The attempt that ended, if one did.
    """

    level: Level | None
    quality: Quality
    sounds: tuple[Sound, ...]
    closed: Attempt | None


class Checker:
    """Judges one set of one exercise, one observation after the other."""

    def __init__(
        self,
        exercise: Exercise,
        *,
        reps: int | None = None,
        hold_s: float | None = None,
        full: Mapping[str, float] | None = None,
        rest: Mapping[str, float] | None = None,
        earlier: Sequence[Attempt] = (),
        affected: Side | None = None,
    ) -> None:
        """Prepare the rules.

        Args:
            exercise: What to judge.
            reps: Repetitions to a set, instead of the exercise's.
            hold_s: Seconds to hold, instead of the exercise's.
            full: The person's readings at full effort, by measure (from a profile).
            rest: The person's rest levels, by measure (from a profile).
            earlier: Attempts of a set that was interrupted, and goes on at a later time.
            affected: The side of the face that is known to be weaker: where the stronger side
                counts, the other one then counts, and symmetry is read against it.
        """
        self.exercise = exercise
        self.reps = exercise.reps if reps is None else reps
        self.hold_s = exercise.hold_s if hold_s is None else hold_s
        self._affected = affected
        self._meter = LevelMeter(exercise.movement, full)
        self._movement_rests = needed_rests(exercise.movement)
        self._followed = sorted(self._movement_rests | _fault_rests(exercise))
        self._reads = reads(exercise)
        self._rests = Baseline(self._followed, rest)
        self._palm_rests: Baseline | None = None
        self._hands = HandWatch() if exercise.needs_hands else None
        self._filters = tuple(OneEuro(_MIN_CUTOFF_HZ, _BETA) for _ in range(2))
        self._frames = self._face_frames = 0
        self._judged_s = 0.0
        self._last_s: float | None = None
        self._seen_s: float | None = None
        self._quiet_s: float | None = None
        self._relaxed_s: float | None = None
        self._notes: list[str] = []
        self._views = view.ViewWatch()
        self._judge = SetJudge(exercise, self.reps, self.hold_s, earlier, affected)

    def restart(self) -> None:
        """Begin the set anew; what was learned of the person stays."""
        self._views = view.ViewWatch()
        self._judge = SetJudge(self.exercise, self.reps, self.hold_s, (), self._affected)

    @property
    def attempts(self) -> Sequence[Attempt]:
        """The attempts that ended so far."""
        return tuple(self._judge.attempts)

    def fraction(self, name: str, values: Mapping[str, float]) -> float:
        """A measure of the movement over its rest, e.g. how far an eye is open; 1 at rest."""
        rest = self._rests.rest(name)
        return values[name] / rest if rest else 1.0

    def rise(self, name: str, values: Mapping[str, float]) -> float:
        """How far a measure that is followed is over its rest; 0 before that is known."""
        rest = self._rests.rest(name)
        return values[name] - rest if rest is not None else 0.0

    def step(self, observation: Observation, values: Values | None = None) -> Update:
        """Take one observation. Times must not decrease.

        Args:
            observation: What was seen.
            values: Its measures, where they are known already.
        """
        values = self._whole(observation, values)
        return self.step_values(observation.time_s, values, observation.brightness)

    def judge_group(self, group: Group) -> None:
        """Take many observations, where nobody asks how the exercise stands after each of them."""
        values = values_of(group, self._reads)
        if self._hands is None:
            for at, row in zip(group.instants(), values, strict=True):
                self.judge_values(at.time_s, row, at.brightness)
            return
        for seen, row in zip(group.observations, values, strict=True):
            self.judge_values(seen.time_s, self._whole(seen, row), seen.brightness)

    def step_values(
        self, time_s: float, values: Mapping[str, float] | None, brightness: float | None
    ) -> Update:
        """Take one tick whose measures are known already; None without a face."""
        return self._update(time_s, values, self.judge_values(time_s, values, brightness))

    def judge_values(
        self, time_s: float, values: Mapping[str, float] | None, brightness: float | None
    ) -> Judged:
        """As `step_values`, where nobody asks how the exercise stands after it."""
        self._frames += 1
        self._face_frames += values is not None
        passed_s = 0.0 if self._last_s is None else time_s - self._last_s
        self._last_s = time_s
        if passed_s > LOST_S:
            # A source that stood still showed nothing in the meantime.
            self._lose("no picture came")
            passed_s = 0.0
        quality = view.judge(values, brightness)
        self._views.step(time_s, quality)
        if values is None or not quality.ok:
            return self._unseen(time_s, quality)
        rests = self._rests_now(values)
        level = self._level(time_s, values, rests)
        if level is None:
            return self._unseen(time_s, quality)
        self._judged_s += passed_s
        self._seen_s = time_s
        light = 1.0 if brightness is None else brightness
        tick = self._judge.step(time_s, passed_s, level, values, rests, light)
        return Judged(level, quality, tick.sounds, tick.closed)

    def stop(self, why: str) -> None:
        """End what is going on before its time; `why` is told in its reason."""
        self._judge.lost(why)

    def finish(self, clip: str, duration_s: float, warnings: Sequence[str] = ()) -> ScoreResult:
        """End what is going on and sum up the set."""
        self._judge.lost("the clip ended")
        self._views.end()
        notes = [*warnings, *self._notes]
        if self._frames and not self._face_frames:
            notes.append(f"{NO_FACE_SEEN}; face the camera, in more light")
        elif not self._rest_known():
            notes.append("this face was hardly seen at rest: typical values stood in for its own")
        attempts = tuple(self._judge.attempts)
        faults = sorted([*self._judge.loose, *self._views.take()], key=lambda f: f.start_s)
        return ScoreResult(
            clip=clip, exercise=self.exercise.id, duration_s=duration_s, frames=self._frames,
            face_frames=self._face_frames, judged_s=min(self._judged_s, duration_s),
            reps=self.reps, hold_s=self.hold_s, attempts=attempts,
            score=set_score(attempts, self.reps), warnings=tuple(notes),
            faults=tuple(faults),
        )  # fmt: skip

    def _whole(self, observation: Observation, values: Values | None) -> Values | None:
        """Every measure of an observation, those of the picture and of the hands among them."""
        if values is None and observation.face is not None:
            values = measure_face(observation.face)
        if values is None:
            return None
        if "fills_picture" not in values:
            values = {**values, **framing(observation)}
        return values if self._hands is None else {**values, **self._hands.step(observation)}

    def _level(self, time_s: float, values: Mapping[str, float], rests: Baseline) -> Level | None:
        raw = self._meter.level(values, rests)
        if raw is not None and self._learned_a_movement(time_s, raw):
            rests.forget()
            raw = None
        if (raw is None or self._at_rest(time_s, raw)) and rests.learn(time_s, values):
            raw = self._meter.level(values, rests)
        if raw is None:
            return None
        if raw.left is None or raw.right is None:
            return Level(self._filters[0].step(time_s, raw.chosen), None, None, raw.lead)
        left = self._filters[0].step(time_s, raw.left)
        right = self._filters[1].step(time_s, raw.right)
        speaks = self._speaks(left, right)
        return Level(speaks, left, right, raw.lead, raw.most, raw.firsts)

    def _speaks(self, left: float, right: float) -> float:
        """The level of the side that counts."""
        sides = self.exercise.movement.sides
        if sides == "stronger" and self._affected is not None:
            return right if self._affected == "left" else left
        return choose([left, right], sides)

    def _rests_now(self, values: Mapping[str, float]) -> Baseline:
        """What rest is now: with a hand on the cheek it is another, learned from when it came.

        The hand pushes the skin, and the landmarks beside it wander: lids by 0.08 of the eye's
        width. What was learned without it is where the other begins.
        """
        if "hands_at_jaw" in self.exercise.requires or not values.get("palm_on_cheek"):
            self._palm_rests = None
            return self._rests
        if self._palm_rests is None:
            self._palm_rests = Baseline(self._followed, self._rests.levels())
        return self._palm_rests

    def _at_rest(self, time_s: float, level: Level) -> bool:
        """Whether this tick says something about the person's rest."""
        if self._judge.state.stage is not Stage.REST:
            self._quiet_s = None
            return False
        movement = self.exercise.movement
        if movement.both_ways and level.chosen < -FOLLOW_BELOW * movement.leave:
            self._quiet_s = None
            return False
        if self._quiet_s is None or level.chosen < FOLLOW_BELOW * movement.leave:
            self._quiet_s = time_s
        quiet = time_s - self._quiet_s
        return quiet <= 0.0 or quiet >= LINGER_S or not self._rest_known()

    def _learned_a_movement(self, time_s: float, level: Level) -> bool:
        """Whether the face has come to rest on the far side of what was taken for it."""
        if self.exercise.movement.both_ways or level.most > -self.exercise.movement.leave:
            self._relaxed_s = None
            return False
        if self._relaxed_s is None:
            self._relaxed_s = time_s
        if time_s - self._relaxed_s < RELAXED_S:
            return False
        self._relaxed_s = None
        if NOT_AT_REST not in self._notes:
            self._notes.append(NOT_AT_REST)
        return True

    def _rest_known(self) -> bool:
        return all(self._rests.known(name) for name in self._movement_rests)

    def _unseen(self, time_s: float, quality: Quality) -> Judged:
        sounds: tuple[Sound, ...] = ()
        closed = None
        if self._seen_s is not None and time_s - self._seen_s > LOST_S:
            closed = self._lose(quality.reason or "could not judge")
            if closed is not None:
                sounds = (Sound.LOST,)
        return Judged(None, quality, sounds, closed)

    def _lose(self, reason: str) -> Attempt | None:
        """What goes on cannot be followed any more."""
        for one in self._filters:
            one.reset()
        return self._judge.lost(reason)

    def _update(self, time_s: float, values: Mapping[str, float] | None, judged: Judged) -> Update:
        level, quality, sounds, closed = judged
        faults = self._judge.faults
        phase = self._phase(judged)
        cue = self._cue(phase, quality) if not faults else faults[0].cue
        movement = self.exercise.movement
        sides = reached = None
        if level is not None and level.firsts is not None:
            sides = Sides(*level.firsts, affected=self._affected)
        if level is not None and closed is None and not COUNTS.isdisjoint(sounds):
            reached = self._judge.so_far()
        return Update(
            time_s=time_s, phase=phase, level=None if level is None else level.chosen,
            hold_s=self._judge.timer.held_s, counted=self._judge.counted, reps=self.reps,
            target_hold_s=self.hold_s, enter=movement.enter, leave=movement.leave,
            quality=quality, cue=cue, faults=faults, sounds=sounds, closed=closed,
            reached=reached, measures=values, sides=sides,
        )  # fmt: skip

    def _phase(self, judged: Judged) -> Phase:
        if judged.level is None:
            return Phase.CANNOT_JUDGE
        if self._judge.state.stage is Stage.HOLD:
            return Phase.HOLDING
        if self._judge.state.stage is Stage.RELEASE:
            return Phase.RELEASING
        if self._judge.counted >= self.reps:
            return Phase.DONE
        if not self._rest_known():
            return Phase.LEARNING
        return Phase.READY

    def _cue(self, phase: Phase, quality: Quality) -> str:
        cues = self.exercise.cues
        if phase is Phase.CANNOT_JUDGE:
            return quality.cue or "Face the camera"
        if phase is Phase.HOLDING:
            done = self.hold_s > 0.0 and self._judge.timer.held_s >= self.hold_s
            return cues.release if done else cues.hold
        return {
            Phase.RELEASING: cues.release,
            Phase.DONE: "Set complete",
            Phase.LEARNING: "Look at the camera, face relaxed",
        }.get(phase, cues.ready)


def reads(exercise: Exercise) -> frozenset[str]:
    """The measures of a face that an exercise is judged by."""
    asked = [part.measure for part in exercise.movement.parts]
    asked += [limit.measure for rule in exercise.faults for limit in rule.limits]
    return view.READS.union(*map(sided_names, asked))


def _fault_rests(exercise: Exercise) -> set[str]:
    return {
        name
        for fault in exercise.faults
        for limit in fault.limits
        if limit.reading != "value"
        for name in sided_names(limit.measure)
        if name in MEASURES
    }
