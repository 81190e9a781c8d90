"""The ring that fills with the hold, and the repetitions as dots under it."""

from __future__ import annotations

import math
from typing import NamedTuple

import cv2

from facecheck.core.events import Phase, Update
from facecheck.core.frames import Image
from facecheck.outputs.overlay.palette import (
    GREEN,
    SOFT,
    WHITE,
    Colour,
)
from facecheck.outputs.overlay.pen import REGULAR, SEMIBOLD, Pen
from facecheck.outputs.overlay.rect import Rect
from facecheck.outputs.overlay.view import View
from facecheck.outputs.words import Words

_MOST_DOTS = 8
_SHIFT = 4


def hold_ring(canvas: Image, view: View) -> None:
    """Fill a ring with the hold and show its seconds, or the count where nothing is held."""
    layout, update, pen = view.layout, view.update, view.pen
    x, y = layout.ring_centre
    if view.countdown_s is not None:
        # Emptying, as a countdown does: a ring that fills is a hold.
        share = 1.0 - view.countdown_s % 1.0
        draw_ring(canvas, pen, (x, y), layout.ring_radius, layout.px(2.6), min(share, 0.999))
        pen.digits(canvas, str(math.ceil(view.countdown_s)), (x, y), layout.px(17))
        return
    reading = ring_reading(update, view.words)
    draw_ring(canvas, pen, (x, y), layout.ring_radius, layout.px(2.6), reading.share)
    number, below = reading.number, reading.below
    colour = WHITE if reading.lit else SOFT

    def letters() -> None:
        pen.digits(canvas, number, (x, y - layout.px(1.2)), layout.px(11), colour)
        pen.text(canvas, below, (x, y + layout.px(6.4)), layout.px(3.8), SOFT, REGULAR, align=0.5)

    half = layout.ring_radius
    within = Rect(x - half, y - layout.px(8), x + half, y + layout.px(9))
    pen.draw_cache.layer(canvas, within, (number, colour, below), letters)


class RingReading(NamedTuple):
    """What the ring says.

    Attributes:
        share: How much of it is filled, 0 to 1.
        number: In its middle: the hold's seconds, or the count where nothing is held.
        below: Of how much.
        lit: Whether there is anything of it yet.
    """

    share: float
    number: str
    below: str
    lit: bool


def ring_reading(update: Update, words: Words) -> RingReading:
    """What the ring says of an update."""
    # Once the set is complete its count is what matters, not the hold that is over.
    timed = update.target_hold_s > 0 and update.phase is not Phase.DONE
    whole = update.target_hold_s if timed else float(update.reps)
    done = update.hold_s if timed else float(update.counted)
    if timed:
        number = words.held(update.hold_s)
        below = words("ring.of", seconds=words.seconds(whole, 0 if whole % 1 == 0 else 1))
    else:
        number, below = str(update.counted), words("ring.reps", reps=update.reps)
    share = min(1.0, done / whole) if whole > 0 else 1.0
    return RingReading(share, number, below, update.phase is Phase.HOLDING or done > 0)


def draw_ring(
    canvas: Image, pen: Pen, centre: tuple[int, int], radius: int, stroke: int, share: float
) -> None:
    """A ring on a dark disc, filled clockwise from the top; green when full.

    Args:
        canvas: The picture, drawn on in place.
        pen: Keeps the ring from one picture to the next.
        centre: In pixels.
        radius: Outer radius of the disc in pixels.
        stroke: Width of the ring in pixels.
        share: How much is filled, 0 to 1.
    """
    x, y = centre
    rect = Rect(x - radius, y - radius, x + radius, y + radius)
    if rect.inside(canvas) != rect:
        return
    ring = pen.ring(radius, stroke)
    part = rect.of(canvas)
    cv2.multiply(part, ring.through, dst=part, scale=1 / 255)
    cv2.add(part, ring.filled(share), dst=part)


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
    plate = Rect(x - half, rect.y0, x + half, rect.y1)

    def dots() -> None:
        pen.panel(canvas, plate, rect.height // 2)
        _dots(canvas, view, step)

    if view.pulse > 0:
        # Another picture each time.
        dots()
    else:
        pen.draw_cache.layer(canvas, plate, (layout, update.reps, update.counted), dots)


def _dots(canvas: Image, view: View, step: int) -> None:
    layout, update = view.layout, view.update
    x, y = layout.dots.middle
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


def _dot(
    canvas: Image, centre: tuple[int, int], radius: float, colour: Colour, stroke: int
) -> None:
    fixed = centre[0] << _SHIFT, centre[1] << _SHIFT
    size = round(radius * (1 << _SHIFT))
    cv2.circle(canvas, fixed, size, colour, stroke, cv2.LINE_AA, _SHIFT)
