"""Counts that a person adds or takes back while a set continues; what was measured stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from facecheck.core.events import Attempt
from facecheck.core.messages import Code, Message

TAKEN_BACK = Message(Code.TAKEN_BACK)
"""The reason of an attempt that counted until its owner said otherwise."""


def taken_back(attempt: Attempt) -> Attempt:
    """The attempt without its count."""
    return replace(attempt, counted=False, reason=TAKEN_BACK, by_hand="taken back")


def with_count_taken_back(attempts: Sequence[Attempt]) -> tuple[list[Attempt], Attempt | None]:
    """The attempts with the last count taken back, and which one that was; None without a count."""
    for place in reversed(range(len(attempts))):
        if attempts[place].counted:
            changed = taken_back(attempts[place])
            return [*attempts[:place], changed, *attempts[place + 1 :]], changed
    return list(attempts), None


def with_count_added(attempts: Sequence[Attempt], now_s: float) -> tuple[list[Attempt], Attempt]:
    """The attempts with one more count: the last one's, if it has none, else of one not seen.

    Args:
        attempts: In order of time.
        now_s: The set's time; a repetition that was not seen has it for start and end.
    """
    if attempts and not attempts[-1].counted:
        changed = replace(attempts[-1], counted=True, reason=None, by_hand="added")
        return [*attempts[:-1], changed], changed
    unseen = Attempt(len(attempts) + 1, now_s, now_s, 0.0, 0.0, True, None, 0, by_hand="added")
    return [*attempts, unseen], unseen
