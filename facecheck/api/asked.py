"""What a program asks for, refused in words where it cannot be meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self, cast

from facecheck.api.exercises import load_any
from facecheck.core.arguments import HOLD_S, MINUTES, REPS, SIDES, number, one_of, whole
from facecheck.core.errors import ArgumentError
from facecheck.core.frames import Side
from facecheck.engine.factory import AnyChecker, checker_for
from facecheck.engine.spec.exercise import Exercise
from facecheck.engine.spec.timed_exercise import AnyExercise, TimedExercise
from facecheck.store.profile import Profile


@dataclass(frozen=True, slots=True)
class Asked:
    """How a set is to be judged, as far as it is not the exercise's own way.

    Attributes:
        reps: Repetitions to a set.
        hold_s: Seconds to hold.
        minutes: How long a session by the clock takes.
        affected: The person's weaker side.
    """

    reps: int | None
    hold_s: float | None
    minutes: float | None
    affected: Side | None

    @classmethod
    def of(cls, exercise: AnyExercise, reps: Any, hold_s: Any, minutes: Any, affected: Any) -> Self:
        """Look at what was asked for.

        Raises:
            ArgumentError: A number is not possible, a side is none, or the exercise is of the kind
                that has no use for it.
        """
        if isinstance(exercise, TimedExercise):
            if reps is not None or hold_s is not None:
                name = "reps" if reps is not None else "hold_s"
                raise ArgumentError(
                    "{name}: {id} is done by the clock; give minutes", name=name, id=exercise.id
                )
        elif minutes is not None:
            raise ArgumentError(
                "minutes: {id} counts repetitions; give reps and hold_s", id=exercise.id
            )
        return cls(
            None if reps is None else whole("reps", reps, REPS),
            None if hold_s is None else number("hold_s", hold_s, HOLD_S),
            None if minutes is None else number("minutes", minutes, MINUTES, above=True),
            None if affected is None else cast("Side", one_of("affected", affected, SIDES)),
        )

    def checker(self, exercise: AnyExercise, profile: Profile) -> AnyChecker:
        """A checker for a person; what is asked for goes before what the profile says.

        Raises:
            ArgumentError: The profile is none, or its weaker side is none.
        """
        if not isinstance(profile, Profile):
            raise ArgumentError("profile is {profile!r}; give a facecheck.Profile", profile=profile)
        minutes, person = self.minutes, profile.person
        if minutes is None and isinstance(exercise, TimedExercise) and exercise.touch == "device":
            minutes = person.toner_minutes
        affected = self.affected or person.affected_side
        if affected is not None:
            one_of("the profile's affected_side", affected, SIDES)
        return checker_for(
            exercise, reps=self.reps, hold_s=self.hold_s, minutes=minutes, full=profile.full,
            rest=profile.rest, affected=affected,
        )  # fmt: skip


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
