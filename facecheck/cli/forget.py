"""`facecheck forget`: takes sessions out of the history."""

from __future__ import annotations

import click

from facecheck.cli.spans import SINCE, UNTIL, sessions, span


@click.command("forget")
@SINCE
@UNTIL
@click.option("--yes", is_flag=True, help="Do not ask.")
def command(since: str | None, until: str | None, yes: bool) -> None:
    """Remove everything that was kept, or what was kept of some days.

    Sessions, ratings, calibrations and overridden cautions go, also from older copies of the file.
    What you exported, and the profile, stay: facecheck profile clear all.
    """
    from facecheck.store.history import History, history_path

    begin, end = span(since, until)
    if not history_path().exists():
        click.echo("nothing is kept")
        return
    with History() as history:
        found = history.contents(begin, end, curves=False)
        number = len(found.sessions)
        if not (number or found.calibrations or found.overrides):
            click.echo("nothing is kept of that time")
            return
        if not yes:
            click.confirm(f"Remove {sessions(number)} for good?", abort=True)
        history.forget(begin, end)
    click.echo(f"forgotten: {sessions(number)}")
