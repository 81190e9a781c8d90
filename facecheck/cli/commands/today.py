"""`facecheck today`: what is due, done or held back today; and starts it."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from facecheck.cli.language import say, speak_of_exercises
from facecheck.cli.options import FOLDERS, JSON, file_option
from facecheck.cli.person import PERSON

if TYPE_CHECKING:
    from datetime import date

    from facecheck.programme.agenda import Agenda

NO_PLAN = "no plan yet; make one with: facecheck plan --start today"
STYLES = {"done": "green", "due": "bold", "held back": "yellow"}


@click.command("today")
@click.option("--start", is_flag=True, help="Start what is due, without asking.")
@click.option(
    "--notify",
    is_flag=True,
    help="Show what is due as a message on the desktop; plan --remind does.",
)
@click.option(
    "--camera", default="0", show_default=True, metavar="N|NAME|PATH|URL", help="As in live."
)
@click.option("--no-window", is_flag=True, help="As in live.")
@click.option("--mute/--no-mute", default=None, help="As in live.")
@click.option("--voice/--no-voice", default=True, show_default=True, help="As in live.")
@JSON
@file_option("--profile", metavar="FILE", help="Another profile than your own.")
@PERSON
@FOLDERS
@click.pass_context
def command(
    context: click.Context,
    /,
    start: bool,
    notify: bool,
    json_to: str | None,
    profile: Path | None,
    person: str | None,
    folders: tuple[Path, ...],
    **live: Any,
) -> None:
    """Say what is due today, what is done and what is held back; then start it, if you want.

    What is planned: facecheck plan. What is done: the history.
    """
    from facecheck.api.agenda import agenda_on
    from facecheck.api.progression import offers
    from facecheck.cli.clock import today
    from facecheck.cli.commands.live import command as go_live
    from facecheck.cli.commands.plan import offer_line
    from facecheck.cli.json_output import write_documents
    from facecheck.cli.person import opened, this_person
    from facecheck.core.errors import ProfileError

    if notify and (start or json_to is not None):
        raise click.UsageError("--notify shows a message, and stands alone")
    one = this_person(person, profile)
    known = one.load()
    if known.plan is None:
        if start or json_to is not None:
            raise ProfileError(NO_PLAN)
        click.echo(say(NO_PLAN))
        return
    with ExitStack() as stack:
        history = stack.enter_context(opened(one)) if one.history.exists() else None
        day, done = agenda_on(known, history, today(), folders)
        more = [] if history is None else offers(known, history, today(), folders)
    if notify:
        _notify(day, one.name)
        return
    if json_to is not None:
        write_documents(json_to, [_document(day, one.name)])
    else:
        _show(day, done.pain, one.name, starting=start)
        for offer in more:
            click.echo(offer_line(offer))
    asked = json_to is None and sys.stdin.isatty() and sys.stdout.isatty()
    if day.due_exercises and (start or (asked and click.confirm(say("Start now?"), default=True))):
        context.invoke(
            go_live,
            names=day.due_exercises,
            profile=profile,
            person=person,
            folders=folders,
            **live,
        )


def _notify(agenda: Agenda, name: str | None) -> None:
    """Show what is due, if anything is: a day that is done rings no more."""
    from facecheck.outputs.notification import notify

    due = [item.title for item in agenda.items if item.state == "due"]
    if due:
        whose = f" of {name}" if name else ""
        notify(
            say("Face exercises{whose}", whose=whose),
            say("{due}. To begin: facecheck today --start", due=", ".join(due)),
        )


def _show(agenda: Agenda, pain: dict[str, date], name: str | None, *, starting: bool) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from facecheck.programme.agenda import remarks
    from facecheck.programme.wording import WEEKDAYS, day

    speak_of_exercises()
    console = Console(highlight=False)
    whose = f"{name}: " if name else ""
    console.print(
        Text(f"{whose}{say(WEEKDAYS[agenda.on.weekday()])}, {say(day(agenda.on))}", "bold")
    )
    table = Table(box=None, pad_edge=False, show_header=False)
    for item in agenda.items:
        state = Text(say(item.state), STYLES[item.state])
        table.add_row(state, item.exercise, Text(say(item.title)))
    if agenda.items:
        console.print(table)
    for item in agenda.items:
        if item.state == "held back":
            console.print(Text(say(item.verdict.line), "yellow"), soft_wrap=True)
        if item.state == "due" and item.exercise in pain:
            hurt = day(pain[item.exercise])
            said = say(
                "{exercise}: it hurt on {hurt}. Ask a clinician before you go on with it.",
                exercise=item.exercise,
                hurt=hurt,
            )
            console.print(Text(said, "yellow"), soft_wrap=True)
    for remark in remarks(agenda):
        console.print(say(remark), soft_wrap=True, markup=False)
    if agenda.due_exercises and not starting:
        console.print(say("Start it: facecheck today --start"), style="dim")


def _document(agenda: Agenda, name: str | None) -> dict[str, Any]:
    from facecheck import __version__
    from facecheck.programme.agenda import remarks
    from facecheck.programme.days import adherence
    from facecheck.programme.schedule import week_of

    practised, possible = adherence(agenda.days)
    return {
        "schema": "facecheck.today/1",
        "facecheck": __version__,
        "person": name,
        "date": agenda.on.isoformat(),
        "week": week_of(agenda.plan, agenda.on),
        "weeks": agenda.plan.weeks,
        "exercises": [
            {
                "exercise": item.exercise,
                "title": item.title,
                "state": item.state,
                "back_on": None if item.verdict.back_on is None else str(item.verdict.back_on),
                "reasons": [
                    {"why": reason.why, "source": reason.source}
                    for reason in item.verdict.held_back
                ],
            }
            for item in agenda.items
        ],
        "row": agenda.streak.days,
        "forgiven": [on.isoformat() for on in agenda.streak.forgiven],
        "days_done": practised,
        "days_due": possible,
        "remarks": list(remarks(agenda)),
    }
