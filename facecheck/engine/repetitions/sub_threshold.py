"""Movements that were held below the enter level: reported as too shallow, not counted."""

from __future__ import annotations

from dataclasses import dataclass

from facecheck.core.events import Fault
from facecheck.engine.spec.thresholds import Thresholds

TOO_SHALLOW = "too shallow"

FROM_SHARE = 0.35
"""The share of the enter level from which a held movement was meant as a repetition."""

LET_GO_SHARE = 0.8
"""It is over below this share of that level: a held movement wavers."""

HELD_S = 1.0
"""Shorter ones are words, smiles and blinks, which nobody wants to hear about."""


SAID_AFTER_S = 1.5
"""A movement that has stayed there for so long is told to go further while it lasts: an unhurried
one is past the enter level by then."""


@dataclass(frozen=True, slots=True)
class Shallow:
    """A movement that stayed under the enter level."""

    start_s: float
    end_s: float
    peak: float

    def fault(self, enter: float) -> Fault:
        """What is said of it, against the level that it had to reach."""
        return Fault(
            TOO_SHALLOW, self.start_s, self.end_s, self.peak, enter, "of full", "Go further"
        )


class SubThresholdWatch:
    """Follows the level while no attempt is going on."""

    def __init__(self, rule: Thresholds) -> None:
        """Take the movement's levels."""
        self._from = FROM_SHARE * rule.enter
        self._since_s: float | None = None
        self._peak = 0.0

    def step(self, time_s: float, level: float) -> Shallow | None:
        """Take one level under the enter level; returns the movement that ended at it."""
        holding = self._since_s is not None and level >= LET_GO_SHARE * self._from
        if level >= self._from or holding:
            if self._since_s is None:
                self._since_s, self._peak = time_s, level
            self._peak = max(self._peak, level)
            return None
        since_s, peak = self._since_s, self._peak
        self.reset()
        if since_s is None or time_s - since_s < HELD_S:
            return None
        return Shallow(since_s, time_s, peak)

    def lasting(self, now_s: float | None) -> Shallow | None:
        """The movement that continues, once it has lasted long enough to be told."""
        since_s = self._since_s
        if since_s is None or now_s is None or now_s - since_s < SAID_AFTER_S:
            return None
        return Shallow(since_s, now_s, self._peak)

    def reset(self) -> None:
        """The movement went on to the enter level after all."""
        self._since_s, self._peak = None, 0.0
