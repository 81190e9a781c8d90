"""Exercises that count repetitions, and routines, as data: what the engine follows."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, field_validator, model_validator

from facecheck.core.messages import Message
from facecheck.core.person import Effect
from facecheck.engine.hands.contact import CONTACT_MEASURES
from facecheck.engine.hands.palm_on_cheek import HAND_MEASURES
from facecheck.engine.spec.coactivation import RegionName, at_rest_measures, region_measures
from facecheck.engine.spec.field_types import Identifier, Model, Seconds, Sentence
from facecheck.engine.spec.rules import FaultRule, MovementRule

Turns = Literal["alternating", "halves"]
"""Left, right, left and so on; or the first half of the set left, the other right."""

Requirement = Literal["palm_on_cheek", "hands_at_jaw"]


class Described(Model):
    """What the file of an exercise of either kind tells of it."""

    id: Identifier
    """The file's name without `.yaml`."""
    title: Sentence
    """What the user reads."""
    purpose: Sentence
    """What it is for, without promises."""
    instructions: Sentence
    """How to do it, two or three sentences."""
    source: Sentence
    """Where it comes from."""
    muscles: tuple[Sentence, ...] = ()
    """What works, or lies under the hand."""
    rest_s: Seconds = 10.0
    """Rest after the set or session."""
    prepare_s: Seconds = 0.0
    """Time for what it needs at hand: a rest before it is at least this long."""
    involves: tuple[Effect, ...] = ()
    """What it does beyond moving the face's own muscles; cautions hold it back by this."""
    cautions: tuple[Sentence, ...] = ()
    """What to mind, shown before it begins."""


class Cues(Model):
    """What the user is told, on the screen and aloud."""

    ready: Sentence
    hold: Sentence
    release: Sentence
    left: Sentence | None = None
    right: Sentence | None = None


class Exercise(Described):
    """One exercise that counts repetitions."""

    movement: MovementRule
    """What is counted."""
    reps: Annotated[int, Field(ge=1, le=1000, strict=True)] = 3
    """Repetitions to a set."""
    hold_s: Seconds = 5.0
    """How long each is held; 0 counts on the way back."""
    turns: Turns | None = None
    """Whether the sides take turns, and how."""
    resting: tuple[RegionName, ...] = ()
    """Regions that should rest meanwhile."""
    requires: tuple[Requirement, ...] = ()
    """What must be in view besides the face."""
    faults: tuple[FaultRule, ...] = ()
    """Form rules."""
    cues: Cues
    """What the user is told."""

    @model_validator(mode="after")
    def _turns_have_sides(self) -> Self:
        if self.turns is not None and self.movement.sides != "stronger":
            raise ValueError("turns: needs a movement with sides: stronger")
        return self

    @property
    def resting_measures(self) -> set[str]:
        """The measures by which regions are seen to rest; none where no region is asked to."""
        return region_measures(self.resting) | at_rest_measures() if self.resting else set()

    @property
    def needs_hands(self) -> bool:
        """Whether the hand model must run."""
        measures = {row.measure for row in self.movement.parts}
        measures |= {limit.measure for rule in self.faults for limit in rule.limits}
        return bool(self.requires) or not measures.isdisjoint(HAND_MEASURES)

    @field_validator("faults")
    @classmethod
    def _names_differ(cls, rows: tuple[FaultRule, ...]) -> tuple[FaultRule, ...]:
        names = [(row.name, row.when) for row in rows]
        twice = sorted({one for one in names if names.count(one) > 1})
        if twice:
            name, when = twice[0]
            raise ValueError(
                Message("the fault '{name}' is there twice for '{when}'", name=name, when=when)
            )
        astray = [row.measure for row in rows if row.measure in CONTACT_MEASURES]
        if astray:
            raise ValueError(
                Message("'{astray}' exists only in exercises with phases", astray=astray[0])
            )
        return rows


class Routine(Model):
    """Exercises in order, each followed by its rest."""

    id: Identifier
    title: Sentence
    purpose: Sentence
    exercises: Annotated[tuple[Identifier, ...], Field(min_length=1, max_length=50)]
