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
from facecheck.outputs.scaling import interpolation


class Canvas(NamedTuple):
    """A picture to draw on, and how it lies to the picture it was made from.

    Attributes:
        rgb: ``(height, width, 3)`` uint8, new, writable, contiguous.
        picture: Where the picture lies.
        scale: Canvas pixels per picture pixel.
        mirrored: Whether left and right were exchanged.
    """

    rgb: Image
    picture: Rect
    scale: float
    mirrored: bool

    def place(self, points: Array) -> Points:
        """Landmarks ``(n, 2 or more)`` of the picture as points on the canvas."""
        placed = points[:, :2] * np.float32(self.scale)
        if self.mirrored:
            placed[:, 0] = self.picture.width - 1 - placed[:, 0]
        if self.picture.x0 or self.picture.y0:
            placed += self.picture.x0, self.picture.y0
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
    for beside in (
        Rect(0, 0, layout.width, shown.y0),
        Rect(0, shown.y1, layout.width, layout.floor),
        Rect(0, shown.y0, shown.x0, shown.y1),
        Rect(shown.x1, shown.y0, layout.width, shown.y1),
    ):
        if beside.width > 0 and beside.height > 0:
            flood(canvas, beside, NIGHT)
    part = shown.of(canvas)
    height, width = rgb.shape[:2]
    if (height, width) == part.shape[:2]:
        if mirrored:
            cv2.flip(rgb, 1, dst=part)
        else:
            np.copyto(part, rgb)
    else:
        # Mirroring first costs less where the picture is enlarged: there are fewer pixels.
        turned = cv2.flip(rgb, 1) if mirrored else rgb
        how = interpolation(shown.width / width)
        cv2.resize(turned, (shown.width, shown.height), dst=part, interpolation=how)
    return Canvas(canvas, shown, shown.width / width, mirrored)
