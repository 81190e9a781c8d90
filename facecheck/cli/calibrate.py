"""`facecheck calibrate`: the person's own range, kept in the profile."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from facecheck.cli.options import FOLDERS


@click.command("calibrate")
@click.option("--camera", default="0", show_default=True, metavar="N|NAME|PATH|URL",
              help="As in live.")  # fmt: skip
@click.option("-e", "--exercise", "names", multiple=True, default=("squint", "jaw-open"),
              show_default=True, help="Whose full effort is wanted.")  # fmt: skip
@click.option("--profile", type=click.Path(path_type=Path), metavar="FILE",
              help="Write here instead of your own profile.")  # fmt: skip
@FOLDERS
def command(
    camera: str, names: tuple[str, ...], profile: Path | None, folders: tuple[Path, ...]
) -> None:
    """Learn your own range: relax, then do each movement as far as is comfortable.

    Follow the words on the terminal; each stretch takes a few seconds.
    """
    from facecheck.api import calibrate, load_exercise
    from facecheck.inputs.sources import open_camera
    from facecheck.store.profile import load_profile, update_profile

    exercises = [load_exercise(name, folders) for name in names]
    if profile is None or profile.exists():
        # What cannot be kept is said before the person has worked for it.
        load_profile(profile)
    with open_camera(camera) as source:
        found = calibrate(source, exercises, on_cue=lambda cue: click.echo(f"\a{cue} ..."))
    keep = profile is None and load_profile().person.keeps_history
    place = update_profile(lambda old: replace(old, full=found.full, rest=found.rest), profile)
    for name, reading in found.full.items():
        click.echo(f"{name}: {reading:.3f} at full effort")
    click.echo(f"kept in {place}")
    if keep:
        from facecheck.cli.clock import now
        from facecheck.store.history import History

        with History() as history:
            history.add_calibration(found.full, found.rest, at=now())
