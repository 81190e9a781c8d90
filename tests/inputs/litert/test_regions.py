"""What is cut out of a picture, and where its points lie in it."""

from __future__ import annotations

import math

import cv2
import numpy as np
import pytest

from facecheck.inputs.litert.regions import RegionOfInterest, direction

PICTURE = np.random.default_rng(4).integers(0, 255, (48, 64, 3), np.uint8)


def test_a_part_at_its_own_size_is_the_part() -> None:
    assert np.array_equal(RegionOfInterest(32, 24, 16, 16).cut(PICTURE, 16), PICTURE[16:32, 24:40])


def test_outside_the_picture_is_its_edge_or_black() -> None:
    region = RegionOfInterest(0, 24, 16, 16)
    assert np.array_equal(region.cut(PICTURE, 16)[:, :8], PICTURE[16:32, :1].repeat(8, axis=1))
    assert not region.cut(PICTURE, 16, cv2.BORDER_CONSTANT)[:, :7].any()


@pytest.mark.parametrize("x", [20.0, 60.0, 90.0, -30.0])
def test_what_is_not_needed_of_a_picture_changes_nothing(x: float) -> None:
    """Beside the region, the rest may be anything."""
    region = RegionOfInterest(x, 20, 12, 12, 0.4)
    wide = cv2.copyMakeBorder(PICTURE, 0, 0, 0, 0, cv2.BORDER_REPLICATE).copy()
    wide[40:] = 0
    assert np.array_equal(region.cut(PICTURE, 24), region.cut(np.asarray(wide, np.uint8), 24))


def test_points_of_a_turned_region_lie_where_they_were_cut_from() -> None:
    picture = np.zeros((200, 200, 3), np.uint8)
    picture[118:123, 138:143] = 255
    region = RegionOfInterest(100, 100, 120, 120, 0.5)
    y, x = np.argwhere(region.cut(picture, 240)[..., 0] > 128).mean(axis=0)
    point = region.placed(np.array([[(x + 0.5) / 240, (y + 0.5) / 240, 0.5]], np.float32))
    assert point[0, :2] == pytest.approx([140.5, 120.5], abs=0.6)
    assert point[0, 2] == 60


def test_a_region_grows_along_its_own_axes() -> None:
    grown = RegionOfInterest(10, 20, 4, 8, math.pi / 2).grown(2.0, down=0.5)
    assert grown == pytest.approx((6, 20, 16, 16, math.pi / 2))


@pytest.mark.parametrize(("end", "turned"), [((1, 0), 0), ((0, 1), 90), ((-1, 0.0), -180)])
def test_a_line_is_turned_clockwise(end: tuple[float, float], turned: float) -> None:
    origin = np.zeros(2, np.float32)
    assert math.degrees(direction(origin, np.array(end, np.float32), 0.0)) == pytest.approx(turned)
