"""Converts rows to records."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime

from facecheck.core.days import DaySpan, day_of
from facecheck.core.events import Attempt, Fault
from facecheck.core.messages import read
from facecheck.store.history.document import Contents
from facecheck.store.history.encoding import unpacked, unstamp
from facecheck.store.history.records import (
    UNRATED,
    AttemptRecord,
    CalibrationRecord,
    Ending,
    Kind,
    OverrideRecord,
    Rating,
    SessionRecord,
    SetRecord,
)

_MOST_NAMES = 500
"""Values in one statement; SQLite takes more, but not without limit."""

_ATTEMPTS = "SELECT * FROM attempts WHERE set_id IN ({}) ORDER BY n"
_ATTEMPTS_ALONE = """
SELECT id, set_id, n, at, start_s, end_s, hold_s, peak, counted, reason, score, parts, side, sides,
    symmetry, area, open, NULL AS curve, by_hand
FROM attempts WHERE set_id IN ({}) ORDER BY n
"""
"""Curves are most of the file; who wants totals of years does not read them."""


def sessions(
    connection: sqlite3.Connection, days: DaySpan, exercise: str | None, *, curves: bool
) -> list[SessionRecord]:
    """Sessions with their sets, oldest first; see ``History.sessions``."""
    condition, values = on_days(days, "begun")
    where = [condition]
    if exercise is not None:
        where.append("EXISTS (SELECT 1 FROM sets WHERE session_id = s.id AND exercise = ?)")
        values.append(exercise)
    # The conditions are written above; only values come from outside.
    query = f"SELECT * FROM sessions s WHERE {' AND '.join(where)} ORDER BY begun_utc_s, id"  # noqa: S608
    rows = connection.execute(query, values).fetchall()
    return _session_records(connection, rows, exercise, curves=curves)


def on_days(days: DaySpan, column: str) -> tuple[str, list[str]]:
    """A condition for the rows of some days, and its values.

    Args:
        days: Which.
        column: One of ours, with a time as `stamp` writes it; it begins with the day of its place.
    """
    parts, values = ["1"], []
    for sign, day in ((">=", days.first), ("<=", days.last)):
        if day is not None:
            parts.append(f"substr({column}, 1, 10) {sign} ?")
            values.append(day.isoformat())
    return " AND ".join(parts), values


def owner(connection: sqlite3.Connection) -> str:
    """What tells this person's history from another's: the same in every copy of it."""
    (key,) = connection.execute("SELECT key FROM owner").fetchone()
    return str(key)


def session(
    connection: sqlite3.Connection, session_id: int, *, curves: bool
) -> SessionRecord | None:
    """One session, if there is one with that id."""
    rows = connection.execute("SELECT * FROM sessions WHERE id = ?", (session_id,)).fetchall()
    return next(iter(_session_records(connection, rows, None, curves=curves)), None)


def last(connection: sqlite3.Connection) -> SessionRecord | None:
    """The session that began last, if there is one."""
    rows = connection.execute(
        "SELECT * FROM sessions ORDER BY begun_utc_s DESC, id DESC LIMIT 1"
    ).fetchall()
    return next(iter(_session_records(connection, rows, None, curves=False)), None)


def _session_records(
    connection: sqlite3.Connection,
    rows: Sequence[sqlite3.Row],
    exercise: str | None,
    *,
    curves: bool,
) -> list[SessionRecord]:
    ids = [row["id"] for row in rows]
    sets = _sets(connection, ids, exercise, curves=curves)
    ratings = {
        row["session_id"]: Rating(row["stress_before"], row["stress_after"], row["felt"])
        for row in _of(connection, "SELECT * FROM ratings WHERE session_id IN ({})", ids)
    }
    return [_session(row, sets[row["id"]], ratings.get(row["id"], UNRATED)) for row in rows]


def contents(
    connection: sqlite3.Connection,
    days: DaySpan,
    exercise: str | None = None,
    *,
    curves: bool = True,
) -> Contents:
    """Everything of some days; see ``Reader.contents``."""
    return Contents(
        tuple(sessions(connection, days, exercise, curves=curves)),
        tuple(c for c in calibrations(connection) if day_of(c.at) in days),
        tuple(o for o in overrides(connection) if day_of(o.at) in days),
    )


def calibrations(connection: sqlite3.Connection) -> list[CalibrationRecord]:
    """Every calibration, oldest first."""
    rows = connection.execute("SELECT * FROM calibrations ORDER BY at_utc_s, id")
    return [
        CalibrationRecord(
            unstamp(row["at"]), _numbers(row["full"]), _numbers(row["rest"]), row["key"]
        )
        for row in rows
    ]


def overrides(connection: sqlite3.Connection) -> list[OverrideRecord]:
    """Every caution that was passed over, oldest first."""
    rows = connection.execute("SELECT * FROM overrides ORDER BY at_utc_s, id")
    return [
        OverrideRecord(
            unstamp(row["at"]),
            row["exercise"],
            row["reason"],
            None if row["until"] is None else date.fromisoformat(row["until"]),
            row["key"],
        )
        for row in rows
    ]


def _sets(
    connection: sqlite3.Connection, sessions: Sequence[int], exercise: str | None, *, curves: bool
) -> dict[int, list[SetRecord]]:
    rows = _of(connection, "SELECT * FROM sets WHERE session_id IN ({}) ORDER BY n", sessions)
    rows = [row for row in rows if exercise in (None, row["exercise"])]
    ids = [row["id"] for row in rows]
    faults: dict[tuple[int, int | None], list[Fault]] = defaultdict(list)
    for row in _of(connection, "SELECT * FROM faults WHERE set_id IN ({}) ORDER BY id", ids):
        faults[row["set_id"], row["attempt_id"]].append(_fault(row))
    attempts: dict[int, list[AttemptRecord]] = defaultdict(list)
    query = _ATTEMPTS if curves else _ATTEMPTS_ALONE
    for row in _of(connection, query, ids):
        own = faults[row["set_id"], row["id"]]
        attempts[row["set_id"]].append(_attempt(row, own))
    found: dict[int, list[SetRecord]] = defaultdict(list)
    for row in rows:
        found[row["session_id"]].append(_set(row, attempts[row["id"]], faults[row["id"], None]))
    return found


def _of(connection: sqlite3.Connection, query: str, ids: Sequence[int]) -> list[sqlite3.Row]:
    """The rows of a query for many ids, some hundreds at a time."""
    rows: list[sqlite3.Row] = []
    for first in range(0, len(ids), _MOST_NAMES):
        some = ids[first : first + _MOST_NAMES]
        rows += connection.execute(query.format(",".join("?" * len(some))), some).fetchall()
    return rows


def _session(row: sqlite3.Row, sets: Iterable[SetRecord], rating: Rating) -> SessionRecord:
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


def _set(row: sqlite3.Row, attempts: list[AttemptRecord], faults: list[Fault]) -> SetRecord:
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


def _attempt(row: sqlite3.Row, faults: list[Fault]) -> AttemptRecord:
    attempt = Attempt(
        n=row["n"],
        start_s=row["start_s"],
        end_s=row["end_s"],
        hold_s=row["hold_s"],
        peak=row["peak"],
        counted=bool(row["counted"]),
        reason=_reason(row["reason"]),
        score=row["score"],
        parts=_numbers(row["parts"]),
        faults=tuple(faults),
        side=row["side"],
        sides=None if row["sides"] is None else _numbers(row["sides"]),
        symmetry=row["symmetry"],
        area=row["area"],
    )
    return AttemptRecord(
        attempt, unstamp(row["at"]), bool(row["open"]), unpacked(row["curve"]), row["by_hand"]
    )


def _fault(row: sqlite3.Row) -> Fault:
    return Fault(
        row["name"],
        row["start_s"],
        row["end_s"],
        row["value"],
        row["limit"],
        row["unit"],
        row["cue"],
    )


def _numbers(text: str) -> dict[str, float]:
    found = json.loads(text)
    if not isinstance(found, dict) or not all(type(v) in (int, float) for v in found.values()):
        raise ValueError("needs names and numbers")
    return found


def _moment(text: str | None) -> datetime | None:
    return None if text is None else unstamp(text)


def _reason(reason: str | None) -> str | None:
    """A reason as the message that it was; the file keeps its English."""
    return None if reason is None else read(reason)
