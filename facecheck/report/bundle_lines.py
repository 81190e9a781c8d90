"""The lines of the clinician's bundle: an exercise on a day, and a session."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from statistics import fmean

from facecheck.store.history import SessionRecord, SetRecord

MOVING_ALONG = " moving along"
"""What a fault's name has in it that says that a region moved along which should rest."""


@dataclass(frozen=True, slots=True)
class ExerciseLine:
    """One exercise on one day.

    Attributes:
        day: Where it was done.
        exercise: Its id.
        sets: How many.
        counted: Repetitions that count.
        asked: Repetitions asked for.
        hold_s: Mean hold of the counted attempts; None where none counts.
        depth: Mean of their peaks, as a fraction of full effort.
        left: How far the left side went on average; None without sides.
        right: The right side.
        symmetry: The weaker, or affected, side's part of the other.
        along: How many attempts had a region moving along that should rest.
        seen: Share of the time in which the face could be judged; None where it is not known.
        pain: Whether a set was stopped for pain.
    """

    day: date
    exercise: str
    sets: int
    counted: int
    asked: int
    hold_s: float | None
    depth: float | None
    left: float | None
    right: float | None
    symmetry: float | None
    along: int
    seen: float | None
    pain: bool


@dataclass(frozen=True, slots=True)
class SessionLine:
    """One session: when it was, and how well it could be seen."""

    begun: datetime
    ended: datetime | None
    routine: str
    counted: int
    seen: float | None
    stress_before: int | None
    stress_after: int | None
    felt: str | None


def exercise_line(day: date, exercise: str, sets: Sequence[SetRecord]) -> ExerciseLine:
    """One exercise on one day, of its sets."""
    attempts = [record.attempt for each in sets for record in each.attempts]
    counted = [attempt for attempt in attempts if attempt.counted]
    sides = [attempt.sides for attempt in counted if attempt.sides is not None]
    even = [attempt.symmetry for attempt in counted if attempt.symmetry is not None]
    return ExerciseLine(
        day,
        exercise,
        len(sets),
        len(counted),
        sum(each.reps for each in sets),
        mean_of([attempt.hold_s for attempt in counted]),
        mean_of([a.peak for a in counted]),
        mean_of([levels["left"] for levels in sides]),
        mean_of([levels["right"] for levels in sides]),
        mean_of(even),
        sum(any(MOVING_ALONG in f.name for f in a.faults) for a in attempts),
        _seen_share(sets),
        any(each.pain for each in sets),
    )


def session_line(session: SessionRecord) -> SessionLine:
    """One session."""
    rating = session.rating
    return SessionLine(
        session.begun,
        session.ended,
        session.routine,
        session.counted,
        _seen_share(session.sets),
        rating.stress_before,
        rating.stress_after,
        rating.felt,
    )


def _seen_share(sets: Sequence[SetRecord]) -> float | None:
    known = [(s.judged_s, s.duration_s) for s in sets if s.judged_s is not None and s.duration_s]
    whole = sum(duration for _, duration in known if duration)
    return sum(judged for judged, _ in known if judged) / whole if whole else None


def mean_of(values: Sequence[float]) -> float | None:
    """The mean of some values; None without any."""
    return fmean(values) if values else None
