"""Movements that were held below the enter level: reported as too shallow, not counted."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from facecheck.core.events import Fault
from facecheck.engine.spec.thresholds import Thresholds

TOO_SHALLOW = "too shallow"

FROM_SHARE = 0.35
"""The share of the enter level from which a held movement was meant as a repetition."""

LET_GO_SHARE = 0.8
"""It is over below this share of that level: a held movement wavers."""

HELD_S = 1.0
"""Shorter ones are words, smiles and blinks, which nobody wants to hear about."""

BRIEF_S = 0.5
"""Where the exercise's rules tell those apart, shorter ones are told as well: a slight squint that
is held for 0.3 s. A blink is over within this."""

BRIEF_SHARE = 0.6
"""The share of the enter level that a brief one reaches: a quarter of the opening, which nobody
calls a squint, reads as little more."""

ROSE_S = 0.5
"""A brief one comes from rest within this."""

FULL = 1.0
"""What goes all the way, and is no attempt all the same, is a blink."""

OTHER_SHARE, BRIEF_OTHER_SHARE = 0.5, 0.2
"""A rule that says that it is another movement, passed for more of the time than this, is believed;
of a brief one sooner."""


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
    """Follows the level while no attempt is going on.

    Args:
        rule: The movement's levels.
        brief: Whether brief movements are told as well.
    """

    def __init__(self, rule: Thresholds, *, brief: bool = False) -> None:
        self._from = FROM_SHARE * rule.enter
        self._onset, self._enter = rule.onset, rule.enter
        self._brief_from = BRIEF_SHARE * rule.enter
        self._least_s = BRIEF_S if brief else HELD_S
        self._low_s = -inf
        self._since_s: float | None = None
        self._peak, self._rose_s = 0.0, inf
        self._ticks = self._others = 0

    def step(self, time_s: float, level: float, *, other: bool = False) -> Shallow | None:
        """Take one level under the enter level; returns the movement that ended at it.

        Args:
            time_s: Now.
            level: Of the movement.
            other: Whether it looks like another movement now.
        """
        if level >= FULL:
            self._low_s = -inf
            self.reset()
            return None
        if level < self._onset:
            self._low_s = time_s
        holding = self._since_s is not None and level >= LET_GO_SHARE * self._from
        if level >= self._from or holding:
            if self._since_s is None:
                self._since_s = time_s
                self._rose_s = time_s - self._low_s
            # Where it touches the enter level for a moment, it goes as far as that and no farther.
            self._peak = max(self._peak, min(level, self._enter))
            self._ticks += 1
            self._others += other
            return None
        since_s, peak = self._since_s, self._peak
        told = since_s is not None and self._is_notable(time_s - since_s)
        self.reset()
        return Shallow(since_s, time_s, peak) if told and since_s is not None else None

    def _is_notable(self, lasted_s: float) -> bool:
        """Whether anybody wants to hear of a movement that lasted so long."""
        if lasted_s < self._least_s:
            return False
        if lasted_s >= HELD_S:
            return self._others <= OTHER_SHARE * self._ticks
        rose = self._peak >= self._brief_from and self._rose_s <= ROSE_S
        return rose and self._others <= BRIEF_OTHER_SHARE * self._ticks

    def lasting(self, now_s: float | None) -> Shallow | None:
        """The movement that continues, once it has lasted long enough to be told."""
        since_s = self._since_s
        if since_s is None or now_s is None or now_s - since_s < SAID_AFTER_S:
            return None
        return Shallow(since_s, now_s, self._peak) if self._is_notable(now_s - since_s) else None

    def reset(self) -> None:
        """The movement went on to the enter level after all."""
        self._since_s, self._peak = None, 0.0
        self._ticks = self._others = 0
        self._rose_s = inf
