"""A person's full effort, learned from a first good movement that stays under the usual one.

People who were never calibrated are judged by the exercise file's range. Whose lids, or whose
muscles, do not go as far would never count, however well they do it. So a movement that comes as
one wants it, and is let go, teaches what this person's effort is; it is named, not counted. What
comes by itself looks otherwise: a drift neither comes nor goes quickly, a word is not steady, a
smile or a look down passes a rule that pauses the hold.
"""

from __future__ import annotations

from statistics import fmean, median

from facecheck.engine.level.level import Level
from facecheck.engine.spec.rules import MovementRule

LEARNING, ONCE_MORE = "first one: learning your range", "Once more, as far as you can"
"""What is said of the movement that taught it."""

STEADY_S = 1.0
"""It stays for this long: what is held for less is a word, not a movement too shallow."""
ARRIVE_S = 1.0
"""It comes from rest, and goes back, within this: two unhurried squints of half a second."""
SETTLE_S = 0.4
"""It need not be steady for this long after it came, and before it goes."""
MOST_SPREAD = 0.15
"""Of usual full effort, how far the middle four fifths of a steady level lie apart at most: twice
what a held squint's do."""
MOST_ONE_SIDED = 0.35
"""Half-way between both eyes and one alone, as in the rule of the squint."""
WRONG_SHARE = 0.2
"""A rule that is passed for more of the time than this was no flicker."""
TAKEN_FOR = 0.75
"""What was learned is taken for so much of full effort, not for all of it: the next one may be a
fifth weaker and counts, and a strong one is no more than full."""


class OwnRange:
    """Learns how far this person goes, as a share of the exercise's full effort.

    Attributes:
        share: By which levels are divided; 1 before anything was learned.
    """

    def __init__(self, movement: MovementRule) -> None:
        """Take the movement."""
        self.share = 1.0
        self._least = movement.learned_from
        self._rule = movement.rule
        self.reset()

    def reset(self) -> None:
        """Forget what was seen: what comes next does not continue it."""
        self._low_s: float | None = None
        self._from_s: float | None = None
        self._last_s = 0.0
        self._levels: list[tuple[float, float, float]] = []
        self._wrong = 0

    def step(self, time_s: float, level: Level, *, other: bool) -> None:
        """Take one level, as it was divided, and whether it looks like another movement now."""
        if self._least is None:
            return
        usual = level.chosen * self.share
        if usual < self._rule.onset:
            self.reset()
            self._low_s = time_s
        if self._from_s is None:
            risen = self._low_s is not None and time_s - self._low_s <= ARRIVE_S
            if usual < self._least or not risen:
                return
            self._from_s = time_s
        if usual >= self._least:
            self._last_s = time_s
        self._levels.append((time_s, usual, level.asymmetry))
        self._wrong += other

    def ended(self, time_s: float) -> bool:
        """The movement is over; returns whether it taught something, in `share`."""
        seen, wrong, from_s, last_s = self._levels, self._wrong, self._from_s, self._last_s
        self.reset()
        if from_s is None or last_s - from_s < STEADY_S or time_s - last_s > ARRIVE_S:
            return False
        held = [one for one in seen if from_s + SETTLE_S <= one[0] <= last_s - SETTLE_S / 2]
        levels = sorted(level for _, level, _ in held)
        tenth = len(levels) // 10
        if not levels or levels[-1 - tenth] - levels[tenth] > MOST_SPREAD:
            return False
        if fmean(one[2] for one in held) > MOST_ONE_SIDED or wrong > WRONG_SHARE * len(seen):
            return False
        share = min(median(levels) / TAKEN_FOR, 1.0)
        # Before, the usual range was no more than a guess.
        self.share = share if self.share == 1.0 else max(self.share, share)
        return share < 1.0
