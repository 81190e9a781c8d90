"""The option that names a person, and what to print about the choice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from facecheck.cli.language import say

if TYPE_CHECKING:
    from facecheck.store.history import History
    from facecheck.store.people import Owner

PERSON = click.option(
    "--person",
    metavar="NAME",
    help="Whose history, plan and range; this machine's own person, if not said.",
)


def this_person(name: str | None, profile: Path | None = None) -> Owner:
    """The person a command is about; where there are several and none was named it is told.

    Raises:
        ProfileError: There is nobody of that name, or the profile is another's.
    """
    from facecheck.store.people import everybody, whose

    one = whose(name, profile)
    if name is None and profile is None and len(everybody()) > 1:
        click.echo(
            say("facecheck: this is about {called}; another: --person NAME", called=one.called),
            err=True,
        )
    return one


@contextmanager
def opened(one: Owner) -> Iterator[History]:
    """A person's history, open; what became of an older one is told once.

    Raises:
        HistoryError: It cannot be opened.
    """
    from facecheck.store.history import History

    with History(one.history) as history:
        tell_brought(one, history)
        yield history


def tell_brought(one: Owner, history: History) -> None:
    """Say once whose the sessions are that were kept before histories were a person's."""
    from facecheck.cli.date_range import sessions

    number = history.brought_over()
    if not number:
        return
    tried = sum(not session.counts for session in history.sessions())
    of_clips = say("; {tried} of them of clips, which count as tried", tried=tried) if tried else ""
    click.echo(
        say(
            "facecheck: {sessions} kept so far: {called}'s from now on{of_clips}; for "
            "somebody else: facecheck people new NAME",
            sessions=sessions(number),
            called=one.called,
            of_clips=of_clips,
        ),
        err=True,
    )


def quoted(name: str) -> str:
    """A name as it is typed on a command line."""
    import shlex

    return shlex.quote(name)
