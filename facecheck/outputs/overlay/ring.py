"""The ring that fills with the hold, and the repetitions as dots under it."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from facecheck.core.events import Phase
from facecheck.core.frames import Image
from facecheck.outputs.overlay.palette import (
    GREEN,
    PANEL_SHARE,
    SOFT,
    WHITE,
    YELLOW,
    Colour,
)
from facecheck.outputs.overlay.pen import REGULAR, SEMIBOLD
from facecheck.outputs.overlay.rect import Rect
from facecheck.outputs.overlay.view import View

_TRACK: Colour = (84, 90, 99)
_MOST_DOTS = 8
_SHIFT = 4


def hold_ring(canvas: Image, view: View) -> None:
    """Fill a ring with the hold and show its seconds, or the count where nothing is held."""
    layout, update, pen = view.layout, view.update, view.pen
    x, y = layout.ring_centre
    if view.countdown_s is not None:
        # Emptying, as a countdown does: a ring that fills is a hold.
        share = 1.0 - view.countdown_s % 1.0
        draw_ring(canvas, (x, y), layout.ring_radius, layout.px(2.6), min(share, 0.999))
        pen.digits(canvas, str(math.ceil(view.countdown_s)), (x, y), layout.px(17))
        return
    # Once the set is complete its count is what matters, not the hold that is over.
    timed = update.target_hold_s > 0 and update.phase is not Phase.DONE
    whole = update.target_hold_s if timed else float(update.reps)
    done = update.hold_s if timed else float(update.counted)
    share = min(1.0, done / whole) if whole > 0 else 1.0
    draw_ring(canvas, (x, y), layout.ring_radius, layout.px(2.6), share)
    number = view.words.seconds(update.hold_s) if timed else str(update.counted)
    colour = WHITE if update.phase is Phase.HOLDING or done > 0 else SOFT
    pen.digits(canvas, number, (x, y - layout.px(1.2)), layout.px(11), colour)
    if timed:
        below = view.words("ring.of", seconds=view.words.seconds(whole, 0 if whole % 1 == 0 else 1))
    else:
        below = view.words("ring.reps", reps=update.reps)
    pen.text(canvas, below, (x, y + layout.px(6.4)), layout.px(3.8), SOFT, REGULAR, align=0.5)


def draw_ring(
    canvas: Image, centre: tuple[int, int], radius: int, stroke: int, share: float
) -> None:
    """A ring on a dark disc, filled clockwise from the top; green when full.

    OpenCV's thick anti-aliased arcs cost 1 ms; looking each pixel's colour up by its direction
    costs a tenth of that.

    Args:
        canvas: The picture, drawn on in place.
        centre: In pixels.
        radius: Outer radius of the disc in pixels.
        stroke: Width of the ring in pixels.
        share: How much is filled, 0 to 1.
    """
    x, y = centre
    rect = Rect(x - radius, y - radius, x + radius, y + radius)
    shape = _shape(radius, stroke)
    if rect.inside(canvas) != rect:
        return
    steps = np.arange(256, dtype=np.float32)
    filled = np.clip(share * 256 - steps, 0, 1)[:, None]
    fill = np.array(GREEN if share >= 1.0 else YELLOW, np.float32)
    table = np.rint(filled * fill + (1 - filled) * np.array(_TRACK, np.float32)).astype(np.uint8)
    ink = cv2.LUT(shape.direction, table[None])
    cv2.multiply(ink, shape.ring, dst=ink, scale=1 / 255)
    part = rect.of(canvas)
    cv2.multiply(part, shape.through, dst=part, scale=1 / 255)
    cv2.add(part, ink, dst=part)


def rep_dots(canvas: Image, view: View) -> None:
    """One dot for each repetition, filled when it counts; a count where dots would be too small."""
    layout, update, pen = view.layout, view.update, view.pen
    rect = layout.dots
    x, y = rect.middle
    if update.reps > _MOST_DOTS:
        pen.panel(canvas, rect, rect.height // 2)
        text = view.words("dots.count", counted=update.counted, reps=update.reps)
        pen.text(canvas, text, (x, y), layout.px(4.4), WHITE, SEMIBOLD, align=0.5)
        return
    step = min(layout.px(6), (rect.width - layout.px(2)) // max(1, update.reps))
    half = (update.reps * step) // 2 + layout.px(1)
    pen.panel(canvas, Rect(x - half, rect.y0, x + half, rect.y1), rect.height // 2)
    radius = min(layout.unit * 1.8, step * 0.34)
    for n in range(update.reps):
        centre = x + round((n - (update.reps - 1) / 2) * step), y
        newest = n == update.counted - 1
        if n < update.counted:
            grown = radius * (1 + 0.45 * view.pulse) if newest else radius
            _dot(canvas, centre, grown, GREEN, -1)
            if newest and view.pulse > 0:
                _dot(canvas, centre, grown, WHITE, layout.line)
        else:
            _dot(canvas, centre, radius, SOFT, layout.line)


class _Shape(NamedTuple):
    """Of a ring, each ``(2 r, 2 r, 3)`` uint8: its cover, what shines through, the direction."""

    ring: Image
    through: Image
    direction: Image


@lru_cache(maxsize=8)
def _shape(radius: int, stroke: int) -> _Shape:
    along = np.arange(2 * radius) + 0.5 - radius
    across, down = np.meshgrid(along, along)
    distance = np.hypot(across, down)
    outer = radius - stroke * 0.4
    ring = np.clip(outer - distance + 0.5, 0, 1) * np.clip(distance - outer + stroke + 0.5, 0, 1)
    disc = np.clip(radius - distance, 0, 1)
    through = (1 - disc * (1 - PANEL_SHARE)) * (1 - ring)
    direction = np.floor(np.arctan2(across, -down) % (2 * np.pi) / (2 * np.pi) * 256)
    return _Shape(_three(ring * 255), _three(through * 255), _three(np.minimum(direction, 255)))


def _three(plane: NDArray[np.float64]) -> Image:
    return np.repeat(np.rint(plane).astype(np.uint8)[:, :, None], 3, axis=2)


def _dot(
    canvas: Image, centre: tuple[int, int], radius: float, colour: Colour, stroke: int
) -> None:
    fixed = centre[0] << _SHIFT, centre[1] << _SHIFT
    size = round(radius * (1 << _SHIFT))
    cv2.circle(canvas, fixed, size, colour, stroke, cv2.LINE_AA, _SHIFT)
