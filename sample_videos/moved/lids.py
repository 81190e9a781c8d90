"""Slides the lids of a real face over its eyeballs, by known shares of the eye's own opening.

Skin, light, glasses, lashes and the camera stay those of the picture. The lids are where the face
mesh has them in the picture as it was, so that the amounts are exact as far as these lie on the
lids: about a tenth of the opening, looked at four times enlarged. The folds of the muscle are
missing, and skin is stretched where it would wrinkle.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from facecheck.core.frames import Image
from facecheck.core.sides import Side

Floats = NDArray[np.float64]

# From the outer corner of the eye to the inner one, or the reverse.
UPPER: dict[Side, tuple[int, ...]] = {
    "right": (33, 246, 161, 160, 159, 158, 157, 173, 133),
    "left": (362, 398, 384, 385, 386, 387, 388, 466, 263),
}
LOWER: dict[Side, tuple[int, ...]] = {
    "right": (33, 7, 163, 144, 145, 153, 154, 155, 133),
    "left": (362, 382, 381, 380, 374, 373, 390, 249, 263),
}

CORNERS_STAY = 0.62
"""In eye widths from the middle: here lids no longer move, and within a quarter of it ever less."""
BROW, CHEEK = 0.55, 0.75
"""In eye widths over and under the lids: as far as this the skin stretches with them."""


class LidMove(NamedTuple):
    """How far the lids of one eye are moved.

    Attributes:
        closure: Share of the opening that is covered, 0 to 1.
        upper: The upper lid's part of that; the lower lid does the rest.
    """

    closure: float
    upper: float


@dataclass(frozen=True, slots=True)
class _Eye:
    """One eye's own axes: along it between the corners, and down at right angles to that."""

    middle: Floats
    along: Floats
    down: Floats
    width: float

    def own(self, points: Floats) -> Floats:
        """``(..., 2)`` picture points as ``(..., 2)``: along the eye and down, from its middle."""
        from_middle = points - self.middle
        return np.stack([from_middle @ self.along, from_middle @ self.down], axis=-1)


def _eye_of(points: Floats, side: Side) -> _Eye:
    first, last = points[UPPER[side][0]], points[UPPER[side][-1]]
    width = float(np.linalg.norm(last - first))
    along = (last - first) / max(width, 1e-6)
    down = np.array([-along[1], along[0]])
    return _Eye((first + last) / 2, along, down if down[1] > 0 else -down, width)


def _line(lid: Floats, at: Floats) -> Floats:
    order = np.argsort(lid[:, 0])
    line: Floats = np.interp(at, lid[order, 0], lid[order, 1])
    return line


def _covered(u: Floats, opening: Floats, closure: float, width: float) -> Floats:
    taper = np.clip((1 - np.abs(u) / (CORNERS_STAY * width)) / 0.25, 0, 1)
    return closure * np.maximum(opening, 0) * taper


def move_lids(rgb: Image, points: NDArray[np.float32], side: Side, move: LidMove) -> None:
    """Move the lids of one eye, in place.

    Args:
        rgb: ``(height, width, 3)`` uint8.
        points: ``(478, 2 or 3)`` of the face mesh in this picture, in pixels.
        side: The person's own side.
        move: By how much.
    """
    flat = points[:, :2].astype(np.float64)
    eye = _eye_of(flat, side)
    if move.closure <= 0 or eye.width < 2:
        return
    reach = int(eye.width * 1.6)
    height, wide = rgb.shape[:2]
    x0, y0 = (max(0, int(v) - reach) for v in eye.middle)
    x1, y1 = (min(end, int(v) + reach) for v, end in zip(eye.middle, (wide, height), strict=True))
    if x1 <= x0 or y1 <= y0:
        return
    x, y = np.meshgrid(np.arange(x0, x1), np.arange(y0, y1))
    uv = eye.own(np.stack([x, y], axis=-1).astype(np.float64))
    u, v = uv[..., 0], uv[..., 1]
    top = _line(eye.own(flat[list(UPPER[side])]), u)
    bottom = _line(eye.own(flat[list(LOWER[side])]), u)
    covered = _covered(u, bottom - top, move.closure, eye.width)
    new_top, new_bottom = top + move.upper * covered, bottom - (1 - move.upper) * covered
    brow, cheek = top - BROW * eye.width, bottom + CHEEK * eye.width
    source = v.copy()
    above = (v < new_top) & (v > brow)
    stretch = (top - brow) / np.maximum(new_top - brow, 1e-3)
    source = np.where(above, brow + (v - brow) * stretch, source)
    below = (v > new_bottom) & (v < cheek)
    stretch = (cheek - bottom) / np.maximum(cheek - new_bottom, 1e-3)
    source = np.where(below, cheek - (cheek - v) * stretch, source)
    map_x = eye.middle[0] + u * eye.along[0] + source * eye.down[0]
    map_y = eye.middle[1] + u * eye.along[1] + source * eye.down[1]
    rgb[y0:y1, x0:x1] = cv2.remap(
        rgb,
        map_x.astype(np.float32),
        map_y.astype(np.float32),
        cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_REPLICATE,
    )


def moved_landmarks(
    points: NDArray[np.float32], side: Side, move: LidMove, lid: Literal["upper", "lower"]
) -> Floats:
    """Where the middle landmarks of a lid are after `move_lids`: ``(3, 2)`` in pixels.

    Args:
        points: Of the face mesh in the picture as it was.
        side: The person's own side.
        move: As given to `move_lids`.
        lid: Which of them.
    """
    flat = points[:, :2].astype(np.float64)
    eye = _eye_of(flat, side)
    upper, lower = eye.own(flat[list(UPPER[side])]), eye.own(flat[list(LOWER[side])])
    own = (upper if lid == "upper" else lower)[3:6]
    opening = _line(lower, own[:, 0]) - _line(upper, own[:, 0])
    covered = _covered(own[:, 0], opening, move.closure, eye.width)
    share = move.upper if lid == "upper" else move.upper - 1
    moved = flat[list((UPPER if lid == "upper" else LOWER)[side])][3:6]
    return moved + (share * covered)[:, None] * eye.down
