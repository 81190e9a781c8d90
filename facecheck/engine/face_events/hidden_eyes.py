"""Which eyes something lies before, and since when."""

from __future__ import annotations

from collections import deque

from facecheck.core.events import Attempt
from facecheck.core.frames import COVERED, DOUBTED
from facecheck.engine.spec.coactivation import SIDES

MOST_SPANS = 64
"""So many are remembered of each side: one movement does not outlast as many."""

_HIDE = {side: frozenset({COVERED[f"{side} eye"], DOUBTED[f"{side} eye"]}) for side in SIDES}


class HiddenEyes:
    """Follows what lies, or may lie, before either eye.

    Attributes:
        now: The sides that are hidden.
    """

    def __init__(self) -> None:
        """Start with both in view."""
        self.now: tuple[str, ...] = ()
        self._since_s: dict[str, float] = {}
        self._spans: dict[str, deque[tuple[float, float]]] = {
            side: deque(maxlen=MOST_SPANS) for side in SIDES
        }

    def step(self, time_s: float, obstacles: frozenset[str]) -> bool:
        """Take one tick; whether something came or went."""
        if not obstacles and not self.now:
            return False
        hidden = tuple(side for side in SIDES if not obstacles.isdisjoint(_HIDE[side]))
        for side in hidden:
            self._since_s.setdefault(side, time_s)
        for side in self.now:
            if side not in hidden:
                self._spans[side].append((self._since_s.pop(side), time_s))
        changed, self.now = hidden != self.now, hidden
        return changed

    def most_of(self, attempt: Attempt) -> bool:
        """Whether the eye that alone did an attempt was hidden for more than half of it."""
        side = attempt.side
        if side not in self._spans:
            return False
        spans = list(self._spans[side])
        if side in self._since_s:
            spans.append((self._since_s[side], attempt.end_s))
        start_s, end_s = attempt.start_s, attempt.end_s
        hidden_s = sum(max(min(to_s, end_s) - max(from_s, start_s), 0.0) for from_s, to_s in spans)
        return hidden_s > 0.5 * (end_s - start_s)
