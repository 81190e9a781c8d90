"""Command line: `python -m sample_videos.moved CLIP_OR_FOLDER… --out FOLDER`."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console

from facecheck.core.errors import FacecheckError
from sample_videos.moved.film import film
from sample_videos.moved.schedule import schedules
from sample_videos.moved.source import resting_face

SUFFIXES = (".mp4", ".mov", ".webm", ".mkv", ".avi")
NAMES = [schedule.name for schedule in schedules()]
console = Console(stderr=True)


@click.command()
@click.argument("clips", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    help="Folder for the clips. Those of people belong nowhere but there.",
)
@click.option(
    "--only", multiple=True, type=click.Choice(NAMES), help="One clip of the set; again for more."
)
def main(clips: tuple[Path, ...], out: Path, only: tuple[str, ...]) -> None:
    """Make the set "moved": real faces at rest whose lids are moved by known amounts.

    CLIPS are clips of faces, or folders of them. `facecheck evaluate FOLDER` then reports held
    squints by how far the lids were moved. Clips that are there already are kept.
    """
    out.mkdir(parents=True, exist_ok=True)
    wanted = [s for s in schedules() if not only or s.name in only]
    sources = [one for clip in clips for one in (_within(clip) if clip.is_dir() else [clip])]
    failed = False
    for clip in sources:
        missing = [s for s in wanted if not (out / f"{clip.stem}-{s.name}.truth.yaml").exists()]
        if not missing:
            continue
        try:
            face = resting_face(clip)
        except FacecheckError as error:
            console.print(str(error), markup=False)
            failed = True
            continue
        for schedule in missing:
            console.print(film(face, schedule, out).name, markup=False)
    raise SystemExit(failed)


def _within(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES)


if __name__ == "__main__":
    main()
