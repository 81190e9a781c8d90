"""Pictures as the page sends them: how large one says it is, and the picture itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from facecheck.core.frames import Image

MOST_BYTES: Final = 1_000_000
"""Of a picture in transit; one of 1280 by 720 at the page's quality has some 100,000."""
MOST_PIXELS: Final = 1920 * 1080
"""A few bytes can say that they are a picture of many gigabytes."""

_START = b"\xff\xd8"
_SIZES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
"""Markers of the segments that say how large a picture is."""
_ALONE = {0x01, *range(0xD0, 0xD9)}
"""Markers without a segment."""


def jpeg_size(data: bytes) -> tuple[int, int] | None:
    """Width and height in pixels that a JPEG says it has; None where it is none."""
    if not data.startswith(_START):
        return None
    at = 2
    while at + 9 <= len(data):
        if data[at] != 0xFF:
            return None
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
        elif marker in _ALONE:
            at += 2
        elif marker in _SIZES:
            height = int.from_bytes(data[at + 5 : at + 7], "big")
            width = int.from_bytes(data[at + 7 : at + 9], "big")
            return (width, height) if width and height else None
        else:
            at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return None


def acceptable(data: bytes) -> bool:
    """Whether it may be decoded: a JPEG that is neither too long nor too large."""
    size = jpeg_size(data) if len(data) <= MOST_BYTES else None
    return size is not None and size[0] * size[1] <= MOST_PIXELS


def decoded(data: bytes) -> Image | None:
    """The picture: ``(height, width, 3)`` uint8, red first, read only; None where it is damaged."""
    import cv2
    import numpy as np

    try:
        bgr = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    except cv2.error:
        return None
    if bgr is None:
        return None
    rgb = cv2.cvtColor(bgr, cv2.COLOR_BGR2RGB).astype(np.uint8, copy=False)
    rgb.flags.writeable = False
    return rgb
