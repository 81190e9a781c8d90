from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from facecheck.core.frames import Frame, Image
from facecheck.inputs.upright import DetectedFace, UprightFrames, upright_by

FPS = 30


def arrow(turns: int) -> Image:
    """A picture whose brightest corner says how far it was turned, a quarter a time."""
    picture = np.zeros((6, 8, 3), np.uint8)
    picture[0, 0] = 255
    return np.ascontiguousarray(np.rot90(picture, turns))


def surest(upright: float, turned: float) -> Callable[[Image], DetectedFace]:
    return lambda rgb: DetectedFace(upright if rgb[0, 0, 0] == 255 else turned)


def by_turn(*scores: float) -> Callable[[Image], DetectedFace]:
    """A detector that sees in a picture on its side that its face lies, as the real one does.

    Args:
        scores: Of the picture upright and turned by one, two and three quarters anticlockwise.
    """

    def sight(rgb: Image) -> DetectedFace:
        (quarters,) = (n for n in range(4) if np.array_equal(rgb, arrow(n)))
        return DetectedFace(scores[quarters], (0.0, -80.0, 4.0, 85.0)[quarters])

    return sight


@pytest.mark.parametrize("turns", range(4))
def test_a_picture_is_turned_back(turns: int) -> None:
    upright = UprightFrames([Frame(n / FPS, arrow(turns)) for n in range(40)], surest(0.95, 0.7))
    frames = list(upright)
    assert [frame.time_s for frame in frames] == [n / FPS for n in range(40)]
    assert all((frame.rgb == arrow(0)).all() for frame in frames)
    assert bool(upright.notes) == (turns != 0)


@pytest.mark.parametrize("scores", [(0.0, 0.0), (0.75, 0.7), (0.9, 0.86), (0.8, 0.7)])
def test_in_doubt_it_is_left_as_it_is(scores: tuple[float, float]) -> None:
    upright = UprightFrames([Frame(n / FPS, arrow(2)) for n in range(200)], surest(*scores))
    assert all((frame.rgb == arrow(2)).all() for frame in upright)
    assert upright.notes == []


def test_one_look_that_says_otherwise_is_enough_for_doubt() -> None:
    turned = [Frame(n / FPS, arrow(0 if n == 12 else 2)) for n in range(30)]
    frames = list(UprightFrames(turned, surest(0.95, 0.7)))
    assert [frame.rgb.tobytes() for frame in frames] == [frame.rgb.tobytes() for frame in turned]


def test_an_upright_face_costs_one_look() -> None:
    looks: list[Image] = []

    def sure(rgb: Image) -> DetectedFace:
        looks.append(rgb)
        return DetectedFace(0.95)

    assert upright_by(arrow(0), sure) == 0
    assert len(looks) == 1


@pytest.mark.parametrize("turns", range(4))
def test_a_face_that_lies_is_no_rival_of_the_one_that_stands(turns: int) -> None:
    """It is nearly as sure of some faces on their side; their own points say that they lie."""
    scores = by_turn(0.91, 0.85, 0.7, 0.84)
    assert upright_by(arrow(turns), scores) == (90 * turns) % 360


def test_one_that_seems_to_stand_both_ways_is_a_rival() -> None:
    scores = by_turn(0.91, 0.6, 0.85, 0.6)
    assert [upright_by(arrow(turns), scores) for turns in range(4)] == [0, None, 0, None]
