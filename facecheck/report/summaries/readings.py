"""The quantities followed over time: a number an attempt, their mean a session."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from facecheck.core.days import day_of
from facecheck.core.events import Attempt
from facecheck.report.summaries.period import Period
from facecheck.report.summaries.statistics import Estimate, mean_of, slope_of
from facecheck.store.history import SessionRecord, SetRecord

TREND_DAYS = 4
"""Different days that a trend needs: as many points as a line with an interval needs, and sessions
of one day are alike."""

TREND_SPAN_DAYS = 14
"""From the first of them to the last: a change a week is told of two weeks or more."""


@dataclass(frozen=True, slots=True)
class MeasuredValue:
    """A number of an attempt.

    Attributes:
        name: What people call it.
        unit: `s`, or `share` for what runs from 0 to 1.
        what: What it is, in a sentence.
        read: The number of an attempt; None where it has none.
    """

    name: str
    unit: str
    what: str
    read: Callable[[Attempt], float | None]


def _symmetry(attempt: Attempt) -> float | None:
    if attempt.symmetry is not None:
        return attempt.symmetry
    # A movement without sides has the full part in its score, which says nothing.
    return attempt.parts.get("symmetry") if attempt.side is not None else None


READINGS: Final[tuple[MeasuredValue, ...]] = (
    MeasuredValue("hold", "s", "How long a repetition was held.", lambda a: a.hold_s),
    MeasuredValue(
        "depth", "share", "The highest level, as a share of full effort.", lambda a: a.peak
    ),
    MeasuredValue(
        "steadiness",
        "share",
        "1 for a level that does not waver within the hold, 0 for one "
        "that swings by half the way from the enter level to full.",
        lambda a: a.parts.get("steadiness"),
    ),
    MeasuredValue(
        "symmetry",
        "share",
        "How much the weaker side does of what the stronger does, or the "
        "affected side of the other where the profile names it.",
        _symmetry,
    ),
)


@dataclass(frozen=True, slots=True)
class Point:
    """One session.

    Attributes:
        at: When it began.
        place: Weeks since the period's first day.
        value: The mean over its attempts.
        n: How many attempts.
    """

    at: datetime
    place: float
    value: float
    n: int


@dataclass(frozen=True, slots=True)
class Series:
    """One reading of one exercise over time.

    Attributes:
        reading: What is read.
        points: A session each, in order.
        weeks: The mean of each week's sessions; None for a week without any.
        trend: Its change a week over the whole period; None before four days over two weeks.
        target: What was asked for last; None where nothing is.
    """

    reading: MeasuredValue
    points: tuple[Point, ...]
    weeks: tuple[Estimate | None, ...]
    trend: Estimate | None
    target: float | None


def series_of(
    reading: MeasuredValue, exercise: str, sessions: Sequence[SessionRecord], period: Period
) -> Series | None:
    """A reading of an exercise over time, of every attempt, counted or not; None without any."""
    points = []
    for session in sessions:
        place = _place(session, period)
        seen = movements(session, exercise, measured_only=True)
        values = [v for a in seen if (v := reading.read(a)) is not None]
        mean = mean_of(values)
        if mean is not None and place is not None:
            points.append(Point(session.begun, place, mean.value, mean.n))
    if not points:
        return None
    weeks = tuple(
        mean_of([p.value for p in points if int(p.place) == week]) for week in range(period.weeks)
    )
    trend = _trend(points)
    sets = [s for session in sessions for s in sets_of(session, exercise)]
    target = sets[-1].hold_s if reading.name == "hold" and sets and sets[-1].hold_s else None
    return Series(reading, tuple(points), weeks, trend, target)


def _trend(points: Sequence[Point]) -> Estimate | None:
    """The change a week; None before there can be one.

    A straight line through the sessions of some hours or days has a slope, and it says how a face
    wakes up in the morning: by the week it comes to thousands of percents.
    """
    days = {day_of(point.at) for point in points}
    if len(days) < TREND_DAYS or (max(days) - min(days)).days < TREND_SPAN_DAYS:
        return None
    return slope_of([(p.place, p.value) for p in points])


def sets_of(session: SessionRecord, exercise: str) -> list[SetRecord]:
    """A session's sets of an exercise."""
    return [s for s in session.sets if s.exercise == exercise]


def movements(
    session: SessionRecord, exercise: str, *, measured_only: bool = False
) -> list[Attempt]:
    """A session's attempts at an exercise that are movements, not areas by the clock.

    Args:
        session: The session.
        exercise: The id of the exercise.
        measured_only: Those alone that were measured, not what was added by hand.
    """
    records = [a for s in sets_of(session, exercise) for a in s.attempts]
    return [
        a.attempt
        for a in records
        if a.attempt.area is None and (a.is_measured or not measured_only)
    ]


def _place(session: SessionRecord, period: Period) -> float | None:
    if period.week_of(session.day) is None:
        return None
    days = (session.day - period.start).days
    hours = session.begun.hour + session.begun.minute / 60
    return (days + hours / 24) / 7
