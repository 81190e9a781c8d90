"""The hold timer: what counts as held, with pauses that lose nothing."""

from __future__ import annotations

from dataclasses import dataclass

BARELY_BEGUN_S = 0.4
"""A hold this short has barely begun. Lids that fall in a blink pass through a squint's range for
0.1 to 0.2 s; what comes after such a beginning is judged by itself."""


@dataclass(slots=True)
class HoldTimer:
    """Adds up the time that counts as held.

    Time under a form rule that pauses the hold is pending until the rule decides: a blink inside a
    squint passes the eyes-shut limit for 0.2 s, is over before the fault is named, and the time is
    given back. Once the fault is named, the time is gone. Under a rule that restarts, a hold
    that had barely begun is gone as well: eyes that narrow on their way shut were not squinting
    yet.

    Attributes:
        held_s: Time that counts.
        pending_s: Time that waits for a rule's decision.
    """

    held_s: float = 0.0
    pending_s: float = 0.0

    def step(
        self, passed_s: float, *, pending: bool, confirmed: bool, restart: bool = False
    ) -> None:
        """Add the time since the last tick.

        Args:
            passed_s: Seconds since the last tick inside the hold.
            pending: Whether this time waits for a rule's decision.
            confirmed: A pausing rule's fault is named.
            restart: The limit of a rule that restarts the hold is passed.
        """
        if restart and self.held_s < BARELY_BEGUN_S:
            self.held_s = self.pending_s = 0.0
        elif confirmed:
            self.pending_s = 0.0
        elif pending:
            self.pending_s += passed_s
        else:
            self.held_s += self.pending_s + passed_s
            self.pending_s = 0.0

    def withdraw(self, seconds: float) -> None:
        """Take the last seconds back, first of what is pending."""
        pending_s = min(self.pending_s, seconds)
        self.pending_s -= pending_s
        self.held_s = max(self.held_s - (seconds - pending_s), 0.0)

    def reset(self) -> None:
        """Start the next hold."""
        self.held_s = self.pending_s = 0.0
