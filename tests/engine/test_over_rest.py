"""What becomes a person's rest while a movement's level is read, and what does not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from facecheck.api import load_exercise
from facecheck.engine.level import sided_names
from facecheck.engine.measures import MEASURES
from facecheck.engine.over_rest import FOLLOW_ABOVE, FOLLOW_BELOW, LINGER_S, LevelOverRest
from facecheck.engine.spec import Exercise

BROWS = load_exercise("brow-raise")
"""One part, both ways: brows that come down are a frown, not a rest."""


def followed(exercise: Exercise, level: Callable[[float], float], until_s: float) -> float:
    """The level read last, of a face that moves as `level` says."""
    levels = LevelOverRest(exercise, None, None, None)
    read = None
    for tick in range(round(until_s * 20)):
        time_s = tick / 20
        values = dict.fromkeys(MEASURES, 0.0)
        for part in exercise.movement.parts:
            for name in sided_names(part.measure):
                values[name] = level(time_s) * part.full
        read = levels.step(time_s, values, levels.rests_now(values), idle=True)
    assert read is not None
    return read.chosen


def raised(to: float, from_s: float = 2.0) -> Callable[[float], float]:
    return lambda time_s: to if time_s >= from_s else 0.0


def test_a_slight_movement_does_not_become_rest_while_it_is_held() -> None:
    slight = 2.0 * FOLLOW_BELOW * BROWS.movement.leave
    assert followed(BROWS, raised(slight), 2.0 + 0.9 * LINGER_S) == pytest.approx(slight, abs=0.01)


def test_who_stays_so_moved_to_another_posture() -> None:
    slight = 2.0 * FOLLOW_BELOW * BROWS.movement.leave
    assert followed(BROWS, raised(slight), 2.0 + LINGER_S + 8.0) == pytest.approx(0.0, abs=0.01)


def test_a_waver_is_followed_at_once() -> None:
    waver = 0.8 * FOLLOW_BELOW * BROWS.movement.leave
    assert followed(BROWS, raised(waver), 5.0) == pytest.approx(0.0, abs=0.01)


def test_a_rest_that_was_learned_too_high_is_mended() -> None:
    """The clip starts in a slight movement, and only then relaxes."""
    below = 0.5 * BROWS.movement.leave
    assert followed(BROWS, raised(-below, 1.0), 4.0) == pytest.approx(0.0, abs=0.01)


def test_the_other_way_of_a_movement_is_no_rest() -> None:
    beyond = 1.1 * FOLLOW_ABOVE * BROWS.movement.leave
    assert followed(BROWS, raised(-beyond), 30.0) == pytest.approx(-beyond, abs=0.01)
