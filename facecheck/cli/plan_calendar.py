"""The calendar file of a plan: written, remembered in the profile, and taken back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from facecheck.cli.language import say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from zoneinfo import ZoneInfo

    from facecheck.core.person import CalendarEntry, Plan
    from facecheck.engine.spec.timed_exercise import AnyExercise
    from facecheck.outputs.calendar import Reminders
    from facecheck.store.profile import Profile


def write_plan(
    path: Path,
    place: Path,
    plan: Plan,
    exercises: list[AnyExercise],
    profile: Profile,
    zone: ZoneInfo | None,
) -> None:
    """Write the calendar, and remember in the profile what it has."""
    from facecheck.api.plan_calendar import reminders_of

    reminders = reminders_of(plan, exercises, profile, zone)
    gone = _write_calendar(path, place, reminders, profile.calendar)
    times = profile.person.reminders
    days = len(reminders.days) * max(1, len(times))
    told = say("{path}: {days} entries", path=path, days=days)
    told += "" if times else say(", for whole days and without an alarm")
    told += say("; {gone} taken back", gone=gone) if gone else ""
    click.echo(told)


def clear_plan(place: Path, ics: Path | None, folders: tuple[Path, ...]) -> None:
    """Forget the plan; the calendar takes its entries back."""
    from facecheck.api.catalogue import wanted
    from facecheck.api.plan_calendar import MINUTES, reminders_of
    from facecheck.cli.clock import now
    from facecheck.core.errors import ProfileError
    from facecheck.outputs.calendar import Reminders, calendar
    from facecheck.store.profile import NOBODY, load_profile, update_profile
    from facecheck.store.undo.profile import put_aside

    known = load_profile(place) if place.exists() else NOBODY
    if ics is not None:
        before = known.calendar
        if not before and known.plan is not None:
            # Of a plan whose calendar an older version wrote, and did not remember.
            whole = reminders_of(known.plan, wanted(known.plan.exercises, folders), known, None)
            _, before = calendar(whole, now())
        if not before:
            raise ProfileError(
                "no calendar was written of a plan, so there is nothing to take back"
            )
        nothing = Reminders("", 0, (), (), (), None, MINUTES, "Face exercises", "")
        gone = _write_calendar(ics, place, nothing, before)
        click.echo(say("{ics}: {gone} taken back", ics=ics, gone=gone))
    if known.plan is not None:
        from facecheck.programme.wording import day

        plan = known.plan
        click.echo(
            say(
                "  forgotten: {exercises} for {weeks} weeks from {day}; until the next "
                "session: facecheck profile clear --undo",
                exercises=", ".join(plan.exercises),
                weeks=plan.weeks,
                day=day(plan.start),
            )
        )
        put_aside(place, known, replace(known, plan=None))
    update_profile(lambda old: replace(old, plan=None), place)
    click.echo(say("no plan any more; make one with: facecheck plan --start today"))


def _write_calendar(
    path: Path, place: Path, reminders: Reminders, before: Sequence[CalendarEntry]
) -> int:
    """Write a calendar and remember it; returns how many entries it takes back."""
    from facecheck.cli.clock import now
    from facecheck.outputs.calendar import calendar
    from facecheck.outputs.files import atomically
    from facecheck.store.profile import update_profile

    data, entries = calendar(reminders, now(), before)
    with atomically(path) as temporary:
        temporary.write_bytes(data)
    update_profile(lambda old: replace(old, calendar=entries), place)
    return sum(entry.cancelled for entry in entries)
