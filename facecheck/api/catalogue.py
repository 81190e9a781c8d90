"""Resolves names to exercises: single ones, routines, and the doses of a plan."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from facecheck.core.errors import SpecError
from facecheck.core.messages import Message
from facecheck.core.text import nearest

if TYPE_CHECKING:
    from facecheck.core.person import Dose, Plan
    from facecheck.engine.spec.timed_exercise import AnyExercise


def wanted(names: Sequence[str], folders: Sequence[Path] = ()) -> list[AnyExercise]:
    """The exercises of the names, routines written out.

    Raises:
        SpecError: There is no such exercise or routine, or its file is wrong.
    """
    from facecheck.api import load_any, load_routine
    from facecheck.inputs.library import exercise_ids, routine_ids

    routines, singles = routine_ids(folders), exercise_ids(folders)
    found: list[AnyExercise] = []
    for name in names:
        near = nearest(name, (*routines, *singles))
        if near in routines and name not in (*routines, *singles):
            raise SpecError(
                [
                    Message(
                        "{name!r}: no such exercise or routine; did you mean {near!r}?",
                        name=name,
                        near=near,
                    )
                ]
            )
        parts = load_routine(name, folders).exercises if name in routines else (name,)
        found += [load_any(part, folders) for part in parts]
    return found


def dosed(
    exercises: Sequence[AnyExercise], plan: Plan | None, *, again: bool = False
) -> list[AnyExercise]:
    """The exercises as they are prescribed: repetitions, holds, and how many sets of each.

    Args:
        exercises: As their files have them.
        plan: Whose doses apply; those of a routine apply to each of its exercises.
        again: The sets are written out already, as in a session that continues.
    """
    from facecheck.api import load_routine
    from facecheck.engine.spec.exercise import Exercise
    from facecheck.inputs.library import routine_ids

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


def known(names: Sequence[str], folders: Sequence[Path] = ()) -> None:
    """Find out whether there are exercises or routines of these names, without reading them.

    Raises:
        SpecError: There are not.
    """
    from facecheck.inputs.library import SUFFIXES, exercise_ids, routine_ids

    ids = {*routine_ids(folders), *exercise_ids(folders)}
    if any(name not in ids and Path(name).suffix not in SUFFIXES for name in names):
        wanted(names, folders)  # says which, and what it may have meant


def one_exercise(name: str, folders: Sequence[Path] = ()) -> AnyExercise:
    """The exercise of a name or of a file.

    Raises:
        SpecError: There is none, it is a routine of several, or its file is wrong.
    """
    from facecheck.api import load_any, load_routine
    from facecheck.inputs.library import exercise_ids, routine_ids

    if name in routine_ids(folders) and name not in exercise_ids(folders):
        several = ", ".join(load_routine(name, folders).exercises)
        raise SpecError(
            [
                Message(
                    "{name!r} is a routine; name one exercise of it: {several}",
                    name=name,
                    several=several,
                )
            ]
        )
    return load_any(name, folders)


def all_exercises(folders: Sequence[Path] = ()) -> list[AnyExercise]:
    """Every exercise whose file is right, by id."""
    from facecheck.api import load_any
    from facecheck.inputs.library import exercise_ids

    found = []
    for name in exercise_ids(folders):
        try:
            found.append(load_any(name, folders))
        except SpecError:
            continue  # `exercises check` says what is wrong with it
    return found
