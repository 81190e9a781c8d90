"""`facecheck rate`: how the last session felt."""

from __future__ import annotations

import click

from facecheck.cli.language import say
from facecheck.cli.person import PERSON

STRESS = click.IntRange(0, 10)


@click.command("rate")
@click.option("--before", type=STRESS, help="Stress before the session, 0 (none) to 10.")
@click.option("--after", type=STRESS, help="Stress after it.")
@click.option("--felt", metavar="TEXT", help="How it felt, in your words.")
@PERSON
def command(before: int | None, after: int | None, felt: str | None, person: str | None) -> None:
    """Say how the last session was; what you do not say stays as it was."""
    from facecheck.cli.person import opened, this_person
    from facecheck.core.errors import HistoryError
    from facecheck.store.history import Rating

    if before is None and after is None and felt is None:
        raise click.UsageError("say something: --before, --after or --felt")
    one = this_person(person)
    with opened(one) as history:
        last = history.last()
        if last is None:
            raise HistoryError("there is no session to rate; begin one: facecheck live")
        history.rate(last.id, Rating(before, after, felt))
    click.echo(
        say(
            "kept with {routine} of {begun:long}, {begun:%H:%M}",
            routine=last.routine,
            begun=last.begun,
        )
    )
