"""The weeks that a report covers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from facecheck.core.person import Plan
from facecheck.store.history import SessionRecord

WEEKS = 12
MOST_WEEKS = 104


@dataclass(frozen=True, slots=True)
class Period:
    """Whole weeks from a day on.

    Attributes:
        start: The first day.
        weeks: How many, 1 to 104.

    Raises:
        ValueError: There are too many weeks, or none.
    """

    start: date
    weeks: int

    def __post_init__(self) -> None:
        """Refuse what is not possible."""
        if not 1 <= self.weeks <= MOST_WEEKS:
            raise ValueError(f"a report has 1 to {MOST_WEEKS} weeks, not {self.weeks}")

    @property
    def end(self) -> date:
        """The first day after it."""
        return self.start + timedelta(weeks=self.weeks)

    def days(self) -> Iterator[date]:
        """Every day."""
        return (self.start + timedelta(days=n) for n in range(7 * self.weeks))

    def week_of(self, on: date) -> int | None:
        """The week of a day, 0 for the first; None outside."""
        return (on - self.start).days // 7 if self.start <= on < self.end else None

    def within(self, sessions: Sequence[SessionRecord]) -> list[SessionRecord]:
        """The sessions that began in it."""
        return [s for s in sessions if self.week_of(s.day) is not None]


def default_period(plan: Plan | None, sessions: Sequence[SessionRecord], today: date) -> Period:
    """The plan's weeks; without a plan those since the first session, the last twelve at most.

    They end with the week of today: none is still to come. A plan of which nothing was done yet
    says nothing, and counts as none.
    """
    if plan is not None and any(plan.start <= s.day < plan.end for s in sessions):
        return Period(plan.start, plan.weeks)
    monday = today - timedelta(days=today.weekday())
    earliest = monday - timedelta(weeks=WEEKS - 1)
    first = min((s.day for s in sessions if earliest <= s.day <= today), default=earliest)
    start = first - timedelta(days=first.weekday())
    return Period(start, (monday - start).days // 7 + 1)
