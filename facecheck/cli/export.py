"""`facecheck export`: the whole history in one file."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("export")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE.json|FILE.zip")
def command(file: Path) -> None:
    """Write everything that was kept into FILE, with every curve, for another machine or a backup.

    Only you may read the file; what is in it: docs/history.md.
    """
    from facecheck import __version__
    from facecheck.cli.archive import write_archive
    from facecheck.cli.places import check_places
    from facecheck.cli.spans import sessions
    from facecheck.store.history import History, document_of

    check_places((file,))
    with History() as history:
        contents = history.contents()
    write_archive(file, document_of(contents, __version__))
    click.echo(f"{sessions(len(contents.sessions))} in {file}", err=True)
