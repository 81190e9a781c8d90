"""How fast something moves: the slope of a straight line through its last places."""

from __future__ import annotations

from collections import deque
from math import hypot

WINDOW_S = 0.5
"""Long enough that the trembling of hand landmarks (0.01 to 0.02 inter-ocular distances) reads as
less than 0.05 a second, short enough to see a stroke's turn; the speed lags by half of it."""

LEAST_S = 0.2
"""No speed is read over a shorter time than this."""


class Motion:
    """Follows one point in the plane.

    A point that is lost for less than the window continues where it is found again: a hand that the
    model sees in every other frame would otherwise never have a speed.
    """

    def __init__(self) -> None:
        """Start without a place."""
        self._places: deque[tuple[float, float, float]] = deque()

    def step(self, time_s: float, x: float, y: float) -> float | None:
        """Take a place; returns the speed in its units a second, None until one can be told."""
        places = self._places
        if places and time_s <= places[-1][0]:
            places.pop()
        places.append((time_s, x, y))
        while time_s - places[0][0] > WINDOW_S:
            places.popleft()
        if time_s - places[0][0] < LEAST_S:
            return None
        n = len(places)
        mean_t = sum(t for t, _, _ in places) / n
        spread = sum((t - mean_t) ** 2 for t, _, _ in places)
        along = sum((t - mean_t) * px for t, px, _ in places) / spread
        across = sum((t - mean_t) * py for t, _, py in places) / spread
        return hypot(along, across)
