"""All numbers of a history's report, computed once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from facecheck.core.days import day_of
from facecheck.core.person import Plan
from facecheck.report.summaries.calendar import Calendar, calendar_of
from facecheck.report.summaries.period import Period
from facecheck.report.summaries.ratings import Ratings, ratings_of
from facecheck.report.summaries.readings import READINGS, Series, movements, series_of
from facecheck.report.summaries.weekly import (
    FaultSeries,
    RepWeek,
    faults_of,
    minutes_of,
    reps_of,
)
from facecheck.store.history import HistoryTotals, OverrideRecord, SessionRecord, totals_of


@dataclass(frozen=True, slots=True)
class ExerciseSummary:
    """One exercise with repetitions.

    Attributes:
        id: Its id.
        title: What people call it.
        weeks: Its repetitions by week.
        series: What is followed over time.
        faults: How often each was named.
    """

    id: str
    title: str
    weeks: tuple[RepWeek, ...]
    series: tuple[Series, ...]
    faults: tuple[FaultSeries, ...]

    @property
    def counted(self) -> int:
        """Repetitions that count."""
        return sum(week.counted for week in self.weeks)

    @property
    def contractions(self) -> int:
        """Every movement past the enter level, counted or not."""
        return sum(week.contractions for week in self.weeks)

    @property
    def held_s(self) -> float:
        """Time held in all of them."""
        return sum(week.held_s for week in self.weeks)


@dataclass(frozen=True, slots=True)
class ClockSummary:
    """One exercise that is timed.

    Attributes:
        id: Its id.
        title: What people call it.
        weeks: Minutes by week.
        areas: Minutes by area, in the order in which they first came.
        target_minutes: Of a session, as last asked for; None where nothing is.
    """

    id: str
    title: str
    weeks: tuple[float, ...]
    areas: Mapping[str, float]
    target_minutes: float | None

    @property
    def minutes(self) -> float:
        """All of them."""
        return sum(self.weeks)


@dataclass(frozen=True, slots=True)
class Summary:
    """What the history says of some weeks.

    Attributes:
        period: The weeks.
        today: The day on which it was computed.
        totals: What the weeks amount to.
        before: What everything before them amounts to.
        calendar: Which days were practised.
        exercises: Those with repetitions, in the order in which they first came.
        clocked: Those that are timed; likewise.
        ratings: What the person said; None if nothing.
        overrides: Cautions that were passed over within the weeks.
        pain: Sets that were stopped because of pain.
        sessions: Those of the period, oldest first.
    """

    period: Period
    today: date
    totals: HistoryTotals
    before: HistoryTotals
    calendar: Calendar
    exercises: tuple[ExerciseSummary, ...]
    clocked: tuple[ClockSummary, ...]
    ratings: Ratings | None
    overrides: tuple[OverrideRecord, ...]
    pain: int
    sessions: tuple[SessionRecord, ...]


def summarise(
    sessions: Sequence[SessionRecord],
    period: Period,
    today: date,
    *,
    titles: Mapping[str, str] | None = None,
    plan: Plan | None = None,
    planned: Sequence[str] = (),
    overrides: Sequence[OverrideRecord] = (),
) -> Summary:
    """Compute everything a report says.

    Args:
        sessions: The whole history, oldest first.
        period: What the report is about.
        today: Days after it are to come.
        titles: What exercises are called, by id; an id without a title stands for itself.
        plan: What was planned.
        planned: Ids of the plan's exercises, routines written out.
        overrides: Every caution that was passed over.
    """
    within = period.within(sessions)
    names = titles or {}
    ids = list(dict.fromkeys(s.exercise for session in within for s in session.sets))
    moved = [i for i in ids if any(movements(session, i) for session in within)]
    clocked = [_clocked(i, names.get(i, i), within, period) for i in ids]
    return Summary(
        period=period,
        today=today,
        totals=totals_of(within),
        before=totals_of([s for s in sessions if s.day < period.start]),
        calendar=calendar_of(sessions, period, today, plan, planned),
        exercises=tuple(_exercise(i, names.get(i, i), within, period) for i in moved),
        clocked=tuple(c for c in clocked if c.areas),
        ratings=ratings_of(within, period),
        overrides=tuple(o for o in overrides if period.week_of(day_of(o.at)) is not None),
        pain=sum(s.pain for session in within for s in session.sets),
        sessions=tuple(within),
    )


def _exercise(
    exercise: str, title: str, sessions: Sequence[SessionRecord], period: Period
) -> ExerciseSummary:
    series = [series_of(reading, exercise, sessions, period) for reading in READINGS]
    return ExerciseSummary(
        exercise,
        title,
        reps_of(exercise, sessions, period),
        tuple(s for s in series if s is not None),
        faults_of(exercise, sessions, period),
    )


def _clocked(
    exercise: str, title: str, sessions: Sequence[SessionRecord], period: Period
) -> ClockSummary:
    sets = [s for session in sessions for s in session.sets if s.exercise == exercise]
    areas: dict[str, float] = {}
    for each in sets:
        for area, seconds in each.area_seconds.items():
            areas[area] = areas.get(area, 0.0) + seconds / 60
    asked = [s.target_s for s in sets if s.target_s is not None]
    target = asked[-1] / 60 if asked else None
    return ClockSummary(exercise, title, minutes_of(exercise, sessions, period), areas, target)
