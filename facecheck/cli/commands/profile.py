"""`facecheck profile`: the user's own settings, cautions and what they hold back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING

import click

from facecheck.cli.language import say
from facecheck.cli.options import file_option
from facecheck.cli.person import PERSON

if TYPE_CHECKING:
    from facecheck.core.person import Person
    from facecheck.store.people import Owner

FILE = file_option("--profile", metavar="FILE", help="Another profile than your own.")


@click.group("profile", invoke_without_command=True)
@FILE
@PERSON
@click.pass_context
def command(context: click.Context, profile: Path | None, person: str | None) -> None:
    """Show or change your profile: side, reminders, injections, conditions.

    It stays on this machine, readable by you alone.
    """
    if context.invoked_subcommand is None:
        _show(_place(profile, person))
    elif profile is not None or person is not None:
        raise click.UsageError("--profile and --person belong behind the word: profile set ...")


@command.command("show")
@FILE
@PERSON
def show(profile: Path | None, person: str | None) -> None:
    """Show the profile, and what it holds back today."""
    _show(_place(profile, person))


@command.command("set")
@click.argument("key")
@click.argument("values", nargs=-1, required=True, metavar="VALUE...")
@click.option("--area", help="With injection: where, in your words.")
@click.option("--days", type=int, help="With injection: how many days your clinician says to wait.")
@FILE
@PERSON
def set_(
    key: str,
    values: tuple[str, ...],
    area: str | None,
    days: int | None,
    profile: Path | None,
    person: str | None,
) -> None:
    """Set KEY to VALUE.

    KEY is name, affected-side, toner-minutes, reminders, injection, conditions or history.
    """
    from facecheck.cli.clock import today
    from facecheck.programme.settings import change
    from facecheck.store.people import rename

    text = " ".join(values)
    place = _place(profile, person)
    kept = _kept_here(place)
    if key == "name" and kept is not None:
        change(kept.load().person, key, text, today(), area=area, wait_days=days)
        # Nobody else here may be called that.
        rename(kept, text)
    else:
        _change(lambda p: change(p, key, text, today(), area=area, wait_days=days), place)
    _show(place)


@command.command("clear")
@click.argument("keys", nargs=-1, metavar="KEY...")
@click.option("--undo", is_flag=True, help="Put back what was forgotten since the last session.")
@FILE
@PERSON
def clear(keys: tuple[str, ...], undo: bool, profile: Path | None, person: str | None) -> None:
    """Forget KEY, or several; `all` forgets everything you said, not what calibrate learned.

    What goes is shown, and --undo puts it back until your next session. A person who was made with
    `people new` keeps their name: they are found by it.
    """
    from facecheck.core.errors import ProfileError
    from facecheck.programme.settings import clear as forget
    from facecheck.store.profile import NOBODY, load_profile
    from facecheck.store.undo.profile import put_aside, put_back

    if undo == bool(keys):
        raise click.UsageError("name what is to be forgotten, or --undo alone")
    place = _place(profile, person)
    if undo:
        put_back(place)
        _show(place)
        return
    kept = _kept_here(place)
    named = kept.name if kept is not None and kept.key else None
    if named is not None and "name" in keys:
        raise ProfileError(
            "{named}: a person is found by their name; facecheck people rename", named=named
        )

    def cleared(old: Person) -> Person:
        new = reduce(forget, keys, old)
        return new if named is None else replace(new, name=named)

    there = place is not None and place.exists()
    before = load_profile(place) if there else NOBODY
    after = replace(before, person=cleared(before.person))
    if after != before:
        _tell_gone(before.person, after.person)
        put_aside(place, before, after)
        _change(cleared, place)
    _show(place)


def _tell_gone(before: Person, after: Person) -> None:
    """What is forgotten, a line each."""
    from facecheck.programme.settings import SETTINGS

    for key, setting in SETTINGS.items():
        was = setting.show(before)
        if was and was != setting.show(after):
            click.echo(
                say(
                    "  forgotten: {key} {splitlines}",
                    key=key,
                    splitlines="; ".join(was.splitlines()),
                )
            )


def _place(profile: Path | None, person: str | None) -> Path | None:
    """The file that is meant; None for the machine's own person's."""
    from facecheck.cli.person import this_person

    if profile is not None and person is None:
        return profile  # the file itself is looked at, whosever it is
    return this_person(person, profile).profile


def _kept_here(place: Path | None) -> Owner | None:
    """The person whose own profile this file is; None of any other file."""
    from facecheck.store.people import everybody, same_file

    return next((one for one in everybody() if place and same_file(one.profile, place)), None)


def _change(how: Callable[[Person], Person], path: Path | None) -> None:
    from facecheck.store.profile import update_profile

    update_profile(lambda old: replace(old, person=how(old.person)), path)


def _show(path: Path | None) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from facecheck.api.catalogue import all_exercises
    from facecheck.cli.clock import today
    from facecheck.programme.cautions import judge_all
    from facecheck.programme.settings import SETTINGS
    from facecheck.store.profile import NOBODY, load_profile, profile_path

    own = path is None or path == profile_path()
    profile = NOBODY if own and not profile_path().exists() else load_profile(path)
    console = Console(highlight=False)
    table = Table(box=None, pad_edge=False, show_header=False)
    for key, setting in SETTINGS.items():
        value = setting.show(profile.person)
        table.add_row(
            key,
            Text(say(value)) if value else Text(say("not set: {says}", says=setting.says), "dim"),
        )
    learned = ", ".join(sorted(profile.full)) or say("nothing yet: facecheck calibrate")
    table.add_row(say("calibrated"), Text(learned))
    console.print(table)
    for verdict in judge_all(all_exercises(), profile.person, today()):
        if not verdict.allowed:
            console.print(Text(say(verdict.line), "yellow"), soft_wrap=True)
    console.print(Text(say("kept in {path}", path=path or profile_path()), "dim"), soft_wrap=True)
