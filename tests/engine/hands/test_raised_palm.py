"""A raised palm is a sign; hands at work are none."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest
from strips import cheek, fist, flat_hand, inter_ocular, neutral_face, observation

from facecheck.core import landmarks as lm
from facecheck.core.frames import Hand
from facecheck.engine.hands.raised_palm import HELD_S, LOST_S, LOWERED_S, RaisedPalm

PALM_PX = 0.9 * inter_ocular()


def beside(x: float, y: float, make: Callable[..., Hand] = flat_hand) -> Hand:
    """A hand so many inter-ocular distances beside and below the base of the nose."""
    nose = neutral_face().points[lm.NOSE_BASE, :2]
    return make((float(nose[0]) + x * inter_ocular(), float(nose[1]) + y * inter_ocular()), PALM_PX)


UP = beside(1.6, 0.2)


def signs(
    when: Callable[[float], Sequence[Hand]], until_s: float, fps: float = 30.0
) -> list[float]:
    """The times at which a sign was noticed."""
    watch, face = RaisedPalm(), neutral_face()
    times = [i / fps for i in range(round(until_s * fps))]
    return [t for t in times if watch.step(observation(t, face, when(t)))]


@pytest.mark.parametrize("side", [-1, 1])
def test_a_palm_that_is_held_up_is_one_sign(side: int) -> None:
    hand = beside(side * 1.6, 0.2)
    (time_s,) = signs(lambda t: [hand] if t >= 0.5 else [], 6.0)
    assert time_s == pytest.approx(0.5 + HELD_S, abs=0.05)


def test_it_has_to_be_lowered_before_the_next() -> None:
    down_s = 2.0
    again = signs(lambda t: [] if 0 <= t - down_s < 1.2 * LOWERED_S else [UP], 6.0)
    assert len(again) == 2
    assert len(signs(lambda t: [] if 0 <= t - down_s < 0.8 * LOWERED_S else [UP], 6.0)) == 1


def test_a_palm_that_is_lost_for_a_moment_stays_up() -> None:
    flicker = signs(lambda t: [] if 0.5 <= t < 0.5 + 0.8 * LOST_S else [UP], 3.0)
    assert flicker == pytest.approx([HELD_S], abs=0.05)
    assert signs(lambda t: [UP] if t % 1.0 < 0.6 else [], 5.0) == []


HIGH = beside(2.2, -0.5)


def changed(matrix: list[list[float]]) -> Hand:
    """A palm that is held high, turned or squeezed about its middle."""
    middle = HIGH.points[:, :2].mean(axis=0)
    points = (HIGH.points[:, :2] - middle) @ np.array(matrix) + middle
    both = np.column_stack([points, HIGH.points[:, 2]]).astype(np.float32)
    return Hand(both, HIGH.side, HIGH.score)


def test_a_palm_that_is_held_high_is_a_sign() -> None:
    assert len(signs(lambda _: [HIGH], 2.0)) == 1


@pytest.mark.parametrize(
    "hand",
    [
        pytest.param(flat_hand(cheek("left"), PALM_PX), id="on the cheek"),
        pytest.param(beside(1.4, 0.6, fist), id="a fist that holds a band"),
        pytest.param(beside(1.6, 4.5), id="in the lap"),
        pytest.param(changed([[0.0, 1.0], [-1.0, 0.0]]), id="lying"),
        pytest.param(changed([[0.3, 0.0], [0.0, 1.0]]), id="seen from its edge"),
    ],
)
def test_a_hand_at_work_or_at_rest_is_no_sign(hand: Hand) -> None:
    assert signs(lambda _: [hand], 4.0) == []


def test_a_hand_that_passes_is_no_sign() -> None:
    assert signs(lambda t: [beside(3.0 - 0.8 * t, 0.2)], 2.2) == []


def test_without_a_face_there_is_no_sign() -> None:
    watch = RaisedPalm()
    assert not any(watch.step(observation(i / 30, None, [UP])) for i in range(90))
