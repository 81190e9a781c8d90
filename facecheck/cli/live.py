"""`facecheck live`: the webcam session."""

from __future__ import annotations

from pathlib import Path

import click

from facecheck.cli.options import FOLDERS, HOLD, PROFILE, REPS

DEFAULT_SET = "circuit"


@click.command("live")
@click.argument("exercise", default=DEFAULT_SET, metavar="[EXERCISE|ROUTINE]")
@click.option("--camera", default="0", show_default=True, metavar="N|NAME|PATH|URL",
              help="A clip's path is played at its own pace, as a camera would.")  # fmt: skip
@REPS
@HOLD
@click.option("--no-window", is_flag=True, help="Sound and terminal only.")
@click.option("--no-mirror", is_flag=True, help="Show the picture as others see you.")
@click.option("--mute", is_flag=True, help="Begin with the sound off.")
@click.option("--voice", is_flag=True, help="Speak cues and counts (extra: voice).")
@click.option("--language", type=click.Choice(["en", "de"]), default="en", show_default=True,
              help="Of the interface.")  # fmt: skip
@click.option("--stats", is_flag=True, help="Show frame rate, delay and dropped frames.")
@click.option("--json", "json_to", type=click.Path(path_type=Path), metavar="FILE",
              help="Write a score document for each exercise.")  # fmt: skip
@click.option("--record-trace", type=click.Path(path_type=Path), metavar="OUT.parquet",
              help="Keep the landmarks (no pictures) for re-scoring.")  # fmt: skip
@click.option("--record-video", type=click.Path(path_type=Path), metavar="OUT.mp4",
              help="Keep the picture with its overlay; shown on the screen.")  # fmt: skip
@PROFILE
@FOLDERS
def command(
    exercise: str, camera: str, reps: int | None, hold: float | None, no_window: bool,
    no_mirror: bool, mute: bool, voice: bool, language: str, stats: bool,
    json_to: Path | None, record_trace: Path | None, record_video: Path | None,
    profile: Path | None, folders: tuple[Path, ...],
) -> None:  # fmt: skip
    """Do EXERCISE or ROUTINE in front of the camera; press h in the window for the keys."""
    from rich.console import Console

    from facecheck.api import load_exercise, load_routine
    from facecheck.inputs.library import routine_ids
    from facecheck.inputs.sources import open_camera
    from facecheck.live import LiveOptions, print_summary, run
    from facecheck.store.profile import load_profile

    if exercise in routine_ids(folders):
        names = load_routine(exercise, folders).exercises
    else:
        names = (exercise,)
    exercises = [load_exercise(name, folders) for name in names]
    person = load_profile(profile)
    options = LiveOptions(
        reps=reps, hold_s=hold, window=not no_window, mirrored=not no_mirror, muted=mute,
        voice=voice, language=language, stats=stats, json=json_to, trace=record_trace,
        video=record_video, full=person.full, rest=person.rest,
    )  # fmt: skip
    summary = run(exercises, open_camera(camera), options)
    print_summary(summary, Console(), language, stats=stats)
    if summary.error is not None:
        raise summary.error
