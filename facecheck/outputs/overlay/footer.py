"""The footer: the phase, what to do now, and the strip of the level."""

from __future__ import annotations

import cv2
import numpy as np

from facecheck.core.events import Phase
from facecheck.core.frames import Image
from facecheck.outputs.overlay.layout import Layout
from facecheck.outputs.overlay.palette import (
    GREEN,
    GROUNDS,
    INK,
    NIGHT,
    ORANGE,
    SKY,
    SOFT,
    WHITE,
    YELLOW,
    Colour,
)
from facecheck.outputs.overlay.pen import BOLD, REGULAR, SEMIBOLD, Pen
from facecheck.outputs.overlay.rect import Rect, flood
from facecheck.outputs.overlay.signs import warning_sign
from facecheck.outputs.overlay.typeset import LEADING
from facecheck.outputs.overlay.view import View

HISTORY_S = 6.0
"""What the strip shows."""

_TOP_LEVEL = 1.15
_ZONE: Colour = (20, 70, 60)
_SHIFT = 4
_STRAIGHT = 0.4 * (1 << _SHIFT)
"""Points no farther from a line than this are left out of it: each piece of a line costs time."""
PHASE_GROUNDS: dict[Phase, str] = {
    Phase.LEARNING: "learning",
    Phase.READY: "ready",
    Phase.HOLDING: "holding",
    Phase.RELEASING: "good",
    Phase.CANNOT_JUDGE: "warning",
    Phase.RUNNING: "holding",
    Phase.WAITING: "warning",
    Phase.DONE: "good",
}
"""The ground of each phase's name, among `palette.GROUNDS`."""


def footer(canvas: Image, view: View) -> None:
    """Say where the exercise stands, what is wrong, and in the largest type what to do now."""
    update = view.update
    fault = update.faults[0].name if update.faults else None
    key = (view.layout, _phase(view), view.phase, update.phase, fault, update.advice, update.enter)

    def draw() -> None:
        flood(canvas, view.layout.footer, NIGHT)
        _phase_and_cue(canvas, view)
        if not view.layout.portrait:
            _strip_ground(canvas, view)

    view.pen.draw_cache.still(canvas, view.layout.footer, key, draw)


def _phase(view: View) -> str:
    waiting = view.countdown_s is not None
    return view.words("phase.countdown" if waiting else f"phase.{view.phase.value}")


def _phase_and_cue(canvas: Image, view: View) -> None:
    layout, pen, update = view.layout, view.pen, view.update
    rect = layout.cue
    size = layout.type(4)
    middle = rect.y0 + layout.px(2.6) + round(size * 0.68)
    right = _chip(canvas, view, rect.x0, middle, size)
    if update.faults and update.phase is not Phase.CANNOT_JUDGE:
        _fault(canvas, view, right + layout.px(2), middle, size)
    top = middle + round(size * 0.68) + layout.px(1)
    room = Rect(rect.x0, top, rect.x1, rect.y1 - layout.px(2.4))
    cue_text(canvas, layout, pen, update.advice, room)


def cue_text(canvas: Image, layout: Layout, pen: Pen, text: str, room: Rect) -> None:
    """Write what to do now in the largest type that its room allows."""
    wished, least = layout.type(7.2), layout.type(3.6)
    size, lines = pen.fit(text, room.width, 2, wished, least, SEMIBOLD, room.height)
    step = round(size * LEADING)
    y = room.y0 + room.height // 2 - (len(lines) - 1) * step // 2
    for line in lines:
        pen.text(canvas, line, (room.x0, y), size, WHITE, SEMIBOLD)
        y += step


def level_strip(canvas: Image, view: View) -> None:
    """Draw the level of the last seconds, with the zone in which it counts."""
    layout, update = view.layout, view.update
    rect = layout.strip
    if layout.portrait:
        outer = layout.px(1.5)
        around = Rect(rect.x0 - outer, rect.y0 - outer, rect.x1 + outer, rect.y1 + outer)
        view.pen.panel(canvas, around, layout.px(2))
        _strip_ground(canvas, view)
    start = update.time_s - HISTORY_S
    runs: list[list[tuple[float, float]]] = [[]]
    for time_s, level in view.history:
        if level is None:
            runs.append([])
        elif time_s >= start:
            runs[-1].append((time_s - start, level))
    end: tuple[int, int] | None = None
    for run in runs:
        end = _curve(canvas, run, view) if run else None
    if end is not None:
        held = update.level is not None and update.level >= update.enter
        cv2.circle(canvas, end, layout.px(1.1), YELLOW if held else SKY, -1, cv2.LINE_AA)


def _strip_ground(canvas: Image, view: View) -> None:
    layout, update, rect = view.layout, view.update, view.layout.strip
    thin = max(1, layout.line // 3)
    share = min(max(update.enter, 0.0), _TOP_LEVEL) / _TOP_LEVEL
    enter = rect.y1 - round(share * rect.height)
    flood(canvas, Rect(rect.x0, rect.y0, rect.x1, enter), _ZONE)
    flood(canvas, Rect(rect.x0, enter, rect.x1, enter + thin), GREEN)
    flood(canvas, Rect(rect.x0, rect.y1, rect.x1, rect.y1 + thin), SOFT)


def _chip(canvas: Image, view: View, x: int, middle: int, size: int) -> int:
    """The phase as dark text on a ground of its colour; returns its right edge."""
    text = _phase(view)
    pad, half = round(size * 0.55), round(size * 0.68)
    width = view.pen.width(text, size, BOLD)
    rect = Rect(x, middle - half, x + width + 2 * pad, middle + half)
    view.pen.fill(canvas, rect, GROUNDS[PHASE_GROUNDS[view.phase]], half)
    view.pen.text(canvas, text, (x + pad, middle), size, INK, BOLD)
    return rect.x1


def _fault(canvas: Image, view: View, x: int, middle: int, size: int) -> None:
    room = view.layout.cue.x1 - x - round(size * 1.3)
    if room < size * 4:
        return
    warning_sign(canvas, (x + size // 2, middle), round(size * 0.5), ORANGE)
    name = view.update.faults[0].name
    fitted, lines = view.pen.fit(name, room, 1, size, max(11, size * 3 // 4), REGULAR)
    view.pen.text(canvas, lines[0], (x + round(size * 1.3), middle), fitted, ORANGE, REGULAR)


def _curve(canvas: Image, run: list[tuple[float, float]], view: View) -> tuple[int, int]:
    """Draw one unbroken piece of the level; returns its last point."""
    rect = view.layout.strip
    points = np.array(run)
    points[:, 0] *= rect.width / HISTORY_S
    points[:, 1] = np.clip(points[:, 1], 0, _TOP_LEVEL) * (-rect.height / _TOP_LEVEL)
    points += rect.x0, rect.y1
    if len(run) > 1:
        fixed = np.rint(points * (1 << _SHIFT)).astype(np.int32).reshape(-1, 1, 2)
        fixed = cv2.approxPolyDP(fixed, _STRAIGHT, False)
        cv2.polylines(canvas, [fixed], False, WHITE, view.layout.line, cv2.LINE_AA, _SHIFT)
    return round(points[-1, 0]), round(points[-1, 1])
