"""What a phone or a card does to the readings on its way is no fault of form."""

from __future__ import annotations

import pytest
from strips import line, sampled, values_at

from facecheck.api import load_exercise
from facecheck.core.events import Attempt, Sound, Update
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


FPS = 60.0
"""So quick an end is seen at."""


def shut_by_a_phone(
    covered: frozenset[str], at_s: float, *, hold_s: float = 3.0, down_s: float = 0.02
) -> tuple[list[Update], ScoreResult]:
    """A jaw held from 2 s to 4 s reads as shut within `down_s`; something lies there from `at_s`.

    It goes on from 5.5 s with another opening, of 3.3 s.
    """
    rules = load_exercise("jaw-open")
    checker = Checker(rules, reps=9, hold_s=hold_s)
    up = line((0.0, 0.0), (1.8, 0.0), (2.1, 1.0), (4.0, 1.0), (4.0 + down_s, 0.0), (6.0, 0.0))
    again = line((0.0, 0.0), (6.0, 0.0), (6.3, 1.0), (9.6, 1.0), (10.0, 0.0), (11.0, 0.0))
    updates = []
    for time_s, level in sampled(lambda t: max(up(t), again(t)), 11.0, FPS):
        there = at_s <= time_s < 5.5
        values = values_at(rules, level)
        updates.append(checker.step_values(time_s, values, 0.5, covered if there else NO_OBSTACLE))
    return updates, checker.finish("a.mp4", 11.0)


def told(updates: list[Update]) -> list[tuple[float, Attempt]]:
    return [(u.time_s, u.closed) for u in updates if u.closed is not None]


@pytest.mark.parametrize("late_s", [0.15, 0.3, 0.45])
def test_a_mouth_that_a_phone_hides_did_not_close(late_s: float) -> None:
    updates, result = shut_by_a_phone(MOUTH, 4.0 + late_s)
    (at_s, first), (_, second) = told(updates)
    assert first.faults == ()
    assert "mouth covered at 4." in str(first.reason)
    assert first.parts["form"] == 1.0
    assert 4.5 <= at_s < 4.7
    (update,) = [u for u in updates if u.time_s == at_s]
    assert update.sounds == (Sound.LOST,)
    # What was told is what the result holds, to the letter.
    assert result.attempts == (first, second)
    assert (first.counted, second.counted, second.n) == (False, True, 2)


def test_one_that_nothing_came_before_did_close() -> None:
    updates, result = shut_by_a_phone(NO_OBSTACLE, 4.3)
    (at_s, first), (_, second) = told(updates)
    assert {fault.name for fault in first.faults} == {"hold too short", "let go too fast"}
    assert "mouth closed at 4." in str(first.reason)
    assert 4.5 <= at_s < 4.65
    assert result.attempts == (first, second)


@pytest.mark.parametrize(("covered", "at_s"), [(MOUTH, 4.9), (LEFT_EYE, 4.3)])
def test_what_comes_later_or_elsewhere_did_not_close_it(
    covered: frozenset[str], at_s: float
) -> None:
    updates, _ = shut_by_a_phone(covered, at_s)
    first = told(updates)[0][1]
    assert {fault.name for fault in first.faults} == {"hold too short", "let go too fast"}


def test_a_slow_return_is_told_at_its_end() -> None:
    updates, _ = shut_by_a_phone(NO_OBSTACLE, 99.0, down_s=1.9)
    at_s, first = told(updates)[0]
    assert first.end_s <= at_s < first.end_s + 0.05


def test_a_hold_that_counts_sounds_when_its_time_is_reached() -> None:
    for covered in (NO_OBSTACLE, MOUTH):
        updates, result = shut_by_a_phone(covered, 4.3, hold_s=1.5)
        counts = [u.time_s for u in updates if Sound.COUNTED in u.sounds]
        assert counts[0] == pytest.approx(3.5, abs=0.05)
        assert next(u.counted for u in updates if u.time_s > 3.6) == 1
        first = result.attempts[0]
        assert first.counted
        assert {f.name for f in first.faults} == (set() if covered else {"let go too fast"})


def test_the_next_opening_does_not_wait_for_the_end_of_the_one_before() -> None:
    rules = load_exercise("jaw-open")
    checker = Checker(rules, reps=9, hold_s=3.0)
    level = line((0, 0), (2, 0), (2.1, 1), (4, 1), (4.1, 0), (4.2, 0), (4.3, 1), (6, 1), (6.1, 0))
    updates = [
        checker.step_values(t, values_at(rules, v), 0.5) for t, v in sampled(level, 8.0, 60.0)
    ]
    (first_s, first), (_, second) = told(updates)
    assert first_s < 4.4
    assert (first.n, second.n) == (1, 2)


def test_a_set_that_ends_meanwhile_has_the_attempt() -> None:
    rules = load_exercise("jaw-open")
    checker = Checker(rules, reps=9, hold_s=3.0)
    level = line((0, 0), (2, 0), (2.3, 1), (4, 1), (4.1, 0), (9, 0))
    updates = [
        checker.step_values(t, values_at(rules, v), 0.5) for t, v in sampled(level, 4.3, 30.0)
    ]
    assert told(updates) == []
    (attempt,) = checker.finish("a.mp4", 4.3).attempts
    assert "mouth closed" in str(attempt.reason)


def test_a_count_by_hand_while_the_end_waits_stays() -> None:
    rules = load_exercise("jaw-open")
    checker = Checker(rules, reps=9, hold_s=3.0)
    level = line((0, 0), (2, 0), (2.3, 1), (4, 1), (4.1, 0), (9, 0))
    updates: list[Update] = []
    for time_s, value in sampled(level, 6.0, 30.0):
        if updates and updates[-1].time_s < 4.25 <= time_s:
            checker.add()
        covered = MOUTH if time_s >= 4.3 else NO_OBSTACLE
        updates.append(checker.step_values(time_s, values_at(rules, value), 0.5, covered))
    ((_, attempt),) = told(updates)
    assert attempt.counted
    assert attempt.by_hand == "added"
    assert attempt.reason is None
    assert updates[-1].counted == 1
