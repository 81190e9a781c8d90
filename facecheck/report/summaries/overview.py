"""One line on each person's practice, for someone who looks after several."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from facecheck.core.days import DaySpan
from facecheck.core.person import Plan
from facecheck.programme.days import adherence, days_of
from facecheck.report.summaries.calendar import done_by_day
from facecheck.report.summaries.statistics import mean_of
from facecheck.store.history import SessionRecord

RECENT_DAYS = 28
"""Four weeks: the span that a follow-up appointment looks back over."""

WEEK_DAYS = 7


@dataclass(frozen=True, slots=True)
class Overview:
    """One person's practice, up to a day.

    Attributes:
        sessions: All that were ever kept, without clips that were played as a camera.
        last: The day of the last; None where there is none.
        days: On how many of the last 28 days anything was done.
        adherence: Of the plan's days among those, how many were practised and how many could have
            been; None without a plan.
        counted: Repetitions that counted in the last seven days.
        score: Mean score of the sets of the last seven days, 0 to 100; None without any.
        score_before: The same of the 21 days before those.
        symmetry: Mean symmetry of the last seven days' attempts, 0 to 1; None without any.
        symmetry_before: The same of the 21 days before those.
        pain: Sets of the last 28 days that were stopped because they hurt.
    """

    sessions: int
    last: date | None
    days: int
    adherence: tuple[int, int] | None
    counted: int
    score: float | None
    score_before: float | None
    symmetry: float | None
    symmetry_before: float | None
    pain: int


def overview_of(
    sessions: Sequence[SessionRecord],
    today: date,
    plan: Plan | None = None,
    exercises: Collection[str] = (),
) -> Overview:
    """How it goes.

    Args:
        sessions: All of a person's, oldest first.
        today: The last day that is looked at.
        plan: What was planned.
        exercises: Ids of the plan's exercises, routines written out.
    """
    done = [s for s in sessions if s.counts and s.day <= today]
    week = DaySpan(today - timedelta(days=WEEK_DAYS - 1), today)
    recent = DaySpan(today - timedelta(days=RECENT_DAYS - 1), today)
    before = DaySpan(recent.first, today - timedelta(days=WEEK_DAYS))
    kept = None
    if plan is not None:
        lived = days_of(plan, exercises, done_by_day(done), today)
        kept = adherence([day for day in lived if day.on in recent])
    return Overview(
        sessions=len(done),
        last=done[-1].day if done else None,
        days=len({s.day for s in done if s.day in recent}),
        adherence=kept,
        counted=sum(s.counted for s in done if s.day in week),
        score=_score(done, week),
        score_before=_score(done, before),
        symmetry=_symmetry(done, week),
        symmetry_before=_symmetry(done, before),
        pain=sum(one.pain for s in done if s.day in recent for one in s.sets),
    )


def _score(sessions: Sequence[SessionRecord], days: DaySpan) -> float | None:
    scores = [t.score for s in sessions if s.day in days for t in s.sets if t.score is not None]
    mean = mean_of(scores)
    return None if mean is None else mean.value


def _symmetry(sessions: Sequence[SessionRecord], days: DaySpan) -> float | None:
    attempts = [a.attempt for s in sessions if s.day in days for t in s.sets for a in t.attempts]
    mean = mean_of([a.symmetry for a in attempts if a.symmetry is not None])
    return None if mean is None else mean.value
