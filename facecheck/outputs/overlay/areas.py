"""The overlay of a timed session: the area on the face, its name, and the whole time."""

from __future__ import annotations

import cv2
import numpy as np

from facecheck.core.events import Phase
from facecheck.core.frames import Image
from facecheck.core.landmarks import AREAS
from facecheck.outputs.overlay.palette import GREEN, ORANGE, SKY, SOFT, WHITE, YELLOW, Colour
from facecheck.outputs.overlay.pen import REGULAR, SEMIBOLD
from facecheck.outputs.overlay.rect import Rect, flood
from facecheck.outputs.overlay.view import View

_SHIFT = 4
_VEIL = 0.25
AREA_COLOURS: dict[Phase, Colour] = {Phase.RUNNING: YELLOW, Phase.DONE: GREEN}


def area_mark(canvas: Image, view: View) -> None:
    """Mark the area that is due on the face: a veil of the phase's colour with an edge."""
    timed = view.update.timed
    if timed is None or view.face is None or view.update.phase is Phase.DONE:
        return
    right, left = AREAS[timed.area]
    halves = {"right": (right,), "left": (left,)}.get(timed.side or "", (right, left))
    colour = ORANGE if timed.elsewhere else AREA_COLOURS.get(view.update.phase, SKY)
    for half in halves:
        points = view.face[list(half)]
        hull = cv2.convexHull(np.rint(points * (1 << _SHIFT)).astype(np.int32))
        x, y, width, height = cv2.boundingRect(np.rint(points).astype(np.int32))
        rect = Rect(x, y, x + width, y + height).inside(canvas)
        if rect.width > 0 and rect.height > 0:
            part = rect.of(canvas)
            veil = part.copy()
            offset = -rect.x0 * (1 << _SHIFT), -rect.y0 * (1 << _SHIFT)
            cv2.fillConvexPoly(veil, hull + np.array(offset, np.int32), colour, shift=_SHIFT)
            cv2.addWeighted(veil, _VEIL, part, 1 - _VEIL, 0, dst=part)
        cv2.polylines(canvas, [hull], True, colour, view.layout.line, cv2.LINE_AA, _SHIFT)


def area_plate(canvas: Image, view: View) -> None:
    """Name the area that is due, and say how much of the whole time has counted."""
    rect, layout, pen = plate_of(view), view.layout, view.pen
    if rect is None:
        return
    name, total = _named(view)
    pad, big, small = layout.px(2.4), layout.type(4.8), layout.type(3.6)
    pen.panel(canvas, rect, layout.px(2))
    pen.text(canvas, name, (rect.x0 + pad, rect.y0 + round(0.9 * big)), big, WHITE, SEMIBOLD)
    y = rect.y1 - round(0.9 * small)
    pen.text(canvas, total, (rect.x0 + pad, y), small, SOFT, REGULAR)


def plate_of(view: View) -> Rect | None:
    """Where the area's name stands; None where no area is due."""
    if view.update.timed is None:
        return None
    layout, pen = view.layout, view.pen
    name, total = _named(view)
    big, small = layout.type(4.8), layout.type(3.6)
    width = max(pen.width(name, big, SEMIBOLD), pen.width(total, small)) + 2 * layout.px(2.4)
    height = round(1.6 * big) + round(1.5 * small)
    top = layout.footer.y0 - layout.margin - height
    if layout.portrait:
        top = layout.banner_top + layout.px(14)
    return Rect(layout.margin, top, layout.margin + width, top + height)


def _named(view: View) -> tuple[str, str]:
    """What an area's plate says: its name, and the time that has counted of the whole."""
    timed, words = view.update.timed, view.words
    if timed is None:
        return "", ""
    counted, whole = words.minutes(timed.counted_s), words.minutes(timed.whole_s)
    name = words.area(timed.area, timed.side)
    return name, words("area.total", counted=counted, whole=whole)


def side_bars(canvas: Image, view: View) -> None:
    """While a movement with sides is held: how far each side goes, and their symmetry."""
    sides, layout, pen, words = view.update.sides, view.layout, view.pen, view.words
    rect = bars_of(view)
    if sides is None or rect is None:
        return
    size, pad = layout.type(3.4), layout.px(2)
    step = round(1.7 * size)
    label = _label(view)
    bar = rect.width - label - 3 * pad
    pen.panel(canvas, rect, layout.px(2))
    y = rect.y0 + pad // 2 + step // 2
    for side, level in (("left", sides.left), ("right", sides.right)):
        pen.text(canvas, words(f"side.{side}"), (rect.x0 + pad, y), size, SOFT)
        x0, half = rect.x0 + 2 * pad + label, max(2, size // 4)
        flood(canvas, Rect(x0, y - half, x0 + bar, y + half), (84, 90, 99))
        filled = round(min(max(level, 0.0), 1.0) * bar)
        # A bar without length is nothing to see; the track says that it is there.
        if filled > 0:
            colour = ORANGE if sides.affected == side else YELLOW
            flood(canvas, Rect(x0, y - half, x0 + filled, y + half), colour)
        y += step
    pen.text(canvas, _symmetry(view), (rect.x0 + pad, y), size, WHITE, SEMIBOLD)


def bars_of(view: View) -> Rect | None:
    """Where the sides' bars stand; None where there are none."""
    if view.update.sides is None or view.update.phase not in (Phase.HOLDING, Phase.RELEASING):
        return None
    layout = view.layout
    size, pad = layout.type(3.4), layout.px(2)
    label, summary = _label(view), view.pen.width(_symmetry(view), size, SEMIBOLD)
    width = label + max(layout.px(22), summary - label - pad) + 3 * pad
    height = 3 * round(1.7 * size) + pad
    top = layout.footer.y0 - layout.margin - height
    if layout.portrait:
        top = layout.banner_top + layout.px(14)
    return Rect(layout.margin, top, layout.margin + width, top + height)


def _label(view: View) -> int:
    size = view.layout.type(3.4)
    return max(view.pen.width(view.words(f"side.{side}"), size) for side in ("left", "right"))


def _symmetry(view: View) -> str:
    sides = view.update.sides
    return (
        "" if sides is None else view.words("sides.symmetry", percent=round(100 * sides.symmetry))
    )
