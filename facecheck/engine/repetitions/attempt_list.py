"""The attempts of a set that have ended: how many count, and which one waits to be told."""

from __future__ import annotations

from collections.abc import Sequence

from facecheck.core.events import Attempt, Fault
from facecheck.engine.repetitions.manual_counts import with_count_added, with_count_taken_back
from facecheck.engine.repetitions.unsure_end import UnsureEnd


class AttemptList:
    """Keeps them in order of time.

    Args:
        earlier: Those of a set that goes on.

    Attributes:
        attempts: All of them.
        counted: How many count.
    """

    def __init__(self, earlier: Sequence[Attempt] = ()) -> None:
        self.attempts = list(earlier)
        self.counted = sum(attempt.counted for attempt in self.attempts)
        self._end = UnsureEnd()

    def append(
        self,
        attempt: Attempt,
        rules: Sequence[Fault],
        until_s: float,
        now_s: float | None,
        *,
        at_once: bool,
    ) -> Attempt | None:
        """Take one that has ended; it is given back unless its end is told later.

        Args:
            attempt: The attempt.
            rules: Its faults but those of regions that moved along.
            until_s: When its hold ended.
            now_s: When that was seen.
            at_once: Whether it is told now in any case.
        """
        self.attempts.append(attempt)
        self.counted += attempt.counted
        if at_once or now_s is None or not self._end.holds_back(attempt, rules, until_s, now_s):
            return attempt
        return None

    def take_waiting(self) -> Attempt | None:
        """The attempt that waits to be told, which is told with this."""
        place, self._end.place = self._end.place, None
        return None if place is None else self.attempts[place]

    def told_at(self, time_s: float) -> tuple[Attempt | None, bool]:
        """The attempt whose end was held back until now; and whether something hid that end."""
        if not self._end.is_due(time_s):
            return None, False
        return self.take_waiting(), self._end.covered

    def came_before(self, what: str, since_s: float) -> None:
        """Something came before what is read since then: it hid the end of the one that waits."""
        place = self._end.place
        if place is not None:
            self.attempts[place] = self._end.without_its_end(self.attempts[place], what, since_s)

    def take_back(self) -> Attempt | None:
        """The last count is taken back by hand; returns its attempt, None without one."""
        self.attempts, changed = with_count_taken_back(self.attempts)
        self.counted -= changed is not None
        return changed

    def add(self, now_s: float) -> Attempt:
        """One more counts by hand, as `with_count_added` has it."""
        self.attempts, changed = with_count_added(self.attempts, now_s)
        self.counted += 1
        return changed
