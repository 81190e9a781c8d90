"""The JSON Schema of exercise files, for editors that complete and check them."""

from __future__ import annotations

import re
from typing import Any

from pydantic import TypeAdapter

from facecheck.engine.contact import CONTACT_MEASURES
from facecheck.engine.derived import DERIVED
from facecheck.engine.hands import HAND_MEASURES
from facecheck.engine.measures import MEASURES
from facecheck.engine.spec import Exercise
from facecheck.engine.timed_spec import TimedExercise

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def exercise_schema() -> dict[str, Any]:
    """The schema of both kinds of exercise file: repetitions, and by the clock.

    What it cannot say (which level must be the higher one, which measure has sides) is for
    `facecheck exercises check`.

    >>> exercise_schema()["title"]
    'facecheck exercise'
    """
    schema = TypeAdapter(Exercise | TimedExercise).json_schema(by_alias=True)
    told = {
        name: _attributes(definition.pop("description", ""))
        for name, definition in schema["$defs"].items()
    }
    # A fault is a limit with a name; what a limit's keys are is said there.
    told["FaultRule"] = {**told["Limit"], **told["FaultRule"]}
    for name, definition in schema["$defs"].items():
        _describe(definition, told[name])
    _name_measures(schema)
    return {"$schema": DIALECT, "title": "facecheck exercise", **schema}


def _describe(definition: dict[str, Any], attributes: dict[str, str]) -> None:
    for key, field in definition.get("properties", {}).items():
        field.pop("title", None)
        # `as` is a word of Python, so the field behind it has another name.
        text = attributes.get("reading" if key == "as" else key)
        if text is not None:
            field["description"] = text


def _attributes(docstring: str) -> dict[str, str]:
    """What a Google docstring says of each attribute, by name."""
    _, _, listed = docstring.partition("Attributes:")
    found = re.findall(r"^ {4}(\w+): (.+(?:\n {6,}.+)*)", listed, re.MULTILINE)
    return {name: " ".join(text.split()) for name, text in found}


def _name_measures(schema: dict[str, Any]) -> None:
    plain = {re.sub(r"_(left|right)$", "", name) for name in MEASURES}
    of_the_face = sorted(plain | set(MEASURES))
    anywhere = sorted({*of_the_face, *DERIVED, *HAND_MEASURES, *CONTACT_MEASURES})
    for name, names in (("Part", of_the_face), ("Limit", anywhere), ("FaultRule", anywhere)):
        schema["$defs"][name]["properties"]["measure"]["enum"] = names
