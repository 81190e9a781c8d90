"""`facecheck people`: who practises on this machine, and how it goes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from facecheck.cli.language import say
from facecheck.cli.options import JSON, file_option
from facecheck.cli.person import quoted

if TYPE_CHECKING:
    from facecheck.report.summaries.overview import Overview
    from facecheck.store.people import Owner

SCHEMA = "facecheck.people/1"


@click.group("people", invoke_without_command=True)
@click.pass_context
def command(context: click.Context) -> int | None:
    """Show who practises on this machine and how it goes; make, rename and remove people.

    Each has a history, plan, range and preferences of their own: --person NAME in other commands.
    """
    if context.invoked_subcommand is None:
        code: int = context.invoke(list_, json_to=None)
        return code
    return None


@command.command("list")
@JSON
def list_(json_to: str | None) -> int:
    """List everybody: when they practised last, how often lately, and how it goes."""
    from facecheck import __version__
    from facecheck.cli.json_output import write_documents
    from facecheck.cli.output_paths import check_places
    from facecheck.core.errors import FacecheckError
    from facecheck.store.people import everybody

    check_places((json_to,))
    found, failed = [], 0
    for one in everybody():
        try:
            found.append((one, _overview(one)))
        except FacecheckError as error:
            failed += 1
            for line in map(say, error.lines):
                click.echo(say("facecheck: {line}", line=line), err=True)
    if json_to is not None:
        people = [_row(one, view) for one, view in found]
        write_documents(json_to, [{"schema": SCHEMA, "facecheck": __version__, "people": people}])
    else:
        _print(found)
    return 1 if failed else 0


@command.command("new")
@click.argument("name")
@file_option("--profile", metavar="FILE", help="Begin with what this profile file holds.")
def new(name: str, profile: Path | None) -> None:
    """Make a person called NAME."""
    from facecheck.store import people
    from facecheck.store.profile import NOBODY, load_profile

    one = people.new(name, NOBODY if profile is None else load_profile(profile))
    click.echo(
        say(
            "{called}: facecheck live --person {quoted}",
            called=one.called,
            quoted=quoted(one.called),
        )
    )


@command.command("rename")
@click.argument("name")
@click.argument("new_name", metavar="NEW")
def rename(name: str, new_name: str) -> None:
    """Call the person NAME otherwise: NEW. Everything of theirs stays theirs.

    `me` is this machine's own person.
    """
    from facecheck.store import people

    before = people.find(name)
    click.echo(
        say(
            "{called} is called {called2} now",
            called=before.called,
            called2=people.rename(before, new_name).called,
        )
    )


@command.command("remove")
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do not ask.")
def remove(name: str, yes: bool) -> None:
    """Remove the person NAME with everything of theirs; shows first what goes.

    `people restore NAME` undoes it until the next session of anybody.
    """
    from facecheck.cli.date_range import sessions
    from facecheck.core.errors import FacecheckError
    from facecheck.store import people
    from facecheck.store.undo import people as removed_people

    one = people.find(name)
    try:
        view = _overview(one)
        until = "" if view.last is None else say(", the last on {last}", last=view.last)
        kept = say(
            "{sessions}{until}; profile, plan and preferences",
            sessions=sessions(view.sessions),
            until=until,
        )
    except FacecheckError as error:
        kept = say("what is kept cannot be read ({error})", error=error)
    click.echo(f"  {one.called}: {kept}")
    if one.key and not yes:
        click.confirm(say("Remove {called} with all of it?", called=one.called), abort=True)
    removed_people.remove(one)
    click.echo(
        say(
            "removed: {called}; until the next session: facecheck people restore {quoted}",
            called=one.called,
            quoted=quoted(one.called),
        )
    )


@command.command("restore")
@click.argument("name")
def restore(name: str) -> None:
    """Put the person NAME back, who was removed since the last session."""
    from facecheck.store.undo import people as removed_people

    click.echo(say("back: {called}", called=removed_people.restore(name).called))


def _overview(one: Owner) -> Overview:
    from facecheck.cli.clock import today
    from facecheck.cli.person import opened
    from facecheck.report.histories import exercises_of
    from facecheck.report.summaries.overview import overview_of

    plan = one.load().plan
    exercises = () if plan is None else exercises_of(plan.exercises, ())
    if not one.history.exists():
        return overview_of((), today(), plan, exercises)
    with opened(one) as history:
        return overview_of(history.sessions(), today(), plan, exercises)


def _row(one: Owner, view: Overview) -> dict[str, Any]:
    return {
        "name": one.name,
        "own": not one.key,
        "sessions": view.sessions,
        "last": None if view.last is None else view.last.isoformat(),
        "days_28": view.days,
        "planned_done_28": None if view.adherence is None else view.adherence[0],
        "planned_28": None if view.adherence is None else view.adherence[1],
        "counted_7": view.counted,
        "score_7": _digits(view.score, 1),
        "score_before_21": _digits(view.score_before, 1),
        "symmetry_7": _digits(view.symmetry, 3),
        "symmetry_before_21": _digits(view.symmetry_before, 3),
        "pain_28": view.pain,
    }


def _digits(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)


def _print(found: list[tuple[Owner, Overview]]) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    from facecheck.core.text import one_line

    table = Table(box=None, pad_edge=False)
    table.add_column(say("person"))
    table.add_column(say("last"), no_wrap=True)
    for heading in ("days", "of planned", "counted", "score", "symmetry", "pain"):
        table.add_column(say(heading), justify="right", no_wrap=True)
    for one, view in found:
        table.add_row(
            escape(one_line(one.called)) + ("" if one.key else " *"),
            say("never") if view.last is None else view.last.isoformat(),
            str(view.days),
            ""
            if view.adherence is None
            else say("{done} of {planned}", done=view.adherence[0], planned=view.adherence[1]),
            str(view.counted),
            _went(view.score_before, view.score, "{:.0f}"),
            _went(view.symmetry_before, view.symmetry, "{:.0%}"),
            str(view.pain) if view.pain else "",
        )
    console = Console(highlight=False)
    console.print(table)
    console.print(
        say(
            "* this machine's own. Days, of planned, pain: in the last 28 days. Counted: "
            "in the last 7. Score, symmetry: mean of the 21 days before → of the last 7."
        ),
        style="dim",
    )


def _went(before: float | None, now: float | None, form: str) -> str:
    """A mean before, and now; nothing where nothing is known of either."""
    if before is None and now is None:
        return ""
    first, last = ("—" if v is None else form.format(v) for v in (before, now))
    return f"{first} → {last}"
