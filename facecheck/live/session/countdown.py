"""The countdown to the first movement, once the person's rest is known."""

from __future__ import annotations

from facecheck.core.events import Phase

COUNTDOWN_S = 3.0
"""From the rest level known to the first movement."""
MOVING = (Phase.HOLDING, Phase.WAITING, Phase.RELEASING)
"""The phases of a movement that is being done."""


class Countdown:
    """Runs once, from the first ready phase on. A movement ends it, since it already counts.

    Args:
        enabled: Whether there is to be one.
    """

    def __init__(self, *, enabled: bool) -> None:
        self._enabled = enabled
        self._ready_s: float | None = None

    def step(self, phase: Phase, now_s: float) -> None:
        """Take the phase of an update."""
        if phase is Phase.READY and self._ready_s is None:
            self._ready_s = now_s
        elif phase in MOVING or phase is Phase.DONE:
            self._enabled = False

    def left_s(self, now_s: float) -> float | None:
        """What is left of it; None where none runs."""
        if not self._enabled or self._ready_s is None:
            return None
        left_s = self._ready_s + COUNTDOWN_S - now_s
        return left_s if left_s > 0 else None
