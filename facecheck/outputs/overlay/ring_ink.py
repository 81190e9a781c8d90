"""The pixels of a ring that fills: only those that change from one picture to the next are made."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from facecheck.core.frames import Image
from facecheck.outputs.overlay.palette import GREEN, PANEL_SHARE, YELLOW, Colour

_TRACK: Colour = (84, 90, 99)


class RingInk:
    """A ring on a dark disc, filled clockwise from the top; green when full.

    OpenCV's thick anti-aliased arcs cost 1 ms; making every pixel of the ring again costs 0.15 ms.

    Args:
        radius: Outer radius of the disc in pixels.
        stroke: Width of the ring in pixels.

    Attributes:
        through: What of the picture shines through, ``(2 r, 2 r, 3)`` uint8.
    """

    def __init__(self, radius: int, stroke: int) -> None:
        along = np.arange(2 * radius) + 0.5 - radius
        across, down = np.meshgrid(along, along)
        distance = np.hypot(across, down)
        outer = radius - stroke * 0.4
        inner = outer - stroke
        ring = np.clip(outer - distance + 0.5, 0, 1) * np.clip(distance - inner + 0.5, 0, 1)
        disc = np.clip(radius - distance, 0, 1)
        self.through: Image = _three(255 * (1 - disc * (1 - PANEL_SHARE)) * (1 - ring))
        self._ink: Image = np.zeros((2 * radius, 2 * radius, 3), np.uint8)
        self._pixels = self._ink.reshape(-1, 3)
        around = (np.arctan2(across, -down) / (2 * math.pi) % 1.0).ravel()
        where = np.flatnonzero(ring)
        self._order = where[np.argsort(around[where], kind="stable")]
        self._around = around[self._order]
        cover = ring.ravel()[self._order, None]
        self._track, self._part, self._whole = (
            cover * np.array(colour, np.float64) for colour in (_TRACK, YELLOW, GREEN)
        )
        self._edge = 0.5 / (2 * math.pi * (outer - stroke / 2))
        """Half a pixel along the ring, as a share of it: the end of the filling is as soft."""
        self._share: float | None = None
        self._full = False
        self._soft = (0, 0)
        self._pixels[self._order] = np.rint(self._track)

    def filled(self, share: float) -> Image:
        """The ring's own light ``(2 r, 2 r, 3)`` uint8, valid until the next call.

        Args:
            share: How much is filled, 0 to 1.
        """
        if share == self._share:
            return self._ink
        self._share = share
        full = share >= 1.0
        # Past either end, where no edge is soft.
        reach = 2.0 if full else -1.0 if share <= 0.0 else share
        begin, end = np.searchsorted(self._around, (reach - self._edge, reach + self._edge))
        soft = int(begin), int(end)
        first = 0 if full != self._full else min(soft[0], self._soft[0])
        last = max(soft[1], self._soft[1])
        if first < last:
            self._draw(slice(first, last), reach, self._whole if full else self._part)
        self._full, self._soft = full, soft
        return self._ink

    def _draw(self, part: slice, reach: float, fill: NDArray[np.float64]) -> None:
        done = np.clip((reach - self._around[part]) * (0.5 / self._edge) + 0.5, 0, 1)[:, None]
        track = self._track[part]
        self._pixels[self._order[part]] = np.rint(track + (fill[part] - track) * done)


def _three(plane: NDArray[np.float64]) -> Image:
    return np.repeat(np.rint(plane).astype(np.uint8)[:, :, None], 3, axis=2)
