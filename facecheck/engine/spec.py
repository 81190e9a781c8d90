"""Exercises and routines as data: the rules the engine follows, and YAML text to rules.

Every problem of a file is reported at once: file, key, what is wrong, the nearest valid name.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal, Self, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from facecheck.core.errors import SpecError, one_line
from facecheck.core.person import Effect
from facecheck.engine.contact import CONTACT_MEASURES
from facecheck.engine.derived import DERIVED, Derived
from facecheck.engine.detector import Rule
from facecheck.engine.hands import HAND_MEASURES
from facecheck.engine.measures import MEASURES
from facecheck.engine.yaml_text import load_yaml

As = Literal["change", "fraction", "value"]
"""How a measure is read: minus the person's rest, divided by it, or as it is."""

Sides = Literal["middle", "stronger", "weaker", "mean"]
"""Which of two sides speaks; `middle` where a measure has no sides."""

Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=40)]
Sentence = Annotated[str, Field(min_length=1, max_length=500)]
Seconds = Annotated[float, Field(ge=0.0, le=3600.0)]

Requirement = Literal["palm_on_cheek", "hands_at_jaw"]

_M = TypeVar("_M", bound=BaseModel)
_E = TypeVar("_E", bound="Named")

_RESTLESS: Mapping[str, Derived] = {**DERIVED, **HAND_MEASURES, **CONTACT_MEASURES}
"""Measures that have no rest: of the movement itself, of hands, of a hand on the face."""


def measure_names() -> tuple[str, ...]:
    """Every name a file may use: sided measures also without their side."""
    sided = {name.removesuffix("_left") for name in MEASURES if name.endswith("_left")}
    return tuple(sorted({*MEASURES, *sided, *_RESTLESS}))


def has_sides(name: str) -> bool:
    """Whether a measure without its side, such as `lid_aperture`, stands for two."""
    return f"{name}_left" in MEASURES


