"""Corrects a wrongly judged repetition in the history by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from facecheck.core.errors import HistoryError
from facecheck.core.events import Attempt
from facecheck.engine.form.scoring import set_score
from facecheck.store.history import ByHand, History, SessionRecord, SetRecord

TAKEN_BACK = "taken back by hand"


class Corrected(NamedTuple):
    """What was put right.

    Attributes:
        session: The last one.
        the_set: Of it, as it was.
        attempt: As it stands now.
        how: What was done to it.
        counted: Repetitions of the set that count now.
    """

    session: SessionRecord
    the_set: SetRecord
    attempt: Attempt
    how: ByHand
    counted: int


def correct_last(
    history: History,
    *,
    count: int | None = None,
    take_back: int | None = None,
    exercise: str | None = None,
) -> Corrected:
    """Put right what was counted in the last session; the history says that it was by hand.

    Args:
        history: Open.
        count: The attempt that counts after all.
        take_back: The attempt that does not count; without either a repetition is added.
        exercise: Whose set, if not the last one.

    Raises:
        HistoryError: There is no such set or attempt, or it stands so already.
    """
    last = history.last()
    sets = [] if last is None else [s for s in last.sets if exercise in (None, s.exercise)]
    if last is None or not sets:
        of_it = "" if exercise is None else f" of {exercise}"
        raise HistoryError("there is no set{of_it} to correct; see: facecheck history", of_it=of_it)
    the_set = sets[-1]
    if the_set.target_s is not None:
        raise HistoryError(
            "{exercise} is timed: there is no count in it", exercise=the_set.exercise
        )
    attempt, how = _corrected(the_set, count, take_back)
    others = [a.attempt for a in the_set.attempts if a.attempt.n != attempt.n]
    score = set_score([*others, attempt], the_set.reps)
    history.put_attempt(the_set.id, attempt, by_hand=how, score=score)
    counted = sum(a.counted for a in (*others, attempt))
    return Corrected(last, the_set, attempt, how, counted)


def _corrected(
    the_set: SetRecord, count: int | None, take_back: int | None
) -> tuple[Attempt, ByHand]:
    """The attempt as it shall stand, and what was done to it.

    Raises:
        HistoryError: There is no such attempt, or it stands so already.
    """
    known = {record.attempt.n: record.attempt for record in the_set.attempts}
    wanted = count if count is not None else take_back
    if wanted is None:
        end_s = max((a.end_s for a in known.values()), default=0.0)
        unseen = Attempt(max(known, default=0) + 1, end_s, end_s, 0.0, 0.0, True, None, 0)
        return unseen, "added"
    attempt = known.get(wanted)
    if attempt is None:
        there = ", ".join(map(str, sorted(known))) or "none"
        raise HistoryError(
            "there is no attempt {wanted} in that set; there are: {there}",
            wanted=wanted,
            there=there,
        )
    if attempt.counted == (count is not None):
        stands = "counts" if attempt.counted else "does not count"
        raise HistoryError("attempt {wanted} {stands} already", wanted=wanted, stands=stands)
    if count is not None:
        return replace(attempt, counted=True, reason=None), "added"
    return replace(attempt, counted=False, reason=TAKEN_BACK), "taken back"
