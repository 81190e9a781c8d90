"""A set that is restarted, continues later or ends before its time; what is kept meanwhile."""

from __future__ import annotations

import pytest
from strips import checker_for, closed, exercise, fault_row, follow, line, neutral_values, values_at

from engine.openings import JAW_OPEN, TWO, reps, session
from facecheck.core.events import Phase
from facecheck.engine.repetitions.checker import Checker

# Sets.


def test_restart_begins_the_set_anew_and_keeps_what_was_learned() -> None:
    checker = Checker(JAW_OPEN, reps=2, hold_s=1.0)
    follow(checker, TWO, 11.0)
    checker.restart()
    assert checker.attempts == ()
    update = checker.step_values(11.1, neutral_values(), 0.5)
    assert (update.counted, update.phase) == (0, Phase.READY)


def test_the_exercises_own_targets_unless_others_are_asked_for() -> None:
    checker = Checker(JAW_OPEN)
    assert (checker.reps, checker.hold_s) == (JAW_OPEN.reps, JAW_OPEN.hold_s)
    assert Checker(JAW_OPEN, hold_s=0.0).hold_s == 0.0


def test_a_profiles_full_effort_scales_the_level() -> None:
    (gap, *_) = JAW_OPEN.movement.parts
    double = {part.measure: 2 * part.full for part in JAW_OPEN.movement.parts}
    half = checker_for(JAW_OPEN, full=double).step_values(0.0, values_at(JAW_OPEN, 1.0), 0.5)
    assert half.level == pytest.approx(0.5), gap


# What is kept while a set continues.


def test_the_attempt_that_counts_is_told_at_that_instant_and_agrees_with_what_it_becomes() -> None:
    updates, result = session()
    told = [u for u in updates if u.reached is not None]
    assert [u.counted for u in told] == [1, 2]
    for update, whole in zip(told, result.attempts, strict=True):
        first = update.reached
        assert first is not None
        assert first.counted
        assert first.reason is None
        assert (first.n, first.start_s) == (whole.n, whole.start_s)
        assert first.hold_s == update.hold_s == pytest.approx(1.0, abs=0.05)
        assert first.peak <= whole.peak
        assert first.end_s == update.time_s < whole.end_s


def test_looking_at_the_attempt_that_counts_takes_no_fault_from_it() -> None:
    checker = checker_for(exercise(reps=1, hold_s=1.0, faults=[fault_row()]))
    turned = {"yaw_deg": line((3.5, 0.0), (3.6, 20.0), (8.0, 20.0))}
    updates = follow(checker, reps((3.0, 6.0)), 8.0, also=turned)
    (first,) = [u.reached for u in updates if u.reached is not None]
    (whole,) = closed(updates)
    assert [f.name for f in first.faults] == [f.name for f in whole.faults]
    assert whole.faults
    assert whole.faults[0].start_s == first.faults[0].start_s


def test_a_set_that_was_interrupted_goes_on_where_it_was() -> None:
    _, before = session()
    checker = Checker(JAW_OPEN, reps=3, hold_s=1.0, earlier=before.attempts)
    updates = follow(checker, reps((3.0, 5.0)), 7.0, 30.0, [])
    assert updates[0].counted == 2
    assert updates[-1].phase is Phase.DONE
    result = checker.finish("a.mp4", 7.0)
    assert result.attempts[:2] == before.attempts
    assert [a.n for a in result.attempts] == [1, 2, 3]
    assert result.complete


def test_a_set_that_is_begun_anew_forgets_what_was_done_earlier() -> None:
    _, before = session()
    checker = Checker(JAW_OPEN, reps=3, hold_s=1.0, earlier=before.attempts)
    checker.restart()
    assert checker.attempts == ()


def test_a_set_that_is_stopped_before_its_time_says_why() -> None:
    checker = Checker(JAW_OPEN, reps=1, hold_s=5.0)
    follow(checker, reps((3.0, 9.0)), 5.0, 30.0, [])
    checker.stop("it hurt")
    (attempt,) = checker.finish("a.mp4", 5.0).attempts
    assert attempt.reason is not None
    assert "of 5.0 s: it hurt at 5.0 s" in attempt.reason
    checker = Checker(JAW_OPEN)
    checker.stop("it hurt")
    assert checker.finish("a.mp4", 0.0).attempts == ()
