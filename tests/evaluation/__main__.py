"""The page of docs/accuracy.md with what only this project asks of its own clips.

From the checkout: ``PYTHONPATH=tests python -m evaluation sample_videos REAL --page FILE.md``.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from evaluation.ablation import ablate, ablation_section
from evaluation.ablation_parts import PARTS
from evaluation.second_opinion import second_opinion_section
from facecheck import __version__
from facecheck.evaluate.detectors import Facecheck, default_cache
from facecheck.evaluate.document import accuracy_page
from facecheck.evaluate.run import evaluate
from facecheck.outputs.files import write_text_atomically

FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)


@click.command()
@click.argument("places", nargs=-1, required=True, type=FOLDER, metavar="FOLDER...")
@click.option("--page", required=True, type=click.Path(path_type=Path), metavar="FILE.md")
@click.option("--title", "titles", multiple=True, help="Heading of each folder, in order.")
@click.option(
    "--ablation",
    "ablated",
    multiple=True,
    type=FOLDER,
    help="Say what each part of the engine is worth there.",
)
@click.option(
    "--second-opinion",
    "asked",
    multiple=True,
    type=FOLDER,
    help="Say what blendshapes alone make of shut eyes there.",
)
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True)
def main(
    places: tuple[Path, ...],
    page: Path,
    titles: tuple[str, ...],
    ablated: tuple[Path, ...],
    asked: tuple[Path, ...],
    workers: int,
) -> None:
    """Evaluate every clip in each FOLDER and write the page."""
    judge = Facecheck(cache=default_cache())
    names = dict(zip(places, [*titles, *(place.name for place in places[len(titles) :])]))  # noqa: B905  # more titles than places say nothing
    parts = [(names[place], evaluate([place], judge, workers=workers)) for place in places]
    sections = []
    if ablated:
        worth = [(names.get(each, each.name), ablate([each], PARTS, judge)) for each in ablated]
        sections.append(("What each part is worth", ablation_section(worth)))
    if asked:
        text = second_opinion_section([(names.get(each, each.name), each) for each in asked], judge)
        sections.append(("A second opinion on shut eyes", text))
    today = date.today().isoformat()
    written = accuracy_page(parts, version=__version__, date=today, sections=sections)
    write_text_atomically(page, written)


if __name__ == "__main__":
    main()
