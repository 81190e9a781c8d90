"""`facecheck report`: one HTML page of a scored clip."""

from __future__ import annotations

from pathlib import Path

import click

from facecheck.cli.options import FOLDERS, PROFILE


@click.command("report")
@click.argument("document", metavar="[CLIP.json]", type=click.Path(path_type=Path))
@click.option("-o", "--out", type=click.Path(path_type=Path), metavar="OUT.html",
              help="Where the page goes; CLIP.html if not said.")  # fmt: skip
@click.option("--from", "source", type=click.Path(path_type=Path), metavar="CLIP",
              help="The clip or trace that was scored, for curves and pictures.")  # fmt: skip
@click.option("--no-pictures", is_flag=True, help="Leave the pictures out.")
@PROFILE
@FOLDERS
def command(
    document: Path, out: Path | None, source: Path | None, no_pictures: bool,
    profile: Path | None, folders: tuple[Path, ...],
) -> int:  # fmt: skip
    """Write one HTML page, complete in itself, of a scored CLIP.json.

    A score document holds no curve: `--from` takes them from the clip or its trace, and
    `facecheck score CLIP -e EXERCISE --report OUT.html` writes the page at once.
    """
    from facecheck import __version__
    from facecheck.report.documents import document_reports
    from facecheck.report.page import clip_page, write_page
    from facecheck.store.profile import NOBODY, load_profile

    person = load_profile(profile) if profile is not None else NOBODY
    reports = document_reports(
        document, source, profile=person, folders=folders, pictures=not no_pictures
    )
    target = out if out is not None else document.with_suffix(".html")
    write_page(target, clip_page(reports, __version__))
    click.echo(f"report: {target}")
    return 0
