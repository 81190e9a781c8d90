"""What the report of a clip shows."""

from __future__ import annotations

import pytest
from strips import observation

from facecheck.api import load_exercise
from facecheck.report.clip import Watcher, clip_report, fault_numbers, moment

from .build import attempt, curve, fault, frame, result, update


def watched(*, pictures: bool) -> Watcher:
    watcher = Watcher(pictures=pictures)
    for i in range(300):
        watcher(frame(i / 10), observation(i / 10), update(i / 10))
    return watcher


def test_each_attempt_has_its_part_of_the_curve() -> None:
    report = clip_report(result(attempt(1), attempt(2)), "Jaw opening", curve=curve())
    for view in report.attempts:
        assert view.curve is not None
        assert view.curve.times_s[0] == pytest.approx(view.attempt.start_s - 0.5, abs=0.11)
        assert view.curve.times_s[-1] == pytest.approx(view.attempt.end_s + 0.5, abs=0.11)


def test_the_time_held_is_that_of_attempts_that_count() -> None:
    report = clip_report(result(attempt(1), attempt(2, counted=False, hold_s=3.8)), "Jaw opening")
    assert report.held_s == pytest.approx(5.96)


def test_a_fault_is_shown_at_its_moment_and_a_clean_attempt_at_its_peak() -> None:
    exercise = load_exercise("jaw-open")
    report = watched(pictures=True).report(result(attempt(1, fault()), attempt(2)), exercise)
    faulty, clean = report.attempts
    assert faulty.picture is None
    assert faulty.faults[0].picture is not None
    assert faulty.faults[0].picture.time_s == pytest.approx(3.75, abs=0.2)
    assert clean.picture is not None
    assert report.pictures == 2
    assert report.levels is not None
    assert report.levels.enter == exercise.movement.enter


def test_no_pictures_means_none() -> None:
    report = watched(pictures=False).report(result(attempt(1, fault())), load_exercise("jaw-open"))
    assert report.pictures == 0
    assert report.curve is not None


def test_a_hold_that_was_too_short_is_shown_where_it_was_let_go() -> None:
    assert moment(fault("hold too short", 2.0, 5.0)) == 5.0
    assert moment(fault("shaking", 2.0, 5.0)) == 3.5


def test_the_same_fault_has_the_same_number() -> None:
    faults = [fault("a"), fault("b"), fault("a")]
    assert fault_numbers(faults) == {"a": 1, "b": 2}
