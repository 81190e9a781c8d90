"""Signs that need no colour: a triangle, a check, a cross."""

from __future__ import annotations

import cv2
import numpy as np

from facecheck.core.frames import Image
from facecheck.outputs.overlay.palette import Colour


def warning_sign(canvas: Image, at: tuple[int, int], half: int, colour: Colour) -> None:
    """A triangle."""
    x, y = at
    corners = np.array([(x, y - half), (x + half, y + half), (x - half, y + half)], np.int32)
    cv2.fillConvexPoly(canvas, corners, colour, cv2.LINE_AA)


def check_sign(canvas: Image, at: tuple[int, int], half: int, colour: Colour) -> None:
    """A check mark."""
    x, y = at
    low = x - half // 4, y + half * 3 // 4
    _stroke(canvas, (x - half, y), low, half, colour)
    _stroke(canvas, low, (x + half, y - half * 3 // 4), half, colour)


def cross_sign(canvas: Image, at: tuple[int, int], half: int, colour: Colour) -> None:
    """A cross."""
    x, y = at
    _stroke(canvas, (x - half, y - half), (x + half, y + half), half, colour)
    _stroke(canvas, (x - half, y + half), (x + half, y - half), half, colour)


def _stroke(
    canvas: Image, start: tuple[int, int], end: tuple[int, int], half: int, colour: Colour
) -> None:
    cv2.line(canvas, start, end, colour, max(2, half // 3), cv2.LINE_AA)


SIGNS = {"check": check_sign, "cross": cross_sign, "warning": warning_sign}
"""By the mark of a banner."""
