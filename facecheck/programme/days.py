"""Adherence: how the days of a plan went, and streaks that forgive a missed day."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from facecheck.core.person import Plan
from facecheck.programme.schedule import all_days, is_due

FORGIVEN_A_WEEK = 1
"""Everybody is ill or away at times; a habit that breaks at the first gap is not taken up again."""


class Went(Enum):
    """How a day went."""

    DONE = "done"
    PARTLY = "partly done"
    MISSED = "missed"
    HELD_BACK = "held back"
    FREE = "free"
    OPEN = "open"
    TO_COME = "to come"


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a plan.

    Attributes:
        on: The day.
        is_planned: Whether the plan had something for it.
        went: How it went. `FREE` is a day without exercises, `OPEN` is today while something is
            due, `HELD_BACK` a day on which cautions held back all there was.
        practised: Whether anything at all was done, on a free day too.
    """

    on: date
    is_planned: bool
    went: Went
    practised: bool


@dataclass(frozen=True, slots=True)
class Streak:
    """Days in a row.

    Attributes:
        days: On which something was done.
        forgiven: Missed days between or after them that did not end the row, rising.
    """

    days: int
    forgiven: tuple[date, ...]


def days_of(
    plan: Plan,
    exercises: Collection[str],
    done: Mapping[date, Collection[str]],
    today: date,
    held_back: Callable[[date], Collection[str]] = lambda _on: (),
) -> tuple[Day, ...]:
    """How each day of a plan went.

    Args:
        plan: The plan.
        exercises: Ids of its exercises, routines written out.
        done: The ids of the exercises whose set was completed, by day.
        today: Days after it are to come.
        held_back: The ids of exercises that cautions held back on a day.
    """
    wanted = frozenset(exercises)

    def day(on: date) -> Day:
        finished = wanted & frozenset(done.get(on, ()))
        left = wanted - frozenset(held_back(on)) - finished
        due = is_due(plan, on)
        return Day(on, due, _went(due, finished, left, on, today), bool(finished))

    return tuple(day(on) for on in all_days(plan))


def streak(days: Sequence[Day], today: date) -> Streak:
    """The longest row of days back from today in which no calendar week misses more than one.

    Today, a free day and a day on which everything was held back do not end it; days that were
    forgiven do not count.
    """
    missed_in: dict[tuple[int, int], int] = {}
    forgiven: list[date] = []
    count = 0
    # Missed days before the first that was practised are not part of the row.
    kept = 0
    for day in reversed([day for day in days if day.on <= today]):
        if day.practised:
            count += 1
            kept = len(forgiven)
        elif day.went is Went.MISSED:
            year, week, _ = day.on.isocalendar()
            missed_in[year, week] = missed_in.get((year, week), 0) + 1
            if missed_in[year, week] > FORGIVEN_A_WEEK:
                break
            forgiven.append(day.on)
    return Streak(count, tuple(reversed(forgiven[:kept])))


def adherence(days: Sequence[Day]) -> tuple[int, int]:
    """How many of the days that could have been done so far were, at least in part.

    Returns:
        Days done or partly done, and days due until now, today only if it was practised. Days on
        which everything was held back are in neither.
    """
    counted = [
        day for day in days if day.is_planned and day.went in (Went.DONE, Went.PARTLY, Went.MISSED)
    ]
    return sum(day.practised for day in counted), len(counted)


def _went(
    due: bool, finished: Collection[str], left: Collection[str], on: date, today: date
) -> Went:
    if on > today:
        return Went.TO_COME
    if not due:
        return Went.FREE
    if finished:
        return Went.PARTLY if left else Went.DONE
    if not left:
        return Went.HELD_BACK
    return Went.OPEN if on == today else Went.MISSED
