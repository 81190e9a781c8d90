"""The JSON Schema of exercise files, for editors that complete and check them."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from typing import Any

from pydantic import TypeAdapter

from facecheck.engine.spec.exercise import Exercise
from facecheck.engine.spec.field_types import RESTLESS, Model, measure_names
from facecheck.engine.spec.timed_exercise import TimedExercise

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def exercise_schema() -> dict[str, Any]:
    """The schema of both kinds of exercise file: repetitions, and by the clock.

    What it cannot say (which level must be the higher one, which measure has sides) is for
    `facecheck exercises check`.

    >>> exercise_schema()["title"]
    'facecheck exercise'
    """
    schema = TypeAdapter(Exercise | TimedExercise).json_schema(by_alias=True)
    models = {model.__name__: model for model in _below(Model)}
    for name, definition in schema["$defs"].items():
        definition.pop("description", None)
        _describe(definition, _told(models[name]))
    _name_measures(schema)
    return {"$schema": DIALECT, "title": "facecheck exercise", **schema}


def _describe(definition: dict[str, Any], attributes: dict[str, str]) -> None:
    for key, field in definition.get("properties", {}).items():
        field.pop("title", None)
        # `as` is a word of Python, so the field behind it has another name.
        text = attributes.get("reading" if key == "as" else key)
        if text is not None:
            field["description"] = text


def _below(model: type[Model]) -> Iterator[type[Model]]:
    for child in model.__subclasses__():
        yield child
        yield from _below(child)


def _told(model: type[Model]) -> dict[str, str]:
    """What a model and those it extends say of their attributes, by name."""
    lines = [
        _attributes(inspect.getdoc(m) or "")
        for m in reversed(model.__mro__)
        if issubclass(m, Model)
    ]
    return {name: text for found in lines for name, text in found.items()}


def _attributes(docstring: str) -> dict[str, str]:
    """What a Google docstring says of each attribute, by name."""
    _, _, listed = docstring.partition("Attributes:")
    found = re.findall(r"^ {4}(\w+): (.+(?:\n {6,}.+)*)", listed, re.MULTILINE)
    return {name: " ".join(text.split()) for name, text in found}


def _name_measures(schema: dict[str, Any]) -> None:
    anywhere = measure_names()
    of_the_face = [n for n in anywhere if n not in RESTLESS]
    for name, names in (("Part", of_the_face), ("Limit", anywhere), ("FaultRule", anywhere)):
        schema["$defs"][name]["properties"]["measure"]["enum"] = list(names)
