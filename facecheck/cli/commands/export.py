"""`facecheck export`: the whole history in one file."""

from __future__ import annotations

from pathlib import Path

import click

from facecheck.cli.language import say
from facecheck.cli.person import PERSON


@click.command("export")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE.json|FILE.zip")
@PERSON
def command(file: Path, person: str | None) -> None:
    """Write everything that was kept into FILE, with every curve, for another machine or a backup.

    Only you may read the file; what is in it: docs/history.md.
    """
    from facecheck import __version__
    from facecheck.cli.archive import write_archive
    from facecheck.cli.date_range import sessions
    from facecheck.cli.output_paths import check_places
    from facecheck.cli.person import opened, this_person
    from facecheck.store.history import Whose, document_of

    check_places((file,))
    one = this_person(person)
    with opened(one) as history:
        contents, whose = history.contents(), Whose(history.owner(), one.name)
    write_archive(file, document_of(contents, __version__, whose))
    click.echo(
        say("{sessions} in {file}", sessions=sessions(len(contents.sessions)), file=file), err=True
    )
