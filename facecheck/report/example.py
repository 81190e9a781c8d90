"""A simulated person's twelve weeks, so that one sees a report before having a history.

The person is made up; what is said of them is not: each set is a stream of measures, twelve a
second, that the real checker judges and the real history keeps. The same seed, the same weeks.
"""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta, timezone

from facecheck import __version__
from facecheck.api import load_any, load_exercise
from facecheck.core.curves import LevelKeeper
from facecheck.core.errors import SpecError
from facecheck.core.messages import Message
from facecheck.core.person import Plan
from facecheck.engine.hands.contact import Contact
from facecheck.engine.repetitions.checker import Checker
from facecheck.engine.spec.exercise import Exercise
from facecheck.engine.spec.timed_exercise import TimedExercise
from facecheck.engine.timed.session_judge import TimedJudge
from facecheck.inputs.library import bundled_folder
from facecheck.report.example_movements import STILL, measure_stream
from facecheck.store.history import Ending, History, Rating

SEED = 12
ROUTINE = "circuit"
EXERCISES = ("squint-palm", "jaw-band")
TONER = "microcurrent"
PLACE = timezone(timedelta(hours=1))
"""Where the simulated person lives: the same weeks on every machine."""


TONER_FPS = 2.0

FELT = ("a bit stiff", "good", "tired, but done", "jaw a little sore", "calm", "watched the news")


def example_plan(today: date) -> Plan:
    """Twelve weeks that end in the week before today, six days each."""
    monday = today - timedelta(days=today.weekday())
    return Plan(
        start=monday - timedelta(weeks=12), weekdays=(0, 1, 2, 3, 4, 5), exercises=(ROUTINE,)
    )


def simulate(history: History, plan: Plan, seed: int = SEED) -> None:
    """Live a plan's weeks: days are missed, movements deepen, faults fade.

    Args:
        history: Open; the sessions go there.
        plan: Whose days are lived, with the exercises of `circuit`.
        seed: Of everything that is left to chance.

    Raises:
        HistoryError: The sessions cannot be kept.
    """
    rng = random.Random(seed)  # noqa: S311 - a simulation, no secret
    bundled = (bundled_folder(),)
    exercises = [load_exercise(name, bundled) for name in EXERCISES]
    toner = load_any(TONER, bundled)
    if not isinstance(toner, TimedExercise):
        raise SpecError([Message("{toner}.yaml: is not timed any more", toner=TONER)])
    for n in range(7 * plan.weeks):
        day = plan.start + timedelta(days=n)
        progress = n / (7 * plan.weeks)
        ill = 40 <= n < 45
        planned = day.weekday() in plan.weekdays
        if ill or rng.random() > (0.88 if planned else 0.15):
            continue
        hour = time(7, rng.randrange(60)) if rng.random() < 0.7 else time(20, rng.randrange(60))
        _session(history, exercises, toner, datetime.combine(day, hour, PLACE), progress, rng)


def _session(
    history: History,
    exercises: list[Exercise],
    toner: TimedExercise,
    at: datetime,
    progress: float,
    rng: random.Random,
) -> None:
    session = history.begin_session(
        ROUTINE,
        [*(e.id for e in exercises), toner.id],
        source="simulated",
        version=__version__,
        at=at,
    )
    # Now and then the second exercise is left out.
    stopped = rng.random() < 0.06
    for index, exercise in enumerate(exercises[:1] if stopped else exercises):
        at = _set(history, session, exercise, index, at, progress, rng) + timedelta(
            seconds=exercise.rest_s
        )
    if not stopped and rng.random() < 0.8:
        at = _toner(history, session, toner, len(exercises), at, rng)
    history.finish_session(session, Ending.STOPPED if stopped else Ending.DONE, at=at)
    if rng.random() < 0.75:
        before = min(10, max(0, round(rng.gauss(5.5 - 0.6 * progress, 1.5))))
        after = min(10, max(0, before - round(rng.gauss(1.0, 1.0))))
        felt = rng.choice(FELT) if rng.random() < 0.2 else None
        history.rate(session, Rating(before, after, felt), at=at)


def _set(
    history: History,
    session: int,
    exercise: Exercise,
    index: int,
    at: datetime,
    progress: float,
    rng: random.Random,
) -> datetime:
    checker, levels = Checker(exercise), LevelKeeper()
    rule = exercise.movement.rule
    the_set = history.begin_set(
        session,
        exercise.id,
        reps=exercise.reps,
        hold_s=exercise.hold_s,
        index=index,
        enter=rule.enter,
        leave=rule.leave,
        at=at,
    )
    last_s = 0.0
    for time_s, values in measure_stream(exercise, checker, progress, rng):
        update = checker.step_values(time_s, values, 0.5)
        levels.add(time_s, update.level)
        last_s = time_s
    result = checker.finish("simulated", last_s)
    curve = levels.curve()
    for attempt in result.attempts:
        done = at + timedelta(seconds=attempt.end_s)
        part = curve.between(attempt.start_s, attempt.end_s)
        history.put_attempt(the_set, attempt, part, at=done)
    over = at + timedelta(seconds=last_s)
    history.finish_set(the_set, result, at=over)
    return over


def _toner(
    history: History,
    session: int,
    exercise: TimedExercise,
    index: int,
    at: datetime,
    rng: random.Random,
) -> datetime:
    """A timed session: a hand that glides, rests now and then, and leaves now and then."""
    asked_s = exercise.seconds(None)
    judge = TimedJudge(exercise, asked_s)
    the_set = history.begin_set(
        session,
        exercise.id,
        reps=len(asked_s),
        hold_s=sum(asked_s) / len(asked_s),
        index=index,
        target_s=sum(asked_s),
        at=at,
    )
    # Not everybody waits for the last sound.
    enough_s = sum(asked_s) * (1.5 if rng.random() < 0.8 else rng.uniform(0.6, 1.0))
    time_s, change_s, contact = 0.0, 0.0, Contact()
    while not judge.is_over and time_s < enough_s:
        if time_s >= change_s:
            there = rng.random() < 0.93
            contact = Contact(True, True, rng.uniform(0.2, 0.8)) if there else Contact(seen=True)
            change_s = time_s + (rng.uniform(15.0, 40.0) if there else rng.uniform(2.0, 8.0))
        judge.step(time_s, 1 / TONER_FPS if time_s else 0.0, contact, STILL)
        time_s += 1 / TONER_FPS
    judge.finish(time_s, "stopped")
    for attempt in judge.attempts:
        history.put_attempt(the_set, attempt, at=at + timedelta(seconds=attempt.end_s))
    over = at + timedelta(seconds=time_s)
    history.finish_set(the_set, at=over)
    return over
