"""`facecheck import`: adds another history to this one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

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
    renewed = f", {merged.renewed} completed" if merged.renewed else ""
    click.echo(f"{sessions(merged.added)} added{renewed}, {merged.known} were here already")


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
            f"{file}: holds {theirs.called}'s sessions, not {one.called}'s; nothing was added. "
            f"Import it with --person {theirs.called!r}"
        )
    alone = len(everybody()) == 1
    empty = not history.contents(curves=False).sessions
    if whose is None or whose.name is None:
        if said:
            click.echo(f"facecheck: {file} does not say whose it is; {one.called}'s, as you said",
                       err=True)  # fmt: skip
        elif one.name is not None or not alone:
            raise HistoryError(
                f"{file}: does not say whose it is; say it: --person NAME (--person me for your "
                "own)"
            )
    elif one.name is None and empty and alone:
        # Another machine's own person moves to this one.
        rename(one, whose.name)
        click.echo(f"facecheck: this machine's own person is called {whose.name} now", err=True)
    elif one.name is None or folded(one.name) != folded(whose.name):
        raise HistoryError(
            f"{file}: holds {whose.name}'s sessions, not {one.called}'s; nothing was added. "
            f"Theirs: facecheck people new {whose.name!r}, then import with --person {whose.name!r}"
        )
    if empty and whose is not None:
        history.adopt(whose.key)
