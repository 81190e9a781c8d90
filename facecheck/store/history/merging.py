"""Merges another history into this one, and removes a span from it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from facecheck.core.days import DaySpan
from facecheck.store.history import writing
from facecheck.store.history.document import Contents
from facecheck.store.history.encoding import stamp, text_of, utc_s
from facecheck.store.history.queries import on_days
from facecheck.store.history.records import UNRATED, SessionRecord


@dataclass(frozen=True, slots=True)
class Merged:
    """What came of an import.

    Attributes:
        added: Sessions that were not there.
        renewed: Sessions of which the document knew more.
        known: Sessions that were there already.
    """

    added: int = 0
    renewed: int = 0
    known: int = 0


def merge(connection: sqlite3.Connection, contents: Contents) -> Merged:
    """Add what is not there. Belongs into a transaction of its caller."""
    added = renewed = known = 0
    for session in contents.sessions:
        row = connection.execute(
            "SELECT id, changed_utc_s FROM sessions WHERE key = ?", (session.key,)
        ).fetchone()
        if row is None:
            added += 1
        elif _changed_s(session) > row["changed_utc_s"]:
            renewed += 1
            connection.execute("DELETE FROM sessions WHERE id = ?", (row["id"],))
        else:
            known += 1
            continue
        _session(connection, session)
    connection.executemany(
        'INSERT INTO calibrations (key, at, at_utc_s, "full", rest) VALUES (?, ?, ?, ?, ?) '
        "ON CONFLICT (key) DO NOTHING",
        [
            (c.key, stamp(c.at), utc_s(c.at), text_of(dict(c.full)), text_of(dict(c.rest)))
            for c in contents.calibrations
        ],
    )
    connection.executemany(
        "INSERT INTO overrides (key, at, at_utc_s, exercise, reason, until) "
        "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING",
        [
            (
                o.key,
                stamp(o.at),
                utc_s(o.at),
                o.exercise,
                o.reason,
                None if o.until is None else o.until.isoformat(),
            )
            for o in contents.overrides
        ],
    )
    return Merged(added, renewed, known)


def forget(connection: sqlite3.Connection, days: DaySpan) -> int:
    """Take out what began on some days; returns how many sessions. Belongs into a transaction."""
    gone = 0
    for table, column in (("calibrations", "at"), ("overrides", "at"), ("sessions", "begun")):
        condition, values = on_days(days, column)
        # Table and column are ours; only values come from outside.
        gone = connection.execute(f"DELETE FROM {table} WHERE {condition}", values).rowcount  # noqa: S608
    return gone


def _session(connection: sqlite3.Connection, session: SessionRecord) -> None:
    cursor = connection.execute(
        "INSERT INTO sessions (key, begun, begun_utc_s, ended, ending, routine, exercises, source, "
        "version, asked_reps, asked_hold_s, changed_utc_s, kind) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            session.key,
            stamp(session.begun),
            utc_s(session.begun),
            _stamp(session.ended),
            session.ending,
            session.routine,
            text_of(list(session.exercises)),
            session.source,
            session.version,
            session.asked_reps,
            session.asked_hold_s,
            _changed_s(session),
            session.kind,
        ),
    )
    session_id = cursor.lastrowid
    if session_id is None:
        raise RuntimeError("the insertion gave no id")
    for each in session.sets:
        cursor = connection.execute(
            "INSERT INTO sets (session_id, n, place, exercise, begun, ended, reps, hold_s, "
            "target_s, enter, leave, duration_s, judged_s, score, restarted, pain) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                session_id,
                each.n,
                each.index,
                each.exercise,
                stamp(each.begun),
                _stamp(each.ended),
                each.reps,
                each.hold_s,
                each.target_s,
                each.enter,
                each.leave,
                each.duration_s,
                each.judged_s,
                each.score,
                int(each.restarted),
                int(each.pain),
            ),
        )
        set_id = cursor.lastrowid
        if set_id is None:
            raise RuntimeError("the insertion gave no id")
        for record in each.attempts:
            writing.attempt(
                connection,
                set_id,
                record.attempt,
                record.curve,
                record.at,
                is_open=record.open,
                by_hand=record.by_hand,
            )
        writing.faults(connection, set_id, None, each.faults)
    if session.rating != UNRATED:
        writing.rating(connection, session_id, session.rating)
    # Writing the attempts moved it to the last of them.
    connection.execute(
        "UPDATE sessions SET changed_utc_s = ? WHERE id = ?", (_changed_s(session), session_id)
    )


def _changed_s(session: SessionRecord) -> float:
    return utc_s(session.changed if session.changed is not None else session.begun)


def _stamp(at: datetime | None) -> str | None:
    return None if at is None else stamp(at)
