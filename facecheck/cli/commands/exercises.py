"""`facecheck exercises`: list, show, check and make exercise files."""

from __future__ import annotations

import re
from pathlib import Path

import click

from facecheck.cli.language import say, speak_of_exercises
from facecheck.cli.options import FOLDERS, file_option
from facecheck.core.messages import Message


@click.group("exercises")
def command() -> None:
    """List, show, check and make exercise files."""


@command.command("list")
@FOLDERS
def list_(folders: tuple[Path, ...]) -> int:
    """List every exercise and routine that can be named; exit code 1 where a file is wrong."""
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    from facecheck.api import load_any, load_routine
    from facecheck.core.errors import SpecError
    from facecheck.engine.spec.timed_exercise import TimedExercise
    from facecheck.inputs import library

    speak_of_exercises(folders)
    table = Table(box=None, pad_edge=False)
    for heading in ("id", "title", "set", "needs"):
        table.add_column(say(heading))
    problems: list[str] = []
    for name in library.exercise_ids(folders):
        try:
            e = load_any(name, folders)
        except SpecError as error:
            problems += error.problems
            continue
        needs = ", ".join(say(r.replace("_", " ")) for r in e.requires)
        if isinstance(e, TimedExercise):
            size = say(
                "{whole_s:g} min, {phases} areas", whole_s=e.whole_s / 60, phases=len(e.phases)
            )
        else:
            size = f"{e.reps} x {e.hold_s:g} s"
        table.add_row(e.id, escape(say(e.title)), size, needs)
    for name in library.routine_ids(folders):
        try:
            routine = load_routine(name, folders)
        except SpecError as error:
            problems += error.problems
            continue
        table.add_row(
            routine.id, escape(say(routine.title)), say("routine"), ", ".join(routine.exercises)
        )
    Console().print(table)
    for line in problems:
        click.echo(say("facecheck: {line}", line=line), err=True)
    return 1 if problems else 0


@command.command("show")
@click.argument("exercise", metavar="ID|FILE")
@click.option("--limits", is_flag=True, help="With the measures and limits that it is judged by.")
@FOLDERS
def show(exercise: str, limits: bool, folders: tuple[Path, ...]) -> None:
    """Show an exercise: how it is done, when it counts, what is wrong with the form."""
    from rich.console import Console
    from rich.markup import escape

    from facecheck.api.catalogue import one_exercise
    from facecheck.cli.exercise_description import description

    e = one_exercise(exercise, folders)
    speak_of_exercises(folders)
    console = Console(highlight=False)
    console.print(f"[bold]{escape(say(e.title))}[/bold]  ({e.id})\n{escape(say(e.purpose))}\n")
    for line in description(e, limits=limits):
        console.print(line, markup=False)


@command.command("check")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@FOLDERS
def check(files: tuple[Path, ...], folders: tuple[Path, ...]) -> int:
    """Check FILES, exercises and routines; every problem is listed, with the nearest valid name.

    The exercises of a routine are looked for beside it, in --exercises folders, and among those
    that come along.
    """
    from facecheck.api.exercises import base_of
    from facecheck.core.errors import SpecError
    from facecheck.engine.spec.parse import check_routine, is_routine, parse_any
    from facecheck.inputs.library import ROUTINES, exercise_ids, read_text

    wrong = 0
    for path in files:
        try:
            text = read_text(path)
            if is_routine(text, path.name):
                own = path.resolve().parent
                beside = own.parent if own.name == ROUTINES else own
                check_routine(text, path.name, exercise_ids([*folders, beside]))
            else:
                parse_any(text, path.name, base_of(path, folders))
        except SpecError as error:
            wrong += 1
            for line in error.problems:
                click.echo(say("facecheck: {line}", line=line), err=True)
        else:
            click.echo(say("{path}: good", path=path))
    return 1 if wrong else 0


@command.command("measures")
def measures() -> None:
    """List the measures that exercise files may name, by what moves."""
    from rich.console import Console
    from rich.table import Table

    from facecheck.engine.measures.table import MEASURES
    from facecheck.engine.spec.field_types import RESTLESS, has_sides
    from facecheck.engine.spec.measure_groups import MEASURE_GROUPS

    table = Table(box=None, pad_edge=False)
    for heading in ("measure", "unit", "what"):
        table.add_column(say(heading))
    for heading, names in MEASURE_GROUPS.items():
        table.add_row(f"\n[bold]{say(heading)}[/bold]")
        for name in names:
            known = f"{name}_left" if has_sides(name) else name
            row = MEASURES[known] if known in MEASURES else RESTLESS[name]
            sides = say(" (left, right)") if has_sides(name) else ""
            table.add_row(f"  {name}", say(row.unit), f"{say(row.what)}{sides}")
    Console().print(table)


@command.command("schema")
def schema() -> None:
    """Print the JSON Schema of exercise files, for editors that complete and check them."""
    import json

    from facecheck.engine.spec.json_schema import exercise_schema

    click.echo(json.dumps(exercise_schema(), indent=2))


@command.command("new")
@click.argument("exercise_id", metavar="ID")
@file_option("--folder", help="Where to; your own folder, if not said.")
@click.option(
    "--from", "like", metavar="ID", default="jaw-open", show_default=True, help="What to copy."
)
@FOLDERS
def new(exercise_id: str, folder: Path | None, like: str, folders: tuple[Path, ...]) -> None:
    """Start a new exercise file: a copy of another one under ID.

    Every field is explained in docs/exercises.md; `exercises check` says what is wrong.
    """
    from facecheck.api.exercises import base_of
    from facecheck.core.errors import OutputError, SpecError
    from facecheck.engine.spec.parse import parse_any
    from facecheck.inputs.library import bundled_folder, exercise_text, user_folder
    from facecheck.outputs.files import explained, write_text_atomically

    _, text = exercise_text(like, folders)
    target = (folder if folder is not None else user_folder()) / f"{exercise_id}.yaml"
    text = re.sub(rf"^id:\s*{re.escape(like)}\s*$", f"id: {exercise_id}", text, count=1, flags=re.M)
    try:
        parse_any(text, f"{exercise_id}.yaml", base_of(target, folders))
    except SpecError as error:
        raise SpecError(
            [
                Message(
                    "{exercise_id!r}: an id: small letters, digits and dashes, at most 40, as "
                    "my-squint",
                    exercise_id=exercise_id,
                )
            ]
        ) from error
    if target.exists():
        raise OutputError("{target}: is there already; choose another id", target=target)
    with explained(target):
        target.parent.mkdir(parents=True, exist_ok=True)
    write_text_atomically(target, text)
    click.echo(f"{target}")
    if (bundled_folder() / target.name).exists():
        click.echo(
            say(
                "note: {exercise_id} comes along with facecheck; where this file is found it "
                "is meant instead",
                exercise_id=exercise_id,
            ),
            err=True,
        )
