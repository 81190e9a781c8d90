"""Converts values to rows; each function runs in its caller's transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import datetime

from facecheck.core.curves import Curve
from facecheck.core.events import Attempt, ByHand, Fault
from facecheck.core.results import ScoreResult
from facecheck.store.history.codec import packed, stamp, text_of, utc_s
from facecheck.store.history.records import CalibrationRecord, OverrideRecord, Rating


def insert(connection: sqlite3.Connection, table: str, then: str = "", /, **row: object) -> int:
    """Insert a row, its values by the names of their columns; returns its id.

    Args:
        connection: In a transaction.
        table: Its name, which is ours as are the columns': only values come from outside.
        then: What follows the values, such as ``ON CONFLICT ...``.
        row: The values.
    """
    names, blanks = ", ".join(f'"{name}"' for name in row), ", ".join("?" * len(row))
    cursor = connection.execute(
        f"INSERT INTO {table} ({names}) VALUES ({blanks}) {then} RETURNING id",  # noqa: S608
        tuple(row.values()),
    )
    (row_id,) = cursor.fetchone() or (0,)
    return int(row_id)


def attempt(
    connection: sqlite3.Connection,
    set_id: int,
    value: Attempt,
    curve: Curve | None,
    at: datetime,
    *,
    is_open: bool,
    by_hand: ByHand | None = None,
) -> None:
    """Put an attempt into a set, in place of what was known of it; keeps a curve it has.

    Whatever a person corrected by hand stays marked: the result of a set is written after it.
    """
    sides = None if value.sides is None else text_of(dict(value.sides))
    attempt_id = insert(
        connection,
        "attempts",
        """
        ON CONFLICT (set_id, n) DO UPDATE SET start_s = excluded.start_s, end_s = excluded.end_s,
            hold_s = excluded.hold_s, peak = excluded.peak, counted = excluded.counted,
            reason = excluded.reason, score = excluded.score, parts = excluded.parts,
            side = excluded.side, sides = excluded.sides, symmetry = excluded.symmetry,
            area = excluded.area, open = excluded.open, curve = coalesce(excluded.curve, curve),
            by_hand = coalesce(excluded.by_hand, by_hand)
        """,
        set_id=set_id,
        n=value.n,
        at=stamp(at),
        start_s=value.start_s,
        end_s=value.end_s,
        hold_s=value.hold_s,
        peak=value.peak,
        counted=int(value.counted),
        reason=value.reason,
        score=value.score,
        parts=text_of(dict(value.parts)),
        side=value.side,
        sides=sides,
        symmetry=value.symmetry,
        area=value.area,
        open=int(is_open),
        curve=packed(curve),
        by_hand=by_hand,
    )
    connection.execute("DELETE FROM faults WHERE attempt_id = ?", (attempt_id,))
    faults(connection, set_id, attempt_id, value.faults)
    changed(connection, set_id, at)


def faults(
    connection: sqlite3.Connection, set_id: int, attempt_id: int | None, values: Iterable[Fault]
) -> None:
    """Add faults to an attempt, or to the set alone."""
    connection.executemany(
        'INSERT INTO faults (set_id, attempt_id, name, start_s, end_s, value, "limit", unit, '
        "cue) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (set_id, attempt_id, f.name, f.start_s, f.end_s, f.value, f.limit, f.unit, f.cue)
            for f in values
        ],
    )


def result(connection: sqlite3.Connection, set_id: int, value: ScoreResult, at: datetime) -> None:
    """Put what a set amounts to in place of what was known of it."""
    connection.execute(
        "UPDATE sets SET duration_s = ?, judged_s = ?, score = ? WHERE id = ?",
        (
            value.duration_s,
            value.judged_s,
            value.score if value.attempts else None,
            set_id,
        ),
    )
    for each in value.attempts:
        attempt(connection, set_id, each, None, at, is_open=False)
    connection.execute("DELETE FROM faults WHERE set_id = ? AND attempt_id IS NULL", (set_id,))
    faults(connection, set_id, None, value.faults)
    changed(connection, set_id, at)


def rating(connection: sqlite3.Connection, session_id: int, value: Rating) -> None:
    """Put what the person said in place of what they said before; None keeps what is there."""
    connection.execute(
        """
        INSERT INTO ratings (session_id, stress_before, stress_after, felt) VALUES (?, ?, ?, ?)
        ON CONFLICT (session_id) DO UPDATE SET
            stress_before = coalesce(excluded.stress_before, stress_before),
            stress_after = coalesce(excluded.stress_after, stress_after),
            felt = coalesce(excluded.felt, felt)
        """,
        (session_id, value.stress_before, value.stress_after, value.felt),
    )


def calibration(connection: sqlite3.Connection, value: CalibrationRecord) -> None:
    """Keep what a calibration found; one that is there already stays as it is."""
    insert(
        connection,
        "calibrations",
        "ON CONFLICT (key) DO NOTHING",
        key=value.key,
        at=stamp(value.at),
        at_utc_s=utc_s(value.at),
        full=text_of(dict(value.full)),
        rest=text_of(dict(value.rest)),
    )


def override(connection: sqlite3.Connection, value: OverrideRecord) -> None:
    """Keep that a caution was passed over; one that is there already stays as it is."""
    insert(
        connection,
        "overrides",
        "ON CONFLICT (key) DO NOTHING",
        key=value.key,
        at=stamp(value.at),
        at_utc_s=utc_s(value.at),
        exercise=value.exercise,
        reason=value.reason,
        until=None if value.until is None else value.until.isoformat(),
    )


def changed(connection: sqlite3.Connection, set_id: int, at: datetime) -> None:
    """Note when the session of a set was last written to."""
    connection.execute(
        "UPDATE sessions SET changed_utc_s = max(changed_utc_s, ?) "
        "WHERE id = (SELECT session_id FROM sets WHERE id = ?)",
        (utc_s(at), set_id),
    )
