"""Exercises as they are prescribed."""

from __future__ import annotations

from collections.abc import Sequence

from facecheck.api.exercises import load_routine
from facecheck.core.person import Dose, Plan
from facecheck.engine.spec.exercise import Exercise
from facecheck.engine.spec.timed_exercise import AnyExercise
from facecheck.inputs.library import routine_ids


def dosed(
    exercises: Sequence[AnyExercise], plan: Plan | None, *, again: bool = False
) -> list[AnyExercise]:
    """The exercises as they are prescribed: repetitions, holds, and how many sets of each.

    Args:
        exercises: As their files have them.
        plan: Whose doses apply; those of a routine apply to each of its exercises.
        again: The sets are written out already, as in a session that goes on.
    """
    if plan is None or not plan.doses:
        return list(exercises)
    routines = routine_ids()
    doses: dict[str, Dose] = {}
    for dose in plan.doses:
        names = load_routine(dose.exercise).exercises if dose.exercise in routines else ()
        doses |= dict.fromkeys((*names, dose.exercise), dose)
    out: list[AnyExercise] = []
    for exercise in exercises:
        found = doses.get(exercise.id)
        if found is None or not isinstance(exercise, Exercise):
            out.append(exercise)
            continue
        asked = {"reps": found.reps, "hold_s": found.hold_s}
        changes = {key: value for key, value in asked.items() if value is not None}
        out += [exercise.model_copy(update=changes)] * (1 if again else found.sets)
    return out
