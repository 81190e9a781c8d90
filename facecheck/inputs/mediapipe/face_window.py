"""A second look for a face that is too small in the whole picture, and a window that follows it.

The detector sees the whole picture on 128x128 points: a face of a twelfth of the width has ten of
them, and is found now and then or not at all. In a part of the picture it has more.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from facecheck.core.frames import Image
from facecheck.inputs.mediapipe.user_tracker import SAME, Box

SURE = 0.8
"""An upright face in a part of the picture has 0.89 and more; textures stay below."""

AT_ONCE = 3
"""Parts that are looked at in one frame: a third of what the whole picture costs."""

SHARES, SMALLEST_PX = (2, 4), 200
"""Parts are a half and a quarter of the picture wide, and no smaller than this."""

ROOM = 3.0
"""The window is so many face widths wide: a head moves within it for a while."""


class FaceWindow(NamedTuple):
    """A part of the picture, in pixels."""

    x: int
    y: int
    width: int
    height: int

    def of(self, rgb: Image) -> Image:
        """The part of a picture."""
        part = rgb[self.y : self.y + self.height, self.x : self.x + self.width]
        return np.ascontiguousarray(part)

    def holds(self, box: Box) -> bool:
        """Whether a face has room in it: half of its own width on every side."""
        room = 0.5 * box.width
        left, top = box.x0 - self.x, box.y0 - self.y
        right, bottom = self.x + self.width - box.x1, self.y + self.height - box.y1
        return min(left, top, right, bottom) > room


def around(box: Box, width: int, height: int) -> FaceWindow:
    """The window of a face in a picture of a size."""
    side = max(round(ROOM * box.width), SMALLEST_PX)
    across, down = min(side, width), min(side, height)
    x = min(max(round((box.x0 + box.x1 - across) / 2), 0), width - across)
    y = min(max(round((box.y0 + box.y1 - down) / 2), 0), height - down)
    return FaceWindow(x, y, across, down)


class SecondLook:
    """Looks at parts of the pictures in turn, a few in each."""

    def __init__(self) -> None:
        """Start with the first part."""
        self._next = 0
        self._parts: list[FaceWindow] = []
        self._size = 0, 0

    def find(
        self, rgb: Image, faces: Callable[[Any], list[Box]], to_image: Callable[[Image], Any]
    ) -> FaceWindow | None:
        """The window of a face that a part shows; None where this frame's parts show none."""
        height, width = rgb.shape[:2]
        if (width, height) != self._size:
            self._size, self._next, self._parts = (width, height), 0, parts_of(width, height)
        for _ in range(min(AT_ONCE, len(self._parts))):
            part = self._parts[self._next]
            self._next = (self._next + 1) % len(self._parts)
            found = [box for box in faces(to_image(part.of(rgb))) if box.score >= SURE]
            if found:
                best = max(found, key=lambda box: box.width)
                placed = Box(best.x0 + part.x, best.y0 + part.y, best.x1 + part.x, best.y1 + part.y)
                return around(placed, width, height)
        return None


def everyone(
    rgb: Image, faces: Callable[[Any], list[Box]], to_image: Callable[[Image], Any]
) -> list[Box]:
    """The faces that squares of a picture's height or width, and its halves, show.

    Args:
        rgb: ``(height, width, 3)`` uint8.
        faces: Where there are faces in an image.
        to_image: Makes it of a picture.
    """
    height, width = rgb.shape[:2]
    halves = [part for part in parts_of(width, height) if part.width == width // SHARES[0]]
    found: list[Box] = []
    for part in (*_squares(width, height), *halves):
        for box in faces(to_image(part.of(rgb))):
            placed = replace(
                box,
                x0=box.x0 + part.x,
                y0=box.y0 + part.y,
                x1=box.x1 + part.x,
                y1=box.y1 + part.y,
            )
            if box.score >= SURE and all(placed.distance(other) >= SAME for other in found):
                found.append(placed)
    return found


def _squares(width: int, height: int) -> list[FaceWindow]:
    """Along the longer side of a picture, each overlapping its neighbours by half and more."""
    side, longer = min(width, height), max(width, height)
    steps = -(-2 * (longer - side) // side)
    firsts = [round(n * (longer - side) / steps) for n in range(steps + 1)] if steps else []
    return [
        FaceWindow(first, 0, side, side) if width > height else FaceWindow(0, first, side, side)
        for first in firsts
    ]


def parts_of(width: int, height: int) -> list[FaceWindow]:
    """The parts that are looked at, larger ones first; each overlaps its neighbours by half."""
    parts = []
    for share in SHARES:
        across, down = width // share, height // share
        if min(across, down) < SMALLEST_PX:
            continue
        steps = range(2 * share - 1)
        parts += [
            FaceWindow(column * across // 2, row * down // 2, across, down)
            for row in steps
            for column in steps
        ]
    return parts
