"""Exercises that are timed, as data: areas of the face, each for a time."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, field_validator, model_validator

from facecheck.core.errors import SpecError
from facecheck.core.landmarks import AREAS
from facecheck.core.messages import Message
from facecheck.core.sides import Side
from facecheck.core.text import did_you_mean
from facecheck.engine.hands.contact import CONTACT_MEASURES
from facecheck.engine.measures.table import MEASURES
from facecheck.engine.spec.exercise import Described, Exercise
from facecheck.engine.spec.field_types import Model, Seconds, Sentence, has_sides
from facecheck.engine.spec.rules import FaultRule

MOST_MINUTES = 60.0
"""A longer session is a slip of the pen: devices are used for 10 to 20 minutes a day."""


class AreaPhase(Model):
    """One area and its time."""

    area: str
    """A name of `core.landmarks.AREAS`."""
    side: Side | None = None
    """The person's own; None for both halves."""
    seconds: Annotated[float, Field(gt=0.0, le=3600.0)]
    """How long; the whole session scales with the minutes that a person chose."""
    cue: Sentence
    """What to do there, as the area's turn comes."""

    @field_validator("area")
    @classmethod
    def _known_area(cls, area: str) -> str:
        if area not in AREAS:
            raise ValueError(
                Message(
                    "unknown area '{area}'; {did_you_mean}",
                    area=area,
                    did_you_mean=did_you_mean(area, AREAS),
                )
            )
        return area


class TimedCues(Model):
    """What the user is told while time stands still."""

    ready: Sentence
    away: Sentence
    resting: Sentence


class Minutes(Model):
    """How long a session may be chosen."""

    least: Annotated[float, Field(gt=0.0, le=MOST_MINUTES)]
    most: Annotated[float, Field(gt=0.0, le=MOST_MINUTES)]

    @model_validator(mode="after")
    def _rising(self) -> Self:
        if self.least > self.most:
            raise ValueError(
                Message(
                    "least {least:g} is more than most {most:g}", least=self.least, most=self.most
                )
            )
        return self


class TimedExercise(Described):
    """One exercise that is timed."""

    touch: Literal["hand", "device"] = "hand"
    """`hand`, or `device` for something held in the hand, which reaches farther."""
    phases: Annotated[tuple[AreaPhase, ...], Field(min_length=1, max_length=60)]
    """The areas in order."""
    minutes: Minutes | None = None
    """What a person may choose; None where the phases' own time is all there is."""
    slowest: Annotated[float, Field(gt=0.0, le=5.0)] = 0.12
    """A hand slower than this rests, in inter-ocular distances a second."""
    rest_after_s: Seconds = 1.2
    """A hand may be that slow for this long, as where a stroke turns."""
    faults: tuple[FaultRule, ...] = ()
    """Form rules; `holding` is while time counts."""
    cues: TimedCues
    """What the user is told while time stands still."""

    @field_validator("faults")
    @classmethod
    def _readable(cls, rules: tuple[FaultRule, ...]) -> tuple[FaultRule, ...]:
        for rule in rules:
            name = f"{rule.measure}_left" if has_sides(rule.measure) else rule.measure
            if name not in {*MEASURES, *CONTACT_MEASURES}:
                raise ValueError(
                    Message(
                        "'{measure}' needs a movement; this exercise has areas",
                        measure=rule.measure,
                    )
                )
            if rule.pauses:
                raise ValueError(
                    Message("'{name}': leave out effect:, time is not a hold", name=rule.name)
                )
            if rule.reading != "value":
                raise ValueError(
                    Message("'{name}': leave out as:, nothing here has a rest", name=rule.name)
                )
        return rules

    @property
    def needs_hands(self) -> bool:
        """Always: time counts by a hand."""
        return True

    @property
    def requires(self) -> tuple[str, ...]:
        """What must be in view besides the face."""
        return ("hand_with_device" if self.touch == "device" else "hand",)

    @property
    def whole_s(self) -> float:
        """The time of all areas as the file has it."""
        return sum(phase.seconds for phase in self.phases)

    def seconds(self, minutes: float | None) -> tuple[float, ...]:
        """Each area's time, when the session takes so many minutes."""
        scale = 1.0 if minutes is None else 60.0 * minutes / self.whole_s
        return tuple(phase.seconds * scale for phase in self.phases)


AnyExercise = Exercise | TimedExercise
"""What an exercise file may hold."""


def require_repetitions(exercise: AnyExercise) -> Exercise:
    """The exercise, where it counts repetitions.

    Raises:
        SpecError: It is timed.
    """
    if isinstance(exercise, TimedExercise):
        raise SpecError(
            [
                Message(
                    "{id}: is timed and counts no repetitions; choose another exercise",
                    id=exercise.id,
                )
            ]
        )
    return exercise
