"""What becomes a person's rest while a movement's level is read, and what does not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from facecheck.api import load_exercise
from facecheck.engine.level.level import sided_names
from facecheck.engine.level.tracker import (
    FOLLOW_ABOVE,
    FOLLOW_BELOW,
    LINGER_S,
    NOT_AT_REST,
    THE_OTHER_WAY,
    LevelTracker,
)
from facecheck.engine.measures.table import MEASURES
from facecheck.engine.spec.exercise import Exercise

BROWS = load_exercise("brow-raise")
"""One part, both ways: brows that come down are a frown, not a rest."""


def followed(exercise: Exercise, level: Callable[[float], float], until_s: float) -> float:
    """The level read last, of a face that moves as `level` says."""
    levels = LevelTracker(exercise, None, None, None)
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


SQUINT = load_exercise("squint")


def squinting(
    eyes: Callable[[float], tuple[float, float]],
    until_s: float,
    other: tuple[float, float] | None = None,
) -> LevelTracker:
    """What was learned of eyes with this aperture and lower lid; the right one may do another."""
    levels = LevelTracker(SQUINT, None, None, None)
    for tick in range(round(until_s * 20)):
        values = dict.fromkeys(MEASURES, 0.0)
        left = eyes(tick / 20)
        for side, (aperture, lid) in (("left", left), ("right", other or left)):
            values |= {f"lid_aperture_seen_{side}": aperture, f"lid_lower_{side}": lid}
        levels.step(tick / 20, values, levels.rests_now(values), idle=True)
    return levels


@pytest.mark.parametrize(
    ("narrow", "relaxed"),
    [((0.20, -0.065), (0.33, -0.125)), ((0.09, 0.0), (0.28, -0.08))],
    ids=["that might be a rest", "that cannot be"],
)
def test_a_squint_at_the_start_is_not_taken_for_rest_once_the_eyes_open(
    narrow: tuple[float, float], relaxed: tuple[float, float]
) -> None:
    """The first half of a second after it is the most that anything waits for."""
    levels = squinting(lambda time_s: narrow if time_s < 1.2 else relaxed, 2.9)
    assert levels.rest("lid_aperture_seen_left") == pytest.approx(relaxed[0], abs=0.03)
    assert levels.rest("lid_lower_left") == pytest.approx(relaxed[1], abs=0.01)
    assert levels.notes == [NOT_AT_REST]


def test_the_first_coarse_pictures_of_a_clip_are_no_movement() -> None:
    """A browser's first quarter of a second is compressed so that lids are read as lower."""
    coarse, clear = (0.22, -0.103), (0.30, -0.122)
    levels = squinting(lambda time_s: coarse if time_s < 0.25 else clear, 2.5)
    assert levels.notes == []
    assert levels.rest("lid_aperture_seen_left") == pytest.approx(clear[0], abs=0.01)


def test_nor_is_a_squint_of_one_eye() -> None:
    relaxed = (0.33, -0.125)
    levels = squinting(lambda t: (0.20, -0.065) if t < 1.2 else relaxed, 2.9, other=relaxed)
    assert levels.rest("lid_lower_left") == pytest.approx(relaxed[1], abs=0.01)
    assert levels.notes == [NOT_AT_REST]


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


def notes_of(level: Callable[[float], float], *, moves: bool) -> list[str]:
    levels = LevelTracker(BROWS, None, None, None)
    for tick in range(100):
        values = dict.fromkeys(MEASURES, 0.0)
        for part in BROWS.movement.parts:
            for name in sided_names(part.measure):
                values[name] = level(tick / 20) * part.full
        idle = not (moves and 20 <= tick < 40)
        levels.step(tick / 20, values, levels.rests_now(values), idle=idle)
    return levels.notes


def test_a_face_that_goes_the_other_way_first_may_have_started_in_the_movement() -> None:
    frown = 1.1 * BROWS.movement.leave
    assert notes_of(raised(-frown), moves=False) == [THE_OTHER_WAY]
    assert notes_of(raised(-frown), moves=True) == []
    assert notes_of(raised(-0.9 * frown), moves=False) == []
    assert notes_of(raised(-frown, 4.8), moves=False) == []
