"""A set of two jaw openings, as the checker follows it."""

from __future__ import annotations

from itertools import groupby

from strips import Signal, follow, trapezoid

from facecheck.api import load_exercise
from facecheck.core.events import Phase, Update
from facecheck.core.results import ScoreResult
from facecheck.engine.repetitions.checker import Checker

JAW_OPEN = load_exercise("jaw-open")


def reps(*spans: tuple[float, float]) -> Signal:
    """Full effort in each span, rest between."""
    parts = [trapezoid(*span, top=1.0) for span in spans]
    return lambda time_s: max(part(time_s) for part in parts)


TWO = reps((3.0, 5.0), (7.0, 9.0))


def phases(updates: list[Update]) -> list[Phase]:
    return [phase for phase, _ in groupby(update.phase for update in updates)]


def session(
    hidden: list[tuple[float, float]] | None = None, fps: float = 30.0
) -> tuple[list[Update], ScoreResult]:
    """Two openings of 2 s, of which 1 s each must be held."""
    checker = Checker(JAW_OPEN, reps=2, hold_s=1.0)
    updates = follow(checker, TWO, 11.0, fps, hidden or [])
    return updates, checker.finish("a.mp4", 11.0)
