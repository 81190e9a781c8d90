"""Which form rules stop a hold's time: eyes that are shut, a palm that slips.

An exercise file gives a rule ``effect: pause`` or ``restart``, as `exercises/squint-palm.yaml` does
for the measure `palm_slipped` of `engine/hands/palm_on_cheek.py`. What the time under such a rule
comes to is decided by the `hold_timer`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from facecheck.core.events import Fault
from facecheck.engine.form.faults import FaultWatch


class Pause(NamedTuple):
    """Whether form rules pause the hold at one tick.

    Attributes:
        exceeded: The limit of a pausing rule is passed: the time waits for its decision.
        confirmed: A pausing rule's fault is named: the time does not count.
        restart: The limit of a rule that restarts the hold is passed.
    """

    exceeded: bool = False
    confirmed: bool = False
    restart: bool = False


NO_PAUSE = Pause()


class HoldPauses:
    """Follows the rules that pause a hold.

    Args:
        watches: Every form rule of the exercise, in the order of their priority.

    Attributes:
        paused_by: The first fault that paused the current hold; None where none did.
    """

    def __init__(self, watches: Sequence[FaultWatch]) -> None:
        self.paused_by: Fault | None = None
        self._pausing = [watch for watch in watches if watch.pauses]

    def reset(self) -> None:
        """Begin the next hold."""
        self.paused_by = None

    def forget_since(self, time_s: float) -> None:
        """A pause that began at a time or after it was none."""
        if self.paused_by is not None and self.paused_by.start_s >= time_s:
            self.paused_by = None

    def step(self) -> Pause:
        """Whether the hold is paused, after its rules have taken this tick."""
        exceeded = confirmed = restart = False
        for watch in self._pausing:
            if watch.exceeded:
                exceeded = True
                restart = restart or watch.rule.effect == "restart"
                if watch.confirmed:
                    confirmed = True
                    if self.paused_by is None:
                        self.paused_by = watch.active
        return Pause(exceeded, confirmed, restart) if exceeded else NO_PAUSE