class Model(BaseModel):
    """Strict about keys: one that is not known is a slip."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False, allow_inf_nan=False)


class Named(Model):
    """What every exercise file begins with."""

    id: Identifier


def _known_measure(name: str) -> str:
    names = measure_names()
    if name not in names:
        near = difflib.get_close_matches(name, names, n=1)
        hint = f", did you mean '{near[0]}'?" if near else f"; one of {', '.join(names)}"
        raise ValueError(f"unknown measure '{name}'{hint}")
    return name


class Part(Model):
    """One measure of a movement, and what full effort is.

    Attributes:
        measure: A name of the table of measures, without its side.
        reading: `change` from rest, `fraction` of rest, or plain `value` (key `as` in files).
        full: The reading at full effort; below rest for what shrinks.
    """

    measure: str
    reading: As = Field(default="change", alias="as")
    full: float

    _measure = field_validator("measure")(_known_measure)

    @property
    def zero(self) -> float:
        """The reading at rest."""
        return 1.0 if self.reading == "fraction" else 0.0

    @model_validator(mode="after")
    def _full_is_a_movement(self) -> Self:
        if self.measure in DERIVED:
            raise ValueError(
                f"'{self.measure}' is read off the movement, so it cannot be part of it"
            )
        if abs(self.full - self.zero) < 1e-6:
            raise ValueError(f"full is {self.full}, which is the reading at rest")
        return self


class MovementRule(Model):
    """The movement of an exercise. It is as far as the least of its parts.

    Attributes:
        parts: What must move.
        sides: Which side speaks where a part has two.
        enter: Level at which the hold starts, as a fraction of full effort.
        leave: Level below which it ends.
        onset: Level at which the movement is called begun and over.
        least_s: A hold shorter than this is no attempt but a blink or a word.
        both_ways: Other movements take the measures beyond rest to the far side, as a smile does
            with the width of a mouth that is to be puckered: what is there is no rest.
        started: What the start of the movement is called, e.g. `eyes narrowed`.
        ended: What the end of the hold is called, e.g. `eyes opened`.
    """

    parts: Annotated[tuple[Part, ...], Field(min_length=1, max_length=8)]
    sides: Sides = "middle"
    enter: Annotated[float, Field(gt=0.0, le=1.5)]
    leave: Annotated[float, Field(gt=0.0, le=1.5)]
    onset: Annotated[float, Field(gt=0.0, le=1.0)] = 0.15
    least_s: Seconds = 0.0
    both_ways: bool = False
    started: Sentence
    ended: Sentence

    @model_validator(mode="after")
    def _levels_and_sides(self) -> Self:
        if not self.onset < self.leave < self.enter:
            raise ValueError(
                f"levels must rise: onset {self.onset} < leave {self.leave} < enter {self.enter}"
            )
        sided = [part.measure for part in self.parts if has_sides(part.measure)]
        if sided and self.sides == "middle":
            raise ValueError(f"'{sided[0]}' has two sides: add sides: stronger, weaker or mean")
        return self

    @property
    def rule(self) -> Rule:
        """The levels for the detector."""
        return Rule(self.enter, self.leave, self.onset)


class Limit(Model):
    """A measure and where it begins to be wrong.

    Attributes:
        measure: A name of the table of measures, of a hand measure or of a derived one.
        reading: As in `Part`, but `value` unless said otherwise (key `as` in files).
        sides: Which side is judged where there are two.
        above: The limit, if higher is wrong.
        below: The limit, if lower is wrong.
        beyond: The limit of the size, if far to either side is wrong.
    """

    measure: str
    reading: As = Field(default="value", alias="as")
    sides: Sides = "middle"
    above: float | None = None
    below: float | None = None
    beyond: float | None = None

    _measure = field_validator("measure")(_known_measure)

    @model_validator(mode="after")
    def _one_limit(self) -> Self:
        if sum(limit is not None for limit in (self.above, self.below, self.beyond)) != 1:
            raise ValueError("give one of above:, below: and beyond:")
        if self.reading != "value" and self.measure in _RESTLESS:
            raise ValueError(f"'{self.measure}' has no rest: leave out as:")
        if has_sides(self.measure) and self.sides == "middle":
            raise ValueError(f"'{self.measure}' has two sides: add sides: stronger, weaker or mean")
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
        return MEASURES[name].unit if name in MEASURES else _RESTLESS[name].unit


class FaultRule(Limit):
    """One form rule: a measure that must not pass a limit.

    The order of the rules is their priority: while one that pauses the hold is passed, those after
    it are not judged.

    Attributes:
        name: What the user reads.
        also: A second limit that must be passed at the same time, where one measure cannot tell.
        for_s: How long the limit must be passed before the fault is named.
        when: `holding`; `moving`, from the onset to the end; `shallow`, in a movement that was
            held but never reached the enter level; `ending`, once, as the movement comes back to
            rest; or `always`.
        effect: `note` names it; `pause` also stops the hold timer while it lasts; `restart` does so
            as well, and a hold that had barely begun when the limit was passed begins anew.
        cue: What to do about it.
    """

    name: Sentence
    also: Limit | None = None
    for_s: Seconds = 0.3
    when: Literal["holding", "moving", "shallow", "ending", "always"] = "holding"
    effect: Literal["note", "pause", "restart"] = "note"
    cue: Sentence

    @property
    def pauses(self) -> bool:
        """Whether the hold timer stops while the limit is passed."""
        return self.effect != "note"

    @property
    def limits(self) -> tuple[Limit, ...]:
        """What must be passed."""
        return (self,) if self.also is None else (self, self.also)


class Cues(Model):
    """What the user is told, on the screen and aloud."""

    ready: Sentence
    hold: Sentence
    release: Sentence


class Exercise(Named):
    """One exercise.

    Attributes:
        id: The file's name without `.yaml`.
        title: What the user reads.
        purpose: What it is for, without promises.
        instructions: How to do it, two or three sentences.
        source: Where it comes from.
        muscles: What works.
        movement: What is counted.
        reps: Repetitions to a set.
        hold_s: How long each is held; 0 counts on the way back.
        rest_s: Rest after the set.
        requires: What must be in view besides the face.
        involves: What it does beyond moving the face's own muscles; cautions hold it back by this.
        faults: Form rules.
        cues: What the user is told.
        cautions: What to mind, shown before the first set.
    """

    title: Sentence
    purpose: Sentence
    instructions: Sentence
    source: Sentence
    muscles: tuple[Sentence, ...] = ()
    movement: MovementRule
    reps: Annotated[int, Field(ge=1, le=1000, strict=True)] = 3
    hold_s: Seconds = 5.0
    rest_s: Seconds = 10.0
    requires: tuple[Requirement, ...] = ()
    involves: tuple[Effect, ...] = ()
    faults: tuple[FaultRule, ...] = ()
    cues: Cues
    cautions: tuple[Sentence, ...] = ()

    @property
    def needs_hands(self) -> bool:
        """Whether the hand model must run."""
        measures = {row.measure for row in self.movement.parts}
        measures |= {limit.measure for rule in self.faults for limit in rule.limits}
        return bool(self.requires) or not measures.isdisjoint(HAND_MEASURES)

    @field_validator("faults")
    @classmethod
    def _names_differ(cls, rows: tuple[FaultRule, ...]) -> tuple[FaultRule, ...]:
        names = [row.name for row in rows]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"the fault '{twice[0]}' is there twice")
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


def parse_exercise(text: str, name: str) -> Exercise:
    """Read an exercise from YAML text.

    Args:
        text: The file's text.
        name: The file's name, for messages; its stem must be the exercise's id.

    Raises:
        SpecError: With every problem at once.
    """
    return parse_as(text, name, Exercise)


def parse_routine(text: str, name: str) -> Routine:
    """Read a routine from YAML text; raises `SpecError` with every problem at once."""
    return _validated(text, name, Routine)


def parse_as(text: str, name: str, model: type[_E]) -> _E:
    """Read an exercise of one kind; raises `SpecError` with every problem at once."""
    exercise = _validated(text, name, model)
    if f"{exercise.id}.yaml" != name.rsplit("/", 1)[-1] and name.endswith(".yaml"):
        raise SpecError([f"{name}: id: is '{exercise.id}', but the file is named {name}; "
                         "make them agree"])  # fmt: skip
    return exercise


def _validated(text: str, name: str, model: type[_M]) -> _M:
    data = load_yaml(text, name)
    try:
        return model.model_validate(data)
    except ValidationError as error:
        problems = error.errors()
        # A bad item also makes its list too short, which is the same problem said again.
        inner = [tuple(e["loc"]) for e in problems]
        told = [
            e
            for e in problems
            if e["type"] != "too_short"
            or not any(len(i) > len(e["loc"]) and i[: len(e["loc"])] == e["loc"] for i in inner)
        ]
        raise SpecError([_problem(name, model, e) for e in told]) from error


def _problem(name: str, model: type[BaseModel], error: Any) -> str:
    key = one_line(".".join(str(part) for part in error["loc"])) or "file"
    message = one_line(str(error["msg"]).removeprefix("Value error, "))
    if error["type"] == "extra_forbidden":
        known = _keys(model, error["loc"])
        near = difflib.get_close_matches(str(error["loc"][-1]), known, n=1)
        hint = f", did you mean '{near[0]}'?" if near else f"; one of {', '.join(known)}"
        message = f"unknown key{hint}"
    elif error["type"] == "missing":
        message = "is missing"
    elif "input" in error and not isinstance(error["input"], dict | list):
        message = f"{message} (is {str(error['input'])[:60]!r})"
    return f"{name}: {key}: {message}"


def _keys(model: type[BaseModel], place: Sequence[object]) -> list[str]:
    """The keys that are known where a problem is."""
    here = model
    for part in place[:-1]:
        field = here.model_fields.get(str(part))
        here = (_model_in(field.annotation) if field is not None else None) or here
    return sorted(field.alias or key for key, field in here.model_fields.items())


def _model_in(annotation: object) -> type[BaseModel] | None:
    """The model that a field holds, alone or in a tuple."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((m for a in get_args(annotation) if (m := _model_in(a)) is not None), None)
