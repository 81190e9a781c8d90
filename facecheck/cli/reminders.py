"""Installs and removes reminders in the user's session."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from facecheck.cli.language import say

if TYPE_CHECKING:
    from facecheck.store.profile import Profile

HOMES = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")
"""Where a person's files are, where that was moved; a timer would not know it."""


def ring(profile: Path | None, person: str | None, known: Profile) -> None:
    """Let this machine ring at the reminders' times."""
    from facecheck.core.errors import ProfileError
    from facecheck.outputs.notification import missing_program
    from facecheck.outputs.timers import Reminder, timer_for

    if known.plan is None or not known.person.reminders:
        raise ProfileError(
            "there is no time to ring at; say one: facecheck profile set reminders 08:00"
        )
    name, whom = _timer_of(profile, person)
    reminder = Reminder(
        name=name,
        weekdays=known.plan.weekdays,
        times=known.person.reminders,
        command=(sys.executable, "-m", "facecheck", "today", "--notify", *whom),
        environment=[(n, os.environ[n]) for n in HOMES if n in os.environ],
    )
    place = timer_for().install(reminder)
    times = ", ".join(f"{at:%H:%M}" for at in known.person.reminders)
    click.echo(
        say(
            "this machine rings at {times} where something is due ({place}); no more: "
            "facecheck plan --remind off",
            times=times,
            place=place,
        )
    )
    missing = missing_program()
    if missing is not None:
        click.echo(say("facecheck: {missing}", missing=missing), err=True)


def ring_no_more(profile: Path | None, person: str | None, *, quietly: bool = False) -> None:
    """Take a person's timer out.

    Args:
        profile: Another profile file than the person's own.
        person: Whose; the machine's own person's if None.
        quietly: Say nothing where there was none.
    """
    from facecheck.outputs.timers import timer_for

    name, _ = _timer_of(profile, person)
    there = timer_for().remove(name)
    if there or not quietly:
        click.echo(
            say("this machine rings no more") if there else say("this machine does not ring")
        )


def _timer_of(profile: Path | None, person: str | None) -> tuple[str, tuple[str, ...]]:
    """What a person's timer is called, and how they are named in its command."""
    from facecheck.store.people import own, whose

    one = own() if profile is None and person is None else whose(person, profile)
    return (f"facecheck-{one.key}", ("--person", one.key)) if one.key else ("facecheck", ())
