"""Whether a frame is new or a repetition of the one before.

A sensor is never still: its noise and the person before it change every picture. A picture that
stands is one that a stuck driver, a call or an editor repeats, and nobody holds anything in it.
Encoders repeat pictures as well, for some hundredths of a second: 30 a second in a file of 60,
seven a second of a camera in the dark, and strong compression leaves out what has hardly changed.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from facecheck.core.frames import Image
from facecheck.inputs.mediapipe.hand_crops import FacePlace

STILL_S = 0.5
"""A picture that stands for longer shows nothing of the time that passes. Compressed to a tenth of
a webcam's rate (H.264, CRF 32), people who sit still repeat one for 0.32 s at most."""

CHANGED, LEAST_CHANGED = 8, 2
"""A pixel that differs by more levels has changed: a key picture draws a standing one again, and
differs by up to 8. In a dark or flat picture less is a change: see ``CONTRAST``."""

CONTRAST = 6.0
"""Standard deviations of a face to a change; faces in ordinary light have 40 to 60 levels of it."""

SAME = 0.001
"""A picture of which no larger share of pixels has changed is the same one: lids are 2 % of a
face."""

_ACROSS = 64
"""Pixels across that are compared."""
_ASIDE, _ABOVE, _BELOW = 0.9, 0.9, 1.3
"""What is compared of a picture with a face, from the base of its nose, in inter-ocular distances:
a clock, a pointer or captions beside it may move over a picture that stands."""


class _Anchor(NamedTuple):
    """The last new picture.

    Attributes:
        time_s: When it came.
        rows: Which of its rows are compared.
        columns: Which of its columns.
        pixels: What they show, ``(n, m)``.
        changed: How much a pixel must differ to have changed.
    """

    time_s: float
    rows: slice
    columns: slice
    pixels: NDArray[np.int16]
    changed: float


class StillWatch:
    """Compares each picture with the last new one, so that slow changes add up to a new one.

    A picture that stood for longer than `STILL_S` continues when two pictures in a row are new: a
    key picture draws one that stands once more, a little otherwise.
    """

    def __init__(self) -> None:
        """Start before the first picture."""
        self._anchor: _Anchor | None = None
        self._shape: tuple[int, ...] = ()
        self._stands_since_s: float | None = None
        self._woke = False

    def step(self, time_s: float, rgb: Image, place: FacePlace | None) -> float:
        """How long the picture has been standing, in seconds; 0 for a new one.

        Args:
            time_s: Its time.
            rgb: ``(height, width, 3)`` uint8.
            place: Where the face was in the picture before; None without one, and then any
                picture is a new one.
        """
        if place is None:
            # An empty room may stand still, and nothing of it is judged.
            self._anchor = self._stands_since_s = None
            return 0.0
        anchor = self._anchor
        if anchor is not None and rgb.shape == self._shape:
            off = np.abs(_pixels(rgb, anchor.rows, anchor.columns) - anchor.pixels)
            if np.count_nonzero(off > anchor.changed) <= SAME * off.size:
                return self._standing(time_s, anchor.time_s)
        self._shape = rgb.shape
        rows, columns = _region(rgb.shape, place)
        pixels = _pixels(rgb, rows, columns)
        changed = min(max(float(pixels.std()) / CONTRAST, LEAST_CHANGED), CHANGED)
        self._anchor = _Anchor(time_s, rows, columns, pixels, changed)
        if self._stands_since_s is None:
            return 0.0
        if self._woke:
            self._stands_since_s, self._woke = None, False
            return 0.0
        self._woke = True
        return time_s - self._stands_since_s

    def _standing(self, time_s: float, since_s: float) -> float:
        if self._stands_since_s is not None:
            self._woke = False
            since_s = self._stands_since_s
        elif time_s - since_s > STILL_S:
            self._stands_since_s = since_s
        return time_s - since_s


def _pixels(rgb: Image, rows: slice, columns: slice) -> NDArray[np.int16]:
    """The green of some pixels: most of a picture's luma."""
    return rgb[rows, columns, 1].astype(np.int16)


def _region(shape: tuple[int, ...], place: FacePlace) -> tuple[slice, slice]:
    height, width = shape[:2]
    left, right = place.x - _ASIDE * place.unit, place.x + _ASIDE * place.unit
    top, bottom = place.y - _ABOVE * place.unit, place.y + _BELOW * place.unit
    x0, x1 = max(round(left), 0), min(round(right), width)
    y0, y1 = max(round(top), 0), min(round(bottom), height)
    if x1 - x0 < 8 or y1 - y0 < 8:
        x0, x1, y0, y1 = 0, width, 0, height
    step = max((x1 - x0) // _ACROSS, 1)
    return slice(y0, y1, step), slice(x0, x1, step)
