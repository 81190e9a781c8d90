"""Finds what is left of an interrupted session."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from facecheck.core.days import DaySpan, day_of
from facecheck.core.errors import HistoryError
from facecheck.core.events import Attempt
from facecheck.live.record.request import SessionRequest
from facecheck.store.history import Ending, History, SessionRecord

WITHIN = timedelta(hours=3)
"""A session that was left longer ago is not continued: it belongs to another day."""

DAYS_BACK = timedelta(days=2)
"""How far back the day may lie on which it began; a journey may shift that day against ours."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """How far an interrupted session had come.

    Attributes:
        session_id: In the history.
        places: Of the exercises that are left, among the session's.
        set_id: The set that continues; None where the exercise has not begun.
        attempts: Of that set.
        reached_s: How far that set's time had come.
    """

    session_id: int
    places: tuple[int, ...]
    set_id: int | None = None
    attempts: tuple[Attempt, ...] = ()
    reached_s: float = 0.0


def interrupted(history: History, at: datetime) -> SessionRecord:
    """The session of a history that can be gone on with.

    Args:
        history: Open.
        at: Now.

    Raises:
        HistoryError: There is none.
    """
    # One that began long before may have been left only just now.
    return last_session(history.sessions(DaySpan(day_of(at) - DAYS_BACK)), at)


def going_on(session: SessionRecord, names: Collection[str]) -> Earlier:
    """How far a session had come that is continued.

    Args:
        session: With its sets.
        names: Of its exercises that may still be done.
    """
    left = range(next_place(session), len(session.exercises))
    return earlier_of(session, [i for i in left if session.exercises[i] in names])


def resumed_request(session: SessionRecord, source: str) -> SessionRequest:
    """The options of an interrupted session, to continue it before another camera."""
    return SessionRequest(
        session.routine,
        session.exercises,
        source,
        session.version,
        session.asked_reps,
        session.asked_hold_s,
        session.kind,
    )


def last_session(sessions: Sequence[SessionRecord], at: datetime) -> SessionRecord:
    """The session that can be gone on with.

    Args:
        sessions: The latest ones, in order.
        at: Now.

    Raises:
        HistoryError: There is none, it is over, or it was left too long ago.
    """
    if not sessions:
        raise HistoryError("there is no session to go on with; begin one: facecheck live")
    last = max(sessions, key=left_at)
    if at - left_at(last) > WITHIN:
        hours = WITHIN // timedelta(hours=1)
        raise HistoryError(
            "the last session ({routine}) was left on {left_at:long} at {left_at:%H:%M}, more than "
            "{hours} hours ago; restart: facecheck live {routine}",
            routine=last.routine,
            left_at=left_at(last),
            hours=hours,
        )
    if last.ending is Ending.DONE or next_place(last) >= len(last.exercises):
        raise HistoryError(
            "the last session ({routine}) is complete; restart: facecheck live {routine}",
            routine=last.routine,
        )
    return last


def next_place(session: SessionRecord) -> int:
    """The place of the exercise that continues, or comes next."""
    if not session.sets:
        return 0
    last = session.sets[-1]
    return last.index + (last.complete and not last.restarted)


def earlier_of(session: SessionRecord, places: Sequence[int]) -> Earlier:
    """How far a session had come.

    Args:
        session: With its sets.
        places: Of the exercises that are still to be done.
    """
    last = session.sets[-1] if session.sets else None
    if last is None or last.restarted or not places or last.index != places[0] or last.complete:
        return Earlier(session.id, tuple(places))
    attempts = tuple(record.attempt for record in last.attempts)
    reached_s = max((attempt.end_s for attempt in attempts), default=0.0)
    return Earlier(session.id, tuple(places), last.id, attempts, reached_s)


def left_at(session: SessionRecord) -> datetime:
    """When a session was last written to."""
    moments = [session.begun, *(s.begun for s in session.sets)]
    moments += [a.at for s in session.sets for a in s.attempts]
    return max([*moments, session.ended] if session.ended is not None else moments)
