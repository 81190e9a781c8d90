"""Records as the rows of the database hold them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime

from facecheck.core.events import Attempt, Fault
from facecheck.core.messages import read
from facecheck.store.history.codec import unpacked, unstamp
from facecheck.store.history.records import (
    AttemptRecord,
    Ending,
    Kind,
    Rating,
    SessionRecord,
    SetRecord,
)


def session_of(row: sqlite3.Row, sets: Iterable[SetRecord], rating: Rating) -> SessionRecord:
    """A row of `sessions`, with its sets and its rating."""
    return SessionRecord(
        id=row["id"],
        key=row["key"],
        begun=unstamp(row["begun"]),
        ended=_moment(row["ended"]),
        ending=Ending(row["ending"]),
        routine=row["routine"],
        exercises=tuple(json.loads(row["exercises"])),
        source=row["source"],
        version=row["version"],
        sets=tuple(sets),
        rating=rating,
        asked_reps=row["asked_reps"],
        asked_hold_s=row["asked_hold_s"],
        changed=datetime.fromtimestamp(row["changed_utc_s"], UTC),
        kind=Kind(row["kind"]),
    )


def set_of(row: sqlite3.Row, attempts: list[AttemptRecord], faults: list[Fault]) -> SetRecord:
    """A row of `sets`, with its attempts and the faults that belong to none."""
    return SetRecord(
        id=row["id"],
        n=row["n"],
        index=row["place"],
        exercise=row["exercise"],
        begun=unstamp(row["begun"]),
        ended=_moment(row["ended"]),
        reps=row["reps"],
        hold_s=row["hold_s"],
        enter=row["enter"],
        leave=row["leave"],
        attempts=tuple(attempts),
        faults=tuple(faults),
        score=row["score"],
        duration_s=row["duration_s"],
        judged_s=row["judged_s"],
        target_s=row["target_s"],
        restarted=bool(row["restarted"]),
        pain=bool(row["pain"]),
    )


def attempt_of(row: sqlite3.Row, faults: list[Fault]) -> AttemptRecord:
    """A row of `attempts`, with its faults."""
    attempt = Attempt(
        n=row["n"],
        start_s=row["start_s"],
        end_s=row["end_s"],
        hold_s=row["hold_s"],
        peak=row["peak"],
        counted=bool(row["counted"]),
        reason=_reason(row["reason"]),
        score=row["score"],
        parts=numbers_of(row["parts"]),
        faults=tuple(faults),
        side=row["side"],
        sides=None if row["sides"] is None else numbers_of(row["sides"]),
        symmetry=row["symmetry"],
        area=row["area"],
    )
    return AttemptRecord(
        attempt, unstamp(row["at"]), bool(row["open"]), unpacked(row["curve"]), row["by_hand"]
    )


def fault_of(row: sqlite3.Row) -> Fault:
    """A row of `faults`."""
    return Fault(
        row["name"],
        row["start_s"],
        row["end_s"],
        row["value"],
        row["limit"],
        row["unit"],
        row["cue"],
    )


def numbers_of(text: str) -> dict[str, float]:
    """Numbers by name, as a column keeps them in JSON.

    Raises:
        ValueError: It is something else.
    """
    found = json.loads(text)
    if not isinstance(found, dict) or not all(type(v) in (int, float) for v in found.values()):
        raise ValueError("needs names and numbers")
    return found


def _moment(text: str | None) -> datetime | None:
    return None if text is None else unstamp(text)


def _reason(reason: str | None) -> str | None:
    """A reason as the message that it was; the file keeps its English."""
    return None if reason is None else read(reason)
