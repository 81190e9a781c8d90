"""What the history says was done, for the plan."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta


@dataclass(frozen=True, slots=True)
class Practised:
    """What was done.

    Attributes:
        by_day: The ids of exercises whose set was completed, by day.
        pain: When an exercise was stopped because it hurt, if that was the last that was done of
            it; by its id.
    """

    by_day: dict[date, set[str]] = field(default_factory=dict)
    pain: dict[str, date] = field(default_factory=dict)


def practised(since: date) -> Practised:
    """What was done since a day.

    Raises:
        HistoryError: The history cannot be read.
    """
    from facecheck.store.history import History, history_path

    if not history_path().exists():
        return Practised()
    # A session's day is that of where it was done, so a journey may shift it against ours.
    with History() as history:
        earliest = datetime.combine(since - timedelta(days=1), time()).astimezone()
        sessions = [one for one in history.sessions(since=earliest) if one.day >= since]
    by_day: defaultdict[date, set[str]] = defaultdict(set)
    pain: dict[str, date] = {}
    for session in sessions:
        for one in session.sets:
            if one.complete:
                by_day[session.day].add(one.exercise)
            pain.pop(one.exercise, None)
            if one.pain:
                pain[one.exercise] = session.day
    return Practised(dict(by_day), pain)
