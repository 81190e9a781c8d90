"""One exercise: measure, normalise, smooth, judge. Observations in, updates out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from facecheck.core.events import Attempt, Quality, Sound, Update
from facecheck.core.frames import (
    FROZEN,
    NEW_PERSON,
    NO_OBSTACLE,
    REPEATED,
    Group,
    Observation,
)
from facecheck.core.results import ScoreResult
from facecheck.core.sides import Side
from facecheck.engine.form.scoring import set_score
from facecheck.engine.hands.all_measures import all_group_values, all_values
from facecheck.engine.hands.palm_on_cheek import HandWatch
from facecheck.engine.level.level import sided_names
from facecheck.engine.level.tracker import LevelTracker
from facecheck.engine.measures.rows import Values
from facecheck.engine.repetitions.detector import REST
from facecheck.engine.repetitions.own_range import OwnRange
from facecheck.engine.repetitions.set_judge import SetJudge
from facecheck.engine.repetitions.set_notes import set_notes
from facecheck.engine.repetitions.updates import TickResult, Updates
from facecheck.engine.spec.coactivation import AT_REST, SIDES
from facecheck.engine.spec.exercise import Exercise
from facecheck.engine.spec.measure_groups import regions_of
from facecheck.engine.view import quality as view
from facecheck.engine.view.presence import LOST_S, Presence
from facecheck.engine.view.proportions import Proportions
from facecheck.engine.view.remarks import ViewRemarks


class Checker:
    """Judges one set of one exercise, one observation after the other.

    Attributes:
        reads: The measures of a face that it is judged by.
    """

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
        follow: Collection[str] = (),
    ) -> None:
        """Prepare the rules.

        Args:
            exercise: What to judge.
            reps: Repetitions to a set, instead of the exercise's.
            hold_s: Seconds to hold, instead of the exercise's.
            full: The person's readings at full effort, by measure (from a profile).
            rest: The person's rest levels, by measure (from a profile).
            earlier: Attempts of a set that was interrupted, and continues at a later time.
            affected: The side of the face that is known to be weaker: where the stronger side
                counts, the other one then counts, and symmetry is read against it.
            follow: Measures whose rest is asked for beside those of the exercise: see `fraction`.
        """
        self.exercise = exercise
        self.reps = exercise.reps if reps is None else reps
        self.hold_s = exercise.hold_s if hold_s is None else hold_s
        self._affected = affected
        self._updates = Updates(exercise, self.reps, self.hold_s, affected)
        self._levels = LevelTracker(exercise, full, rest, affected, follow)
        self.reads = reads(exercise)
        self._regions = regions_of(part.measure for part in exercise.movement.parts)
        self._hands = HandWatch() if exercise.needs_hands else None
        self._presence = Presence()
        self._remarks = ViewRemarks()
        self._known_s = 0.0 if rest else None
        self._views = view.ViewWatch()
        self._proportions = Proportions()
        self._at_rest: dict[str, dict[str, float]] | None = None
        self._hidden = False
        movement = exercise.movement
        calibrated = full is not None and any(part.measure in full for part in movement.parts)
        self._own = None
        if movement.learned_from is not None and not calibrated:
            self._own = OwnRange(movement)
        self._judge = SetJudge(exercise, self.reps, self.hold_s, earlier, affected, self._own)

    def restart(self) -> None:
        """Begin the set again; what was learned of the person stays."""
        self._views = view.ViewWatch()
        set_of = (self.exercise, self.reps, self.hold_s, (), self._affected)
        self._judge = SetJudge(*set_of, self._own)

    @property
    def attempts(self) -> Sequence[Attempt]:
        """The attempts that ended so far."""
        return tuple(self._judge.attempts)

    def fraction(self, name: str, values: Mapping[str, float]) -> float:
        """A measure of the movement over its rest, e.g. how far an eye is open; 1 at rest."""
        rest = self._levels.rest(name)
        return values[name] / rest if rest else 1.0

    def rest(self, name: str) -> float | None:
        """The rest of a measure that is followed; None before anything is known of it."""
        return self._levels.rest(name)

    def rise(self, name: str, values: Mapping[str, float]) -> float:
        """How far a measure that is followed is over its rest; 0 before that is known."""
        rest = self._levels.rest(name)
        return values[name] - rest if rest is not None else 0.0

    def step(self, observation: Observation, values: Values | None = None) -> Update:
        """Take one observation. Times must not decrease.

        Args:
            observation: What was seen.
            values: Its measures, where they are known already; otherwise those alone are made
                that the exercise is judged by.
        """
        values = all_values(observation, values, self.reads, self._hands)
        return self.step_values(
            observation.time_s, values, observation.brightness, observation.obstacles
        )

    def judge_group(self, group: Group) -> None:
        """Take many observations, where nobody asks how the exercise stands after each of them."""
        rows = all_group_values(group, self.reads, self._hands)
        for at, values in zip(group.instants(), rows, strict=True):
            self.judge_values(at.time_s, values, at.brightness, at.obstacles)

    def step_values(
        self,
        time_s: float,
        values: Mapping[str, float] | None,
        brightness: float | None,
        obstacles: frozenset[str] = NO_OBSTACLE,
    ) -> Update:
        """Take one tick whose measures are known already; None without a face."""
        judged = self.judge_values(time_s, values, brightness, obstacles)
        return self._updates.update(
            time_s, values, judged, self._judge, learning=not self._levels.rest_is_known
        )

    def judge_values(
        self,
        time_s: float,
        values: Mapping[str, float] | None,
        brightness: float | None,
        obstacles: frozenset[str] = NO_OBSTACLE,
    ) -> TickResult:
        """As `step_values`, where nobody asks how the exercise stands after it."""
        before_s, has_face = self._presence.new_s, values is not None
        passed_s = self._presence.tick(time_s, has_face=has_face, obstacles=obstacles)
        closed = None
        if passed_s > LOST_S:
            # A source that stood still showed nothing in the meantime.
            closed = self._lose("no picture came")
            passed_s = 0.0
        result = self._judged(time_s, passed_s, before_s, values, brightness, obstacles)
        if closed is None:
            closed, hidden = self._judge.told_now(time_s)
            if hidden:
                result = result._replace(sounds=(*result.sounds, Sound.LOST))
        return result if closed is None else result._replace(closed=closed)

    def _judged(
        self,
        time_s: float,
        passed_s: float,
        before_s: float | None,
        values: Mapping[str, float] | None,
        brightness: float | None,
        obstacles: frozenset[str],
    ) -> TickResult:
        """The result of a tick, apart from what an earlier one brought and is told at this one.

        Args:
            time_s: Now.
            passed_s: Seconds since the tick before that its source did not stand still.
            before_s: When the last new picture came.
            values: The measures; None without a face.
            brightness: Mean luma of the face.
            obstacles: Those of the observation.
        """
        presence = self._presence
        self._remarks.step(time_s, passed_s, obstacles)
        if REPEATED in obstacles and FROZEN in obstacles and before_s is not None:
            # What was taken for seen since then was the same moment, again and again.
            self._judge.saw_nothing_since(before_s)
        quality = view.judge_view(values, brightness, obstacles)
        hidden = view.covered(obstacles, self._regions) if obstacles and quality.ok else None
        if hidden is not None and not self._hidden:
            self._judge.came_before(time_s, hidden.reason or "covered")
        self._hidden, quality = hidden is not None, hidden or quality
        quality = self._views.step(time_s, quality)
        if NEW_PERSON in obstacles:
            closed = self._lose("another person came")
            self._levels.forget()
            return TickResult(None, quality, () if closed is None else (Sound.LOST,), closed)
        if values is None or not quality.ok:
            return self._unseen(time_s, quality)
        rests = self._levels.rests_now(values)
        idle = self._judge.state.stage is REST
        level = self._levels.step(time_s, values, rests, idle=idle)
        if level is None:
            return self._unseen(time_s, quality)
        presence.mark_seen(time_s, passed_s)
        self._proportions.step(passed_s, values)
        if self._known_s is None and self._levels.rest_is_known:
            self._known_s = time_s
        if self._at_rest is None and not idle:
            self._at_rest = self._sides_at_rest()
        light = 1.0 if brightness is None else brightness
        repeated = REPEATED in obstacles
        tick = self._judge.step(time_s, passed_s, level, values, rests, light, repeated=repeated)
        if self._own is not None:
            self._levels.share = self._own.share
        return TickResult(level, quality, tick.sounds, tick.closed, tick.noted)

    def resumed(self) -> None:
        """The time until the next observation was a pause, in which nothing was seen."""
        if self._judge.state.stage is REST:
            self._levels.reset()
        self._judge.resumed()

    def take_back(self) -> Attempt | None:
        """Take the last count back, by hand; the attempt as it is now, None without a count."""
        return self._judge.take_back()

    def add(self) -> Attempt | None:
        """Count one more, by hand; the attempt as it is now."""
        return self._judge.add(self._presence.last_s or 0.0)

    def stop(self, why: str) -> None:
        """End what is going on before its time; `why` is told in its reason."""
        self._judge.end_movement(why)

    def finish(self, clip: str, duration_s: float, warnings: Sequence[str] = ()) -> ScoreResult:
        """End what is going on and sum up the set."""
        self._judge.end_movement("the clip ended")
        self._views.end()
        attempts = tuple(self._judge.attempts)
        faults = [*self._judge.unattached_faults, *self._views.take()]
        notes = set_notes(
            attempts,
            self._levels,
            self._presence,
            self._remarks,
            known_s=self._known_s,
            affected=self._affected,
        )
        if stretched := self._proportions.note:
            notes.append(stretched)
        return ScoreResult(
            clip=clip,
            exercise=self.exercise.id,
            duration_s=duration_s,
            **self._presence.totals(duration_s),
            reps=self.reps,
            hold_s=self.hold_s,
            attempts=attempts,
            score=set_score(attempts, self.reps),
            warnings=(*warnings, *notes),
            faults=tuple(sorted(faults, key=lambda f: f.start_s)),
            of_clip=tuple(warnings),
            at_rest=self._at_rest or self._sides_at_rest(),
        )

    def _sides_at_rest(self) -> dict[str, dict[str, float]] | None:
        """The sides at rest, where regions are asked to rest and that rest was seen."""
        if not self.exercise.resting or not self._levels.rest_is_known:
            return None
        out: dict[str, dict[str, float]] = {}
        for name in AT_REST:
            seen = {side: self._levels.rest(f"{name}_{side}") for side in SIDES}
            out[name] = {side: value for side, value in seen.items() if value is not None}
        return out

    def _unseen(self, time_s: float, quality: Quality) -> TickResult:
        sounds: tuple[Sound, ...] = ()
        closed = None
        if self._presence.is_lost(time_s):
            closed = self._lose(quality.reason or "could not judge")
            if closed is not None:
                sounds = (Sound.LOST,)
        return TickResult(None, quality, sounds, closed)

    def _lose(self, reason: str) -> Attempt | None:
        """End what continues: it cannot be followed any more."""
        self._levels.reset()
        return self._judge.end_movement(reason)


def reads(exercise: Exercise) -> frozenset[str]:
    """The measures of a face that an exercise is judged by."""
    asked = [part.measure for part in exercise.movement.parts]
    asked += [limit.measure for rule in exercise.faults for limit in rule.limits]
    return view.READS.union(exercise.resting_measures, *map(sided_names, asked))
