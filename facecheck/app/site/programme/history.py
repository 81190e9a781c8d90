"""The sessions that were kept, and their counts put right, as plain values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from facecheck.api.corrections import correct_last
from facecheck.app.context import AppContext
from facecheck.app.session.start_request import exercises_of
from facecheck.core.errors import SpecError
from facecheck.core.messages import Message
from facecheck.store.history import History, SessionRecord, SetRecord

MOST_SESSIONS = 60
"""That the page lists; `facecheck history` has them all."""


def history_of(context: AppContext) -> dict[str, Any]:
    """The sessions that were kept, the newest first."""
    sessions = _sessions(context)
    titles: dict[str, str] = {}
    return {
        "sessions": [_session(s, titles, context) for s in reversed(sessions[-MOST_SESSIONS:])],
        "more": max(0, len(sessions) - MOST_SESSIONS),
    }


def correct(context: AppContext, how: str, n: int | None, exercise: str | None) -> dict[str, Any]:
    """Put a count of the last session right by hand."""
    with History(context.owner().history) as history:
        done = correct_last(
            history,
            count=n if how == "count" else None,
            take_back=n if how == "take back" else None,
            exercise=exercise,
        )
    return {"exercise": done.the_set.exercise, "counted": done.counted, "reps": done.the_set.reps}


def _sessions(context: AppContext) -> Sequence[SessionRecord]:
    place = context.owner().history
    if not place.exists():
        return ()
    with History(place) as history:
        return history.sessions()


def _session(session: SessionRecord, titles: dict[str, str], context: AppContext) -> dict[str, Any]:
    return {
        "begun": session.begun.isoformat(),
        "told": Message("{day}, {time}", day=session.begun.date(), time=f"{session.begun:%H:%M}"),
        "kind": session.kind.value,
        "ending": None if session.ending is None else session.ending.value,
        "sets": [_set(each, titles, context) for each in session.sets],
    }


def _set(each: SetRecord, titles: dict[str, str], context: AppContext) -> dict[str, Any]:
    if each.exercise not in titles:
        try:
            titles[each.exercise] = exercises_of([each.exercise], context)[0].title
        except SpecError:  # an exercise whose file is gone is called by its id
            titles[each.exercise] = each.exercise
    return {
        "exercise": each.exercise,
        "title": titles[each.exercise],
        "counted": each.counted,
        "reps": each.reps,
        "held_s": round(sum(a.attempt.hold_s for a in each.attempts), 1),
        "complete": each.complete,
        "pain": each.pain,
        "clock": each.target_s is not None,
        "attempts": [
            {
                "n": a.attempt.n,
                "counted": a.attempt.counted,
                "hold_s": round(a.attempt.hold_s, 1),
                "score": a.attempt.score,
                "reason": a.attempt.reason,
                "by_hand": a.by_hand,
                "faults": [f.name for f in a.attempt.faults],
            }
            for a in each.attempts
        ],
    }
