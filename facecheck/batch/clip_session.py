"""Stores a scored clip in its person's history, under the day on which it was filmed."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from facecheck import __version__
from facecheck.batch.job import Outcome
from facecheck.core.curves import Curve
from facecheck.core.results import ScoreResult
from facecheck.engine.spec.timed_exercise import TimedExercise
from facecheck.store.history import AttemptRecord, Ending, Kind, SessionRecord, SetRecord

_NAMESPACE = uuid.UUID("0a4b3f0e-2d1c-5b6a-9e2f-7c1d4a8b6e55")


def session_of(outcome: Outcome, owner: str, at: datetime, now: datetime) -> SessionRecord:
    """A session to be put into a history: the same clip, exercise and day again renews it.

    Args:
        outcome: With a result.
        owner: The key of the history.
        at: When it was filmed, with its offset.
        now: This moment.

    Raises:
        ValueError: There is no result.
    """
    result, exercise = outcome.result, outcome.job.exercise
    if result is None:
        raise ValueError("a clip that was not scored is no session")
    rule = None if isinstance(exercise, TimedExercise) else exercise.movement
    the_set = SetRecord(
        id=0,
        n=1,
        index=0,
        exercise=result.exercise,
        begun=at,
        ended=_end(at, result),
        reps=result.reps,
        hold_s=result.hold_s,
        target_s=result.target_s,
        enter=None if rule is None else rule.enter,
        leave=None if rule is None else rule.leave,
        attempts=tuple(_attempts(result, outcome.curve, at)),
        faults=result.faults,
        score=result.score if result.attempts else None,
        duration_s=result.duration_s,
        judged_s=result.judged_s,
    )
    named = f"{owner}/{at.date()}/{result.exercise}/{result.clip}/{result.duration_s:.3f}"
    return SessionRecord(
        id=0,
        key=uuid.uuid5(_NAMESPACE, named).hex,
        begun=at,
        ended=the_set.ended,
        ending=Ending.DONE if result.complete else Ending.STOPPED,
        routine=result.exercise,
        exercises=(result.exercise,),
        source=result.clip,
        version=__version__,
        sets=(the_set,),
        asked_reps=outcome.job.targets.reps,
        asked_hold_s=outcome.job.targets.hold_s,
        changed=now,
        kind=Kind.RECORDED,
    )


def _attempts(result: ScoreResult, curve: Curve | None, at: datetime) -> list[AttemptRecord]:
    return [
        AttemptRecord(
            attempt,
            at + timedelta(seconds=attempt.end_s),
            curve=None if curve is None else curve.between(attempt.start_s, attempt.end_s),
        )
        for attempt in result.attempts
    ]


def _end(at: datetime, result: ScoreResult) -> datetime:
    return at + timedelta(seconds=result.duration_s)
