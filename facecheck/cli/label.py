"""`facecheck label`: draft a truth file for a clip, for a person to correct."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("label")
@click.argument("clip", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Write over a truth file that is there.")
def command(clip: Path, force: bool) -> None:
    """Write CLIP's detected events beside it as NAME.truth.yaml, for you to correct."""
    from facecheck.evaluate.detectors import Facecheck, default_cache
    from facecheck.evaluate.label import label_clip

    click.echo(label_clip(clip, Facecheck(cache=default_cache()), force=force))
