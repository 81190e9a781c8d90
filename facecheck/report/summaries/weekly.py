"""Each week's totals: repetitions, contractions, minutes, faults."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from facecheck.report.summaries.period import Period
from facecheck.report.summaries.readings import movements, sets_of
from facecheck.report.summaries.statistics import Estimate, share_of
from facecheck.store.history import SessionRecord


@dataclass(frozen=True, slots=True)
class RepWeek:
    """The attempts at an exercise in one week.

    Attributes:
        counted: Repetitions that count.
        others: Attempts that do not.
        held_s: Time held in all of them.
    """

    counted: int
    others: int
    held_s: float

    @property
    def contractions(self) -> int:
        """Every movement past the enter level, counted or not."""
        return self.counted + self.others


@dataclass(frozen=True, slots=True)
class FaultSeries:
    """How often a fault was named over time.

    Attributes:
        name: Of the fault.
        sessions: In how many sessions it was named, and in how many the exercise was done.
        weeks: Of each week's sessions the share in which it was named; None without any.
        first_third: The share in the first third of the weeks that were practised; None without
            any.
        last_third: The share in the last third.
    """

    name: str
    sessions: tuple[int, int]
    weeks: tuple[Estimate | None, ...]
    first_third: Estimate | None
    last_third: Estimate | None


def by_week(sessions: Sequence[SessionRecord], period: Period) -> list[list[SessionRecord]]:
    """The sessions of each week."""
    weeks: list[list[SessionRecord]] = [[] for _ in range(period.weeks)]
    for session in sessions:
        week = period.week_of(session.day)
        if week is not None:
            weeks[week].append(session)
    return weeks


def reps_of(
    exercise: str, sessions: Sequence[SessionRecord], period: Period
) -> tuple[RepWeek, ...]:
    """An exercise's repetitions in each week."""
    found = []
    for week in by_week(sessions, period):
        attempts = [a for session in week for a in movements(session, exercise)]
        counted = sum(a.counted for a in attempts)
        held_s = sum(a.hold_s for a in attempts)
        found.append(RepWeek(counted, len(attempts) - counted, held_s))
    return tuple(found)


def minutes_of(
    exercise: str, sessions: Sequence[SessionRecord], period: Period
) -> tuple[float, ...]:
    """Minutes that counted in each week, of an exercise that is timed."""
    return tuple(
        sum(
            sum(s.area_seconds.values()) / 60
            for session in week
            for s in sets_of(session, exercise)
        )
        for week in by_week(sessions, period)
    )


def faults_of(
    exercise: str, sessions: Sequence[SessionRecord], period: Period
) -> tuple[FaultSeries, ...]:
    """An exercise's faults, the ones that were named in most sessions first."""
    weeks = [
        [_named(session, exercise) for session in week if sets_of(session, exercise)]
        for week in by_week(sessions, period)
    ]
    everything = [names for week in weeks for names in week]
    found = [_series(name, weeks) for name in sorted(set().union(*everything))]
    return tuple(sorted(found, key=lambda f: -f.sessions[0]))


def _named(session: SessionRecord, exercise: str) -> set[str]:
    sets = sets_of(session, exercise)
    loose = {fault.name for s in sets for fault in s.faults}
    return loose | {f.name for s in sets for a in s.attempts for f in a.attempt.faults}


def _series(name: str, weeks: Sequence[Sequence[set[str]]]) -> FaultSeries:
    def share(some: Sequence[Sequence[set[str]]]) -> Estimate | None:
        sessions = [names for week in some for names in week]
        return share_of(sum(name in names for names in sessions), len(sessions))

    practised = [week for week in weeks if week]
    third = max(1, len(practised) // 3)
    of_all = [names for week in weeks for names in week]
    return FaultSeries(
        name,
        (sum(name in names for names in of_all), len(of_all)),
        tuple(share([week]) for week in weeks),
        share(practised[:third]),
        share(practised[-third:]),
    )
