"""`facecheck evaluate`: compares detections with labelled clips."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from facecheck.cli.options import FOLDERS, JSON, PathOrAddress, file_option, reading

if TYPE_CHECKING:
    from facecheck.core.read_as import ReadAs


@click.command("evaluate")
@click.argument("places", nargs=-1, required=True, metavar="FOLDER...", type=PathOrAddress())
@JSON
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help="Processes; each clip is one job.",
)
@click.option("--no-cache", is_flag=True, help="Run the models again on every clip.")
@file_option(
    "--accuracy", metavar="FILE.md", help="Write the figures as a page, such as docs/accuracy.md."
)
@click.option(
    "--title",
    "titles",
    multiple=True,
    help="Heading of each folder's figures on that page, in order.",
)
@FOLDERS
@reading
def command(
    places: tuple[Path, ...],
    json_to: str | None,
    workers: int,
    no_cache: bool,
    accuracy: Path | None,
    titles: tuple[str, ...],
    folders: tuple[Path, ...],
    how: ReadAs,
) -> int:
    """Score every clip in each FOLDER that has a truth file (NAME.truth.yaml).

    What a truth file says of how its clip is read goes before --fps and its like.
    Exit code 1 where a count is wrong or a clip cannot be read.
    """
    from rich.console import Console

    from facecheck import __version__
    from facecheck.cli.json_output import STDOUT, write_documents
    from facecheck.cli.output_paths import check_places
    from facecheck.evaluate.detectors import Facecheck, default_cache
    from facecheck.evaluate.document import accuracy_page
    from facecheck.evaluate.progress import progress_bar
    from facecheck.evaluate.report import show
    from facecheck.evaluate.results import to_dict
    from facecheck.evaluate.run import evaluate
    from facecheck.outputs.files import write_text_atomically

    check_places(
        (json_to, accuracy), [each for place in places for each in (place, *place.glob("*"))]
    )
    judge = Facecheck(
        exercises=folders,
        cache=None if no_cache else default_cache(),
        read_as=how,
    )
    with progress_bar() as advance:
        evaluation = evaluate(places, judge, workers=workers, advance=advance)
    if json_to is not None:
        write_documents(json_to, [to_dict(evaluation, __version__)])
    if json_to != STDOUT:
        show(evaluation, Console())
    if accuracy is not None:
        parts = []
        for i, place in enumerate(places):
            title = titles[i] if i < len(titles) else place.resolve().name
            parts.append((title, evaluate([place], judge, workers=workers)))
        today = date.today().isoformat()
        page = accuracy_page(parts, version=__version__, date=today)
        write_text_atomically(accuracy, page)
    return evaluation.exit_code
