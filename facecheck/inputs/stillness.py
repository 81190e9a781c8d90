"""Whether a frame is new or a repetition of the one before.

A sensor is never still: its noise and the person before it change every picture. A picture that
stands is one that a stuck driver, a call or an editor repeats, and nobody holds anything in it.
Encoders repeat pictures as well, for some hundredths of a second: 30 a second in a file of 60,
seven a second of a camera in the dark, and strong compression leaves out what has hardly changed.
"""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np

from facecheck.core.frames import Image
from facecheck.inputs.mediapipe.hand_crops import FacePlace

STILL_S = 0.5
"""A picture that stands for longer shows nothing of the time that passes. Compressed to a tenth of
a webcam's rate (H.264, CRF 32), people who sit still repeat one for 0.32 s at most."""

WAKES_S = 0.45
"""Two new pictures this close are a picture that goes on, with repetitions between them or without:
what an encoder repeats stands no longer, while a key picture that draws a standing one anew stays
alone for half a second or more."""

CHANGED, LEAST_CHANGED = 8, 2
"""A pixel that differs by more levels has changed: a key picture draws a standing one again, and
differs by up to 8. In a dark or flat picture less is a change: see ``CONTRAST``."""

CONTRAST = 6.0
"""Standard deviations of a face to a change; faces in ordinary light have 40 to 60 levels of it."""

SAME = 0.001
"""A picture of which no larger share of pixels has changed is the same one: lids are 2 % of a
face."""

ACROSS = 64
"""Pixels across that are compared."""
ASIDE, ABOVE, BELOW = 0.9, 0.9, 1.3
"""What is compared of a picture with a face, from the base of its nose, in inter-ocular distances:
a clock, a pointer or captions beside it may move over a picture that stands."""


class _Anchor(NamedTuple):
    """The last new picture.

    Attributes:
        rows: Which of its rows are compared.
        columns: Which of its columns.
        pixels: What they show, ``(n, m)``.
        changed: How much a pixel must differ to have changed.
    """

    rows: slice
    columns: slice
    pixels: Image
    changed: np.uint8


class StandingTime:
    """How long a picture has been standing, by whether each is the last new one once more.

    A picture that stood for longer than `STILL_S` continues when two pictures within `WAKES_S` are
    new: a key picture draws one that stands once more, a little otherwise.
    """

    def __init__(self) -> None:
        """Start before the first picture."""
        self._new_s: float | None = None
        self._stands_since_s: float | None = None
        self._woke_s: float | None = None

    def step(self, time_s: float, *, same: bool) -> float:
        """How long the picture has been standing, in seconds; 0 for a new one.

        Args:
            time_s: Its time.
            same: Whether it is the last new one once more.
        """
        if same and self._new_s is not None:
            return self._standing(time_s, self._new_s)
        self._new_s = time_s
        if self._stands_since_s is None:
            return 0.0
        if self._woke_s is not None and time_s - self._woke_s <= WAKES_S:
            self._stands_since_s = self._woke_s = None
            return 0.0
        self._woke_s = time_s
        return time_s - self._stands_since_s

    def forget(self) -> None:
        """What stands there is nobody, and is not judged."""
        self._new_s = self._stands_since_s = self._woke_s = None

    def _standing(self, time_s: float, since_s: float) -> float:
        if self._stands_since_s is not None:
            since_s = self._stands_since_s
        elif time_s - since_s > STILL_S:
            self._stands_since_s = since_s
        return time_s - since_s


class StillWatch:
    """Compares each picture with the last new one, so that slow changes add up to a new one."""

    def __init__(self) -> None:
        """Start before the first picture."""
        self._anchor: _Anchor | None = None
        self._shape: tuple[int, ...] = ()
        self._standing = StandingTime()

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
            self._anchor = None
            self._standing.forget()
            return 0.0
        anchor = self._anchor
        same = False
        if anchor is not None and rgb.shape == self._shape:
            off = cv2.absdiff(_pixels(rgb, anchor.rows, anchor.columns), anchor.pixels)
            same = bool(np.count_nonzero(off > anchor.changed) <= SAME * off.size)
        if not same:
            self._shape = rgb.shape
            rows, columns = _region(rgb.shape, place)
            pixels = _pixels(rgb, rows, columns)
            contrast = float(cv2.meanStdDev(pixels)[1][0, 0])
            # Levels are whole: one that differs by more than this differs by more than its floor.
            changed = int(min(max(contrast / CONTRAST, LEAST_CHANGED), CHANGED))
            self._anchor = _Anchor(rows, columns, pixels, np.uint8(changed))
        return self._standing.step(time_s, same=same)


def _pixels(rgb: Image, rows: slice, columns: slice) -> Image:
    """The green of some pixels: most of a picture's luma."""
    return np.ascontiguousarray(rgb[rows, columns, 1])


def _region(shape: tuple[int, ...], place: FacePlace) -> tuple[slice, slice]:
    height, width = shape[:2]
    left, right = place.x - ASIDE * place.unit, place.x + ASIDE * place.unit
    top, bottom = place.y - ABOVE * place.unit, place.y + BELOW * place.unit
    x0, x1 = max(round(left), 0), min(round(right), width)
    y0, y1 = max(round(top), 0), min(round(bottom), height)
    if x1 - x0 < 8 or y1 - y0 < 8:
        x0, x1, y0, y1 = 0, width, 0, height
    step = max((x1 - x0) // ACROSS, 1)
    return slice(y0, y1, step), slice(x0, x1, step)
