"""The entries that `score` works on (clip, exercise, person, day), and storing them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from facecheck.cli.language import say
from facecheck.core.messages import Message

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from facecheck.batch import Job, Outcome
    from facecheck.batch.job import Peaks
    from facecheck.cli.clip_list import ClipEntry
    from facecheck.engine.spec.timed_exercise import AnyExercise
    from facecheck.store.people import Owner
    from facecheck.store.profile import Profile


def entries_of(
    clips: tuple[Path | str, ...],
    exercise: str | None,
    clip_list: Path | None,
    person: str | None,
    on: str | None,
    *,
    keep: bool,
) -> list[ClipEntry]:
    """What is to be scored, in order.

    Raises:
        UsageError: Options do not go together.
        SourceError: A folder or the table has no clips.
    """
    from facecheck.cli.clip_list import ClipEntry, read_clip_list
    from facecheck.cli.clock import today
    from facecheck.inputs.remote import clips_at
    from facecheck.programme.user_input import parse_day

    if clips and clip_list is not None:
        raise click.UsageError("name CLIPS, or a table of them with --clips")
    if on is not None and not keep:
        raise click.UsageError("--on belongs to --keep")
    try:
        day = None if on is None else parse_day(on, today())
    except ValueError as error:
        raise click.BadParameter(error.args[0], param_hint="--on") from error
    if clip_list is not None:
        if person is not None or on is not None:
            raise click.UsageError("--clips has columns of its own for --person and --on")
        entries = read_clip_list(clip_list, exercise, today())
    else:
        entries = [ClipEntry(clip, exercise or "", person, day) for clip in clips_at(clips)]
    if keep:
        undated = [entry.clip for entry in entries if entry.on is None]
        if undated:
            raise click.UsageError(
                Message(
                    "--keep needs to know when {undated} was filmed: --on DAY", undated=undated[0]
                )
            )
        later = [entry for entry in entries if entry.on is not None and entry.on > today()]
        if later:
            raise click.UsageError(
                Message("{clip}: {on} is still to come", clip=later[0].clip, on=later[0].on)
            )
    return entries


def rules_of(entries: Sequence[ClipEntry], folders: Sequence[Path]) -> dict[str, AnyExercise]:
    """The exercises that are asked for, by what they were called."""
    from facecheck.api.catalogue import one_exercise

    return {
        name: one_exercise(name, folders) for name in dict.fromkeys(e.exercise for e in entries)
    }


def also_of(names: Sequence[str], folders: Sequence[Path]) -> list[AnyExercise]:
    """All the exercises that a clip is judged for where they are several; none where it is one.

    Raises:
        SpecError: There is no such exercise or routine, or its file is wrong.
    """
    from facecheck.api.catalogue import wanted
    from facecheck.inputs.library import exercise_ids, routine_ids

    routines = set(routine_ids(folders)) - set(exercise_ids(folders))
    if len(names) < 2 and not routines & set(names):
        return []
    return list({exercise.id: exercise for exercise in wanted(names, folders)}.values())


def owners_of(
    entries: Sequence[ClipEntry], profile: Path | None, *, keep: bool, listed: bool
) -> dict[str | None, Owner]:
    """The people of the clips by what they were called.

    Args:
        entries: The clips.
        profile: Another file than the person's own.
        keep: Whether the clips go into histories, so that everybody must be known.
        listed: Whether people come from a table, where a name may be no more than a label.

    Raises:
        ProfileError: There is nobody of that name, or the profile is another's.
    """
    from facecheck.cli.person import this_person
    from facecheck.core.errors import ProfileError

    owners: dict[str | None, Owner] = {}
    for name in dict.fromkeys(entry.person for entry in entries):
        if name is None and not keep:
            continue
        try:
            owners[name] = this_person(name, profile)
        except ProfileError:
            if keep or not listed:
                raise
            click.echo(say("note: {name} is not kept here; judged as anybody", name=name), err=True)
    return owners


def range_of(one: Owner | None, profile: Path | None) -> Profile:
    """The range that a clip is judged against: nobody's where nobody was named."""
    from facecheck.store.profile import NOBODY, load_profile

    if profile is not None:
        return load_profile(profile)
    return NOBODY if one is None else one.load()


def begins_of(filmed: Sequence[tuple[date | None, str | None]]) -> list[datetime | None]:
    """The time of day that the history gives each clip; None without a day.

    The hour is not known: a person's clips of a day follow one another from noon on.

    Args:
        filmed: Day and person of each clip, in order.
    """
    begins: list[datetime | None] = []
    for n, (day, person) in enumerate(filmed):
        if day is None:
            begins.append(None)
            continue
        earlier = filmed[:n].count((day, person))
        begins.append(datetime.combine(day, time(12)).astimezone() + timedelta(minutes=earlier))
    return begins


def peaks_of(
    entries: Sequence[ClipEntry],
    folder: Path | None,
    owners: Mapping[str | None, Owner],
    *,
    keep: bool,
) -> list[Peaks | None]:
    """Where pictures of each clip's peaks go; the folder is made.

    Raises:
        OutputError: The folder cannot be written to, or two clips have the same name.
        HistoryError: The history of somebody whose clips are kept cannot be opened.
    """
    if folder is None:
        return [None] * len(entries)
    from facecheck.batch.job import Peaks
    from facecheck.cli.person import opened
    from facecheck.cli.trace_paths import places_in
    from facecheck.outputs.peaks import ready

    folder = folder.absolute()
    ready(folder)
    places_in(folder, [entry.clip for entry in entries], ".jpg")
    if not keep:
        return [Peaks(folder)] * len(entries)
    keys = {}
    for name, one in owners.items():
        with opened(one) as history:
            keys[name] = history.owner()
    begins = begins_of([(entry.on, entry.person) for entry in entries])
    return [
        Peaks(folder, keys[entry.person], at) for entry, at in zip(entries, begins, strict=True)
    ]


def keep_clip(one: Owner, outcome: Outcome, jobs: Sequence[Job]) -> None:
    """Add a scored clip to its person's history.

    Raises:
        HistoryError: It cannot be written.
    """
    from facecheck.batch.clip_session import session_of
    from facecheck.cli.clock import now
    from facecheck.cli.person import opened
    from facecheck.store.history import Contents

    day = outcome.job.filmed_on
    at = begins_of([(job.filmed_on, job.person) for job in jobs])[jobs.index(outcome.job)]
    if day is None or at is None:
        return
    with opened(one) as history:
        session = session_of(outcome, history.owner(), at, now())
        merged = history.merge(Contents((session,)))
    again = say(" in place of what was kept of it") if merged.renewed else ""
    click.echo(
        say(
            "kept: {source} as {called}'s of {day}{again}",
            source=session.source,
            called=one.called,
            day=day,
            again=again,
        ),
        err=True,
    )
