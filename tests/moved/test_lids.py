"""Lids go exactly as far as they are told, and the eyeball and the other eye stay."""

from __future__ import annotations

import numpy as np
import pytest

from facecheck.core.frames import FACE_POINTS
from facecheck.core.sides import Side
from sample_videos.moved.lids import LOWER, UPPER, LidMove, move_lids, moved_landmarks

WIDTH, MIDDLE = 80.0, {"right": (120.0, 150.0), "left": (320.0, 150.0)}
SKIN, EYE = 200, 40


def eyes() -> tuple[np.ndarray, np.ndarray]:
    """A picture with two dark eyes, 24 pixels open, and their landmarks."""
    points = np.zeros((FACE_POINTS, 3), np.float32)
    rgb = np.full((300, 440, 3), SKIN, np.uint8)
    sides: tuple[Side, Side] = ("right", "left")
    for side in sides:
        x, y = MIDDLE[side]
        u = np.linspace(-WIDTH / 2, WIDTH / 2, 9)
        half = 12 * (1 - (2 * u / WIDTH) ** 4)
        points[list(UPPER[side]), :2] = np.stack([x + u, y - half], axis=1)
        points[list(LOWER[side]), :2] = np.stack([x + u, y + half], axis=1)
        for column in range(int(x - WIDTH / 2), int(x + WIDTH / 2)):
            open_by = np.interp(column - x, u, half)
            rgb[round(y - open_by) : round(y + open_by), column] = EYE
    return rgb, points


def edges(rgb: np.ndarray, side: str) -> tuple[int, int]:
    """The first and last dark row in the middle of an eye."""
    dark = np.flatnonzero(rgb[:, int(MIDDLE[side][0]), 0] < (SKIN + EYE) / 2)
    return int(dark[0]), int(dark[-1])


@pytest.mark.parametrize("closure", [0.35, 0.5, 0.8])
@pytest.mark.parametrize("upper", [0.2, 0.45, 1.0])
def test_the_edges_of_the_lids_are_where_they_were_sent(closure: float, upper: float) -> None:
    rgb, points = eyes()
    top, bottom = edges(rgb, "right")
    move_lids(rgb, points, "right", LidMove(closure, upper))
    now_top, now_bottom = edges(rgb, "right")
    assert now_top - top == pytest.approx(24 * closure * upper, abs=1.0)
    assert bottom - now_bottom == pytest.approx(24 * closure * (1 - upper), abs=1.0)


def test_the_other_eye_stays() -> None:
    rgb, points = eyes()
    before = rgb[:, 260:].copy()
    move_lids(rgb, points, "right", LidMove(0.8, 0.45))
    assert (rgb[:, 260:] == before).all()


def test_the_landmarks_go_with_the_lids() -> None:
    _, points = eyes()
    move = LidMove(0.5, 0.25)
    upper = moved_landmarks(points, "left", move, "upper")
    lower = moved_landmarks(points, "left", move, "lower")
    assert upper[1, 1] - points[UPPER["left"][4], 1] == pytest.approx(24 * 0.5 * 0.25, abs=0.01)
    assert points[LOWER["left"][4], 1] - lower[1, 1] == pytest.approx(24 * 0.5 * 0.75, abs=0.01)


def test_an_open_eye_is_left_as_it_is() -> None:
    rgb, points = eyes()
    before = rgb.copy()
    move_lids(rgb, points, "right", LidMove(0.0, 0.5))
    assert (rgb == before).all()


def test_a_face_at_the_edge_of_the_picture_is_no_error() -> None:
    rgb, points = eyes()
    points[:, 0] -= 150
    move_lids(rgb, points, "right", LidMove(0.8, 0.45))
    points[:, 0] -= 1000
    move_lids(rgb, points, "right", LidMove(0.8, 0.45))
