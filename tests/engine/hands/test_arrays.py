from __future__ import annotations

import numpy as np
import pytest
from strips import fist, flat_hand, inter_ocular, neutral_face

from facecheck.core import landmarks as lm
from facecheck.core.frames import Hand
from facecheck.engine.hands.arrays import columns, mean, palm_from_nose, ramp, straightness
from facecheck.engine.hands.arrays import (
    inter_ocular as outer_corners_apart,
)
from facecheck.engine.measures.geometry import Floats

FLAT, FIST = flat_hand((300.0, 200.0), 80.0), fist((300.0, 200.0), 80.0)


def stacked(*hands: Hand) -> Floats:
    return columns(np.array([hand.points for hand in hands])).astype(np.float64)


def test_straight_fingers_and_a_fist() -> None:
    assert straightness(stacked(FLAT, FIST)).tolist() == [1.0, 0.0]


def test_the_median_finger_speaks() -> None:
    points = stacked(FLAT, FIST)
    one_bent = points[..., :1].copy()
    one_bent[:, 5:9] = points[:, 5:9, 1:]
    assert straightness(one_bent)[0] == 1.0


def test_a_hand_without_any_length_is_no_open_hand() -> None:
    assert straightness(np.zeros((3, 21, 1))).tolist() == [0.0]


def test_a_palm_is_seen_from_the_nose() -> None:
    nose = neutral_face().points[lm.NOSE_BASE, :2, None]
    unit = inter_ocular()
    hands = columns(FLAT.points[None])
    middle = FLAT.points[[0, 5, 17], :2].mean(axis=0)
    found = palm_from_nose(hands, nose, np.array([unit]))
    assert found[:, 0].tolist() == pytest.approx(((middle - nose[:, 0]) / unit).tolist())


def test_the_eyes_are_never_nothing_apart() -> None:
    points = neutral_face().points[..., None]
    right, left = points[lm.EYE_RIGHT_OUTER], points[lm.EYE_LEFT_OUTER]
    assert outer_corners_apart(right, left)[0] == pytest.approx(inter_ocular())
    assert outer_corners_apart(right, right)[0] > 0.0


def test_a_mean_is_of_points_and_a_ramp_has_ends() -> None:
    assert mean(np.array([[[1.0], [2.0]], [[4.0], [0.0]]])).tolist() == [[1.5], [2.0]]
    assert ramp(np.array([0.0, 2.0, 3.0, 9.0]), 1.0, 5.0).tolist() == [0.0, 0.25, 0.5, 1.0]


@pytest.mark.parametrize("count", [5, 10])
def test_a_mean_does_not_depend_on_how_many_are_taken_together(count: int) -> None:
    points = np.random.default_rng(1).uniform(0.0, 1000.0, (2, count, 200))
    together = mean(points)
    for i in range(200):
        assert mean(np.ascontiguousarray(points[..., i : i + 1]))[:, 0].tolist() == (
            together[:, i].tolist()
        )
