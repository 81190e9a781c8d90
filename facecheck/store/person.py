"""Reads and writes a person and a plan as JSON; damage is one line, never half a caution."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from facecheck.core.errors import SpecError
from facecheck.core.person import CalendarEntry, Person, Plan

V = TypeVar("V", Person, Plan, CalendarEntry)


def written(value: Person | Plan | CalendarEntry) -> Any:
    """A person or a plan as JSON has it: days as `2026-11-20`, times as `08:00:00`."""
    return TypeAdapter(type(value)).dump_python(value, mode="json")


def read(kind: type[V], data: Any, place: str, remedy: str) -> V:
    """What `written` made. Keys of a newer version are passed over.

    Args:
        kind: What the data should be.
        data: What the file has.
        place: File and key, for messages.
        remedy: What to do about a damaged one.

    Raises:
        SpecError: With one line for each problem.
    """
    try:
        return TypeAdapter(kind).validate_python(data)
    except ValidationError as error:
        problems = []
        each: Any
        for each in error.errors():
            where = ".".join(map(str, (place, *each["loc"])))
            problems.append(f"{where}: {each['msg'].removeprefix('Value error, ')}; {remedy}")
        raise SpecError(problems) from error
