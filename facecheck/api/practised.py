"""What the history says was done, for the plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from facecheck.store.history import SessionRecord


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


def practised_in(sessions: Iterable[SessionRecord]) -> Practised:
    """What was done in some sessions; a clip that was played as a camera is nothing done."""
    by_day: defaultdict[date, set[str]] = defaultdict(set)
    pain: dict[str, date] = {}
    for session in sessions:
        for each in session.sets if session.counts else ():
            if each.complete:
                by_day[session.day].add(each.exercise)
            pain.pop(each.exercise, None)
            if each.pain:
                pain[each.exercise] = session.day
    return Practised(dict(by_day), pain)
