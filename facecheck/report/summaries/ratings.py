"""Ratings of sessions: stress before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from facecheck.report.summaries.period import Period
from facecheck.report.summaries.statistics import Estimate, mean_of
from facecheck.report.summaries.weekly import by_week
from facecheck.store.history import SessionRecord


@dataclass(frozen=True, slots=True)
class Ratings:
    """Self-ratings over time, on a scale from 0 to 10.

    Attributes:
        before: Each week's mean stress before the sessions; None for a week without any.
        after: Likewise, after them.
        change: After less before, over the sessions that have both; None without any.
        felt: What was said in words, with when, oldest first.
        rated: Sessions with any rating.
    """

    before: tuple[Estimate | None, ...]
    after: tuple[Estimate | None, ...]
    change: Estimate | None
    felt: tuple[tuple[datetime, str], ...]
    rated: int


def ratings_of(sessions: Sequence[SessionRecord], period: Period) -> Ratings | None:
    """The self-ratings; None where nobody gave one."""
    weeks = by_week(sessions, period)
    within = [session for week in weeks for session in week]
    both = [
        (s.rating.stress_before, s.rating.stress_after)
        for s in within
        if s.rating.stress_before is not None and s.rating.stress_after is not None
    ]
    felt = tuple((s.begun, s.rating.felt) for s in within if s.rating.felt)
    rated = [s for s in within if _says_something(s)]
    if not rated:
        return None
    return Ratings(
        before=tuple(_mean([s.rating.stress_before for s in week]) for week in weeks),
        after=tuple(_mean([s.rating.stress_after for s in week]) for week in weeks),
        change=mean_of([float(after - before) for before, after in both]),
        felt=felt,
        rated=len(rated),
    )


def _says_something(session: SessionRecord) -> bool:
    rating = session.rating
    return any(v is not None for v in (rating.stress_before, rating.stress_after, rating.felt))


def _mean(values: Sequence[int | None]) -> Estimate | None:
    return mean_of([float(v) for v in values if v is not None])
