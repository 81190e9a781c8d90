"""`facecheck correct`: a repetition that was judged wrongly, put right by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from facecheck.cli.person import PERSON

if TYPE_CHECKING:
    from facecheck.core.events import Attempt
    from facecheck.store.history import ByHand, SetRecord

TAKEN_BACK = "taken back by hand"
NUMBER = click.IntRange(1, 1000)


@click.command("correct")
@click.option("--count", "count", type=NUMBER, metavar="N", help="Attempt N counts after all.")
@click.option("--take-back", type=NUMBER, metavar="N", help="Attempt N does not count.")
@click.option("--add", is_flag=True, help="A repetition that was not seen at all counts.")
@click.option("-e", "--exercise", metavar="ID", help="Of this exercise's set, if not the last one.")
@PERSON
def command(
    count: int | None, take_back: int | None, add: bool, exercise: str | None, person: str | None
) -> None:
    """Put right what was counted in the last session; the history says that it was by hand.

    What was measured of an attempt stays as it was. One that was not seen has no measurements.
    """
    from facecheck.cli.person import opened, this_person
    from facecheck.core.errors import HistoryError
    from facecheck.engine.form.scoring import set_score

    if sum((count is not None, take_back is not None, add)) != 1:
        raise click.UsageError("say one of --count N, --take-back N and --add")
    one = this_person(person)
    with opened(one) as history:
        last = history.last()
        sets = [] if last is None else [s for s in last.sets if exercise in (None, s.exercise)]
        if last is None or not sets:
            of_it = "" if exercise is None else f" of {exercise}"
            raise HistoryError(f"there is no set{of_it} to correct; see: facecheck history")
        the_set = sets[-1]
        if the_set.target_s is not None:
            raise HistoryError(f"{the_set.exercise} is done by the clock: there is no count in it")
        attempt, how = _corrected(the_set, count, take_back)
        others = [a.attempt for a in the_set.attempts if a.attempt.n != attempt.n]
        score = set_score([*others, attempt], the_set.reps)
        history.put_attempt(the_set.id, attempt, by_hand=how, score=score)
    counted = sum(a.counted for a in (*others, attempt))
    click.echo(
        f"{the_set.exercise} of {last.begun:%Y-%m-%d %H:%M}: {counted} of {the_set.reps} counted, "
        f"attempt {attempt.n} {how} by hand"
    )


def _corrected(
    the_set: SetRecord, count: int | None, take_back: int | None
) -> tuple[Attempt, ByHand]:
    """The attempt as it shall stand, and what was done to it.

    Raises:
        HistoryError: There is no such attempt, or it stands so already.
    """
    from facecheck.core.errors import HistoryError
    from facecheck.core.events import Attempt

    known = {record.attempt.n: record.attempt for record in the_set.attempts}
    wanted = count if count is not None else take_back
    if wanted is None:
        end_s = max((a.end_s for a in known.values()), default=0.0)
        unseen = Attempt(max(known, default=0) + 1, end_s, end_s, 0.0, 0.0, True, None, 0)
        return unseen, "added"
    attempt = known.get(wanted)
    if attempt is None:
        there = ", ".join(map(str, sorted(known))) or "none"
        raise HistoryError(f"there is no attempt {wanted} in that set; there are: {there}")
    if attempt.counted == (count is not None):
        stands = "counts" if attempt.counted else "does not count"
        raise HistoryError(f"attempt {wanted} {stands} already")
    if count is not None:
        return replace(attempt, counted=True, reason=None), "added"
    return replace(attempt, counted=False, reason=TAKEN_BACK), "taken back"
