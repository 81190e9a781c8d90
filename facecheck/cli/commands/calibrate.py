"""`facecheck calibrate`: the person's own range, kept in the profile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from facecheck.cli.language import say
from facecheck.cli.options import FOLDERS, file_option
from facecheck.cli.person import PERSON
from facecheck.core.errors import CalibrationError

if TYPE_CHECKING:
    from facecheck.api.learned_range import Learning
    from facecheck.engine.spec.exercise import Exercise
    from facecheck.inputs.sources import LiveSource


@click.command("calibrate")
@click.option(
    "--camera",
    metavar="N|NAME|PATH|URL",
    show_default="the one used last, else 0",
    help="As in live. A clip shows rest for 4 s, then each movement for 4 s and rest for 3 s.",
)
@click.option(
    "-e",
    "--exercise",
    "names",
    multiple=True,
    default=("squint", "jaw-open"),
    show_default=True,
    help="Whose full effort is wanted.",
)
@click.option("--no-window", is_flag=True, help="Sound and terminal only.")
@click.option("--lines", is_flag=True, help="As --no-window, in lines: for a screen reader.")
@click.option("--voice/--no-voice", default=True, show_default=True, help="As in live.")
@click.option(
    "--language",
    type=click.Choice(["en", "de"]),
    default=None,
    show_default="the one used last, else en",
    help="As in live.",
)
@file_option("--profile", metavar="FILE", help="Write here instead of your own profile.")
@PERSON
@FOLDERS
def command(
    camera: str | None,
    names: tuple[str, ...],
    no_window: bool,
    lines: bool,
    voice: bool,
    language: str | None,
    profile: Path | None,
    person: str | None,
    folders: tuple[Path, ...],
) -> None:
    """Learn your own range: relax, then do each movement as far as is comfortable.

    You are led as in a session, in the window and by voice; each movement is kept when it is good,
    and asked for again when not.
    """
    from facecheck.api import load_exercise
    from facecheck.api.camera_choice import remember
    from facecheck.api.learned_range import Learning
    from facecheck.cli.clock import now
    from facecheck.cli.person import this_person
    from facecheck.inputs.sources import DeferredCamera, Webcam
    from facecheck.store.profile import load_profile

    exercises = [load_exercise(name, folders) for name in names]
    # What cannot be kept is said before the person has worked for it.
    one = None if profile is not None and person is None else this_person(person, profile)
    target = profile if one is None else one.profile
    if target is not None and target.exists():
        load_profile(target)
    # Another file than the person's own has no history of its own.
    learning = Learning(target, one if profile is None else None)
    preferences = None if one is None else one.preferences
    source = sitter(camera, preferences)
    if isinstance(source, DeferredCamera | Webcam):
        _guided(
            source,
            exercises,
            learning,
            preferences,
            folders,
            language,
            window=not (no_window or lines),
            lines=lines,
            voice=voice,
        )
        remember(source, preferences)
    else:
        _of_clip(source, exercises, learning)
    if not learning.full:
        raise CalibrationError(
            "nothing was kept: the usual range stays; sit as the session advises, then: "
            "facecheck calibrate"
        )
    learning.keep_in_history(now())
    for name, reading in learning.full.items():
        click.echo(say("{name}: {reading:.3f} at full effort", name=name, reading=reading))
    click.echo(say("kept in {place}", place=learning.place))


def sitter(camera: str | None, preferences: Path | None) -> LiveSource:
    """Whoever is to be calibrated: before a camera, or in a recording of the plan."""
    from facecheck.api import camera_choice

    return camera_choice.camera_source(camera, preferences=preferences)


def _guided(
    source: LiveSource,
    exercises: Sequence[Exercise],
    learning: Learning,
    preferences: Path | None,
    folders: tuple[Path, ...],
    language: str | None,
    *,
    window: bool,
    lines: bool,
    voice: bool,
) -> None:
    """Lead a person through the movements."""
    from facecheck.cli.display_choices import as_last_time, keep_choices
    from facecheck.inputs.library import translations
    from facecheck.live import run
    from facecheck.live.display.choose import opened_display
    from facecheck.live.options import LiveOptions

    given = LiveOptions(
        window=window,
        lines=click.echo if lines else None,
        voice=voice,
        summary_s=0.0,
        calibrates=tuple(exercises),
        only_calibrates=True,
        learned=learning.keep,
    )
    shown = as_last_time(given, preferences, language=language)
    options = replace(shown, phrases=translations(shown.language, folders))
    with opened_display(options) as display:
        summary = run(exercises, source, options, display=display)
        keep_choices(shown, display, preferences, muted=summary.muted)
    for notice in summary.notices:
        click.echo(notice, err=True)
    if summary.error is not None:
        raise summary.error


def _of_clip(source: LiveSource, exercises: Sequence[Exercise], learning: Learning) -> None:
    """Read a recording of the plan, as fast as it can be looked at."""
    from facecheck.api import calibrate

    with source:
        found = calibrate(source, exercises, on_cue=lambda cue: click.echo(f"{cue} ..."))
    learning.keep(found.full, found.rest)
