"""`facecheck live`: the webcam session."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from facecheck.cli.admission import OVERRIDE
from facecheck.cli.language import speak
from facecheck.cli.options import (
    AFFECTED,
    FOLDERS,
    HOLD,
    MINUTES,
    PROFILE,
    REPS,
    check_kind,
    file_option,
    reading,
)
from facecheck.cli.person import PERSON

if TYPE_CHECKING:
    from facecheck.core.read_as import ReadAs
    from facecheck.core.sides import Side
    from facecheck.outputs.overlay.shown_picture import PictureKind

DEFAULT_SET = "circuit"


@click.command("live")
@click.argument("names", nargs=-1, metavar="[EXERCISE|ROUTINE]...")
@click.option(
    "--camera",
    metavar="N|NAME|PATH|URL",
    show_default="the one used last, else 0",
    help="A clip's path is played at its own pace, as a camera would.",
)
@REPS
@HOLD
@MINUTES
@AFFECTED
@click.option("--no-window", is_flag=True, help="Sound and terminal only.")
@click.option(
    "--lines", is_flag=True, help="As --no-window, in lines: for a screen reader or a log."
)
@click.option(
    "--mirror/--no-mirror",
    default=None,
    show_default="as the last time",
    help="Show the picture as a mirror would, or as others see you.",
)
@click.option(
    "--picture",
    type=click.Choice(["mine", "outline", "figure", "none", "healthy"]),
    default="mine",
    show_default=True,
    help="What the window shows: your face, its outline, a drawn one that moves as you "
    "do, nothing, or the healthy half mirrored over the affected one.",
)
@click.option(
    "--mute/--no-mute",
    default=None,
    show_default="as the last time",
    help="Begin with the sound off.",
)
@click.option(
    "--voice/--no-voice",
    default=True,
    show_default=True,
    help="Speak cues and counts: by the system's voice (extra: voice), else by words "
    "that come along.",
)
@click.option(
    "--explain/--no-explain",
    default=True,
    show_default=True,
    help="Explain the first exercise before it; n skips it.",
)
@click.option(
    "--language",
    type=click.Choice(["en", "de"]),
    default=None,
    show_default="the one used last, else en",
    help="Of what is shown, spoken and printed.",
)
@click.option("--stats", is_flag=True, help="Show frame rate, delay and dropped frames.")
@file_option("--json", "json_to", metavar="FILE", help="Write a score document for each exercise.")
@file_option(
    "--record-trace", metavar="OUT.parquet", help="Keep the landmarks (no pictures) for re-scoring."
)
@file_option(
    "--record-video",
    metavar="OUT.mp4",
    help="Keep the picture with its overlay; shown on the screen.",
)
@file_option(
    "--peaks",
    metavar="FOLDER",
    help="Keep one picture of each attempt, of its peak, for: facecheck bundle --peaks.",
)
@OVERRIDE
@click.option("--resume", is_flag=True, help="Go on with the session that was interrupted.")
@click.option("--no-history", is_flag=True, help="Keep nothing of this session.")
@PROFILE
@PERSON
@FOLDERS
@reading
def command(
    names: tuple[str, ...],
    camera: str | None,
    reps: int | None,
    hold: float | None,
    minutes: float | None,
    affected: Side | None,
    no_window: bool,
    lines: bool,
    mirror: bool | None,
    picture: PictureKind,
    mute: bool | None,
    voice: bool,
    explain: bool,
    language: str | None,
    stats: bool,
    json_to: Path | None,
    record_trace: Path | None,
    record_video: Path | None,
    peaks: Path | None,
    override: str | None,
    resume: bool,
    no_history: bool,
    profile: Path | None,
    person: str | None,
    folders: tuple[Path, ...],
    how: ReadAs,
) -> None:
    """Do EXERCISE or ROUTINE, or several, in front of the camera; press h for the keys.

    What your profile holds back is left out: facecheck profile. The session is kept, on this
    machine alone: facecheck history.
    """
    from facecheck.api.camera_choice import camera_source, is_practice, remember
    from facecheck.api.catalogue import known
    from facecheck.cli.display_choices import as_last_time, keep_choices
    from facecheck.cli.output_paths import check_places
    from facecheck.cli.person import this_person
    from facecheck.live.display.choose import opened_display
    from facecheck.live.options import LiveOptions
    from facecheck.store.history import Kind
    from facecheck.store.people import own
    from facecheck.store.profile import load_profile

    if no_history and person is None and profile is not None and override is None:
        # Nothing is kept, so it need not be known whose it would be.
        one, known_of = own(), load_profile(profile)
    else:
        one = this_person(person, profile)
        known_of = one.load()
    said = known_of.person
    keep = said.keeps_history and not no_history
    if resume and (names or reps is not None or hold is not None or not keep):
        raise click.UsageError("--resume continues with what was asked for before, and keeps it")
    # What can be said at once is said before a window comes and goes.
    known(names, folders)
    before = None
    if resume:
        from facecheck.cli.session_records import interrupted

        before = interrupted(one)
    if picture == "healthy" and (affected or said.affected_side) is None:
        raise click.UsageError("--picture healthy needs --affected left or right")
    check_places((json_to,), (camera, profile), files=(record_trace, record_video))
    if peaks is not None:
        from facecheck.outputs.peaks import ready

        ready(peaks)
    source = camera_source(camera, preferences=one.preferences, read_as=how)
    given = LiveOptions(
        minutes=minutes,
        toner_minutes=said.toner_minutes,
        affected=affected or said.affected_side,
        full=known_of.full,
        rest=known_of.rest,
        window=not (no_window or lines),
        lines=click.echo if lines else None,
        picture=picture,
        voice=voice,
        explain=explain,
        stats=stats,
        face=how.face,
        json=json_to,
        trace=record_trace,
        video=record_video,
        peaks=peaks,
    )
    shown = as_last_time(given, one.preferences, mirrored=mirror, muted=mute, language=language)
    language = shown.language
    speak(language)
    with opened_display(shown) as display:
        # Here, not above: what takes long to load is loaded behind the window.
        from facecheck import __version__
        from facecheck.api.catalogue import dosed, wanted
        from facecheck.api.learned_range import Learning, unknown
        from facecheck.cli.admission import admit, left_out
        from facecheck.cli.cheer import of_the_week
        from facecheck.cli.clock import now, today
        from facecheck.cli.session_records import going_on, recorded
        from facecheck.inputs.library import translations
        from facecheck.live import run
        from facecheck.live.record.request import SessionRequest
        from facecheck.live.record.resume import next_place, resumed_request

        todo = names or (DEFAULT_SET,) if before is None else before.exercises[next_place(before) :]
        chosen = wanted(todo, folders)
        if reps is None and hold is None:
            chosen = dosed(chosen, known_of.plan, again=before is not None)
        exercises, held = admit(chosen, said, today(), override, one)
        if len(exercises) == 1 and before is None:
            check_kind(exercises[0], reps=reps, hold_s=hold, minutes=minutes)
        if before is None:
            routine, ids = " ".join(names) or DEFAULT_SET, tuple(e.id for e in exercises)
            kind = Kind.PRACTICE if is_practice(source) else Kind.TRIED
            asked = SessionRequest(routine, ids, source.name, __version__, reps, hold, kind)
            earlier = None
        else:
            asked, earlier = resumed_request(before, source.name), going_on(before, exercises)
        learning = Learning(profile or one.profile, one if keep else None)
        options = replace(
            shown,
            cheer=(lambda: of_the_week(one, folders)) if keep else None,
            calibrates=unknown(exercises, known_of.full or {}),
            learned=learning.keep,
            reps=asked.reps,
            hold_s=asked.hold_s,
            phrases=translations(language, folders),
            notices=left_out(held, language),
        )
        with recorded(one, asked, earlier, keep=keep) as record:
            summary = run(exercises, source, options, display=display, record=record)
        learning.keep_in_history(now())
        keep_choices(shown, display, one.preferences, muted=summary.muted)
    remember(source, one.preferences)
    from rich.console import Console

    from facecheck.live import print_summary

    print_summary(summary, Console(), language, stats=stats)
    if summary.error is not None:
        raise summary.error
