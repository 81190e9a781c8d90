"""Days of the history: options, and the moments they stand for."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import click

SINCE = click.option(
    "--since", metavar="DAY", help="From this day on: 2026-11-20, today, yesterday."
)
UNTIL = click.option("--until", metavar="DAY", help="Up to this day, itself included.")


def sessions(number: int) -> str:
    """So many sessions.

    >>> sessions(1), sessions(2)
    ('1 session', '2 sessions')
    """
    return f"{number} session{'s' if number != 1 else ''}"


def span(since: str | None, until: str | None) -> tuple[datetime | None, datetime | None]:
    """The moments of two days, as they are here: the first's beginning and the last's end.

    Raises:
        BadParameter: One of them is no day, or they are the wrong way round.
    """
    from facecheck.cli.clock import today
    from facecheck.programme.typed import parse_day

    moments: list[datetime | None] = []
    for name, text, more in (("--since", since, 0), ("--until", until, 1)):
        if text is None:
            moments.append(None)
            continue
        try:
            day = parse_day(text, today())
        except ValueError as error:
            raise click.BadParameter(str(error), param_hint=name) from error
        moments.append(datetime.combine(day + timedelta(days=more), time()).astimezone())
    begin, end = moments
    if begin is not None and end is not None and end <= begin:
        raise click.BadParameter("is before --since", param_hint="--until")
    return begin, end
