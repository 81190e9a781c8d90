"""`facecheck plan`: which exercises on which days, and a calendar file of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from facecheck.cli.language import say
from facecheck.cli.options import FOLDERS, file_option
from facecheck.cli.person import PERSON

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from facecheck.api.progression import Offer
    from facecheck.core.person import Dose, Plan
    from facecheck.engine.spec.timed_exercise import AnyExercise
    from facecheck.store.profile import Profile


@click.command("plan")
@click.option("--start", metavar="DAY", help="The first day: 2026-11-23, today or tomorrow.")
@click.option("--weeks", type=int, help="How many; 12 unless said otherwise.")
@click.option("--days", metavar="DAYS", help="daily (the default), mon-fri or mon,wed,sat.")
@click.option(
    "-e",
    "--exercise",
    "names",
    multiple=True,
    metavar="EXERCISE|ROUTINE",
    help="What to do; several times for several; else circuit.",
)
@file_option(
    "--from",
    "prescription",
    metavar="FILE.yaml",
    help="A prescription: what to do, how often, by whom, until when.",
)
@file_option("--ics", metavar="FILE", help="Write a calendar that phones import.")
@click.option(
    "--zone",
    metavar="ZONE",
    help="Pin the calendar's times to a time zone such as "
    "Europe/Berlin; without it they are the times of wherever you are.",
)
@click.option(
    "--remind",
    is_flag=False,
    flag_value="on",
    type=click.Choice(["on", "off"]),
    help="Ring on this machine at the reminders' times; off ends that.",
)
@click.option(
    "--raise",
    "more_of",
    metavar="EXERCISE",
    help="Take what is offered: a little more of what was easy on the last three days.",
)
@click.option("--clear", is_flag=True, help="Forget the plan.")
@file_option("--profile", metavar="FILE", help="Another profile than your own.")
@PERSON
@FOLDERS
def command(
    start: str | None,
    weeks: int | None,
    days: str | None,
    names: tuple[str, ...],
    prescription: Path | None,
    ics: Path | None,
    zone: str | None,
    remind: str | None,
    more_of: str | None,
    clear: bool,
    profile: Path | None,
    person: str | None,
    folders: tuple[Path, ...],
) -> None:
    """Make, show or change the plan: 12 weeks of the circuit, every day, unless you say otherwise.

    What is due: facecheck today. Times of day for the calendar: facecheck profile set reminders.
    """
    from facecheck.api.catalogue import wanted
    from facecheck.cli.output_paths import check_places
    from facecheck.cli.plan_calendar import clear_plan, write_plan
    from facecheck.cli.reminders import ring, ring_no_more
    from facecheck.core.errors import ProfileError
    from facecheck.store.profile import NOBODY, load_profile, update_profile

    changed = start is not None or weeks is not None or days is not None or bool(names)
    if prescription is not None and (changed or clear):
        raise click.UsageError("--from says all of a plan; --ics, --zone, --remind may be with it")
    if clear and (changed or zone is not None or remind == "on"):
        raise click.UsageError("--clear forgets the plan; it takes --ics and nothing else")
    if more_of is not None and (changed or clear or prescription is not None):
        raise click.UsageError("--raise changes the plan there is, and stands alone")
    if remind is not None and profile is not None:
        raise click.UsageError("--remind is for people of this machine: --person NAME")
    if zone is not None and ics is None:
        raise click.UsageError("--zone is of the calendar: --ics FILE --zone ZONE")
    where = _zone(zone)
    place = plan_place(profile, person)
    check_places((ics,), (place,))
    if remind == "off":
        ring_no_more(profile, person)
    if clear:
        clear_plan(place, ics, folders)
        if remind is None and profile is None:
            ring_no_more(profile, person, quietly=True)
        return
    if prescription is not None:
        check_places((), (place, prescription))
        _prescribe(prescription, place, folders)
    if more_of is not None:
        _raise(more_of, place, profile, person, folders)
    if changed:
        wanted(names, folders)
        update_profile(lambda old: _changed(old, start, weeks, days, names), place)
    known = load_profile(place) if place.exists() or profile is not None else NOBODY
    if known.plan is None:
        if ics is not None:
            raise ProfileError("there is no plan yet; make one with: facecheck plan --start today")
        click.echo(say("no plan yet; make one with: facecheck plan --start today"))
        return
    exercises = wanted(known.plan.exercises, folders)
    _show(known.plan, exercises, known)
    if ics is not None:
        write_plan(ics, place, known.plan, exercises, known, where)
    if remind == "on":
        ring(profile, person, known)


def _raise(
    name: str, place: Path, profile: Path | None, person: str | None, folders: tuple[Path, ...]
) -> None:
    """Raise the plan by what is offered of an exercise."""
    from facecheck.api.progression import take_offer
    from facecheck.cli.clock import today
    from facecheck.cli.person import opened, this_person

    with opened(this_person(person, profile)) as history:
        take_offer(name, history, today(), place, folders)


def offer_line(offer: Offer) -> str:
    """What is offered, and how it is taken."""
    exercise = offer.exercise
    text = (
        "{title} was easy on its last three days ({reps} x {hold_s:g} s). "
        "{more_reps} x {more_s:g} s from now on? facecheck plan --raise {exercise}"
    )
    return say(
        text,
        title=say(exercise.title),
        reps=exercise.reps,
        hold_s=exercise.hold_s,
        more_reps=offer.reps,
        more_s=offer.hold_s,
        exercise=exercise.id,
    )


def _prescribe(file: Path, place: Path, folders: tuple[Path, ...]) -> None:
    """Make a prescription the plan; one that cannot be followed changes nothing."""
    from uuid import uuid4

    from facecheck.api.catalogue import known
    from facecheck.cli.clock import today
    from facecheck.core.yaml_text import load_yaml
    from facecheck.inputs.library import read_text
    from facecheck.programme.prescription import prescribed
    from facecheck.store.profile import update_profile

    data = load_yaml(read_text(file), file.name)

    def changed(old: Profile) -> Profile:
        plan = prescribed(data, file.name, old.plan, today(), uuid4().hex)
        known(plan.exercises, folders)
        return replace(old, plan=plan)

    update_profile(changed, place)


def plan_place(profile: Path | None, person: str | None) -> Path:
    """The profile that a plan is in.

    Raises:
        ProfileError: There is nobody of that name, or the profile is another's.
    """
    from facecheck.cli.person import this_person

    if profile is not None and person is None:
        return profile  # the file itself is looked at, whosever it is
    return this_person(person, profile).profile


def _changed(
    old: Profile, start: str | None, weeks: int | None, days: str | None, names: tuple[str, ...]
) -> Profile:
    from uuid import uuid4

    from facecheck.cli.clock import today
    from facecheck.core.errors import ProfileError
    from facecheck.programme.schedule import parse_weekdays, planned
    from facecheck.programme.user_input import parse_day

    try:
        first = None if start is None else parse_day(start, today())
    except ValueError as error:
        raise ProfileError("--start: {error}", error=error) from error
    plan = planned(
        old.plan,
        today(),
        uuid4().hex,
        start=first,
        weeks=weeks,
        weekdays=None if days is None else parse_weekdays(days),
        exercises=names or None,
    )
    return replace(old, plan=plan)


def _show(plan: Plan, exercises: list[AnyExercise], profile: Profile) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from facecheck.cli.clock import today
    from facecheck.programme.cautions import judge_all
    from facecheck.programme.schedule import due_days
    from facecheck.programme.wording import weekdays

    due = due_days(plan)
    console = Console(highlight=False)
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_row(say("from"), say("{first:long} to {last:long}", first=due[0], last=due[-1]))
    table.add_row(
        say("weeks"),
        say(
            "{weeks}: {due} days, {weekdays}",
            weeks=plan.weeks,
            due=len(due),
            weekdays=weekdays(plan.weekdays),
        ),
    )
    table.add_row(say("exercises"), Text(", ".join(plan.exercises)))
    if plan.by is not None:
        table.add_row(say("prescribed by"), Text(plan.by))
    for dose in plan.doses:
        table.add_row("", Text(dose_line(dose)))
    if plan.note is not None:
        table.add_row(say("note"), Text(plan.note))
    if list(plan.exercises) != [exercise.id for exercise in exercises]:
        table.add_row(say("that is"), Text(", ".join(exercise.id for exercise in exercises)))
    reminders = ", ".join(f"{at:%H:%M}" for at in profile.person.reminders)
    table.add_row(say("reminders"), reminders or say("none; facecheck profile set reminders 08:00"))
    console.print(table)
    for verdict in judge_all(exercises, profile.person, today()):
        if not verdict.allowed:
            console.print(Text(say(verdict.line), "yellow"), soft_wrap=True)


def dose_line(dose: Dose) -> str:
    """What is asked of one exercise, in a line.

    >>> from facecheck.core.person import Dose
    >>> dose_line(Dose("wink", 5, 3.0, 2))
    'wink: 2 sets, 5 repetitions, held 3 s'
    """
    parts = [say("{sets} sets", sets=dose.sets) if dose.sets > 1 else say("1 set")]
    parts += [] if dose.reps is None else [say("{reps} repetitions", reps=dose.reps)]
    parts += [] if dose.hold_s is None else [say("held {hold_s:g} s", hold_s=dose.hold_s)]
    return f"{dose.exercise}: {', '.join(parts)}"


def _zone(name: str | None) -> ZoneInfo | None:
    from zoneinfo import ZoneInfo, available_timezones

    from facecheck.programme.user_input import known

    return None if name is None else ZoneInfo(known(name, sorted(available_timezones()), "zone"))
