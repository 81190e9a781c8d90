"""Slides brows, mouth corners, nose wings and the upper lip of a real face by known amounts.

Skin, light and the camera stay those of the picture. What lies around the face mesh's own points
goes with them by exactly as much as it is told, and the skin around is stretched or pressed
together; what the movement leaves alone, such as the eyes under a brow, stays. Folds are missing,
and what comes forward towards the camera does not: of a pucker, the corners come in and no more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from facecheck.core import landmarks as lm
from facecheck.core.frames import Image
from facecheck.core.sides import Side

Floats = NDArray[np.float64]

BROW: dict[Side, tuple[int, ...]] = {
    "right": (70, 63, 105, 66, 107, 46, 53, 52, 65, 55),
    "left": (300, 293, 334, 296, 336, 276, 283, 282, 295, 285),
}
"""Both edges of each brow."""
CORNER: dict[Side, tuple[int, ...]] = {"right": (lm.MOUTH_RIGHT,), "left": (lm.MOUTH_LEFT,)}
WING: dict[Side, tuple[int, ...]] = {
    "right": (lm.NOSE_WING_RIGHT,),
    "left": (lm.NOSE_WING_LEFT,),
}
UPPER_LIP: dict[Side, tuple[int, ...]] = {
    "right": (lm.LIP_HALF_RIGHT[0], lm.LIP_HALF_RIGHT[1], 37, 82),
    "left": (lm.LIP_HALF_LEFT[0], lm.LIP_HALF_LEFT[1], 267, 312),
}
STEPS = 8
"""In which a way is gone, so that skin is never folded over."""
COARSE = 4


@dataclass(frozen=True, slots=True)
class Slide:
    """How far some points of the mesh are to go.

    Attributes:
        points: Their numbers.
        out: Away from the middle of the face, in inter-ocular distances.
        up: Towards the forehead, likewise.
        around: As far around the points, everything goes as far as they.
        above, below, beside: As far beyond that, the skin goes along, ever less.
    """

    points: tuple[int, ...]
    out: float
    up: float
    around: float
    above: float
    below: float
    beside: float


def brow(side: Side, up: float) -> Slide:
    """A brow up, or down where negative: the lid under it stays."""
    return Slide(BROW[side], 0.0, up, around=0.02, above=0.35, below=0.13, beside=0.15)


def corner(side: Side, out: float, up: float) -> Slide:
    """A corner of the mouth: up and out in a smile, down, or in as in a pucker."""
    return Slide(CORNER[side], out, up, around=0.05, above=0.35, below=0.3, beside=0.3)


def nose_wing(side: Side, up: float) -> Slide:
    """A wing of the nose; its base and the lip stay."""
    return Slide(WING[side], 0.0, up, around=0.05, above=0.25, below=0.12, beside=0.12)


def upper_lip(side: Side, up: float) -> Slide:
    """One half of the upper lip."""
    return Slide(UPPER_LIP[side], 0.0, up, around=0.02, above=0.16, below=0.08, beside=0.1)


@dataclass(frozen=True, slots=True)
class _Axes:
    """The face's own: from its middle to the person's left, up, and the inter-ocular distance."""

    middle: Floats
    left: Floats
    up: Floats
    unit: float


def _axes(flat: Floats) -> _Axes:
    span = flat[lm.EYE_LEFT_OUTER] - flat[lm.EYE_RIGHT_OUTER]
    unit = float(np.hypot(*span))
    left = span / max(unit, 1e-6)
    middle = (flat[lm.EYE_LEFT_OUTER] + flat[lm.EYE_RIGHT_OUTER]) / 2
    return _Axes(middle, left, np.array([left[1], -left[0]]), unit)


def _shares(at: Floats, centres: Floats, slide: Slide) -> Floats:
    """How much of the way is gone at each place, 0 to 1; both in the face's axes and units."""
    best = np.zeros(at.shape[:-1])
    for centre in centres:
        off = at - centre
        vertical = np.where(off[..., 1] > 0, slide.above, slide.below)
        reach = np.hypot(off[..., 0] / slide.beside, off[..., 1] / vertical)
        inner = np.hypot(off[..., 0], off[..., 1])
        beyond = reach * np.clip((inner - slide.around) / np.maximum(inner, 1e-9), 0, 1)
        best = np.maximum(best, 1 - np.clip(beyond, 0, 1))
    smooth: Floats = best * best * (3 - 2 * best)
    return smooth


def move(rgb: Image, points: NDArray[np.float32], slides: Sequence[Slide]) -> Floats:
    """Move parts of a face, in place.

    Args:
        rgb: ``(height, width, 3)`` uint8.
        points: ``(478, 2 or 3)`` of the face mesh in this picture, in pixels.
        slides: What goes where; several that meet add up to the longest of them.

    Returns:
        ``(478, 2)``: where what lay under each point of the mesh is now, in pixels.
    """
    flat = points[:, :2].astype(np.float64)
    axes = _axes(flat)
    turn = np.stack([axes.left, axes.up], axis=1) / axes.unit
    own = (flat - axes.middle) @ turn
    back = np.stack([axes.left, axes.up]) * axes.unit
    low = own.min(axis=0) - 0.5
    high = own.max(axis=0) + 0.5
    box = np.array([[x, y] for x in (low[0], high[0]) for y in (low[1], high[1])]) @ back
    box += axes.middle
    size = np.array(rgb.shape[1::-1])
    x0, y0 = np.clip(np.floor(box.min(axis=0)), 0, size - 1).astype(int)
    x1, y1 = np.clip(np.ceil(box.max(axis=0)), 1, size).astype(int)
    # Ways are smooth: they are worked out at every fourth pixel, and between these in proportion.
    xs, ys = (np.arange(a, b + COARSE, COARSE) for a, b in ((x0, x1), (y0, y1)))
    source = (np.stack(np.meshgrid(xs, ys), axis=-1).astype(np.float64) - axes.middle) @ turn
    # Back from the last step to the first: each is short, and takes its points along.
    for step in reversed(range(STEPS)):
        source = source - _step(source, own, slides, (step + 0.5) / STEPS)
    now = own.copy()
    for step in range(STEPS):
        now = now + _step(now, own, slides, (step + 0.5) / STEPS)
    place = (source @ back + axes.middle).astype(np.float32)
    columns = np.arange(x1 - x0, dtype=np.float32) / COARSE
    rows = np.arange(y1 - y0, dtype=np.float32) / COARSE
    fine = cv2.remap(place, *np.meshgrid(columns, rows), cv2.INTER_LINEAR)
    rgb[y0:y1, x0:x1] = cv2.remap(
        rgb,
        fine[..., 0],
        fine[..., 1],
        cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_REPLICATE,
    )
    moved: Floats = now @ back + axes.middle
    return moved


def _step(at: Floats, own: Floats, slides: Sequence[Slide], gone: float) -> Floats:
    """How far one of `STEPS` leads from each place, when a share of the way is gone."""
    total, most = np.zeros_like(at), np.zeros(at.shape[:-1])
    for slide in slides:
        # A person's right is to the left of the middle.
        side = np.sign(own[list(slide.points), 0].mean())
        way = np.array([slide.out * side, slide.up])
        share = _shares(at, own[list(slide.points)] + gone * way, slide)
        total += share[..., None] * way
        most += share
    step: Floats = total / np.maximum(most, 1.0)[..., None] / STEPS
    return step
