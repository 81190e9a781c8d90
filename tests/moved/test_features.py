"""Parts of a face go exactly as far as they are told, and the rest stays."""

from __future__ import annotations

import numpy as np
import pytest

from facecheck.core import landmarks as lm
from facecheck.core.frames import FACE_POINTS
from sample_videos.moved.features import BROW, CORNER, Slide, brow, corner, move

UNIT = 200.0


def face() -> tuple[np.ndarray, np.ndarray]:
    """A grey picture with a bright dot at each right brow point, corner of the mouth and eye."""
    points = np.full((FACE_POINTS, 3), (250, 260, 0), np.float32)
    points[lm.EYE_RIGHT_OUTER, :2], points[lm.EYE_LEFT_OUTER, :2] = (150, 200), (350, 200)
    for n, number in enumerate(BROW["right"]):
        points[number, :2] = 160 + 15 * (n % 5), 150 + 10 * (n // 5)
    points[lm.MOUTH_RIGHT, :2], points[lm.MOUTH_LEFT, :2] = (200, 340), (300, 340)
    points[lm.EYE_RIGHT_UPPER[1], :2] = 190, 195
    rgb = np.full((480, 500, 3), 80, np.uint8)
    for number in (BROW["right"][2], lm.MOUTH_RIGHT, lm.MOUTH_LEFT, lm.EYE_RIGHT_UPPER[1]):
        x, y = (int(v) for v in points[number, :2])
        rgb[y - 2 : y + 3, x - 2 : x + 3] = 250
    return rgb, points


def dot(rgb: np.ndarray, x: float, y: float) -> tuple[float, float]:
    """The centre of what is bright near a place, in pixels."""
    x0, y0 = int(x) - 24, int(y) - 24
    bright = np.clip(rgb[y0 : y0 + 49, x0 : x0 + 49, 0].astype(float) - 100, 0, None)
    rows, columns = np.mgrid[:49, :49]
    return (
        float((bright * columns).sum() / bright.sum()) + x0,
        float((bright * rows).sum() / bright.sum()) + y0,
    )


@pytest.mark.parametrize(
    ("slide", "number", "way"),
    [
        (brow("right", 0.05), BROW["right"][2], (0, -10)),
        (brow("right", -0.04), BROW["right"][2], (0, 8)),
        (corner("right", 0.08, 0.08), lm.MOUTH_RIGHT, (-16, -16)),
        (corner("left", 0.08, 0.08), lm.MOUTH_LEFT, (16, -16)),
        (corner("left", -0.045, 0.0), lm.MOUTH_LEFT, (-9, 0)),
    ],
)
def test_what_lies_under_a_point_goes_where_it_was_sent(
    slide: Slide, number: int, way: tuple[int, int]
) -> None:
    rgb, points = face()
    now = move(rgb, points, [slide])
    wanted = points[number, :2] + way
    assert now[number] == pytest.approx(wanted, abs=0.3)
    assert dot(rgb, *wanted) == pytest.approx(tuple(wanted), abs=0.7)


def test_the_lid_under_a_raised_brow_and_the_other_corner_stay() -> None:
    rgb, points = face()
    now = move(rgb, points, [brow("right", 0.05), corner("right", 0.08, 0.08)])
    for number in (lm.EYE_RIGHT_UPPER[1], CORNER["left"][0]):
        assert now[number] == pytest.approx(points[number, :2], abs=0.3)
        assert dot(rgb, *points[number, :2]) == pytest.approx(tuple(points[number, :2]), abs=0.7)


def test_nothing_moves_where_nothing_is_asked() -> None:
    rgb, points = face()
    before = rgb.copy()
    move(rgb, points, [brow("right", 0.0)])
    assert (rgb == before).all()
