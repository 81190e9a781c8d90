"""The rules of a movement as data: what must move how far, and which limits are faults."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import Field, field_validator, model_validator

from facecheck.core.messages import Message
from facecheck.engine.measures.movement_measures import DERIVED
from facecheck.engine.measures.table import MEASURES
from facecheck.engine.spec.field_types import (
    RESTLESS,
    As,
    Model,
    Seconds,
    Sentence,
    SideChoice,
    has_sides,
    known_measure,
)
from facecheck.engine.spec.thresholds import Thresholds


class Part(Model):
    """One measure of a movement, and what full effort is."""

    measure: str
    """A name of the table of measures, without its side."""
    reading: As = Field(default="change", alias="as")
    """`change` from rest, `fraction` of rest, or plain `value` (key `as` in files)."""
    full: float
    """The reading at full effort; below rest for what shrinks."""
    personal: bool = True
    """Whether a person's own full effort replaces it. False for a measure that only has to take
    part, whose `full` is no effort."""

    _measure = field_validator("measure")(known_measure)

    @property
    def zero(self) -> float:
        """The reading at rest."""
        return 1.0 if self.reading == "fraction" else 0.0

    @model_validator(mode="after")
    def _full_is_a_movement(self) -> Self:
        if self.measure in DERIVED:
            raise ValueError(
                Message(
                    "'{measure}' is read off the movement, so it cannot be part of it",
                    measure=self.measure,
                )
            )
        if abs(self.full - self.zero) < 1e-6:
            raise ValueError(
                Message("full is {full}, which is the reading at rest", full=self.full)
            )
        return self


class MovementRule(Model):
    """The movement of an exercise. It is as far as the least of its parts."""

    parts: Annotated[tuple[Part, ...], Field(min_length=1, max_length=8)]
    """What must move."""
    sides: SideChoice = "middle"
    """Which side speaks where a part has two."""
    enter: Annotated[float, Field(gt=0.0, le=1.5)]
    """Level at which the hold starts, as a fraction of full effort."""
    leave: Annotated[float, Field(gt=0.0, le=1.5)]
    """Level below which it ends."""
    onset: Annotated[float, Field(gt=0.0, le=1.0)] = 0.15
    """Level at which the movement is called begun and over."""
    least_s: Seconds = 0.0
    """A hold shorter than this is no attempt but a blink or a word."""
    both_ways: bool = False
    """Other movements take the measures beyond rest to the far side, as a smile does with the width
    of a mouth that is to be puckered: what is there is no rest."""
    learned_from: Annotated[float, Field(gt=0.0, le=1.5)] | None = None
    """Level under `enter` from which a steady movement of a person who was never calibrated teaches
    how far this person goes; without it, the range of the file holds for everybody."""
    half_way_ends: bool = False
    """What comes half-way back at once and stays there is no longer held, as a mouth that sings is
    half open for seconds and wide for moments."""
    ended: Sentence
    """What the end of the hold is called, e.g. `eyes opened`."""

    @model_validator(mode="before")
    @classmethod
    def _of_old_files(cls, data: Any) -> Any:
        """Earlier versions wanted `started`, a name for the beginning that nothing ever read."""
        if isinstance(data, Mapping) and "started" in data:
            return {key: value for key, value in data.items() if key != "started"}
        return data

    @model_validator(mode="after")
    def _levels_and_sides(self) -> Self:
        if not self.onset < self.leave < self.enter:
            raise ValueError(
                Message(
                    "levels must rise: onset {onset} < leave {leave} < enter {enter}",
                    onset=self.onset,
                    leave=self.leave,
                    enter=self.enter,
                )
            )
        if self.learned_from is not None and not self.leave <= self.learned_from < self.enter:
            raise ValueError(
                Message(
                    "learned_from is {learned}, not from leave {leave} to under enter {enter}",
                    learned=self.learned_from,
                    leave=self.leave,
                    enter=self.enter,
                )
            )
        sided = [part.measure for part in self.parts if has_sides(part.measure)]
        if sided and self.sides == "middle":
            raise ValueError(
                Message(
                    "'{sided}' has two sides: add sides: stronger, weaker or mean", sided=sided[0]
                )
            )
        return self

    @property
    def rule(self) -> Thresholds:
        """The levels for the detector."""
        return Thresholds(self.enter, self.leave, self.onset)


class Limit(Model):
    """A measure and where it begins to be wrong."""

    measure: str
    """A name of the table of measures, of a hand measure or of a derived one."""
    reading: As = Field(default="value", alias="as")
    """As in `Part`, but `value` unless said otherwise (key `as` in files)."""
    sides: SideChoice = "middle"
    """Which side is judged where there are two."""
    above: float | None = None
    """The limit, if higher is wrong."""
    below: float | None = None
    """The limit, if lower is wrong."""
    beyond: float | None = None
    """The limit of the size, if far to either side is wrong."""

    _measure = field_validator("measure")(known_measure)

    @model_validator(mode="after")
    def _one_limit(self) -> Self:
        if sum(limit is not None for limit in (self.above, self.below, self.beyond)) != 1:
            raise ValueError("give one of above:, below: and beyond:")
        if self.reading != "value" and self.measure in RESTLESS:
            raise ValueError(
                Message("'{measure}' has no rest: leave out as:", measure=self.measure)
            )
        if has_sides(self.measure) and self.sides == "middle":
            raise ValueError(
                Message(
                    "'{measure}' has two sides: add sides: stronger, weaker or mean",
                    measure=self.measure,
                )
            )
        return self

    @property
    def limit(self) -> float:
        """The one limit."""
        return next(x for x in (self.above, self.below, self.beyond) if x is not None)

    @property
    def unit(self) -> str:
        """The unit of value and limit."""
        if self.reading == "fraction":
            return "of rest"
        name = f"{self.measure}_left" if has_sides(self.measure) else self.measure
        return MEASURES[name].unit if name in MEASURES else RESTLESS[name].unit


class FaultRule(Limit):
    """One form rule: a measure that must not pass a limit.

    The order of the rules is their priority: while one that pauses the hold is passed, those after
    it are not judged.
    """

    name: Sentence
    """What the user reads."""
    also: Limit | None = None
    """A second limit that must be passed at the same time, where one measure cannot tell."""
    for_s: Seconds = 0.3
    """How long the limit must be passed before the fault is named."""
    when: Literal["holding", "moving", "shallow", "ending", "always"] = "holding"
    """`holding`; `moving`, from the onset to the end; `shallow`, in a movement that was held but
    never reached the enter level; `ending`, once, as the movement comes back to rest; or
    `always`."""
    effect: Literal["note", "pause", "restart"] = "note"
    """`note` names it; `pause` also stops the hold timer while it lasts; `restart` does so as well,
    and a hold that had barely begun when the limit was passed restarts."""
    cue: Sentence
    """What to do about it."""

    @property
    def pauses(self) -> bool:
        """Whether the hold timer stops while the limit is passed."""
        return self.effect != "note"

    @property
    def limits(self) -> tuple[Limit, ...]:
        """What must be passed."""
        return (self,) if self.also is None else (self, self.also)
