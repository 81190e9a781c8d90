"""How a picture is brought to another size."""

from __future__ import annotations

import cv2

LINEAR_FROM = 2 / 3
"""A picture that is made smaller than this is averaged over areas. Below it, linear interpolation
leaves lines out, and edges flicker; above it, every line takes part, in a fifth of the time."""


def interpolation(scale: float) -> int:
    """OpenCV's interpolation for a picture that is made so many times as large."""
    return cv2.INTER_AREA if scale < LINEAR_FROM else cv2.INTER_LINEAR
