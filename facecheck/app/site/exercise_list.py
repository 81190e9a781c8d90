"""The exercises and routines there are, as the page lists them, and what is held back today."""

from __future__ import annotations

from typing import Any

from facecheck.api import load_any, load_routine
from facecheck.app.context import AppContext
from facecheck.core.errors import SpecError
from facecheck.engine.spec.timed_exercise import AnyExercise, TimedExercise
from facecheck.inputs.library import exercise_ids, routine_ids, translations
from facecheck.outputs.phrases import Phrases
from facecheck.outputs.words import Words
from facecheck.programme.cautions import judge_all


def listing(context: AppContext, language: str) -> dict[str, Any]:
    """Every exercise and routine whose file is right, with what it asks for."""
    phrases = Phrases(language, translations(language, context.folders))
    exercises = {}
    for name in exercise_ids(context.folders):
        try:
            exercises[name] = load_any(name, context.folders)
        except SpecError:
            continue  # `exercises check` says what is wrong with it
    verdicts = judge_all(exercises.values(), context.owner().load().person, context.today)
    held = {v.exercise: v.line for v in verdicts if not v.allowed}
    routines = []
    for name in routine_ids(context.folders):
        try:
            routine = load_routine(name, context.folders)
        except SpecError:
            continue
        parts = [exercises[part] for part in routine.exercises if part in exercises]
        titles = ", ".join(phrases(part.title) for part in parts)
        routines.append(
            {
                "id": name,
                "routine": True,
                "title": phrases(routine.title),
                "purpose": phrases(routine.purpose),
                "amount": titles,
                "held": None,
            }
        )
    return {
        "routines": routines,
        "exercises": [
            {
                "id": name,
                "routine": False,
                "title": phrases(one.title),
                "purpose": phrases(one.purpose),
                "instructions": phrases(one.instructions),
                "amount": amount(one, phrases.words),
                "held": held.get(one.id),
                "cautions": [phrases(caution) for caution in one.cautions],
            }
            for name, one in exercises.items()
        ],
    }


def amount(exercise: AnyExercise, words: Words) -> str:
    """What a set of it asks for."""
    if isinstance(exercise, TimedExercise):
        return words("app.amount.timed", minutes=f"{exercise.whole_s / 60:g}")
    if exercise.hold_s <= 0:
        return words("app.amount.counted", reps=exercise.reps)
    seconds = words.seconds(exercise.hold_s, 0 if exercise.hold_s % 1 == 0 else 1)
    return words("app.amount.held", reps=exercise.reps, seconds=seconds)
