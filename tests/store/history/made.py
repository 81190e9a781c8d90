"""Histories with something in them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

from facecheck.core.curves import Curve
from facecheck.core.events import Attempt, Fault
from facecheck.core.results import ScoreResult
from facecheck.store.history import Ending, History, Rating

BERLIN = timezone(timedelta(hours=1))
MORNING = datetime(2026, 3, 2, 7, 30, tzinfo=BERLIN)

FAULT = Fault("jaw drifts sideways", 3.4, 4.1, 0.055, 0.04, "inter-ocular", "Open straight down")
ATTEMPT = Attempt(
    n=1,
    start_s=2.07,
    end_s=8.31,
    hold_s=5.96,
    peak=0.93,
    counted=True,
    reason=None,
    score=90,
    parts={"hold": 1.0, "depth": 0.93, "form": 0.66, "steadiness": 0.94, "symmetry": 1.0},
    faults=(FAULT,),
    side="both",
    sides={"left": 0.9, "right": 0.85},
    symmetry=0.94,
)
CURVE = Curve(
    tuple(round(2.0 + 0.1 * i, 3) for i in range(64)),
    (*(round(i / 64, 3) for i in range(63)), None),
)


def result(*attempts: Attempt, exercise: str = "jaw-open", reps: int = 3) -> ScoreResult:
    return ScoreResult(
        "camera",
        exercise,
        30.5,
        915,
        900,
        29.0,
        reps,
        5.0,
        attempts,
        60,
        (),
        (Fault("too shallow", 11.2, 15.9, 0.51, 0.62, "of full", "Go further"),),
    )


def add_session(
    history: History, at: datetime = MORNING, exercise: str = "jaw-open", counted: int = 2
) -> int:
    """A session of one set with so many repetitions."""
    session = history.begin_session(exercise, [exercise], source="camera", version="0.1.0", at=at)
    the_set = history.begin_set(
        session, exercise, reps=3, hold_s=5.0, enter=0.62, leave=0.45, at=at
    )
    attempts = [
        replace(ATTEMPT, n=n, start_s=10.0 * n, end_s=10.0 * n + 6) for n in range(1, counted + 1)
    ]
    for n, attempt in enumerate(attempts, 1):
        history.put_attempt(the_set, attempt, CURVE, at=at + timedelta(seconds=10 * n))
    end = at + timedelta(seconds=40)
    history.finish_set(the_set, result(*attempts, exercise=exercise), at=end)
    history.finish_session(session, Ending.DONE if counted >= 3 else Ending.STOPPED, at=end)
    history.rate(session, Rating(6, 3, "calm"), at=end)
    return session
