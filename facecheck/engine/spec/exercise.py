"""Exercises that count repetitions, and routines, as data: what the engine follows."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, field_validator, model_validator

from facecheck.core.person import Effect
from facecheck.engine.hands.contact import CONTACT_MEASURES
from facecheck.engine.hands.palm import HAND_MEASURES
from facecheck.engine.spec.field_types import Identifier, Model, Seconds, Sentence
from facecheck.engine.spec.resting import RegionName, at_rest_measures, region_measures
from facecheck.engine.spec.rules import FaultRule, MovementRule

Turns = Literal["alternating", "halves"]
"""Left, right, left and so on; or the first half of the set left, the other right."""

Requirement = Literal["palm_on_cheek", "hands_at_jaw"]


class Described(Model):
    """What the file of an exercise of either kind tells of it.

    Attributes:
        id: The file's name without `.yaml`.
        title: What the user reads.
        purpose: What it is for, without promises.
        instructions: How to do it, two or three sentences.
        source: Where it comes from.
        muscles: What works, or lies under the hand.
        rest_s: Rest after the set or session.
        prepare_s: Time for what it needs at hand: a rest before it is at least this long.
        involves: What it does beyond moving the face's own muscles; cautions hold it back by this.
        cautions: What to mind, shown before it begins.
    """

    id: Identifier
    title: Sentence
    purpose: Sentence
    instructions: Sentence
    source: Sentence
    muscles: tuple[Sentence, ...] = ()
    rest_s: Seconds = 10.0
    prepare_s: Seconds = 0.0
    involves: tuple[Effect, ...] = ()
    cautions: tuple[Sentence, ...] = ()


class Cues(Model):
    """What the user is told, on the screen and aloud."""

    ready: Sentence
    hold: Sentence
    release: Sentence
    left: Sentence | None = None
    right: Sentence | None = None


class Exercise(Described):
    """One exercise that counts repetitions.

    Attributes:
        movement: What is counted.
        reps: Repetitions to a set.
        hold_s: How long each is held; 0 counts on the way back.
        turns: Whether the sides take turns, and how.
        resting: Regions that should rest meanwhile.
        requires: What must be in view besides the face.
        faults: Form rules.
        cues: What the user is told.
    """

    movement: MovementRule
    reps: Annotated[int, Field(ge=1, le=1000, strict=True)] = 3
    hold_s: Seconds = 5.0
    turns: Turns | None = None
    resting: tuple[RegionName, ...] = ()
    requires: tuple[Requirement, ...] = ()
    faults: tuple[FaultRule, ...] = ()
    cues: Cues

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
            raise ValueError(f"the fault '{name}' is there twice for '{when}'")
        astray = [row.measure for row in rows if row.measure in CONTACT_MEASURES]
        if astray:
            raise ValueError(f"'{astray[0]}' exists only in exercises with phases")
        return rows


class Routine(Model):
    """Exercises in order, each followed by its rest."""

    id: Identifier
    title: Sentence
    purpose: Sentence
    exercises: Annotated[tuple[Identifier, ...], Field(min_length=1, max_length=50)]
