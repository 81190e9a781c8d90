"""Checks the arguments of the Python interface, and refuses them with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from facecheck.api.exercises import load_any
from facecheck.core.arguments import HOLD_S, MINUTES, REPS, SIDES, integer, number, one_of
from facecheck.core.errors import ArgumentError
from facecheck.core.targets import Personal, Targets
from facecheck.engine.spec.exercise import Exercise
from facecheck.engine.spec.timed_exercise import AnyExercise, TimedExercise
from facecheck.store.profile import Profile


def targets_of(exercise: AnyExercise, reps: Any, hold_s: Any, minutes: Any) -> Targets:
    """What was asked for, looked at.

    Raises:
        ArgumentError: A number is not possible, or the exercise is of the kind that has no use for
            it.
    """
    if isinstance(exercise, TimedExercise):
        if reps is not None or hold_s is not None:
            name = "reps" if reps is not None else "hold_s"
            raise ArgumentError("{name}: {id} is timed; give minutes", name=name, id=exercise.id)
    elif minutes is not None:
        raise ArgumentError(
            "minutes: {id} counts repetitions; give reps and hold_s", id=exercise.id
        )
    return Targets(
        None if reps is None else integer("reps", reps, REPS),
        None if hold_s is None else number("hold_s", hold_s, HOLD_S),
        None if minutes is None else number("minutes", minutes, MINUTES, above=True),
    )


def personal_of(profile: Any, affected: Any) -> Personal:
    """What is known of a person; what was asked for goes before what the profile says.

    Raises:
        ArgumentError: The profile is none, or the weaker side is none.
    """
    if not isinstance(profile, Profile):
        raise ArgumentError("profile is {profile!r}; give a facecheck.Profile", profile=profile)
    if affected is not None:
        one_of("affected", affected, SIDES)
    side = affected or profile.person.affected_side
    if side is not None:
        one_of("the profile's affected_side", side, SIDES)
    return Personal(profile.full, profile.rest, side, profile.person.toner_minutes)


def exercise_of(exercise: Any, folders: Sequence[Path] = ()) -> AnyExercise:
    """The exercise itself, or the one of an id or a file.

    Raises:
        ArgumentError: It is neither.
        SpecError: There is no such exercise, or its file is wrong.
    """
    if isinstance(exercise, Exercise | TimedExercise):
        return exercise
    return load_any(exercise, folders)


def path_of(name: str, place: Any) -> Path:
    """A path.

    Raises:
        ArgumentError: It is none.
    """
    if not isinstance(place, str | Path) or not str(place):
        raise ArgumentError(
            "{name} is {place!r}; give the path of a file or a folder", name=name, place=place
        )
    return Path(place)
