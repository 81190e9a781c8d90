"""`facecheck import`: adds another history to this one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from facecheck.cli.language import say
from facecheck.cli.person import PERSON

if TYPE_CHECKING:
    from facecheck.store.history import History, Whose
    from facecheck.store.people import Owner


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@PERSON
def command(file: Path, person: str | None) -> None:
    """Add what FILE holds and is not kept here yet; a second time adds nothing.

    FILE is one that facecheck export wrote, of the same person. Nothing that is kept here is lost.
    """
    from facecheck.cli.archive import read_archive
    from facecheck.cli.date_range import sessions
    from facecheck.cli.person import opened, this_person
    from facecheck.store.history import contents_of, whose_is

    document = read_archive(file)
    contents = contents_of(document, str(file))
    one = this_person(person)
    with opened(one) as history:
        _check(file, whose_is(document), one, history, said=person is not None)
        merged = history.merge(contents)
    renewed = say(", {renewed} completed", renewed=merged.renewed) if merged.renewed else ""
    click.echo(
        say(
            "{sessions} added{renewed}, {known} were here already",
            sessions=sessions(merged.added),
            renewed=renewed,
            known=merged.known,
        )
    )


def _check(file: Path, whose: Whose | None, one: Owner, history: History, *, said: bool) -> None:
    """Refuse another person's sessions; an empty history becomes a copy of theirs.

    Raises:
        HistoryError: The file says that it is another's, or not whose it is.
    """
    from facecheck.core.errors import HistoryError
    from facecheck.store.people import by_history, everybody, folded, rename

    if whose is not None and whose.key == history.owner():
        return
    theirs = None if whose is None else by_history(whose.key)
    if theirs is not None:
        raise HistoryError(
            "{file}: holds {called}'s sessions, not {called2}'s; nothing was added. Import "
            "it with --person {called!r}",
            file=file,
            called=theirs.called,
            called2=one.called,
        )
    alone = len(everybody()) == 1
    empty = not history.contents(curves=False).sessions
    if whose is None or whose.name is None:
        if said:
            click.echo(
                say(
                    "facecheck: {file} does not say whose it is; {called}'s, as you said",
                    file=file,
                    called=one.called,
                ),
                err=True,
            )
        elif one.name is not None or not alone:
            raise HistoryError(
                "{file}: does not say whose it is; say it: --person NAME (--person me for your "
                "own)",
                file=file,
            )
    elif one.name is None and empty and alone:
        # Another machine's own person moves to this one.
        rename(one, whose.name)
        click.echo(
            say("facecheck: this machine's own person is called {name} now", name=whose.name),
            err=True,
        )
    elif one.name is None or folded(one.name) != folded(whose.name):
        raise HistoryError(
            "{file}: holds {name}'s sessions, not {called}'s; nothing was added. Theirs: "
            "facecheck people new {name!r}, then import with --person {name!r}",
            file=file,
            name=whose.name,
            called=one.called,
        )
    if empty and whose is not None:
        history.adopt(whose.key)
