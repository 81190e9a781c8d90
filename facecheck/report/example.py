"""A simulated person's twelve weeks, so that one sees a report before having a history.

The person is made up; what is said of them is not: each set is a stream of measures, twelve a
second, that the real checker judges and the real history keeps. The same seed, the same weeks.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone

from facecheck import __version__
from facecheck.api import load_any, load_exercise
from facecheck.core.curves import LevelKeeper
from facecheck.core.errors import SpecError
from facecheck.core.messages import Message
from facecheck.core.person import Plan
from facecheck.engine.hands.contact import Contact
from facecheck.engine.hands.palm_on_cheek import HAND_MEASURES
from facecheck.engine.level.level import sided_names
from facecheck.engine.measures.table import MEASURES
from facecheck.engine.repetitions.checker import Checker
from facecheck.engine.spec.exercise import Exercise
from facecheck.engine.spec.timed_exercise import TimedExercise
from facecheck.engine.timed.session_judge import TimedJudge
from facecheck.inputs.library import bundled_folder
from facecheck.store.history import Ending, History, Rating

SEED = 12
FPS = 12.0
ROUTINE = "circuit"
EXERCISES = ("squint-palm", "jaw-band")
TONER = "microcurrent"
PLACE = timezone(timedelta(hours=1))
"""Where the simulated person lives: the same weeks on every machine."""

NEUTRAL: Mapping[str, float] = {
    "lid_upper_right": 0.221,
    "lid_upper_left": 0.228,
    "lid_lower_right": -0.085,
    "lid_lower_left": -0.085,
    "lid_aperture_right": 0.306,
    "lid_aperture_left": 0.313,
    "lid_meeting_right": 0.003,
    "lid_meeting_left": 0.006,
    "iris_height_right": 0.078,
    "iris_height_left": 0.077,
    "lip_gap": 0.018,
    "lower_lip_drop": 0.307,
    "jaw_drop": 0.169,
    "chin_drop": 0.774,
    "lips_past_jaw": -1.531,
    "jaw_shift": -0.003,
    "mouth_width": 0.535,
    "corner_height_right": -0.314,
    "corner_height_left": -0.313,
    "corner_pull_right": -0.179,
    "corner_pull_left": -0.181,
    "upper_lip_height": -0.290,
    "brow_height_right": 0.384,
    "brow_height_left": 0.381,
    "brow_gap": 0.364,
    "cheek_height_right": -0.199,
    "cheek_height_left": -0.202,
    "nose_wing_height_right": -0.467,
    "nose_wing_height_left": -0.469,
    "brows_down": 0.002,
    "pitch_deg": 8.6,
    "yaw_deg": 0.0,
    "roll_deg": -0.1,
    "distance_cm": 45.0,
    "inter_ocular_px": 112.6,
}
"""The measures of one rendered face at rest."""

HANDS: Mapping[str, float] = {
    "palm_on_cheek": 1.0,
    "palm_on_cheek_left": 1.0,
    "palm_on_cheek_right": 0.0,
    "palm_missing": 0.0,
    "palm_slipped": 0.0,
    "palm_unseen": 0.0,
    "palm_flat": 1.0,
    "hands_at_jaw": 1.0,
    "band_tilt": 0.0,
    "band_spread": 1.0,
}
"""Both hands where the exercises want them."""

SEEN = {
    f"{name}_seen_{side}": NEUTRAL[f"{name}_{side}"]
    for name in ("lid_aperture", "lid_lower", "lid_meeting")
    for side in ("left", "right")
}
"""Lids as the picture itself shows them rest where the mesh has them."""

STILL: Mapping[str, float] = {
    **dict.fromkeys([*MEASURES, *HAND_MEASURES], 0.0),
    **NEUTRAL,
    **SEEN,
    **HANDS,
}
"""A measure that came later stands still: the example must not break for it."""

TONER_FPS = 2.0

FELT = ("a bit stiff", "good", "tired, but done", "jaw a little sore", "calm", "watched the news")


@dataclass(frozen=True, slots=True)
class _Form:
    """How well a repetition is done."""

    top: float
    hold_s: float
    tremor: float
    weaker: float
    drift: float
    frown: float


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
    for time_s, values in _stream(exercise, checker, progress, rng):
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


def _stream(
    exercise: Exercise, checker: Checker, progress: float, rng: random.Random
) -> Iterator[tuple[float, Mapping[str, float]]]:
    """Rest, then repetitions until the set is done or the person has had enough."""
    time_s, tremor = 0.0, 0.0
    for turn in range(exercise.reps + 3):
        form = _form(exercise, progress, rng)
        rest_s = 2.5 if turn == 0 else rng.uniform(1.6, 2.8)
        # Rise and fall take half a second each.
        corners = (rest_s, rest_s + 0.5, rest_s + 0.5 + form.hold_s, rest_s + 1.0 + form.hold_s)
        for i in range(round((corners[3] + 0.8) * FPS)):
            here_s = i / FPS
            up = _up(here_s, corners)
            tremor = 0.8 * tremor + rng.gauss(0.0, form.tremor)
            level = form.top * up + (tremor if up > 0.5 else 0.2 * tremor)
            yield time_s + here_s, _values(exercise, level, form, up)
        time_s += round((corners[3] + 0.8) * FPS) / FPS
        if sum(a.counted for a in checker.attempts) >= exercise.reps:
            return


def _form(exercise: Exercise, progress: float, rng: random.Random) -> _Form:
    jaw = exercise.id.startswith("jaw")
    short = rng.random() < 0.30 * (1 - progress) ** 2
    return _Form(
        top=rng.gauss(0.74 + 0.20 * progress**0.7 + (0.03 if jaw else 0.0), 0.05),
        hold_s=rng.uniform(2.5, 4.2) if short else rng.gauss(5.6 + 0.4 * progress, 0.25),
        tremor=max(0.004, rng.gauss(0.026 - 0.016 * progress, 0.004)),
        weaker=min(1.0, rng.gauss(0.84 + 0.10 * progress, 0.04)),
        drift=0.075 if jaw and rng.random() < 0.42 * (1 - progress) ** 2 else 0.0,
        frown=0.06 if not jaw and rng.random() < 0.38 * (1 - progress) ** 1.5 else 0.0,
    )


def _up(here_s: float, corners: tuple[float, float, float, float]) -> float:
    """How far a movement is up: 0 at rest, 1 in the hold."""
    rise, high, fall, low = corners
    if here_s <= rise or here_s >= low:
        return 0.0
    if here_s < high:
        return (here_s - rise) / (high - rise)
    return 1.0 if here_s <= fall else (low - here_s) / (low - fall)


def _values(exercise: Exercise, level: float, form: _Form, up: float) -> dict[str, float]:
    values = {**STILL}
    for part in exercise.movement.parts:
        for name in sided_names(part.measure):
            share = level * form.weaker if name.endswith("_left") else level
            reading = part.zero + share * (part.full - part.zero)
            rest = STILL[name]
            values[name] = rest * reading if part.reading == "fraction" else rest + reading
    for side in ("left", "right"):
        # The mesh follows the picture, and the lids move together: what the opening and the lower
        # lid say fixes the upper one.
        values[f"lid_aperture_{side}"] = values[f"lid_aperture_seen_{side}"]
        values[f"lid_upper_{side}"] = values[f"lid_aperture_{side}"] + values[f"lid_lower_{side}"]
        values[f"brow_height_{side}"] -= form.frown * up
        values[f"frown_{side}"] += 3.0 * form.frown * up
    values["jaw_shift"] += form.drift * up
    values["jaw_slide"] += form.drift * up
    return values
