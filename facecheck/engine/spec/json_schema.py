"""The JSON Schema of exercise files, for editors that complete and check them."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from facecheck.engine.spec.exercise import Exercise
from facecheck.engine.spec.extends import EXTENDS, WITHOUT
from facecheck.engine.spec.field_types import RESTLESS, measure_names
from facecheck.engine.spec.timed_exercise import TimedExercise

KINDS = ("Exercise", "TimedExercise")
DIALECT = "https://json-schema.org/draft/2020-12/schema"

_EXTENSION = {
    EXTENDS: {
        "type": "string",
        "description": "The id of the exercise that is taken over where this file says nothing.",
    },
    WITHOUT: {
        "type": "array",
        "items": {"type": "string"},
        "description": "Names of its faults that are left out.",
    },
}
_NAMED = {"Exercise": ["id", EXTENDS], "TimedExercise": ["id", EXTENDS], "FaultRule": ["name"]}
"""The keys that a file must have even where it extends another."""


class _Untitled(GenerateJsonSchema):
    """A field's title would be its key again."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002
        return False


def exercise_schema() -> dict[str, Any]:
    """The schema of both kinds of exercise file, repetitions and timed, whole or extending another.

    What it cannot say (which level must be the higher one, which measure has sides) is for
    `facecheck exercises check`.

    >>> exercise_schema()["title"]
    'facecheck exercise'
    """
    kinds = TypeAdapter(Exercise | TimedExercise)
    schema = kinds.json_schema(by_alias=True, schema_generator=_Untitled)
    _name_measures(schema)
    defs = schema["$defs"]
    defs |= {f"{name}Changes": _changes(name, one) for name, one in defs.items()}
    schema["anyOf"] += [
        {"$ref": f"#/$defs/{kind}Changes"} for kind in ("Exercise", "TimedExercise")
    ]
    return {"$schema": DIALECT, "title": "facecheck exercise", **schema}


def _changes(name: str, definition: dict[str, Any]) -> dict[str, Any]:
    """A definition as a file writes it that extends another: what stays is not said again."""
    changed: dict[str, Any] = _with_changes(definition)
    changed.pop("required", None)
    if name in _NAMED:
        changed["required"] = _NAMED[name]
    if EXTENDS in changed.get("required", ()):
        changed["properties"] = _EXTENSION | changed["properties"]
    return changed


def _with_changes(value: Any) -> Any:
    """A schema whose references lead to the changes of what they name."""
    if isinstance(value, dict):
        return {
            key: f"{one}Changes" if key == "$ref" else _with_changes(one)
            for key, one in value.items()
        }
    return [_with_changes(one) for one in value] if isinstance(value, list) else value


def _name_measures(schema: dict[str, Any]) -> None:
    anywhere = measure_names()
    of_the_face = [n for n in anywhere if n not in RESTLESS]
    for name, names in (("Part", of_the_face), ("Limit", anywhere), ("FaultRule", anywhere)):
        schema["$defs"][name]["properties"]["measure"]["enum"] = list(names)
