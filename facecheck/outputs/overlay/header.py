"""The top of the picture: title, quality of view, and the banner under them."""

from __future__ import annotations

import cv2

from facecheck.core.events import Quality
from facecheck.core.frames import Image
from facecheck.outputs.overlay.areas import bars_of, plate_of
from facecheck.outputs.overlay.layout import Layout
from facecheck.outputs.overlay.palette import GREEN, INK, ORANGE, SOFT, VERMILLION, WHITE
from facecheck.outputs.overlay.pen import REGULAR, SEMIBOLD, Pen
from facecheck.outputs.overlay.rect import Rect
from facecheck.outputs.overlay.signs import SIGNS, warning_sign
from facecheck.outputs.overlay.view import Banner, View
from facecheck.outputs.words import Words


def header(canvas: Image, view: View) -> None:
    """Name the exercise at the left; at the right say how well the face is seen, and what else."""
    left = _light(canvas, view)
    if view.recording:
        left = _tag(canvas, view, left, view.words("rec"), recording=True)
    if view.muted:
        left = _tag(canvas, view, left, view.words("muted"), recording=False)
    _title(canvas, view, left)


def _title(canvas: Image, view: View, right: int) -> None:
    layout, pen, rect = view.layout, view.pen, view.layout.header
    pad = layout.px(2.4)
    room = right - rect.x0 - 2 * pad
    # What little room a narrow picture leaves is better left empty than filled with an ellipsis.
    if not view.title or room < layout.px(14):
        return
    size, lines = pen.fit(view.title, room, 1, layout.type(4.2), layout.type(2.8), SEMIBOLD)
    width = pen.width(lines[0], size, SEMIBOLD)
    panel = Rect(rect.x0, rect.y0, rect.x0 + width + 2 * pad, rect.y1)

    def draw() -> None:
        pen.panel(canvas, panel, rect.height // 2)
        pen.text(canvas, lines[0], (rect.x0 + pad, rect.middle[1]), size, WHITE, SEMIBOLD)

    pen.draw_cache.layer(canvas, panel, (lines[0], size), draw)


def _light(canvas: Image, view: View) -> int:
    """The quality of view as a light; returns its left edge less the gap."""
    layout, pen, quality = view.layout, view.pen, view.update.quality
    rect = layout.header
    pad, gap = layout.px(2.2), layout.px(1.6)
    half = layout.px(1.5)
    text = light_text(quality, view.words, told=view.banner is not None)
    size = layout.type(3.4)
    room = round(rect.width * 0.36)
    size, lines = pen.fit(text, room, 1, size, max(11, size * 3 // 4), REGULAR)
    width = 2 * pad + 2 * half + gap + pen.width(lines[0], size)
    panel = Rect(rect.x1 - width, rect.y0, rect.x1, rect.y1)

    def draw() -> None:
        pen.panel(canvas, panel, rect.height // 2)
        x, y = panel.x0 + pad + half, rect.middle[1]
        if quality.good:
            cv2.circle(canvas, (x, y), half, GREEN, -1, cv2.LINE_AA)
        else:
            warning_sign(canvas, (x, y), half, ORANGE)
        pen.text(canvas, lines[0], (x + half + gap, y), size, SOFT if quality.good else ORANGE)

    pen.draw_cache.layer(canvas, panel, (lines[0], size, quality.good), draw)
    return panel.x0 - layout.px(1.5)


def light_text(quality: Quality, words: Words, *, told: bool) -> str:
    """How well the face is seen; while a banner tells why nothing can be judged, not again why."""
    if quality.good:
        return words("view.good")
    poor = words("view.poor")
    return poor if told and not quality.ok else quality.reason or poor


def banner(canvas: Image, view: View) -> None:
    """Show a short message in the middle, dark on a ground of its colour."""
    if view.banner is not None:
        draw_banner(canvas, view.layout, view.pen, view.banner)


def draw_banner(canvas: Image, layout: Layout, pen: Pen, message: Banner) -> None:
    """Show a short message in the middle, whatever else is on the canvas."""
    pad = layout.px(3)
    sign = layout.type(5.6)
    middle = layout.picture.middle[0]
    # The ring stands at the right: a wide banner would lie on it.
    free = layout.portrait or layout.clear
    room = round(layout.picture.width * (0.9 if free else 0.72)) - 2 * pad - sign
    size, lines = pen.fit(message.text, room, 2, layout.type(5.2), layout.type(3.2), SEMIBOLD)
    step = round(size * 1.18)
    width = 2 * pad + sign + max(pen.width(line, size, SEMIBOLD) for line in lines)
    height = step * len(lines) + round(size * 0.9)
    x0 = middle - width // 2
    rect = Rect(x0, layout.banner_top, x0 + width, layout.banner_top + height)
    pen.fill(canvas, rect, message.ground, min(height // 2, layout.px(5)))
    at = rect.x0 + pad + sign // 3, rect.middle[1]
    SIGNS[message.mark](canvas, at, round(size * 0.38), INK)
    y = rect.middle[1] - (len(lines) - 1) * step // 2
    for line in lines:
        pen.text(canvas, line, (rect.x0 + pad + sign, y), size, INK, SEMIBOLD)
        y += step


def statistics(canvas: Image, view: View) -> None:
    """Figures for those who asked for them, where nothing else is."""
    if view.stats is None:
        return
    layout, pen = view.layout, view.pen
    size = max(11, layout.px(2.8))
    pad = layout.px(1.6)
    top = layout.footer.y0 - layout.margin - round(size * 1.8)
    if layout.portrait:
        top = layout.header.y1 + layout.px(1.4)
    width = pen.width(view.stats, size) + 2 * pad
    # At the right, under the dots: the bars of both sides and the area's name are at the left.
    left = layout.margin if layout.portrait else layout.width - layout.margin - width
    plate = plate_of(view) or bars_of(view)
    if plate is not None and not layout.portrait and left < plate.x1 + pad:
        # A narrow picture or large type leaves no room beside it.
        left, top = layout.margin, plate.y0 - pad - round(size * 1.8)
    rect = Rect(left, top, left + width, top + round(size * 1.8))
    pen.panel(canvas, rect, rect.height // 2)
    pen.text(canvas, view.stats, (rect.x0 + pad, rect.middle[1]), size, SOFT)


def _tag(canvas: Image, view: View, right: int, text: str, *, recording: bool) -> int:
    """A small panel left of another; returns its left edge less the gap."""
    layout, pen, rect = view.layout, view.pen, view.layout.header
    size, pad, half = layout.type(3.4), layout.px(2), layout.px(1.4)
    sign = 2 * half + layout.px(1.4) if recording else 0
    weight = SEMIBOLD if recording else REGULAR
    x0 = right - 2 * pad - sign - pen.width(text, size, weight)
    pen.panel(canvas, Rect(x0, rect.y0, right, rect.y1), rect.height // 2)
    y = rect.middle[1]
    if recording:
        cv2.circle(canvas, (x0 + pad + half, y), half, VERMILLION, -1, cv2.LINE_AA)
    pen.text(canvas, text, (x0 + pad + sign, y), size, WHITE, weight)
    return x0 - layout.px(1.5)
