"""The One Euro filter that MediaPipe's landmarker smooths a single face's landmarks with.

Casiez, Roussel and Vogel 2012; the constants are those of MediaPipe's ``FaceLandmarkerGraph``.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from facecheck.core.frames import Array

MIN_CUTOFF_HZ = 0.05
BETA = 80.0
DERIVATIVE_CUTOFF_HZ = 1.0
FIRST_RATE_HZ = 30.0
"""Frames a second before there are two."""


class Smoothing:
    """Smooths points over time; how fast they move is measured in sizes of the object."""

    def __init__(self) -> None:
        self._time_ms: int | None = None
        self._rate_hz = FIRST_RATE_HZ
        self._raw: Array | None = None
        self._speed: Array | None = None
        self._smooth: Array | None = None

    def __call__(self, points: Array, size: float, time_ms: int) -> Array:
        """The next points, smoothed.

        Args:
            points: Any shape, the same each time.
            size: The object's, in the points' unit.
            time_ms: Growing.
        """
        if self._time_ms is not None:
            self._rate_hz = 1000 / (time_ms - self._time_ms)
        self._time_ms = time_ms
        if self._raw is None or self._smooth is None or self._speed is None:
            self._raw, self._smooth, self._speed = points, points, np.zeros_like(points)
            return points
        speed = (points - self._raw) * np.float32(self._rate_hz / size)
        self._raw = points
        self._speed = self._speed + _weight(DERIVATIVE_CUTOFF_HZ, self._rate_hz) * (
            speed - self._speed
        )
        cutoff_hz = MIN_CUTOFF_HZ + BETA * np.abs(self._speed)
        self._smooth = self._smooth + _weight(cutoff_hz, self._rate_hz) * (points - self._smooth)
        return self._smooth


def _weight(cutoff_hz: Any, rate_hz: float) -> Any:
    """How much of a new value a low pass takes."""
    return 1 / (1 + rate_hz / (2 * math.pi * cutoff_hz))
