"""Which days were practised, and what the plan asked of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from facecheck.core.person import Plan
from facecheck.programme.days import Day, Went, adherence, days_of
from facecheck.report.summaries.period import Period
from facecheck.store.history import SessionRecord


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One day of the calendar.

    Attributes:
        on: The day.
        went: How it went by the plan; None where no plan holds.
        sessions: How many there were.
        counted: Repetitions that counted.
        minutes: Minutes by the clock that counted.
    """

    on: date
    went: Went | None
    sessions: int
    counted: int
    minutes: float


@dataclass(frozen=True, slots=True)
class Calendar:
    """All days of a period.

    Attributes:
        days: From its first.
        practised: Days on which anything was done, by the plan or beside it.
        adherence: Days of the plan that were done at least in part, and those that could have been;
            None without a plan.
    """

    days: tuple[CalendarDay, ...]
    practised: int
    adherence: tuple[int, int] | None

    @property
    def weeks(self) -> tuple[tuple[CalendarDay, ...], ...]:
        """The days by week."""
        return tuple(self.days[i : i + 7] for i in range(0, len(self.days), 7))


def calendar_of(
    sessions: Sequence[SessionRecord],
    period: Period,
    today: date,
    plan: Plan | None = None,
    exercises: Collection[str] = (),
) -> Calendar:
    """How the days of a period went.

    Args:
        sessions: All of them.
        period: The weeks.
        today: Days after it are to come.
        plan: What was planned.
        exercises: Ids of the plan's exercises, routines written out.
    """
    lived: Mapping[date, Day] = {}
    kept = None
    if plan is not None:
        days = days_of(plan, exercises, done_by_day(sessions), today)
        lived = {day.on: day for day in days}
        kept = adherence([day for day in days if period.start <= day.on < period.end])
    found = []
    for on in period.days():
        here = [s for s in sessions if s.day == on]
        day = lived.get(on)
        minutes = sum(sum(t.area_seconds.values()) for s in here for t in s.sets) / 60
        found.append(
            CalendarDay(
                on,
                day.went if day is not None else None,
                len(here),
                sum(s.counted for s in here),
                minutes,
            )
        )
    return Calendar(tuple(found), sum(day.sessions > 0 for day in found), kept)


def done_by_day(sessions: Sequence[SessionRecord]) -> dict[date, set[str]]:
    """The ids of exercises of which a set was completed, by day."""
    done: dict[date, set[str]] = {}
    for session in sessions:
        for each in session.sets:
            if each.complete:
                done.setdefault(session.day, set()).add(each.exercise)
    return done
