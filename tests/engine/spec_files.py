"""A good exercise file, and what is said when it is changed."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from ruamel.yaml import YAML
from strips import exercise_data, fault_row

from facecheck.core.errors import SpecError
from facecheck.engine.spec.exercise import Cues, Exercise
from facecheck.engine.spec.parse import parse_exercise
from facecheck.engine.spec.rules import FaultRule, MovementRule, Part

Data = dict[str, Any]
Change = Callable[[Data], None]


def as_yaml(data: Data) -> str:
    text = io.StringIO()
    YAML(typ="safe", pure=True).dump(data, text)
    return text.getvalue()


def data() -> Data:
    return exercise_data(faults=[fault_row()])


def problems_of(text: str, name: str = "test.yaml") -> list[str]:
    with pytest.raises(SpecError) as caught:
        parse_exercise(text, name)
    assert str(caught.value) == "\n".join(caught.value.problems)
    assert all(problem.startswith(f"{name}: ") for problem in caught.value.problems)
    return caught.value.problems


def put(key: str, value: Any) -> Change:
    """Set a key such as `movement.parts.0.full`."""

    def change(where: Any) -> None:
        *path, last = key.split(".")
        for step in path:
            where = where[int(step) if step.isdigit() else step]
        where[int(last) if last.isdigit() else last] = value

    return change


def drop(key: str) -> Change:
    def change(where: Any) -> None:
        *path, last = key.split(".")
        for step in path:
            where = where[int(step) if step.isdigit() else step]
        del where[last]

    return change


def wrong(*changes: Change) -> list[str]:
    """The problems of a good file with some changes."""
    changed = data()
    for change in changes:
        change(changed)
    return problems_of(as_yaml(changed))


def required(model: Any, place: str) -> list[str]:
    return [
        place + (field.alias or name)
        for name, field in model.model_fields.items()
        if field.is_required()
    ]


REQUIRED = [
    *required(Exercise, ""),
    *required(MovementRule, "movement."),
    *required(Part, "movement.parts.0."),
    *required(FaultRule, "faults.0."),
    *required(Cues, "cues."),
]
