"""The bar of buttons under everything else in a window: what has a key can be clicked as well."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from facecheck.core.frames import Image
from facecheck.outputs.overlay.palette import INK, NIGHT, SKY, SOFT, WHITE, Colour
from facecheck.outputs.overlay.pen import BOLD, SEMIBOLD, Pen
from facecheck.outputs.overlay.rect import Rect, flood

_FACE: Colour = (44, 51, 62)
_LEAST_PX = 30
"""High enough for a finger's tip or an unsteady mouse."""
_SHARE = 0.055
_WIDEST = 5.5


class Button(NamedTuple):
    """Something to click.

    Attributes:
        key: The key that does the same.
        label: What it does, in a word or two.
        chosen: Whether what it switches is on.
    """

    key: str
    label: str
    chosen: bool = False


class Spot(NamedTuple):
    """Where a click does what a key does."""

    rect: Rect
    key: str


def bar_height(height: int) -> int:
    """How high the bar is in a window of a height, in pixels."""
    return max(_LEAST_PX, round(_SHARE * height))


def button_bar(
    width: int, height: int, buttons: Sequence[Button], pen: Pen
) -> tuple[Image, tuple[Spot, ...]]:
    """Buttons side by side, each with its key and its label.

    Args:
        width: Of the bar in pixels.
        height: Of the bar in pixels.
        buttons: From left to right; each gets the same room.
        pen: Writes.

    Returns:
        The bar, ``(height, width, 3)`` uint8, and where its buttons lie on it.
    """
    canvas = np.empty((height, width, 3), np.uint8)
    flood(canvas, Rect(0, 0, width, height), NIGHT)
    gap = max(2, height // 12)
    spots = []
    # A few buttons are no wider than many are on a usual window.
    across = min(width / max(1, len(buttons)), _WIDEST * height)
    for n, button in enumerate(buttons):
        x0, x1 = (round(across * k) for k in (n, n + 1))
        rect = Rect(x0 + gap, gap, x1 - gap, height - gap)
        _draw(canvas, rect, button, pen)
        # A click between two buttons is meant for one of them.
        spots.append(Spot(Rect(x0, 0, x1, height), button.key))
    return canvas, tuple(spots)


def _draw(canvas: Image, rect: Rect, button: Button, pen: Pen) -> None:
    pen.fill(canvas, rect, _FACE, rect.height // 4)
    pad = max(3, rect.height // 6)
    size = max(11, round(rect.height * 0.46))
    y = rect.middle[1]
    half = round(rect.height * 0.32)
    cap_width = max(2 * half, pen.width(button.key, size, BOLD) + half)
    cap = Rect(rect.x0 + pad, y - half, rect.x0 + pad + cap_width, y + half)
    if cap.x1 + pad > rect.x1:
        return
    pen.fill(canvas, cap, SKY if button.chosen else SOFT, max(2, half // 3))
    letter = min(size, round(1.5 * half))
    pen.text(canvas, button.key, (cap.middle[0], y), letter, INK, BOLD, align=0.5)
    room = rect.x1 - cap.x1 - 2 * pad
    fitted, lines = pen.fit(button.label, room, 1, size, max(9, round(size * 0.62)), SEMIBOLD)
    pen.text(canvas, lines[0], (cap.x1 + pad, y), fitted, WHITE, SEMIBOLD)


def key_at(spots: Sequence[Spot], x: float, y: float) -> str | None:
    """The key that a click stands for; None where nothing is to be clicked."""
    for rect, key in spots:
        if rect.x0 <= x < rect.x1 and rect.y0 <= y < rect.y1:
            return key
    return None
