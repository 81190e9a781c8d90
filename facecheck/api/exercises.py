"""Exercise files by their names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from facecheck.core.errors import ArgumentError, SpecError
from facecheck.core.messages import Message
from facecheck.engine.spec.exercise import Exercise, Routine
from facecheck.engine.spec.parse import parse_any, parse_routine
from facecheck.engine.spec.timed_exercise import AnyExercise, require_repetitions
from facecheck.inputs import library


def load_exercise(exercise: str | Path, folders: Sequence[Path] = ()) -> Exercise:
    """Read an exercise that counts repetitions.

    Args:
        exercise: An id such as `jaw-open`, or the path of a YAML file.
        folders: Searched before the user's own folder and the exercises that come along.

    Raises:
        SpecError: There is no such exercise, its file is wrong, or it is timed.
        ArgumentError: It is neither a name nor a path.

    >>> load_exercise("jaw-open").reps
    3
    """
    return require_repetitions(load_any(exercise, folders))


def load_any(exercise: str | Path, folders: Sequence[Path] = ()) -> AnyExercise:
    """As `load_exercise`, and also reads exercises that are timed.

    Args:
        exercise: An id such as `microcurrent`, or the path of a YAML file.
        folders: Searched before the user's own folder and the exercises that come along.

    Raises:
        SpecError: There is no such exercise, or its file is wrong.
        ArgumentError: It is neither a name nor a path.

    >>> len(load_any("microcurrent").phases)
    10
    """
    if not isinstance(exercise, str | Path):
        raise ArgumentError(
            "exercise is {exercise!r}; give an id such as 'jaw-open', or a path", exercise=exercise
        )
    if isinstance(exercise, Path) or exercise.endswith((".yaml", ".yml")):
        path = Path(exercise)
        text = library.read_text(path)
    else:
        _other_kind("exercise", exercise, folders)
        path, text = library.exercise_text(exercise, folders)
    return parse_any(text, path.name, base_of(path, folders))


def base_of(path: Path, folders: Sequence[Path] = ()) -> Callable[[str], str]:
    """Finds what an exercise file extends: beside it first, then where every exercise is found.

    Args:
        path: The file's; it need not be there yet.
        folders: Searched before the user's own folder and the exercises that come along.
    """
    beside = [path.parent] if path.parent.is_dir() else []
    return lambda name: library.exercise_text(name, [*beside, *folders])[1]


def load_routine(routine: str, folders: Sequence[Path] = ()) -> Routine:
    """Read a routine: exercises in order, each followed by its rest.

    Args:
        routine: An id such as `circuit`.
        folders: Searched before the user's own folder and the routines that come along.

    Raises:
        SpecError: There is no such routine, or its file is wrong.
        ArgumentError: It is no name.

    >>> load_routine("circuit").exercises
    ('squint-palm', 'jaw-band', 'microcurrent')
    """
    if not isinstance(routine, str):
        raise ArgumentError("routine is {routine!r}; give an id such as 'circuit'", routine=routine)
    _other_kind("routine", routine, folders)
    path, text = library.routine_text(routine, folders)
    return parse_routine(text, path.name)


def _other_kind(kind: str, name: str, folders: Sequence[Path]) -> None:
    """Say where a name is known of the other kind, before a name like it is looked for.

    Raises:
        SpecError: It is a routine where an exercise is wanted, or the other way round.
    """
    exercises, routines = library.exercise_ids(folders), library.routine_ids(folders)
    if kind == "exercise" and name in routines and name not in exercises:
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
    if kind == "routine" and name in exercises and name not in routines:
        raise SpecError(
            [Message("{name!r} is an exercise and no routine; load_exercise reads it", name=name)]
        )
