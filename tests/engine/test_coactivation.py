"""Regions that should rest: what moves along is measured by side, named, and told gently."""

from __future__ import annotations

import pytest
from strips import Values, checker_for, values_at

from facecheck.api import load_exercise
from facecheck.core.events import Attempt, Update
from facecheck.core.results import ScoreResult

SMILE = load_exercise("closed-smile")
FPS = 30.0


def smile(hold_s: float = 2.5, **moves: float) -> tuple[list[Update], Attempt, ScoreResult]:
    """One smile in which measures are multiplied or, of lengths, moved by what is given."""
    checker = checker_for(SMILE, reps=1)
    rest = values_at(SMILE, 0.0)
    full: Values = {**values_at(SMILE, 1.0)}
    for name, change in moves.items():
        full[name] = rest[name] * change if name.startswith("lid") else rest[name] + change
    updates, at = [], 0
    for values, seconds in ((rest, 1.5), (full, hold_s), (rest, 1.0)):
        for _ in range(round(seconds * FPS)):
            updates.append(checker.step_values(at / FPS, values, 0.5))
            at += 1
    result = checker.finish("a", at / FPS)
    return updates, result.attempts[0], result


def names(attempt: Attempt) -> set[str]:
    return {fault.name for fault in attempt.faults}


def test_an_eye_that_closes_along_is_named_with_its_side() -> None:
    _, one, _ = smile(lid_aperture_left=0.6)
    assert names(one) == {"eyes moving along, left"}
    assert one.along is not None
    assert one.along["eyes"] == pytest.approx({"left": 0.4, "right": 0.0}, abs=0.02)


def test_both_eyes_that_narrow_in_a_smile_are_a_smile() -> None:
    _, one, _ = smile(lid_aperture_left=0.7, lid_aperture_right=0.72)
    assert names(one) == set()
    assert one.along is not None
    assert one.along["eyes"]["left"] == pytest.approx(0.3, abs=0.02)


def test_a_smile_of_one_side_may_narrow_the_eye_of_that_side() -> None:
    rest = values_at(SMILE, 0.0)
    one_sided = values_at(SMILE, 0.0, left=1.0)
    narrowed = {**one_sided, "lid_aperture_left": 0.66 * rest["lid_aperture_left"]}
    closed = {**one_sided, "lid_aperture_right": 0.66 * rest["lid_aperture_right"]}
    for values, expected in ((narrowed, set()), (closed, {"eyes moving along, right"})):
        checker = checker_for(SMILE, reps=1)
        for at in range(150):
            checker.step_values(at / FPS, values if 45 <= at < 120 else rest, 0.5)
        assert names(checker.attempts[0]) == expected


def test_a_brow_that_rises_along_is_named() -> None:
    _, one, _ = smile(brow_lift_right=0.035)
    assert names(one) == {"brows moving along, right"}


def test_it_costs_neither_the_count_nor_the_score() -> None:
    _, clean, _ = smile()
    _, along, _ = smile(lid_aperture_left=0.6)
    assert along.counted
    assert along.score == clean.score


def test_it_is_told_while_it_lasts() -> None:
    updates, _, _ = smile(lid_aperture_left=0.6)
    assert "Let your eye rest, open" in {u.cue for u in updates}


def test_a_blink_of_one_eye_is_too_short_to_be_named() -> None:
    checker = checker_for(SMILE, reps=1)
    rest, full = values_at(SMILE, 0.0), values_at(SMILE, 1.0)
    blink = {**full, "lid_aperture_left": 0.1 * rest["lid_aperture_left"]}
    at = 0
    for values, seconds in ((rest, 1.5), (full, 1.0), (blink, 0.3), (full, 1.2), (rest, 1.0)):
        for _ in range(round(seconds * FPS)):
            checker.step_values(at / FPS, values, 0.5)
            at += 1
    assert names(checker.attempts[0]) == set()


def test_the_record_keeps_it_and_how_the_sides_rest() -> None:
    _, _, result = smile(lid_aperture_left=0.6)
    document = result.to_dict("0")
    assert document["attempts"][0]["along"]["eyes"]["left"] == pytest.approx(0.4, abs=0.02)
    assert set(document["at_rest"]) == {"lid_aperture", "corner_height", "brow_lift"}
    assert set(document["at_rest"]["lid_aperture"]) == {"left", "right"}


def test_an_exercise_that_asks_no_region_to_rest_says_nothing_of_it() -> None:
    checker = checker_for(load_exercise("jaw-open"))
    document = checker.finish("a", 1.0).to_dict("0")
    assert "at_rest" not in document
