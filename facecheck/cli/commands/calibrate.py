"""`facecheck calibrate`: the person's own range, kept in the profile."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from facecheck.cli.options import FOLDERS
from facecheck.cli.person import PERSON


@click.command("calibrate")
@click.option("--camera", default="0", show_default=True, metavar="N|NAME|PATH|URL",
              help="As in live.")  # fmt: skip
@click.option("-e", "--exercise", "names", multiple=True, default=("squint", "jaw-open"),
              show_default=True, help="Whose full effort is wanted.")  # fmt: skip
@click.option("--profile", type=click.Path(path_type=Path), metavar="FILE",
              help="Write here instead of your own profile.")  # fmt: skip
@PERSON
@FOLDERS
def command(
    camera: str, names: tuple[str, ...], profile: Path | None, person: str | None,
    folders: tuple[Path, ...],
) -> None:  # fmt: skip
    """Learn your own range: relax, then do each movement as far as is comfortable.

    Follow the words on the terminal; each stretch takes a few seconds.
    """
    from facecheck.api import calibrate, load_exercise
    from facecheck.cli.person import opened, this_person
    from facecheck.inputs.sources import open_camera
    from facecheck.store.profile import load_profile, update_profile

    exercises = [load_exercise(name, folders) for name in names]
    # What cannot be kept is said before the person has worked for it.
    one = None if profile is not None and person is None else this_person(person, profile)
    target = profile if one is None else one.profile
    if target is not None and target.exists():
        load_profile(target)
    with open_camera(camera) as source:
        found = calibrate(source, exercises, on_cue=lambda cue: click.echo(f"\a{cue} ..."))
    place = update_profile(lambda old: replace(old, full=found.full, rest=found.rest), target)
    for name, reading in found.full.items():
        click.echo(f"{name}: {reading:.3f} at full effort")
    click.echo(f"kept in {place}")
    # Another file than the person's own has no history of its own.
    if one is not None and profile is None and one.load().person.keeps_history:
        from facecheck.cli.clock import now

        with opened(one) as history:
            history.add_calibration(found.full, found.rest, at=now())
