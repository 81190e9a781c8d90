"""The history as one JSON document, and back; keys: docs/history.md."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from facecheck.core.errors import HistoryError
from facecheck.store.history.records import CalibrationRecord, OverrideRecord, SessionRecord

HISTORY_SCHEMA = "facecheck.history/1"


@dataclass(frozen=True, slots=True)
class Contents:
    """What a document holds.

    Attributes:
        sessions: Oldest first.
        calibrations: Likewise.
        overrides: Likewise.
    """

    sessions: tuple[SessionRecord, ...] = ()
    calibrations: tuple[CalibrationRecord, ...] = ()
    overrides: tuple[OverrideRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose a document is.

    Attributes:
        key: Of the history: the same in every copy of it.
        name: What they were called when it was written; None if they had no name.
    """

    key: str
    name: str | None = None


_MOST_TOLD = 3


@cache
def _adapter() -> TypeAdapter[Contents]:
    # Ids are those of one file; a key of a newer version is passed over.
    return TypeAdapter(Contents)


def document_of(contents: Contents, version: str, whose: Whose | None = None) -> dict[str, Any]:
    """The document.

    Args:
        contents: What it shall hold.
        version: Of facecheck.
        whose: Of whom; None leaves it out.
    """
    plain = _adapter().dump_python(contents, mode="json")
    person = None if whose is None else {"key": whose.key, "name": whose.name}
    return {"schema": HISTORY_SCHEMA, "facecheck": version, "person": person, **plain}


def whose_is(document: Any) -> Whose | None:
    """Whose a document is; None where it does not say: older versions did not."""
    person = document.get("person") if isinstance(document, dict) else None
    if not isinstance(person, dict):
        return None
    key, name = person.get("key"), person.get("name")
    if not isinstance(key, str) or not isinstance(name, str | None):
        return None
    return Whose(key, name)


def contents_of(document: Any, name: str) -> Contents:
    """What a document holds.

    Args:
        document: Parsed JSON.
        name: What messages call it.

    Raises:
        HistoryError: It is something else, or damaged; nothing of it is to be used.
    """
    schema = document.get("schema") if isinstance(document, dict) else None
    if schema != HISTORY_SCHEMA:
        newer = isinstance(schema, str) and schema.startswith("facecheck.history/")
        remedy = "update facecheck" if newer else "give a file that facecheck export wrote"
        raise HistoryError(
            "{name}: is no {history_schema} document; {remedy}",
            name=name,
            history_schema=HISTORY_SCHEMA,
            remedy=remedy,
        )
    try:
        contents = _adapter().validate_python(document)
    except ValidationError as error:
        raise HistoryError(
            "{name}: {told}; export it again", name=name, told=_describe(error)
        ) from error
    for place, moment in _moments(contents):
        if moment.tzinfo is None:
            raise HistoryError(
                "{name}: {place}: a time without its offset; export it again",
                name=name,
                place=place,
            )
    return contents


def _moments(contents: Contents) -> Sequence[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for i, session in enumerate(contents.sessions):
        found += [(f"sessions.{i}", session.begun), (f"sessions.{i}", session.ended)]
        found.append((f"sessions.{i}", session.changed))
        for each in session.sets:
            found += [(f"sessions.{i}.sets", each.begun), (f"sessions.{i}.sets", each.ended)]
            found += [(f"sessions.{i}.sets", record.at) for record in each.attempts]
    found += [("calibrations", one.at) for one in contents.calibrations]
    found += [("overrides", one.at) for one in contents.overrides]
    return [(place, moment) for place, moment in found if moment is not None]


def _describe(error: ValidationError) -> str:
    each: Any
    problems = []
    for each in error.errors():
        problems.append(f"{'.'.join(map(str, each['loc']))}: {each['msg']}")
    more = f" and {len(problems) - _MOST_TOLD} more" if len(problems) > _MOST_TOLD else ""
    return ", ".join(problems[:_MOST_TOLD]) + more
