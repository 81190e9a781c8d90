"""Queries of the history."""

from __future__ import annotations

from collections.abc import Sequence

from facecheck.core.days import ALWAYS, DaySpan
from facecheck.core.errors import HistoryError
from facecheck.store.history import queries as reading
from facecheck.store.history.access import Access
from facecheck.store.history.document import Contents
from facecheck.store.history.records import (
    CalibrationRecord,
    HistoryTotals,
    OverrideRecord,
    SessionRecord,
)


class Reader(Access):
    """Tells of sessions. Every method raises `HistoryError` where the file cannot be read."""

    def sessions(
        self,
        days: DaySpan = ALWAYS,
        exercise: str | None = None,
        *,
        curves: bool = False,
    ) -> list[SessionRecord]:
        """Sessions with their sets and attempts, oldest first.

        Args:
            days: That began on one of these, where they were done.
            exercise: With a set of this exercise, and of their sets only those.
            curves: Whether attempts come with their curves.

        Raises:
            HistoryError: The file cannot be read. So of every method that reads.
        """
        with self._reading() as connection:
            return reading.sessions(connection, days, exercise, curves=curves)

    def session(self, session_id: int, *, curves: bool = True) -> SessionRecord:
        """One session.

        Raises:
            HistoryError: There is none with that id.
        """
        with self._reading() as connection:
            found = reading.session(connection, session_id, curves=curves)
        if found is None:
            raise HistoryError(
                "there is no session {session_id}; see: facecheck history", session_id=session_id
            )
        return found

    def last(self) -> SessionRecord | None:
        """The session that began last, if there is one; without curves."""
        with self._reading() as connection:
            return reading.last(connection)

    def calibrations(self) -> list[CalibrationRecord]:
        """Every calibration, oldest first."""
        with self._reading() as connection:
            return reading.calibrations(connection)

    def overrides(self) -> list[OverrideRecord]:
        """Every caution that was passed over, oldest first."""
        with self._reading() as connection:
            return reading.overrides(connection)

    def totals(self, days: DaySpan = ALWAYS, exercise: str | None = None) -> HistoryTotals:
        """What sessions amount to; the arguments are those of ``sessions``."""
        return totals_of(self.sessions(days, exercise))

    def contents(
        self, days: DaySpan = ALWAYS, exercise: str | None = None, *, curves: bool = True
    ) -> Contents:
        """Everything of some days; the arguments are those of ``sessions``."""
        with self._reading() as connection:
            return reading.contents(connection, days, exercise, curves=curves)

    def owner(self) -> str:
        """What tells this person's history from another's: the same in every copy of it."""
        with self._reading() as connection:
            return reading.owner(connection)


def totals_of(sessions: Sequence[SessionRecord]) -> HistoryTotals:
    """What sessions amount to; clips that were played as a camera are not among them."""
    sessions = [session for session in sessions if session.counts]
    sets = [s for session in sessions for s in session.sets]
    moved = [a.attempt for s in sets for a in s.attempts if a.attempt.area is None]
    areas: dict[str, dict[str, float]] = {}
    for each in sets:
        for area, seconds in each.area_seconds.items():
            of_exercise = areas.setdefault(each.exercise, {})
            of_exercise[area] = of_exercise.get(area, 0.0) + seconds
    return HistoryTotals(
        sessions=len(sessions),
        days=len({session.day for session in sessions}),
        attempts=len(moved),
        counted=sum(attempt.counted for attempt in moved),
        held_s=sum(attempt.hold_s for attempt in moved),
        area_seconds=areas,
    )
