"""Whether an open hand lies on a cheek, or only passes or waves before it."""

from __future__ import annotations

from collections.abc import Sequence
from math import dist

STAYS = 0.2
"""In inter-ocular distances: how far a hand that lies on a cheek wanders, seen from the nose. One
on a real face stays within 0.1 for seconds; one that is slid down restarts."""

LIES_S = 0.5
"""For so long it stays. A hand that waves before a face every other second or faster stays within
as much for 0.4 s at its turns, one that passes for less."""

_Place = tuple[float, float]


class RestingPalm:
    """Follows the open hands on one cheek."""

    def __init__(self) -> None:
        """Start without a hand."""
        self._since: dict[_Place, float] = {}

    def step(self, time_s: float, places: Sequence[_Place]) -> bool:
        """Take where the hands are that cover the cheek, from the nose; whether one lies there."""
        still: dict[_Place, float] = {}
        for place in places:
            near = [at for at in self._since if dist(at, place) <= STAYS]
            at = min(near, key=lambda at: self._since[at], default=place)
            still[at] = self._since.get(at, time_s)
        self._since = still
        return bool(still) and time_s - min(still.values()) >= LIES_S

    def forget(self) -> None:
        """No hand was seen there for long: the next one has come again."""
        self._since.clear()
