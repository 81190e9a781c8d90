"""`facecheck label`: draft a truth file for a clip, for a person to correct."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from facecheck.cli.options import file_option, reading

if TYPE_CHECKING:
    from facecheck.core.read_as import ReadAs


@click.command("label")
@click.argument("clip", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Write over a truth file that is there.")
@file_option(
    "--from",
    "labels",
    metavar="FILE",
    help="Take the events from BIDS, Neon, Live Link Face or py-feat.",
)
@reading
def command(clip: Path, force: bool, labels: Path | None, how: ReadAs) -> None:
    """Write CLIP's detected events beside it as NAME.truth.yaml, for you to correct.

    With --from the events are another program's, and evaluate says how far facecheck agrees.
    """
    from facecheck.evaluate.detectors import Facecheck, default_cache
    from facecheck.evaluate.label import label_clip, label_from

    if how.times is not None and how.times.resolve().parent != clip.resolve().parent:
        raise click.UsageError("--times: put the file beside the clip; its truth file names it")
    if labels is not None:
        click.echo(label_from(clip, labels, read_as=how, force=force))
        return
    judge = Facecheck(cache=default_cache())
    click.echo(label_clip(clip, judge, read_as=how, force=force))
