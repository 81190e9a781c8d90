from __future__ import annotations

import numpy as np
import pytest

from facecheck.core import landmarks as lm
from facecheck.core.frames import (
    BLENDSHAPES,
    FACE_POINTS,
    HAND_POINTS,
    Face,
    Group,
    Hand,
    Observation,
)

GOOD = {"points": (FACE_POINTS, 3), "blendshapes": (BLENDSHAPES,), "matrix": (4, 4)}


@pytest.mark.parametrize("name", sorted(GOOD))
def test_a_face_of_another_shape_is_refused_with_both_shapes(name: str) -> None:
    arrays = {key: np.zeros(shape, np.float32) for key, shape in GOOD.items()}
    Face(**arrays)
    arrays[name] = np.zeros((3, 7), np.float32)
    with pytest.raises(ValueError, match=rf"{name} has shape \(3, 7\), needs \({GOOD[name][0]}"):
        Face(**arrays)


def test_what_is_measured_of_a_face_stands_in_the_order_of_its_list() -> None:
    points = np.arange(FACE_POINTS * 3, dtype=np.float32).reshape(FACE_POINTS, 3)
    face = Face(points, np.zeros(BLENDSHAPES, np.float32), np.zeros((4, 4), np.float32))
    assert face.measured[lm.MEASURED_PLACE[lm.CHIN]].tolist() == points[lm.CHIN].tolist()
    assert face.measured.tolist() == points[list(lm.MEASURED)].tolist()
    assert list(lm.MEASURED) == sorted(lm.MEASURED)
    group = Group.of([Observation(0.0, (9, 9), seen) for seen in (face, None, face)])
    assert group.measured.tolist() == [face.measured.tolist()] * 2
    assert Group.of([Observation(0.0, (9, 9), None)]).measured.shape == (0, len(lm.MEASURED), 3)


def test_a_hand_of_another_shape_is_refused() -> None:
    Hand(np.zeros((HAND_POINTS, 3), np.float32), "left", 0.9)
    with pytest.raises(ValueError, match=r"points has shape \(20, 3\), needs \(21, 3\)"):
        Hand(np.zeros((20, 3), np.float32), "left", 0.9)


def numbers() -> dict[str, tuple[int, ...]]:
    """Every name of a landmark or of several."""
    found: dict[str, tuple[int, ...]] = {}
    for name, value in vars(lm).items():
        if name.isupper() and isinstance(value, int):
            found[name] = (value,)
        elif name.isupper() and isinstance(value, tuple) and isinstance(value[0], int):
            found[name] = value
    return found


def test_landmark_numbers_are_of_the_mesh_and_not_repeated() -> None:
    assert len(numbers()) > 20
    for name, points in numbers().items():
        assert len(set(points)) == len(points), name
        assert all(0 <= point < FACE_POINTS for point in points), name


@pytest.mark.parametrize(
    ("right", "left"),
    [
        (name, name.replace("RIGHT", "LEFT"))
        for name in numbers()
        if "RIGHT" in name and "OUTLINE" not in name
    ],
)
def test_right_and_left_are_different_points(right: str, left: str) -> None:
    points = numbers()
    assert len(points[right]) == len(points[left])
    assert not set(points[right]) & set(points[left])


def test_blendshapes_have_their_places() -> None:
    assert len(lm.BLENDSHAPE_NAMES) == len(set(lm.BLENDSHAPE_NAMES)) == BLENDSHAPES
    assert lm.BLENDSHAPE_NAMES[lm.SHAPE["jawOpen"]] == "jawOpen"
