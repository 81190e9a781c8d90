"""Small things drawn once and blended often: a line of type, a rounded plate."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from facecheck.core.frames import Image
from facecheck.outputs.overlay.palette import PANEL_SHARE, Colour
from facecheck.outputs.overlay.rect import Rect


class Sprite(NamedTuple):
    """Something drawn once: what it adds (None for nothing) and what it lets through.

    ``x`` and ``y`` say where in it a baseline starts; ``advance`` is the width of its text.
    """

    ink: Image | None
    through: Image
    x: int
    y: int
    advance: int


def line_of(font: cv2.FontFace, text: str, size: int, weight: int, colour: Colour) -> Sprite:
    """One line of type, anti-aliased."""
    pad, above, below = size // 8 + 2, round(size * 1.05), round(size * 0.35)
    box = cv2.getTextSize((0, 0), text, (0, 0), font, size, weight)
    mask = np.zeros((above + below, box[2] + 2 * pad + size, 1), np.uint8)
    wide = (0, mask.shape[1] * 2)  # no wrapping
    end, _ = cv2.putText(mask, text, (pad, above), (255, 255, 255), font, size, weight, wrap=wide)
    mask = np.repeat(mask[:, : end[0] + pad], 3, axis=2)
    tint = np.asarray(colour, np.float32) / 255
    ink = np.rint(mask * tint).astype(np.uint8)
    return Sprite(ink, np.invert(mask), pad, above, end[0] - pad)


def plate_of(width: int, height: int, radius: int, colour: Colour | None) -> Sprite:
    """A rounded rectangle of one colour; without a colour, one that darkens what lies below."""
    cover = _rounded(width, height, radius)
    ink = None
    if colour is not None:
        ink = np.rint(cover * np.asarray(colour, np.float32)).astype(np.uint8)
    opacity = 1.0 - PANEL_SHARE if colour is None else 1.0
    through = np.rint(255 * (1 - opacity * cover)).astype(np.uint8)
    return Sprite(ink, np.repeat(through, 3, axis=2), 0, 0, width)


def blend(canvas: Image, sprite: Sprite, x: int, y: int) -> None:
    """Draw a sprite in place, as far as it lies on the canvas."""
    height, width = sprite.through.shape[:2]
    rect = Rect(x, y, x + width, y + height)
    shown = rect.inside(canvas)
    if shown.width <= 0 or shown.height <= 0:
        return
    cut = Rect(shown.x0 - x, shown.y0 - y, shown.x1 - x, shown.y1 - y)
    part = shown.of(canvas)
    cv2.multiply(part, cut.of(sprite.through), dst=part, scale=1 / 255)
    if sprite.ink is not None:
        cv2.add(part, cut.of(sprite.ink), dst=part)


def _rounded(width: int, height: int, radius: int) -> NDArray[np.float32]:
    """How far each pixel lies in a rounded rectangle, ``(height, width, 1)``, 0 to 1."""
    radius = min(radius, width // 2, height // 2)
    across = np.abs(np.arange(width) + 0.5 - width / 2) - (width / 2 - radius)
    down = np.abs(np.arange(height) + 0.5 - height / 2) - (height / 2 - radius)
    distance = np.hypot(np.maximum(down, 0)[:, None], np.maximum(across, 0)[None, :])
    cover: NDArray[np.float32] = np.clip(radius - distance + 0.5, 0, 1).astype(np.float32)
    return cover[:, :, None]
