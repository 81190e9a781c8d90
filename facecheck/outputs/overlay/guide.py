"""The placement guide: where the face should be, and what is not yet as it should be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from facecheck.core.frames import Image
from facecheck.outputs.overlay.footer import cue_text
from facecheck.outputs.overlay.header import draw_banner
from facecheck.outputs.overlay.layout import Layout
from facecheck.outputs.overlay.palette import GREEN, GROUNDS, INK, NIGHT, ORANGE, WHITE, Colour
from facecheck.outputs.overlay.pen import BOLD, SEMIBOLD, Pen
from facecheck.outputs.overlay.rect import Rect
from facecheck.outputs.overlay.signs import check_sign, warning_sign
from facecheck.outputs.overlay.view import Banner

_OUTSIDE = 0.4
"""How bright the picture is outside the oval."""
_AXES = 26.0, 34.0
"""Half of the oval's width and height, in units."""


@dataclass(frozen=True, slots=True)
class Guide:
    """What the guide says.

    Attributes:
        title: What this is.
        advice: What to do.
        checks: What is looked at, by its name, and whether it is well; None for not yet known.
        share: How much of the time that the face must sit well has passed, 0 to 1.
        notice: Something the user must know now.
    """

    title: str
    advice: str
    checks: Sequence[tuple[str, bool | None]]
    share: float
    notice: str | None = None


def draw_guide(canvas: Image, layout: Layout, pen: Pen, guide: Guide) -> None:
    """Show the oval, what is well, and in the largest type what to do. In place."""
    well = all(ok for _, ok in guide.checks)
    _oval(canvas, layout, guide.share, GREEN if well else WHITE)
    _advice(canvas, layout, pen, guide.advice, guide.title, well=well)
    _checks(canvas, layout, pen, guide.checks)
    if guide.notice is not None:
        banner = Banner(guide.notice, GROUNDS["warning"], "warning")
        draw_banner(canvas, layout, pen, banner)


def _oval(canvas: Image, layout: Layout, share: float, colour: Colour) -> None:
    """Darken everything but an oval; its edge fills while the face sits well."""
    picture = layout.picture.of(canvas)
    centre = layout.picture.middle
    axes = layout.px(_AXES[0]), layout.px(_AXES[1])
    mask = np.zeros(picture.shape[:2], np.uint8)
    # The mask is the picture's, which need not begin at the canvas' corner.
    within = centre[0] - layout.picture.x0, centre[1] - layout.picture.y0
    cv2.ellipse(mask, within, axes, 0, 0, 360, 255, -1, cv2.LINE_AA)
    dark = cv2.convertScaleAbs(picture, alpha=_OUTSIDE, beta=0)
    dark[mask > 127] = picture[mask > 127]
    picture[:] = dark
    stroke = max(2, layout.px(0.7))
    if share <= 0.0:
        for start in range(0, 360, 18):
            cv2.ellipse(canvas, centre, axes, 0, start, start + 11, colour, stroke, cv2.LINE_AA)
        return
    cv2.ellipse(canvas, centre, axes, 0, 0, 360, WHITE, stroke, cv2.LINE_AA)
    end = -90 + 360 * min(1.0, share)
    cv2.ellipse(canvas, centre, axes, 0, -90, end, colour, 2 * stroke, cv2.LINE_AA)


def _advice(
    canvas: Image, layout: Layout, pen: Pen, advice: str, title: str, *, well: bool
) -> None:
    rect = layout.cue
    size = layout.type(4)
    middle = rect.y0 + layout.px(2.6) + round(size * 0.68)
    pad, half = round(size * 0.55), round(size * 0.68)
    width = pen.width(title, size, BOLD) + 2 * pad
    chip = Rect(rect.x0, middle - half, rect.x0 + width, middle + half)
    pen.fill(canvas, chip, GROUNDS["good" if well else "ready"], half)
    pen.text(canvas, title, (rect.x0 + pad, middle), size, INK, BOLD)
    top = middle + half + layout.px(1)
    cue_text(canvas, layout, pen, advice, Rect(rect.x0, top, rect.x1, rect.y1 - layout.px(2.4)))


def _checks(
    canvas: Image, layout: Layout, pen: Pen, checks: Sequence[tuple[str, bool | None]]
) -> None:
    """Names with their signs, where the strip of the level will be."""
    rect = layout.strip
    outer = layout.px(1.5)
    around = Rect(rect.x0 - outer, rect.y0 - outer, rect.x1 + outer, rect.y1 + outer)
    pen.fill(canvas, around, NIGHT, layout.px(2))
    step = around.height / max(1, len(checks))
    size = min(layout.type(4.2), round(step * 0.9))
    for n, (name, ok) in enumerate(checks):
        x, y = rect.x0 + layout.px(2), around.y0 + round((n + 0.5) * step)
        if ok is not None:
            sign, colour = (check_sign, GREEN) if ok else (warning_sign, ORANGE)
            sign(canvas, (x, y), round(size * 0.36), colour)
        left = x + layout.px(3.6)
        fitted, lines = pen.fit(name, rect.x1 - left, 1, size, layout.px(2.4), SEMIBOLD)
        pen.text(canvas, lines[0], (left, y), fitted, ORANGE if ok is False else WHITE, SEMIBOLD)
