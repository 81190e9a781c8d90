"""One timed session: observations in, updates out, as `Checker` does for repetitions."""

from __future__ import annotations

from collections.abc import Sequence

from facecheck.core.events import AreaState, Attempt, Phase, Quality, Sound, Update
from facecheck.core.frames import NO_OBSTACLE, Group, Observation
from facecheck.core.messages import Code, Message
from facecheck.core.results import ScoreResult
from facecheck.engine.form.scoring import set_score
from facecheck.engine.hands.contact import Contact, ContactWatch
from facecheck.engine.level.level import sided_names
from facecheck.engine.measures.rows import values_of
from facecheck.engine.measures.table import measure_face
from facecheck.engine.spec.timed_exercise import TimedExercise
from facecheck.engine.timed.contact_state import ContactState
from facecheck.engine.timed.session_judge import TimedJudge
from facecheck.engine.view import quality as view
from facecheck.engine.view.presence import LOST_S, Presence
from facecheck.engine.view.remarks import ViewRemarks

FULL_SPEED = 1.0
"""Shown as full: a stroke of one inter-ocular distance a second is brisk, and a device's slower."""

WORTH_SAYING_S = 2.0
"""Time that could not be judged, from which on it is worth a warning."""

NO_HAND = Quality(False, "could not see your hand", "Show your hand to the camera")


