"""The end of an attempt that is told a moment later: what comes before a face looks like one.

A phone that comes up from below hides the chin first, and the mesh draws the mouth behind it shut.
Until it is noticed, that is a mouth that closed: let go too fast, held for too short a time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from facecheck.core.events import Attempt, Fault
from facecheck.core.messages import Code, Message
from facecheck.engine.form.scoring import attempt_score, form_part
from facecheck.engine.repetitions.attempts import TOO_SHORT

COMES_S = 0.5
"""From where it first disturbs the mesh, what comes before a face takes so long at most until it is
noticed: 0.1 to 0.3 s on rendered people. Most returns have taken about as long when they end."""


class UnsureEnd:
    """Holds an attempt's end back while something may still turn out to have come before the face.

    Nothing of a count hangs on it: a hold counts when its time is reached, not at its end.

    Attributes:
        place: Which of the set's attempts waits, from 0; None where none does.
        covered: Whether something came before the face.
    """

    __slots__ = ("_due_s", "_rules", "_until_s", "covered", "place")

    def __init__(self) -> None:
        self.place: int | None = None
        self.covered = False
        self._rules: Sequence[Fault] = ()
        self._until_s = self._due_s = 0.0

    def holds_back(
        self, attempt: Attempt, rules: Sequence[Fault], until_s: float, now_s: float
    ) -> bool:
        """Whether an attempt that ended is to be told later; then it waits.

        Args:
            attempt: The attempt.
            rules: Its faults but those of regions that moved along, which come after them.
            until_s: When its hold ended.
            now_s: When that was seen.
        """
        blamed = not attempt.counted or any(fault.end_s >= until_s for fault in rules)
        if not blamed or now_s >= until_s + COMES_S:
            return False
        self.place, self.covered = attempt.n - 1, False
        self._rules, self._until_s, self._due_s = rules, until_s, until_s + COMES_S
        return True

    def is_due(self, time_s: float) -> bool:
        """Whether it is to be told now."""
        return self.place is not None and time_s >= self._due_s

    def without_its_end(self, attempt: Attempt, why: str, since_s: float) -> Attempt:
        """The attempt that waits, of which something hid the end.

        Args:
            attempt: As it is.
            why: What hid it.
            since_s: What is wrong from then on was its coming.
        """
        self.covered = True
        rules = [f for f in self._rules if f.start_s < since_s and f.name != TOO_SHORT]
        parts = {**attempt.parts, "form": form_part(len({f.name for f in rules}))}
        reason = attempt.reason
        if isinstance(reason, Message) and reason.code in (Code.HELD_UNTIL, Code.HELD_STOPPED):
            paused = reason.code == Code.HELD_STOPPED and reason.values["at"] < since_s
            if not paused:
                values = {**reason.values, "why": why, "at": self._until_s}
                reason = Message(Code.HELD_UNTIL, **values)
        others = attempt.faults[len(self._rules) :]
        self._rules = rules
        return replace(
            attempt,
            faults=(*rules, *others),
            reason=reason,
            parts=parts,
            score=attempt_score(parts),
        )
