"""How a live session is stored in the history, and how one is resumed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from facecheck.cli.language import say

if TYPE_CHECKING:
    from facecheck.engine.spec.timed_exercise import AnyExercise
    from facecheck.live.record.record import Record
    from facecheck.live.record.request import SessionRequest
    from facecheck.live.record.resume import Earlier
    from facecheck.store.history import SessionRecord
    from facecheck.store.people import Owner


@contextmanager
def recorded(
    one: Owner, asked: SessionRequest, earlier: Earlier | None, *, keep: bool
) -> Iterator[Record | None]:
    """What keeps a person's session; None where nothing shall be kept.

    Raises:
        HistoryError: The history cannot be opened.
    """
    if not keep:
        yield None
        return
    from facecheck.cli.person import opened
    from facecheck.live.record.record import Record
    from facecheck.store.undo import people as removed_people
    from facecheck.store.undo import profile as cleared

    with opened(one) as history:
        # Whoever was removed, and whatever was cleared, could be put back until now.
        removed_people.let_go()
        cleared.let_go(one.profile)
        yield Record(history, asked, earlier)


def interrupted(one: Owner) -> SessionRecord:
    """The session of a person that can be gone on with.

    Raises:
        HistoryError: There is none.
    """
    from facecheck.cli.person import opened
    from facecheck.live.record import resume
    from facecheck.store.history.codec import now

    with opened(one) as history:
        return resume.interrupted(history, now())


def going_on(session: SessionRecord, exercises: Sequence[AnyExercise]) -> Earlier:
    """What a session had come to, said on stderr.

    Args:
        session: With its sets.
        exercises: What of its exercises may still be done, in order.
    """
    from facecheck.live.record import resume

    names = [exercise.id for exercise in exercises]
    earlier = resume.going_on(session, names)
    counted = sum(attempt.counted for attempt in earlier.attempts)
    where = (
        say("{names}, after {counted} repetitions", names=names[0], counted=counted)
        if earlier.attempts
        else names[0]
    )
    click.echo(
        say(
            "going on with {routine} of {begun:%H:%M}: {where}",
            routine=session.routine,
            begun=session.begun,
            where=where,
        ),
        err=True,
    )
    return earlier
