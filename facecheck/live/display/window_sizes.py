"""How large a window is at first, and how large what it shows is drawn."""

from __future__ import annotations

import cv2
import numpy as np

from facecheck.core.frames import Image
from facecheck.outputs.overlay.palette import NIGHT

LEAST = (320, 240)
"""No window is smaller."""
_MOST_LINES = 1080
"""Of what is drawn: on larger screens the window enlarges it, which costs less than drawing it."""
_BARS_PX = 80
"""What a desktop's own bars and the window's title take of the screen's height, at least."""
_BARS_SHARE = 0.1
_BROADEST = 1.9
"""Width over height at first: on a very wide screen the ring would be far from the face."""

Size = tuple[int, int]


def first_size(screen: Size) -> Size:
    """The size a window has at first: what a screen has between its bars.

    >>> first_size((1024, 600)), first_size((3840, 2160))
    ((985, 520), (3694, 1944))
    """
    across, down = screen
    height = max(LEAST[1], down - max(_BARS_PX, round(_BARS_SHARE * down)))
    width = min(across - max(24, round(0.038 * across)), round(_BROADEST * height))
    return max(LEAST[0], width), height


def drawn_size(size: Size) -> Size:
    """How large what a window shows is drawn: as the window is, up to 1080 lines.

    >>> drawn_size((1280, 640)), drawn_size((3840, 2160))
    ((1280, 640), (1920, 1080))
    """
    scale = min(1.0, _MOST_LINES / max(1, min(size)))
    return max(2, round(size[0] * scale)), max(2, round(size[1] * scale))


def framed(picture: Image, size: Size) -> Image:
    """A picture with dark borders, in the shape of a part of the window.

    Args:
        picture: ``(height, width, 3)``.
        size: Width and height of that part.
    """
    height, width = picture.shape[:2]
    if min(size) <= 0:
        return picture
    wide, high = round(height * size[0] / size[1]), round(width * size[1] / size[0])
    across, down = max(0, wide - width), max(0, high - height)
    if max(across, down) < 0.01 * max(width, height):
        return picture
    bordered = cv2.copyMakeBorder(
        picture,
        down // 2,
        down - down // 2,
        across // 2,
        across - across // 2,
        cv2.BORDER_CONSTANT,
        value=NIGHT,
    )
    return np.asarray(bordered, np.uint8)
