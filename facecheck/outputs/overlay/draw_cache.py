"""A cache of painted parts that are unchanged since the last picture."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

import numpy as np

from facecheck.core.frames import Image
from facecheck.outputs.overlay.rect import Rect
from facecheck.outputs.overlay.sprites import Sprite, blend

KEPT = 400
KEPT_LARGE = 6
"""Of what a window has a few of: rings, footers, layers."""

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


class DrawCache:
    """What was drawn last at each place."""

    def __init__(self) -> None:
        self._stills: dict[Rect, tuple[Hashable, Image]] = {}
        self._layers: dict[Rect, tuple[Hashable, Sprite]] = {}

    def still(self, canvas: Image, rect: Rect, key: Hashable, draw: Callable[[], None]) -> None:
        """Draw what covers a part of the picture, or copy it where the same was drawn last.

        Args:
            canvas: The picture, drawn on in place.
            rect: What is covered, whatever was there before.
            key: Everything that it depends on.
            draw: Draws it on the canvas.
        """
        kept = self._stills.get(rect)
        if kept is not None and kept[0] == key:
            np.copyto(rect.of(canvas), kept[1])
            return
        draw()
        keep(self._stills, rect, (key, rect.of(canvas).copy()), KEPT_LARGE)

    def layer(self, canvas: Image, rect: Rect, key: Hashable, draw: Callable[[], None]) -> None:
        """Draw what the picture shines through, or blend it again where the same was drawn last.

        What is drawn on black is its own light; what white gains over that shines through. One
        blend then does for all that lies there.

        Args:
            canvas: The picture, drawn on in place.
            rect: Where all of it lies.
            key: Everything that it depends on.
            draw: Draws it on the canvas.
        """
        if rect.inside(canvas) != rect:
            draw()
            return
        kept = self._layers.get(rect)
        if kept is None or kept[0] != key:
            kept = key, _sprite(rect.of(canvas), draw)
            keep(self._layers, rect, kept, KEPT_LARGE)
        blend(canvas, kept[1], rect.x0, rect.y0)


def _sprite(part: Image, draw: Callable[[], None]) -> Sprite:
    """What is drawn on a part of the canvas, which is left as it was."""
    below = part.copy()
    part[:] = 0
    draw()
    ink = part.copy()
    part[:] = 255
    draw()
    # Rounding may leave white a level under black.
    through = np.maximum(part, ink) - ink
    part[:] = below
    return Sprite(ink, through, 0, 0, part.shape[1])


def keep(store: dict[_Key, _Value], key: _Key, value: _Value, most: int = KEPT) -> None:
    """Dropping the oldest is enough: what is on screen comes back at the next frame."""
    if len(store) >= most and key not in store:
        del store[next(iter(store))]
    store[key] = value
