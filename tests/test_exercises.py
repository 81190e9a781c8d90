from __future__ import annotations

import re
from pathlib import Path

import pytest

from facecheck.api import load_any, load_routine
from facecheck.engine.factory import checker_for
from facecheck.engine.level.level import LevelMeter
from facecheck.engine.spec.timed_exercise import AnyExercise, TimedExercise
from facecheck.inputs.library import bundled_folder

FOLDER = bundled_folder()
FILES = sorted(FOLDER.glob("*.yaml"))
ROUTINES = sorted((FOLDER / "routines").glob("*.yaml"))

PROMISES = re.compile(
    r"\b(young\w*|rejuvenat\w*|lift(s|ed|ing)? (your|the) (face|skin)|face-?lift\w*|anti-?age?ing|"
    r"wrinkle-?free|firm(s|er|ing)?|tighten\w*|ton(es|ed|ing)|slim\w*|guarantee\w*|cure\w*)\b",
    re.IGNORECASE,
)
PRESSURE = re.compile(r"\b(palm|press\w*|against|resist\w*|band|massage|microcurrent)\b", re.I)


def cues(exercise: AnyExercise) -> list[str]:
    phases = exercise.phases if isinstance(exercise, TimedExercise) else ()
    said = [str(cue) for cue in exercise.cues.model_dump().values()]
    return [*said, *(p.cue for p in phases), *(fault.cue for fault in exercise.faults)]


def texts(exercise: AnyExercise) -> list[str]:
    return [
        exercise.title,
        exercise.purpose,
        exercise.instructions,
        exercise.source,
        *exercise.cautions,
        *cues(exercise),
        *(fault.name for fault in exercise.faults),
    ]


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def exercise(request: pytest.FixtureRequest) -> AnyExercise:
    path: Path = request.param
    return load_any(path)


def test_there_are_exercises() -> None:
    assert {path.stem for path in FILES} >= {"squint", "squint-palm", "jaw-open", "jaw-band"}


def test_it_says_what_it_is_for_and_how_it_is_done(exercise: AnyExercise) -> None:
    assert len(exercise.purpose.split()) >= 5
    assert len(exercise.instructions.split()) >= 10
    assert exercise.source
    assert exercise.muscles


def test_it_promises_nothing(exercise: AnyExercise) -> None:
    for text in texts(exercise):
        assert not PROMISES.search(text), text


@pytest.mark.parametrize(
    "text", ["Lifts the face", "look younger", "anti-ageing", "Anti-aging", "firms the cheeks"]
)
def test_a_promise_would_be_found(text: str) -> None:
    assert PROMISES.search(text)


def test_pressure_and_resistance_come_with_cautions(exercise: AnyExercise) -> None:
    if exercise.requires or PRESSURE.search(exercise.instructions):
        assert exercise.cautions


HANDLING = {
    "pressing": r"\bpalms?\b|\bpress",
    "rubbing": r"\bmassag|\brub|\bstrok|\bmicrocurrent\b",
    "current": r"\bmicrocurrent\b",
    "band": r"\bband\b",
}


@pytest.mark.parametrize("effect", HANDLING)
def test_what_it_does_to_the_skin_is_said_for_the_cautions(
    exercise: AnyExercise, effect: str
) -> None:
    if re.search(HANDLING[effect], f"{exercise.title} {exercise.instructions}", re.IGNORECASE):
        assert effect in exercise.involves


def test_an_opened_jaw_is_said_for_the_cautions(exercise: AnyExercise) -> None:
    parts = () if isinstance(exercise, TimedExercise) else exercise.movement.parts
    if any(part.measure == "jaw_drop" for part in parts):
        assert "jaw" in exercise.involves


def test_cues_are_short_enough_to_be_read_and_spoken(exercise: AnyExercise) -> None:
    assert all(len(cue) <= 60 and not cue.endswith(".") for cue in cues(exercise))


def test_what_is_required_is_watched_over(exercise: AnyExercise) -> None:
    # A requirement without a rule that pauses the hold would count without it.
    pausing = {fault.measure for fault in exercise.faults if fault.effect == "pause"}
    if "palm_on_cheek" in exercise.requires:
        assert {"palm_missing", "palm_slipped"} <= pausing or "palm_on_cheek" in pausing
    if "hands_at_jaw" in exercise.requires:
        assert "hands_at_jaw" in pausing


def test_it_can_be_judged(exercise: AnyExercise) -> None:
    checker_for(exercise)
    if isinstance(exercise, TimedExercise):
        assert exercise.minutes is None or (
            exercise.minutes.least <= exercise.whole_s / 60 <= exercise.minutes.most
        )
        return
    LevelMeter(exercise.movement)
    assert exercise.movement.least_s < exercise.hold_s or exercise.hold_s == 0.0


def test_it_is_found_by_its_id(exercise: AnyExercise) -> None:
    assert load_any(exercise.id, [FOLDER]) == exercise


@pytest.mark.parametrize("path", ROUTINES, ids=lambda path: path.stem)
def test_a_routine_is_made_of_exercises(path: Path) -> None:
    routine = load_routine(path.stem, [FOLDER])
    assert routine.id == path.stem
    assert routine.purpose
    assert not PROMISES.search(routine.purpose + routine.title)
    for name in routine.exercises:
        assert load_any(name, [FOLDER]).id == name
