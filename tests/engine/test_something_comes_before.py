"""What a phone or a card does to the readings on its way is no fault of form."""

from __future__ import annotations

import pytest
from strips import line, sampled, values_at

from facecheck.api import load_exercise
from facecheck.core.frames import COVERED, NO_OBSTACLE
from facecheck.core.results import ScoreResult
from facecheck.engine.repetitions.checker import Checker

MOUTH, LEFT_EYE = (frozenset({COVERED[name]}) for name in ("mouth", "left eye"))


def jaw(drifts_s: float, covered: frozenset[str]) -> ScoreResult:
    """The jaw drifts from a time in its hold on, and something comes before a region at 4.5 s."""
    rules = load_exercise("jaw-open")
    checker = Checker(rules, hold_s=3.0)
    for time_s, level in sampled(line((0.0, 0.0), (2.0, 0.0), (2.3, 1.0), (9.0, 1.0)), 7.0, 30.0):
        values = values_at(rules, level)
        for name in ("jaw_shift", "jaw_slide"):
            values[name] += 0.06 * (time_s >= drifts_s)
        checker.step_values(time_s, values, 0.5, covered if time_s >= 4.5 else NO_OBSTACLE)
    return checker.finish("a.mp4", 7.0)


def squint(one_eye_s: float) -> ScoreResult:
    """One eye opens from a time in the hold on, and something comes before it at 4.5 s."""
    rules = load_exercise("squint")
    checker = Checker(rules, hold_s=3.0)
    for time_s, level in sampled(line((0.0, 0.0), (2.0, 0.0), (2.3, 1.0), (9.0, 1.0)), 7.0, 30.0):
        values = values_at(rules, level, 0.0 if time_s >= one_eye_s else level)
        checker.step_values(time_s, values, 0.5, LEFT_EYE if time_s >= 4.5 else NO_OBSTACLE)
    return checker.finish("a.mp4", 7.0)


def named(result: ScoreResult) -> set[str]:
    found = [fault for attempt in result.attempts for fault in attempt.faults]
    return {fault.name for fault in (*found, *result.faults)}


def test_a_drift_that_the_phone_brought_is_taken_back() -> None:
    result = jaw(3.8, MOUTH)
    assert named(result) == {"mouth covered"}
    (attempt,) = result.attempts
    assert "mouth covered at 4.4" in str(attempt.reason) or "4.5 s" in str(attempt.reason)


def test_one_that_was_there_before_stays() -> None:
    assert named(jaw(2.8, MOUTH)) == {"jaw drifts sideways", "mouth covered"}


def test_what_covers_another_region_takes_nothing_back() -> None:
    assert named(jaw(3.8, LEFT_EYE)) == {"jaw drifts sideways"}


@pytest.mark.parametrize(("one_eye_s", "stays"), [(3.8, False), (2.8, True)])
def test_an_eye_that_a_card_comes_before_did_not_open(one_eye_s: float, stays: bool) -> None:
    result = squint(one_eye_s)
    assert ("one eye only" in named(result)) is stays
    assert "left eye covered" in named(result)
    (attempt,) = result.attempts
    assert ("one eye only" in str(attempt.reason)) is stays
