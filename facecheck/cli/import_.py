"""`facecheck import`: adds another history to this one."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
def command(file: Path) -> None:
    """Add what FILE holds and is not kept here yet; a second time adds nothing.

    FILE is one that facecheck export wrote. Nothing that is kept here is lost.
    """
    from facecheck.cli.archive import read_archive
    from facecheck.cli.spans import sessions
    from facecheck.store.history import History, contents_of

    contents = contents_of(read_archive(file), str(file))
    with History() as history:
        merged = history.merge(contents)
    renewed = f", {merged.renewed} completed" if merged.renewed else ""
    click.echo(f"{sessions(merged.added)} added{renewed}, {merged.known} were here already")
