"""The calendar file of a plan: written, remembered in the profile, and taken back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Sequence
    from zoneinfo import ZoneInfo

    from facecheck.core.person import CalendarEntry, Plan
    from facecheck.engine.spec.timed_exercise import AnyExercise
    from facecheck.outputs.calendar import Reminders
    from facecheck.store.profile import Profile

MINUTES = 15
"""How long an entry of the calendar is; nobody knows how often somebody rests."""


def _reminders(
    plan: Plan, exercises: Sequence[AnyExercise], profile: Profile, zone: ZoneInfo | None
) -> Reminders:
    from facecheck.outputs.calendar import Reminders
    from facecheck.programme.schedule import due_days

    titles = ", ".join(exercise.title for exercise in exercises)
    return Reminders(
        key=plan.key, changes=plan.changes, days=due_days(plan), weekdays=plan.weekdays,
        times=profile.person.reminders, zone=zone, minutes=MINUTES, title="Face exercises",
        text=f"{titles}.\nTo begin: facecheck today --start",
    )  # fmt: skip


def write_plan(
    path: Path, place: Path, plan: Plan, exercises: list[AnyExercise], profile: Profile,
    zone: ZoneInfo | None,
) -> None:  # fmt: skip
    """Write the calendar, and remember in the profile what it has."""
    reminders = _reminders(plan, exercises, profile, zone)
    gone = _write_calendar(path, place, reminders, profile.calendar)
    times = profile.person.reminders
    click.echo(f"{path}: {len(reminders.days) * max(1, len(times))} entries"
               f"{'' if times else ', for whole days and without an alarm'}"
               f"{f'; {gone} taken back' if gone else ''}")  # fmt: skip


def clear_plan(place: Path, ics: Path | None, folders: tuple[Path, ...]) -> None:
    """Forget the plan; the calendar takes its entries back."""
    from facecheck.api.catalogue import wanted
    from facecheck.cli.clock import now
    from facecheck.core.errors import ProfileError
    from facecheck.outputs.calendar import Reminders, calendar
    from facecheck.store.cleared import put_aside
    from facecheck.store.profile import NOBODY, load_profile, update_profile

    known = load_profile(place) if place.exists() else NOBODY
    if ics is not None:
        before = known.calendar
        if not before and known.plan is not None:
            # Of a plan whose calendar an older version wrote, and did not remember.
            whole = _reminders(known.plan, wanted(known.plan.exercises, folders), known, None)
            _, before = calendar(whole, now())
        if not before:
            raise ProfileError(
                "no calendar was written of a plan, so there is nothing to take back"
            )
        nothing = Reminders("", 0, (), (), (), None, MINUTES, "Face exercises", "")
        gone = _write_calendar(ics, place, nothing, before)
        click.echo(f"{ics}: {gone} taken back")
    if known.plan is not None:
        from facecheck.programme.wording import day

        plan = known.plan
        click.echo(
            f"  forgotten: {', '.join(plan.exercises)} for {plan.weeks} weeks from "
            f"{day(plan.start)}; until the next session: facecheck profile clear --undo"
        )
        put_aside(place, known, replace(known, plan=None))
    update_profile(lambda old: replace(old, plan=None), place)
    click.echo("no plan any more; make one with: facecheck plan --start today")


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
