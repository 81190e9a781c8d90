"""Days of the history: options, and the days they stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from facecheck.cli.language import say

if TYPE_CHECKING:
    from datetime import date

    from facecheck.core.days import DaySpan

SINCE = click.option(
    "--since", metavar="DAY", help="From this day on: 2026-11-20, today, yesterday."
)
UNTIL = click.option("--until", metavar="DAY", help="Up to this day, itself included.")


def sessions(number: int) -> str:
    """So many sessions.

    >>> sessions(1), sessions(2)
    ('1 session', '2 sessions')
    """
    return say("1 session") if number == 1 else say("{number} sessions", number=number)


def span(since: str | None, until: str | None) -> DaySpan:
    """The days from one to another; days are those of the places where sessions were done.

    Raises:
        BadParameter: One of them is no day, or they are the wrong way round.
    """
    from facecheck.cli.clock import today
    from facecheck.core.days import DaySpan
    from facecheck.programme.user_input import parse_day

    days: list[date | None] = []
    for name, text in (("--since", since), ("--until", until)):
        try:
            days.append(None if text is None else parse_day(text, today()))
        except ValueError as error:
            raise click.BadParameter(error.args[0], param_hint=name) from error
    try:
        return DaySpan(*days)
    except ValueError as error:
        raise click.BadParameter("is before --since", param_hint="--until") from error
