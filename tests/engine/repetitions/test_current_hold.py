"""What of a movement is held: a plateau, also one that fades; not what lies between two peaks."""

from __future__ import annotations

import pytest
from strips import exercise, line, sampled

from engine.judging import attempts, judge
from facecheck.engine.form.hold_pauses import NO_PAUSE
from facecheck.engine.repetitions.current_hold import CurrentHold
from facecheck.engine.spec.exercise import Exercise

MOUTH = exercise(movement={"half_way_ends": True, "least_s": 0.3})
"""Enter 0.6, leave 0.45; a hold of one second counts."""


def longest_s(rules: Exercise, *points: tuple[float, float], fps: float = 30.0) -> float:
    """The longest hold of a level that goes straight from point to point."""
    told = judge(rules, sampled(line(*points), points[-1][0] + 1.0, fps))
    return max((attempt.hold_s for attempt in attempts(told)), default=0.0)


def song(half: float, wide: float, every_s: float = 0.8) -> list[tuple[float, float]]:
    """A mouth that is half open for four seconds, and wide for four pictures again and again."""
    points = [(1.0, 0.0), (1.1, half)]
    for n in range(5):
        at_s = 1.1 + n * every_s
        points += [(at_s, half), (at_s + 0.07, wide), (at_s + 0.2, wide), (at_s + 0.27, half)]
    return [*points, (1.1 + 5 * every_s, half), (1.2 + 5 * every_s, 0.0)]


@pytest.mark.parametrize("fps", [15.0, 30.0])
@pytest.mark.parametrize("every_s", [0.8, 1.3])
@pytest.mark.parametrize(("half", "wide"), [(0.5, 0.75), (0.5, 1.0), (0.55, 0.9), (0.58, 1.2)])
def test_a_song_holds_nothing(half: float, wide: float, every_s: float, fps: float) -> None:
    assert longest_s(MOUTH, *song(half, wide, every_s), fps=fps) < 0.5


def test_elsewhere_half_way_is_held() -> None:
    # A lip under a beard, as the mesh has it, settles at half of what it reached first.
    points = [(1.0, 0.0), (1.1, 0.85), (1.2, 0.85), (1.3, 0.55), (3.0, 0.55), (3.1, 0.0)]
    assert longest_s(exercise(), *points) > 1.5


@pytest.mark.parametrize(
    ("first", "last"),
    [
        pytest.param(1.0, 0.48, id="half of it is lost over two seconds"),
        pytest.param(0.63, 0.5, id="a slight one"),
        pytest.param(1.3, 0.75, id="from an overshoot"),
    ],
)
def test_a_hold_that_fades_is_held(first: float, last: float) -> None:
    points = [(1.0, 0.0), (1.3, first), (1.6, first), (3.6, last), (3.8, 0.0)]
    assert longest_s(MOUTH, *points) == pytest.approx(2.4, abs=0.15)


def test_an_overshoot_settles_into_a_hold() -> None:
    points = [(1.0, 0.0), (1.2, 1.4), (1.3, 1.4), (1.5, 0.7), (3.5, 0.7), (3.7, 0.0)]
    assert longest_s(MOUTH, *points) > 1.9


def test_a_dip_that_comes_back_at_once_loses_nothing() -> None:
    points = [(1.0, 0.0), (1.2, 1.0), (2.0, 1.0), (2.1, 0.5), (2.25, 0.5), (2.35, 1.0)]
    assert longest_s(MOUTH, *points, (3.2, 1.0), (3.4, 0.0)) == pytest.approx(2.1, abs=0.1)


def test_a_dip_that_stays_parts_two_holds() -> None:
    points = [(1.0, 0.0), (1.2, 1.0), (2.0, 1.0), (2.1, 0.5), (2.7, 0.5), (2.8, 1.0)]
    assert longest_s(MOUTH, *points, (4.0, 1.0), (4.2, 0.0)) == pytest.approx(1.3, abs=0.15)


def test_a_picture_that_stands_holds_nothing_until_the_next_one_comes() -> None:
    hold = CurrentHold(1.0, MOUTH.movement)
    for n in range(90):
        hold.reach(n / 30, 1.0)
        hold.step(
            n / 30,
            1 / 30,
            NO_PAUSE,
            holding=True,
            is_attempt=True,
            repeated=n % 3 > 0 or n > 20,
        )
    # Two repeats of each picture are held when the next one comes, and the last one's are not.
    assert hold.held_s == pytest.approx(19 / 30)
    assert not hold.reaches(holding=True)
