"""Twelve simulated weeks, through the real checker and the real history."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from facecheck.api import load_exercise
from facecheck.core.curves import Curve
from facecheck.core.person import Plan
from facecheck.engine.level.level import sided_names
from facecheck.engine.measures.movement_measures import DERIVED
from facecheck.engine.measures.table import MEASURES
from facecheck.report.example import EXERCISES, example_plan, simulate
from facecheck.report.example_movements import NEUTRAL, SEEN, STILL
from facecheck.report.histories import HistoryReport
from facecheck.store.history import History, SessionRecord

PLAN = Plan(start=date(2026, 3, 2), weeks=1, weekdays=(0, 1, 2), exercises=("circuit",))


@pytest.mark.parametrize("name", EXERCISES)
def test_the_made_up_face_has_every_measure_that_moves(name: str) -> None:
    exercise = load_exercise(name)
    rows = [part.measure for part in exercise.movement.parts]
    asked = {each for measure in rows for each in sided_names(measure)}
    assert asked <= {*NEUTRAL, *SEEN}
    faults = {each for fault in exercise.faults for each in sided_names(fault.measure)}
    assert faults <= {*STILL, *DERIVED}
    assert {*NEUTRAL, *SEEN} <= set(MEASURES)


def test_the_plan_is_over_before_today() -> None:
    plan = example_plan(date(2026, 11, 21))
    assert plan.end <= date(2026, 11, 21)
    assert plan.start.weekday() == 0


def lived(folder: Path, name: str, seed: int) -> list[SessionRecord]:
    with History(folder / name) as history:
        simulate(history, PLAN, seed)
        return history.sessions(curves=True)


def heart(sessions: list[SessionRecord]) -> list[tuple[object, ...]]:
    return [
        (s.begun, s.rating, [(a.attempt, a.curve) for each in s.sets for a in each.attempts])
        for s in sessions
    ]


def test_the_same_seed_gives_the_same_weeks(tmp_path: Path) -> None:
    first, again = (heart(lived(tmp_path, name, 3)) for name in ("a", "b"))
    assert first == again
    assert first != heart(lived(tmp_path, "c", 4))


def test_what_is_kept_is_what_the_checker_said(tmp_path: Path) -> None:
    attempts = [a for s in lived(tmp_path, "a", 3) for each in s.sets for a in each.attempts]
    movements = [a for a in attempts if a.attempt.area is None]
    assert movements
    for kept in movements:
        attempt, curve = kept.attempt, kept.curve or Curve()
        assert attempt.counted == (attempt.hold_s >= 5.0)
        assert attempt.counted or attempt.reason
        highest = max(level for level in curve.levels if level is not None)
        assert highest == pytest.approx(attempt.peak, abs=0.03)


def test_movements_deepen_and_faults_fade(twelve_weeks: HistoryReport) -> None:
    summary = twelve_weeks.summary
    assert [e.id for e in summary.exercises] == ["squint-palm", "jaw-band"]
    for exercise in summary.exercises:
        depth = next(s for s in exercise.series if s.reading.name == "depth")
        assert depth.trend is not None
        assert depth.trend.low is not None
        assert depth.trend.low > 0
        worst = exercise.faults[0]
        assert worst.first_third is not None
        assert worst.last_third is not None
        assert worst.last_third.value < worst.first_third.value
    kept = summary.calendar.adherence
    assert kept is not None
    assert 40 <= kept[0] < kept[1] == 72
    assert summary.clocked[0].minutes > 100
