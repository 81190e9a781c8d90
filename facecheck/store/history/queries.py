"""What is read from the history: sessions with their sets, calibrations, overrides."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from facecheck.core.days import DaySpan, day_of
from facecheck.core.events import Fault
from facecheck.store.history.codec import unstamp
from facecheck.store.history.document import Contents
from facecheck.store.history.from_rows import attempt_of, fault_of, numbers_of, session_of, set_of
from facecheck.store.history.records import (
    UNRATED,
    AttemptRecord,
    CalibrationRecord,
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
    return [session_of(row, sets[row["id"]], ratings.get(row["id"], UNRATED)) for row in rows]


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
            unstamp(row["at"]), numbers_of(row["full"]), numbers_of(row["rest"]), row["key"]
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
        faults[row["set_id"], row["attempt_id"]].append(fault_of(row))
    attempts: dict[int, list[AttemptRecord]] = defaultdict(list)
    query = _ATTEMPTS if curves else _ATTEMPTS_ALONE
    for row in _of(connection, query, ids):
        own = faults[row["set_id"], row["id"]]
        attempts[row["set_id"]].append(attempt_of(row, own))
    found: dict[int, list[SetRecord]] = defaultdict(list)
    for row in rows:
        found[row["session_id"]].append(set_of(row, attempts[row["id"]], faults[row["id"], None]))
    return found


def _of(connection: sqlite3.Connection, query: str, ids: Sequence[int]) -> list[sqlite3.Row]:
    """The rows of a query for many ids, some hundreds at a time."""
    rows: list[sqlite3.Row] = []
    for first in range(0, len(ids), _MOST_NAMES):
        some = ids[first : first + _MOST_NAMES]
        rows += connection.execute(query.format(",".join("?" * len(some))), some).fetchall()
    return rows
