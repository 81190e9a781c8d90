"""What is due on a day: compares the plan with the history."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from facecheck.programme.agenda import Agenda
    from facecheck.store.history import History
    from facecheck.store.profile import Profile


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


def practised(history: History, since: date) -> Practised:
    """What was done since a day; a clip that was played as a camera is nothing done.

    Args:
        history: A person's, open.
        since: The first day that is looked at.

    Raises:
        HistoryError: The history cannot be read.
    """
    from facecheck.core.days import DaySpan

    sessions = [session for session in history.sessions(DaySpan(since)) if session.counts]
    by_day: defaultdict[date, set[str]] = defaultdict(set)
    pain: dict[str, date] = {}
    for session in sessions:
        for each in session.sets:
            if each.complete:
                by_day[session.day].add(each.exercise)
            pain.pop(each.exercise, None)
            if each.pain:
                pain[each.exercise] = session.day
    return Practised(dict(by_day), pain)


def agenda_on(
    profile: Profile, history: History | None, on: date, exercises: Sequence[Path] = ()
) -> tuple[Agenda, Practised]:
    """What a person's plan asks for on a day, what of it is done, and what is held back.

    Args:
        profile: The person's, with a plan.
        history: Theirs, open; None where nothing was ever kept.
        on: The day.
        exercises: Folders with further exercise files.

    Returns:
        The day of the plan, and what was done since the plan began.

    Raises:
        ProfileError: There is no plan.
        HistoryError: The history cannot be read.
        SpecError: The plan names an exercise that is not there.
    """
    from facecheck.api.catalogue import wanted
    from facecheck.core.errors import ProfileError
    from facecheck.programme.agenda import agenda

    if profile.plan is None:
        raise ProfileError("no plan yet; make one with: facecheck plan --start today")
    done = Practised() if history is None else practised(history, profile.plan.start)
    wished = wanted(profile.plan.exercises, exercises)
    return agenda(profile.plan, wished, profile.person, done.by_day, on), done
