"""When the tones of a hold sound: time starts, stops, continues; nothing before an attempt."""

from __future__ import annotations

from enum import Enum, auto

from facecheck.core.events import Sound

GO_ON_S = 0.1
"""Time has to run this long before it is heard to go on: at a limit that is just kept and just
passed it would otherwise stop and go on several times a second."""

_EPSILON_S = 1e-6


class HoldState(Enum):
    """What was last heard of a hold."""

    SILENT = auto()
    """Not an attempt yet, or no time has run."""
    RUNNING = auto()
    STOPPED = auto()


class HoldTones:
    """Follows one hold and gives the sound that is due.

    A blink passes through a squint's range for 0.1 to 0.4 s: it becomes no attempt, and nothing is
    heard of it. Time that is pending, while a rule has not decided, neither begins nor stops.

    Attributes:
        state: What was last heard.
        ran: Whether time has begun to run in this hold.
    """

    def __init__(self) -> None:
        """Start before a hold."""
        self.reset()

    def reset(self) -> None:
        """Begin the next hold, or time that begins again after a pause."""
        self.state = HoldState.SILENT
        self.ran = False
        self._runs_since_s: float | None = None

    def step(
        self, time_s: float, *, is_attempt: bool, running: bool, stopped: bool
    ) -> Sound | None:
        """Take one tick of the hold; returns the sound that is due.

        Args:
            time_s: Now.
            is_attempt: Whether the movement has lasted long enough to be one.
            running: Whether time counts at this tick.
            stopped: Whether a fault that was named keeps it from counting.
        """
        if not running:
            self._runs_since_s = None
        elif self._runs_since_s is None:
            self._runs_since_s = time_s
        if not is_attempt:
            return None
        if stopped:
            if self.state is HoldState.STOPPED:
                return None
            self.state = HoldState.STOPPED
            return Sound.STOPPED
        if self._runs_since_s is None or self.state is HoldState.RUNNING:
            return None
        if self.ran and time_s - self._runs_since_s < GO_ON_S - _EPSILON_S:
            return None
        self.state = HoldState.RUNNING
        resumed, self.ran = self.ran, True
        return Sound.GO_ON if resumed else Sound.HOLD_START
