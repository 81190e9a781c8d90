from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strips import rotation

from facecheck.engine.measures.geometry import (
    Floats,
    distance,
    head_angles,
    height_over_line,
    turn_to_front,
)

angles = st.tuples(st.floats(-60, 60), st.floats(-60, 60), st.floats(-60, 60))
TO_PIXELS = np.array([1.0, -1.0, -1.0])


def matrix(turn: Floats) -> Floats:
    """A facial transformation matrix as MediaPipe gives it, ``(1, 4, 4)``."""
    full = np.eye(4)
    full[:3, :3] = turn
    full[:3, 3] = (1.0, -2.0, -50.0)
    return full[None]


@given(angles)
def test_turning_to_the_front_undoes_the_heads_rotation(turned: tuple[float, float, float]) -> None:
    canonical = np.random.default_rng(1).normal(size=(7, 3)) * 100
    turn = rotation(*turned)
    seen = (canonical @ turn.T) * TO_PIXELS
    front = turn_to_front(seen[None], matrix(turn))[0]
    np.testing.assert_allclose(front, canonical, atol=1e-6)


@given(angles)
def test_head_angles_are_those_the_head_was_turned_by(turned: tuple[float, float, float]) -> None:
    found = [float(a[0]) for a in head_angles(matrix(rotation(*turned)))]
    assert found == pytest.approx(turned, abs=1e-6)


@pytest.mark.parametrize(
    ("turned", "tip", "towards"),
    [
        # Where the tip of the nose (in front) or the crown (above) goes, in pixels.
        pytest.param((20, 0, 0), (0, 0, 1), (0, 1), id="pitch: the nose comes down"),
        pytest.param((0, 20, 0), (0, 0, 1), (1, 0), id="yaw: to the person's left, right in view"),
        pytest.param((0, 0, 20), (0, 1, 0), (-1, 0), id="roll: the crown to the person's right"),
    ],
)
def test_the_signs_of_head_angles(
    turned: tuple[float, float, float], tip: tuple[float, ...], towards: tuple[int, int]
) -> None:
    turn = rotation(*turned)
    assert [float(a[0]) > 1 for a in head_angles(matrix(turn))] == [a > 0 for a in turned]
    went = (turn @ np.array(tip) - np.array(tip)) * TO_PIXELS
    assert float(went[:2] @ np.array(towards)) > 0.3


@pytest.mark.parametrize("outer_x", [-1.0, 1.0], ids=["right eye", "left eye"])
def test_above_the_corner_line_is_positive_for_both_eyes(outer_x: float) -> None:
    # The outer corner is on the far side of the inner one: the line runs the other way.
    outer, inner = np.array([[outer_x, 0.0, 0.0]]), np.array([[0.0, 0.0, 0.0]])
    above, below = np.array([[outer_x / 2, 0.25, 5.0]]), np.array([[outer_x / 2, -0.25, 5.0]])
    assert height_over_line(above, outer, inner)[0] == pytest.approx(0.25)
    assert height_over_line(below, outer, inner)[0] == pytest.approx(-0.25)


def test_height_is_measured_square_to_a_slanting_line() -> None:
    start, end = np.array([[0.0, 0.0, 0.0]]), np.array([[4.0, 3.0, 0.0]])
    point = np.array([[2.0 - 0.6, 1.5 + 0.8, 0.0]])
    assert height_over_line(point, start, end)[0] == pytest.approx(1.0 / 5.0)


def test_a_line_of_no_length_gives_a_number() -> None:
    point = np.zeros((1, 3))
    assert np.isfinite(height_over_line(point + 1.0, point, point)).all()


def test_distance() -> None:
    a, b = (
        np.array([[0.0, 0.0, 0.0], [1.0, 1.0, 1.0]]),
        np.array([[2.0, 3.0, 6.0], [1.0, 1.0, 1.0]]),
    )
    assert distance(a, b).tolist() == [7.0, 0.0]
