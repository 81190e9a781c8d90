"""Builders for tests: sessions as the history gives them, without a file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from facecheck.core.curves import Curve
from facecheck.core.events import Attempt, Fault
from facecheck.store.history import AttemptRecord, Ending, Rating, SessionRecord, SetRecord

MONDAY = date(2026, 3, 2)


def at(day: int, hour: int = 7) -> datetime:
    """A moment so many days after the first."""
    return datetime.combine(MONDAY + timedelta(days=day), time(hour), UTC)


def rep(
    n: int = 1,
    *,
    counted: bool = True,
    hold_s: float = 5.5,
    peak: float = 0.9,
    steady: float = 0.8,
    symmetry: float | None = None,
    faults: Sequence[str] = (),
    curve: Curve | None = None,
) -> AttemptRecord:
    named = tuple(Fault(f, 2.0, 3.0, 0.055, 0.04, "inter-ocular", "Mend it") for f in faults)
    attempt = Attempt(
        n,
        10.0 * n,
        10.0 * n + hold_s,
        hold_s,
        peak,
        counted,
        None if counted else f"held {hold_s:.1f} of 5.0 s: eyes opened",
        80,
        {"steadiness": steady},
        named,
        symmetry=symmetry,
    )
    return AttemptRecord(attempt, at(0), curve=curve)


def area(n: int, name: str, seconds: float) -> AttemptRecord:
    attempt = Attempt(n, 0.0, seconds, seconds, 1.0, True, None, 100, area=name)
    return AttemptRecord(attempt, at(0))


def a_set(
    exercise: str,
    *attempts: AttemptRecord,
    reps: int = 3,
    target_s: float | None = None,
    faults: Sequence[Fault] = (),
    pain: bool = False,
) -> SetRecord:
    return SetRecord(
        1,
        1,
        0,
        exercise,
        at(0),
        at(0, 8),
        reps,
        5.0,
        0.6,
        0.45,
        attempts,
        tuple(faults),
        80,
        60.0,
        58.0,
        target_s,
        pain=pain,
    )


def session(
    day: int, *sets: SetRecord, rating: Rating | None = None, hour: int = 7
) -> SessionRecord:
    return SessionRecord(
        day + 1,
        f"key{day}",
        at(day, hour),
        at(day, hour + 1),
        Ending.DONE,
        "circuit",
        tuple(s.exercise for s in sets),
        "camera",
        "0.1.0",
        sets,
        rating or Rating(),
    )
