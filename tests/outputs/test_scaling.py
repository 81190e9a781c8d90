"""A picture that is made smaller loses none of its lines."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from facecheck.outputs.scaling import interpolation

LINES = 60


@pytest.mark.parametrize("scale", [0.3, 0.45, 0.6, 0.7, 0.85, 0.95])
def test_a_white_line_is_seen_wherever_it_lies(scale: float) -> None:
    for line in range(2, LINES - 2):
        picture = np.zeros((LINES, LINES, 3), np.uint8)
        picture[line] = 255
        size = (round(LINES * scale), round(LINES * scale))
        small = cv2.resize(picture, size, interpolation=interpolation(scale))
        # The nearest line of the smaller picture has a quarter of it; of an average over areas,
        # half of its share where it lies across two of them. Two levels are rounding's.
        assert small.max() >= 255 * min(1 / 4, scale / 2) - 2, line


def test_a_window_nearly_as_large_is_quick_to_draw() -> None:
    """Areas take five times as long, and at this size show no more."""
    assert interpolation(0.9) == interpolation(1.5) == cv2.INTER_LINEAR
    assert interpolation(0.5) == cv2.INTER_AREA
