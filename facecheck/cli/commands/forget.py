"""`facecheck forget`: takes sessions out of the history."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from facecheck.cli.date_range import SINCE, UNTIL, sessions, span
from facecheck.cli.language import say
from facecheck.cli.person import PERSON

if TYPE_CHECKING:
    from facecheck.store.history import Contents

MOST_SHOWN = 20
"""Lines of what would go; of more the first and the last are shown."""


@click.command("forget")
@SINCE
@UNTIL
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--undo", is_flag=True, help="Put back what was forgotten since the last session.")
@click.option("--for-good", is_flag=True, help="It cannot be put back, from now on.")
@PERSON
def command(
    since: str | None, until: str | None, yes: bool, undo: bool, for_good: bool, person: str | None
) -> None:
    """Remove everything that was kept, or what was kept of some days; shows first what goes.

    Sessions, ratings, calibrations and overridden cautions go, also from older copies of the file.
    Until your next session --undo puts them back; then, or with --for-good, they are overwritten.
    What you exported, and the profile, stay: facecheck profile clear all.
    """
    from facecheck.cli.person import opened, quoted, this_person

    if undo and (since is not None or until is not None or for_good):
        raise click.UsageError("--undo puts back everything, and stands alone")
    days = span(since, until)
    one = this_person(person)
    if not one.history.exists():
        click.echo(say("nothing is kept"))
        return
    with opened(one) as history:
        if undo:
            merged = history.put_back()
            click.echo(say("put back: {sessions}", sessions=sessions(merged.added + merged.known)))
            return
        found = history.contents(days, curves=False)
        number = len(found.sessions)
        if not (number or found.calibrations or found.overrides):
            click.echo(say("nothing is kept of that time"))
            return
        _show(found)
        if not yes:
            click.confirm(
                say("Remove {sessions} of {called}?", sessions=sessions(number), called=one.called),
                abort=True,
            )
        history.forget(days, for_good=for_good)
    whom = "" if not one.key else f" --person {quoted(one.called)}"
    remedy = (
        ""
        if for_good
        else say("; until the next session: facecheck forget --undo{whom}", whom=whom)
    )
    click.echo(say("forgotten: {sessions}{remedy}", sessions=sessions(number), remedy=remedy))


def _show(found: Contents) -> None:
    """What would go, a line each."""
    from facecheck.core.text import one_line

    lines = [
        say(
            "{begun:%Y-%m-%d %H:%M}  {routine}: {counted} counted",
            begun=s.begun,
            routine=one_line(s.routine),
            counted=s.counted,
        )
        for s in found.sessions
    ]
    lines += [say("{at:%Y-%m-%d %H:%M}  calibration", at=c.at) for c in found.calibrations]
    lines += [
        say(
            "{at:%Y-%m-%d %H:%M}  caution passed over: {exercise}",
            at=o.at,
            exercise=one_line(o.exercise),
        )
        for o in found.overrides
    ]
    if len(lines) > MOST_SHOWN:
        half = MOST_SHOWN // 2
        lines[half:-half] = [say("... and {lines} more", lines=len(lines) - 2 * half)]
    for line in lines:
        click.echo(f"  {line}")
