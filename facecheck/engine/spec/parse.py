"""Parses an exercise file or routine: its rules, or every problem at once.

Each problem is one line: file, key, what is wrong, the nearest valid name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from facecheck.core.errors import SpecError
from facecheck.core.messages import Message
from facecheck.core.text import did_you_mean, one_line
from facecheck.core.yaml_text import load_yaml
from facecheck.engine.spec.exercise import Described, Exercise, Routine
from facecheck.engine.spec.extends import Base, load_extended
from facecheck.engine.spec.timed_exercise import AnyExercise, TimedExercise

_M = TypeVar("_M", bound=BaseModel)
_E = TypeVar("_E", bound=Described)


def parse_any(text: str, name: str, base: Base | None = None) -> AnyExercise:
    """Read an exercise of either kind from YAML text: one with `phases` is timed.

    Args:
        text: The file's text.
        name: The file's name, for messages; its stem must be the exercise's id.
        base: Finds the text of the exercise that this one extends; without it, it extends none.

    Raises:
        SpecError: With every problem at once.
    """
    data = load_extended(text, name, base)
    if "phases" in data:
        return _exercise(data, name, TimedExercise)
    return _exercise(data, name, Exercise)


def parse_exercise(text: str, name: str, base: Base | None = None) -> Exercise:
    """As `parse_any`, for one that counts repetitions.

    Raises:
        SpecError: With every problem at once; `phases` is one of them.
    """
    return _exercise(load_extended(text, name, base), name, Exercise)


def parse_routine(text: str, name: str) -> Routine:
    """Read a routine from YAML text; raises `SpecError` with every problem at once."""
    return _validated(load_yaml(text, name), name, Routine)


def is_routine(text: str, name: str) -> bool:
    """Whether a text is meant to be a routine: it lists exercises, and is none itself.

    Raises:
        SpecError: It is not readable as YAML.
    """
    data = load_yaml(text, name)
    return "exercises" in data and not {"movement", "phases"} & set(data)


def check_routine(text: str, name: str, known: Sequence[str]) -> Routine:
    """As `parse_routine`, and its exercises must be there.

    Args:
        text: The file's text.
        name: The file's name, for messages; its stem must be the routine's id.
        known: The ids of all exercises.

    Raises:
        SpecError: With every problem at once.
    """
    routine = parse_routine(text, name)
    problems: list[str] = []
    if f"{routine.id}.yaml" != name and name.endswith(".yaml"):
        problems.append(
            Message(
                "{name}: id: is '{id}', but the file is named {name}; make them agree",
                name=name,
                id=routine.id,
            )
        )
    for place, exercise in enumerate(routine.exercises):
        if exercise not in known:
            hint = did_you_mean(
                exercise, known, Message("there are: {names}", names=", ".join(known))
            )
            problems.append(
                Message(
                    "{name}: exercises.{place}: no such exercise '{exercise}'; {hint}",
                    name=name,
                    place=place,
                    exercise=exercise,
                    hint=hint,
                )
            )
    if problems:
        raise SpecError(problems)
    return routine


def _exercise(data: Mapping[str, Any], name: str, model: type[_E]) -> _E:
    exercise = _validated(data, name, model)
    if f"{exercise.id}.yaml" != name.rsplit("/", 1)[-1] and name.endswith(".yaml"):
        raise SpecError(
            [
                Message(
                    "{name}: id: is '{id}', but the file is named {name}; make them agree",
                    name=name,
                    id=exercise.id,
                )
            ]
        )
    return exercise


def _validated(data: Mapping[str, Any], name: str, model: type[_M]) -> _M:
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
    message = _message(error)
    if error["type"] == "extra_forbidden":
        hint = did_you_mean(str(error["loc"][-1]), _keys(model, error["loc"]))
        message = Message("unknown key; {hint}", hint=hint)
    elif error["type"] == "missing":
        message = "is missing"
    elif "input" in error and not isinstance(error["input"], dict | list):
        given = repr(str(error["input"])[:60])
        if given not in message:
            message = Message("{message} (is {given})", message=message, given=given)
    return Message("{name}: {key}: {message}", name=name, key=key, message=message)


_TEMPLATES: Final[Mapping[str, str]] = {
    "greater_than": "Input should be greater than {gt:g}",
    "greater_than_equal": "Input should be greater than or equal to {ge:g}",
    "less_than": "Input should be less than {lt:g}",
    "less_than_equal": "Input should be less than or equal to {le:g}",
    "literal_error": "Input should be {expected}",
    "string_pattern_mismatch": "String should match pattern '{pattern}'",
}
"""What pydantic says of values that are out of bounds, by its own names."""


def _message(error: Any) -> str:
    """What is wrong, as a message where its values are known."""
    context = error.get("ctx", {})
    own = getattr(context.get("error"), "args", ())
    if own and isinstance(own[0], Message):
        return own[0]
    said = one_line(str(error["msg"]).removeprefix("Value error, "))
    template = _TEMPLATES.get(error["type"])
    message = said if template is None else Message(template, **context)
    return message if message == said else said


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
