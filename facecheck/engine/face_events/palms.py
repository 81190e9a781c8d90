"""The event `palm_on_cheek`: from when to when a hand lay on a cheek, side by side."""

from __future__ import annotations

from collections.abc import Mapping

from facecheck.core.events import FaceEvent
from facecheck.engine.hands.palm_on_cheek import BRIDGE_S
from facecheck.engine.hands.resting_palm import LIES_S


class PalmWatch:
    """Follows the hand measures of both cheeks."""

    def __init__(self) -> None:
        """Start without a palm."""
        self._since_s: dict[str, float] = {}

    def step(self, time_s: float, values: Mapping[str, float]) -> list[FaceEvent]:
        """Take the hand measures of one tick; return the events that ended."""
        done = []
        for side in ("left", "right"):
            there = values[f"palm_on_cheek_{side}"] > 0.0
            if there and side not in self._since_s:
                # The measure begins when the hand has lain there for so long.
                self._since_s[side] = max(time_s - LIES_S, 0.0)
            elif not there and side in self._since_s:
                # The measure continues for the bridged time after the hand was last seen there.
                done += self._end(side, time_s - BRIDGE_S)
        return done

    def finish(self, time_s: float) -> list[FaceEvent]:
        """End what is going on."""
        return [event for side in tuple(self._since_s) for event in self._end(side, time_s)]

    def _end(self, side: str, end_s: float) -> list[FaceEvent]:
        start_s = self._since_s.pop(side)
        return [FaceEvent("palm_on_cheek", side, start_s, end_s, 1.0)]
