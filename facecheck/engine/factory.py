"""Makes the checker of an exercise: repetitions or timed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from facecheck.core.events import Attempt, Update
from facecheck.core.frames import Group, Observation
from facecheck.core.results import ScoreResult
from facecheck.core.targets import ANYBODY, AS_THE_FILE_SAYS, Personal, Targets
from facecheck.engine.repetitions.checker import Checker
from facecheck.engine.spec.timed_exercise import AnyExercise, TimedExercise
from facecheck.engine.timed.checker import TimedChecker


class AnyChecker(Protocol):
    """Judges one set or session, one observation after the other.

    Attributes:
        reps: Repetitions asked for.
        reads: The measures of a face that it is judged by.
    """

    reps: int
    reads: frozenset[str]

    @property
    def attempts(self) -> Sequence[Attempt]:
        """The attempts that ended so far."""

    def restart(self) -> None:
        """Begin again."""

    def step(self, observation: Observation, values: dict[str, float] | None = None) -> Update:
        """Take one observation; times must not decrease."""

    def judge_group(self, group: Group) -> None:
        """Take many observations, where nobody asks how it stands after each of them."""

    def resumed(self) -> None:
        """The time until the next observation was a pause, in which nothing was seen."""

    def take_back(self) -> Attempt | None:
        """Take the last count back, by hand; None where there is none."""

    def add(self) -> Attempt | None:
        """Count one more, by hand; None where nothing is counted."""

    def stop(self, why: str) -> None:
        """End what is going on before its time; `why` is told in its reason."""

    def finish(self, clip: str, duration_s: float, warnings: Sequence[str] = ()) -> ScoreResult:
        """End what is going on and sum up."""


def checker_for(
    exercise: AnyExercise,
    targets: Targets = AS_THE_FILE_SAYS,
    person: Personal = ANYBODY,
    *,
    earlier: Sequence[Attempt] = (),
) -> AnyChecker:
    """A fresh checker of an exercise, whichever kind it is.

    Args:
        exercise: What to judge.
        targets: What is asked for.
        person: What is known of whom it is.
        earlier: Attempts of a set or session that was interrupted, and continues at a later time.
    """
    if isinstance(exercise, TimedExercise):
        minutes = targets.minutes
        if minutes is None and exercise.touch == "device":
            minutes = person.toner_minutes
        return TimedChecker(exercise, minutes=minutes, earlier=earlier)
    return Checker(
        exercise,
        reps=targets.reps,
        hold_s=targets.hold_s,
        full=person.full,
        rest=person.rest,
        earlier=earlier,
        affected=person.affected,
    )
