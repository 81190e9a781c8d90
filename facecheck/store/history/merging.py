"""Merges another history into this one, and removes a span from it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from facecheck.core.days import DaySpan
from facecheck.store.history import inserts
from facecheck.store.history.codec import stamp, text_of, utc_s
from facecheck.store.history.document import Contents
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
    for calibration in contents.calibrations:
        inserts.calibration(connection, calibration)
    for override in contents.overrides:
        inserts.override(connection, override)
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
    session_id = inserts.insert(
        connection,
        "sessions",
        key=session.key,
        begun=stamp(session.begun),
        begun_utc_s=utc_s(session.begun),
        ended=_stamp(session.ended),
        ending=session.ending,
        routine=session.routine,
        exercises=text_of(list(session.exercises)),
        source=session.source,
        version=session.version,
        asked_reps=session.asked_reps,
        asked_hold_s=session.asked_hold_s,
        changed_utc_s=_changed_s(session),
        kind=session.kind,
    )
    for each in session.sets:
        set_id = inserts.insert(
            connection,
            "sets",
            session_id=session_id,
            n=each.n,
            place=each.index,
            exercise=each.exercise,
            begun=stamp(each.begun),
            ended=_stamp(each.ended),
            reps=each.reps,
            hold_s=each.hold_s,
            target_s=each.target_s,
            enter=each.enter,
            leave=each.leave,
            duration_s=each.duration_s,
            judged_s=each.judged_s,
            score=each.score,
            restarted=int(each.restarted),
            pain=int(each.pain),
        )
        for record in each.attempts:
            inserts.attempt(
                connection,
                set_id,
                record.attempt,
                record.curve,
                record.at,
                is_open=record.open,
                by_hand=record.by_hand,
            )
        inserts.faults(connection, set_id, None, each.faults)
    if session.rating != UNRATED:
        inserts.rating(connection, session_id, session.rating)
    # Writing the attempts moved it to the last of them.
    connection.execute(
        "UPDATE sessions SET changed_utc_s = ? WHERE id = ?", (_changed_s(session), session_id)
    )


def _changed_s(session: SessionRecord) -> float:
    return utc_s(session.changed if session.changed is not None else session.begun)


def _stamp(at: datetime | None) -> str | None:
    return None if at is None else stamp(at)
