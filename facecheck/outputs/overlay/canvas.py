"""The canvas: a copy of the picture, enlarged, mirrored and framed as the layout says."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np

from facecheck.core.frames import Array, Image
from facecheck.outputs.overlay.layout import Layout
from facecheck.outputs.overlay.palette import NIGHT
from facecheck.outputs.overlay.rect import Rect, flood
from facecheck.outputs.overlay.view import Points


class Canvas(NamedTuple):
    """A picture to draw on, and how it lies to the picture it was made from.

    Attributes:
        rgb: ``(height, width, 3)`` uint8, new, writable, contiguous.
        picture_width: How many columns show the picture.
        scale: Canvas pixels per picture pixel.
        mirrored: Whether left and right were exchanged.
    """

    rgb: Image
    picture_width: int
    scale: float
    mirrored: bool

    def place(self, points: Array) -> Points:
        """Landmarks ``(n, 2 or more)`` of the picture as points on the canvas."""
        placed = points[:, :2] * np.float32(self.scale)
        if self.mirrored:
            placed[:, 0] = self.picture_width - 1 - placed[:, 0]
        return placed


def canvas_for(
    rgb: Image, layout: Layout, mirrored: bool = False, *, ground: bool = True
) -> Canvas:
    """A canvas with a picture on it.

    Args:
        rgb: The picture; it is not changed.
        layout: For pictures of this size.
        mirrored: Exchange left and right, as a user before a camera expects.
        ground: Paint the footer; not needed where something covers all of it.
    """
    canvas = np.empty((layout.height, layout.width, 3), np.uint8)
    shown = layout.picture
    if ground:
        flood(canvas, layout.footer, NIGHT)
    if shown.x1 < layout.width:
        flood(canvas, Rect(shown.x1, 0, layout.width, shown.y1), NIGHT)
    part = canvas[: shown.y1, : shown.x1]
    height, width = rgb.shape[:2]
    if (height, width) == part.shape[:2]:
        if mirrored:
            cv2.flip(rgb, 1, dst=part)
        else:
            np.copyto(part, rgb)
    elif mirrored:
        # Mirroring first costs less: there are fewer pixels.
        cv2.resize(cv2.flip(rgb, 1), (shown.width, shown.height), dst=part)
    else:
        cv2.resize(rgb, (shown.width, shown.height), dst=part)
    return Canvas(canvas, shown.width, shown.width / width, mirrored)
