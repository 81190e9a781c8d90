"""`facecheck profile`: what facecheck knows of its user, and what that holds back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from facecheck.core.person import Person

FILE = click.option("--profile", type=click.Path(path_type=Path), metavar="FILE",
                    help="Another profile than your own.")  # fmt: skip


@click.group("profile", invoke_without_command=True)
@FILE
@click.pass_context
def command(context: click.Context, profile: Path | None) -> None:
    """Show or change your profile: side, reminders, injections, conditions.

    It stays on this machine, readable by you alone.
    """
    if context.invoked_subcommand is None:
        _show(profile)


@command.command("show")
@FILE
def show(profile: Path | None) -> None:
    """Show the profile, and what it holds back today."""
    _show(profile)


@command.command("set")
@click.argument("key")
@click.argument("values", nargs=-1, required=True, metavar="VALUE...")
@click.option("--area", help="With injection: where, in your words.")
@click.option("--days", type=int, help="With injection: how many days your clinician says to wait.")
@FILE
def set_(
    key: str, values: tuple[str, ...], area: str | None, days: int | None, profile: Path | None
) -> None:
    """Set KEY to VALUE.

    KEY is name, affected-side, toner-minutes, reminders, injection, conditions or history.
    """
    from facecheck.cli.clock import today
    from facecheck.programme.settings import change

    text = " ".join(values)
    _change(lambda p: change(p, key, text, today(), area=area, wait_days=days), profile)
    _show(profile)


@command.command("clear")
@click.argument("keys", nargs=-1, required=True, metavar="KEY...")
@FILE
def clear(keys: tuple[str, ...], profile: Path | None) -> None:
    """Forget KEY, or several; `all` forgets everything you said, not what calibrate learned."""
    from facecheck.programme.settings import clear as forget

    _change(lambda person: reduce(forget, keys, person), profile)
    _show(profile)


def _change(how: Callable[[Person], Person], path: Path | None) -> None:
    from facecheck.store.profile import update_profile

    update_profile(lambda old: replace(old, person=how(old.person)), path)


def _show(path: Path | None) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from facecheck.cli.admission import all_exercises
    from facecheck.cli.clock import today
    from facecheck.programme.cautions import judge_all
    from facecheck.programme.settings import SETTINGS
    from facecheck.store.profile import load_profile, profile_path

    profile = load_profile(path)
    console = Console(highlight=False)
    table = Table(box=None, pad_edge=False, show_header=False)
    for key, setting in SETTINGS.items():
        value = setting.show(profile.person)
        table.add_row(key, Text(value) if value else Text(f"not set: {setting.says}", "dim"))
    learned = ", ".join(sorted(profile.full)) or "nothing yet: facecheck calibrate"
    table.add_row("calibrated", Text(learned))
    console.print(table)
    for verdict in judge_all(all_exercises(), profile.person, today()):
        if not verdict.allowed:
            console.print(Text(verdict.line, "yellow"), soft_wrap=True)
    console.print(Text(f"kept in {path or profile_path()}", "dim"), soft_wrap=True)