class TimedChecker:
    """Judges one session of one exercise that is timed.

    Attributes:
        reads: The measures of a face that it is judged by.
    """

    def __init__(
        self,
        exercise: TimedExercise,
        *,
        minutes: float | None = None,
        earlier: Sequence[Attempt] = (),
    ) -> None:
        """Prepare the rules.

        Args:
            exercise: What to judge.
            minutes: How long the whole session takes, if not the file's own time.
            earlier: Areas of a session that was interrupted, and continues at a later time.
        """
        self.exercise = exercise
        self.minutes = minutes
        self.reps = len(exercise.phases)
        self._seconds = exercise.seconds(minutes)
        self.hold_s = sum(self._seconds) / self.reps
        self._watch = ContactWatch(device=exercise.touch == "device")
        self._judge = TimedJudge(exercise, self._seconds, earlier)
        asked = (limit.measure for rule in exercise.faults for limit in rule.limits)
        self.reads = view.READS.union(*map(sided_names, asked))
        self._views = view.ViewWatch()
        self._presence = Presence()
        self._unseen_s = 0.0
        self._remarks = ViewRemarks()

    def restart(self) -> None:
        """Begin the session again."""
        self._views = view.ViewWatch()
        self._judge = TimedJudge(self.exercise, self._seconds)

    @property
    def attempts(self) -> Sequence[Attempt]:
        """The areas that ended so far."""
        return tuple(self._judge.attempts)

    def step(self, observation: Observation, values: dict[str, float] | None = None) -> Update:
        """Take one observation. Times must not decrease.

        Args:
            observation: What was seen.
            values: Its measures, where they are known already.
        """
        time_s, face = observation.time_s, observation.face
        if values is None and face is not None:
            values = measure_face(face)
        presence = self._presence
        passed_s = presence.tick(time_s, has_face=values is not None)
        if passed_s > LOST_S:
            # A source that stood still showed nothing in the meantime.
            self._judge.mark_unseen(time_s)
            passed_s = 0.0
        self._remarks.step(time_s, passed_s, observation.obstacles)
        quality = _quality(values, observation.brightness, observation.obstacles)
        quality = self._views.step(time_s, quality)
        if values is None or not quality.ok:
            self._unseen_s += passed_s
            sounds: list[Sound] = []
            if presence.seen_s is None or presence.is_lost(time_s):
                sounds = self._judge.mark_unseen(time_s)
            else:
                self._judge.bridge(passed_s)
            return self._update(time_s, quality, Contact(), tuple(sounds), None, values)
        phase = self._judge.phase
        contact = self._watch.step(observation, phase.area, phase.side)
        sounds, closed = self._judge.step(time_s, passed_s, contact, values)
        if self._judge.stand is ContactState.HAND_LOST:
            self._unseen_s += passed_s
            presence.mark_seen(time_s, 0.0)
            quality = NO_HAND
        else:
            presence.mark_seen(time_s, passed_s)
        return self._update(time_s, quality, contact, tuple(sounds), closed, values)

    def judge_group(self, group: Group) -> None:
        """Take many observations."""
        for seen, values in zip(group.observations, values_of(group, self.reads), strict=True):
            self.step(seen, values)

    def resumed(self) -> None:
        """The time until the next observation was a pause, in which nothing was seen."""
        self._judge.resumed()

    def take_back(self) -> Attempt | None:
        """None: timed, there is no count."""
        return None

    def add(self) -> Attempt | None:
        """None: timed, there is no count."""
        return None

    def stop(self, why: str) -> None:
        """End what is going on before its time; `why` is told in its reason."""
        self._judge.finish(self._presence.last_s or 0.0, why)

    def finish(self, clip: str, duration_s: float, warnings: Sequence[str] = ()) -> ScoreResult:
        """End what is going on and sum up the session."""
        self._judge.finish(self._presence.last_s or 0.0, "the clip ended")
        self._views.end()
        notes = [*warnings, *self._remarks.notes]
        if self._presence.frames and not self._presence.face_frames:
            notes.append(Message(Code.NO_FACE))
        elif self._unseen_s >= WORTH_SAYING_S:
            notes.append(Message(Code.NOT_JUDGED, seconds=self._unseen_s))
        allowed = self.exercise.minutes
        asked = sum(self._seconds) / 60.0
        if allowed is not None and not allowed.least <= asked <= allowed.most:
            least, most = allowed.least, allowed.most
            notes.append(Message(Code.MINUTES_ASKED, asked=asked, least=least, most=most))
        attempts = tuple(self._judge.attempts)
        return ScoreResult(
            clip=clip,
            exercise=self.exercise.id,
            duration_s=duration_s,
            **self._presence.totals(duration_s),
            reps=self.reps,
            hold_s=self.hold_s,
            attempts=attempts,
            score=set_score(attempts, self.reps),
            warnings=tuple(notes),
            faults=tuple(sorted(self._views.take(), key=lambda f: f.start_s)),
            seconds=sum(a.hold_s for a in attempts),
            target_s=sum(self._seconds),
            of_clip=tuple(warnings),
        )

    def _update(
        self,
        time_s: float,
        quality: Quality,
        contact: Contact,
        sounds: tuple[Sound, ...],
        closed: Attempt | None,
        values: dict[str, float] | None,
    ) -> Update:
        judge = self._judge
        stand = _phase(judge, quality)
        faults = judge.faults
        speed = contact.speed if contact.on_face else None
        level = None if stand is Phase.CANNOT_JUDGE else min((speed or 0.0) / FULL_SPEED, 1.2)
        enter = self.exercise.slowest / FULL_SPEED
        return Update(
            time_s=time_s,
            phase=stand,
            level=level,
            hold_s=judge.target_s if judge.is_over else judge.timer.held_s,
            counted=sum(a.counted for a in judge.attempts),
            reps=self.reps,
            target_hold_s=judge.target_s,
            enter=enter,
            leave=enter,
            quality=quality,
            cue=faults[0].cue if faults and stand is Phase.RUNNING else self._cue(stand, quality),
            faults=faults,
            sounds=sounds,
            closed=closed,
            measures=values,
            timed=AreaState(
                area=judge.phase.area,
                side=judge.phase.side,
                counted_s=judge.counted_s,
                whole_s=sum(self._seconds),
                speed=speed,
                elsewhere=contact.elsewhere,
            ),
        )

    def _cue(self, stand: Phase, quality: Quality) -> str:
        cues, judge = self.exercise.cues, self._judge
        if stand is Phase.CANNOT_JUDGE:
            return quality.cue or "Face the camera"
        if stand is Phase.DONE:
            return "Session complete"
        if judge.stand in (ContactState.RESTING, ContactState.STIRRING):
            return cues.resting
        if stand is Phase.RUNNING or judge.stand is ContactState.ARRIVING:
            return judge.phase.cue
        return cues.away if judge.counted_s > 0.0 else cues.ready


def _quality(
    values: dict[str, float] | None,
    brightness: float | None,
    obstacles: frozenset[str] = NO_OBSTACLE,
) -> Quality:
    """As for movements, but a head may turn and tip as far as its face is found."""
    if values is not None:
        values = {**values, "yaw_deg": 0.0, "pitch_deg": 0.0, "roll_deg": 0.0}
    return view.judge_view(values, brightness, obstacles)


def _phase(judge: TimedJudge, quality: Quality) -> Phase:
    if judge.is_over:
        return Phase.DONE
    if not quality.ok:
        return Phase.CANNOT_JUDGE
    # Pending time is shown as going on: a stroke's turn must not flicker.
    if judge.stand in (ContactState.MOVING, ContactState.SLOW, ContactState.BRIDGED):
        return Phase.RUNNING
    return Phase.WAITING
