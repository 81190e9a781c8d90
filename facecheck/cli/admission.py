"""The exercises that were named, as far as the cautions of the profile let them through."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from facecheck.core.errors import CautionError, SpecError

if TYPE_CHECKING:
    from facecheck.core.person import Person
    from facecheck.engine.spec import Exercise
    from facecheck.programme.cautions import Verdict


def wanted(names: Sequence[str], folders: Sequence[Path] = ()) -> list[Exercise]:
    """The exercises of the names, routines written out.

    Raises:
        SpecError: There is no such exercise or routine, or its file is wrong.
    """
    from facecheck.api import load_exercise, load_routine
    from facecheck.inputs.library import exercise_ids, routine_ids

    routines, singles = routine_ids(folders), exercise_ids(folders)
    found: list[Exercise] = []
    for name in names:
        near = difflib.get_close_matches(name, (*routines, *singles), n=1, cutoff=0.5)
        if near and near[0] in routines and name not in (*routines, *singles):
            raise SpecError([f"{name!r}: no such exercise or routine; did you mean {near[0]!r}?"])
        parts = load_routine(name, folders).exercises if name in routines else (name,)
        found += [load_exercise(part, folders) for part in parts]
    return found


def all_exercises(folders: Sequence[Path] = ()) -> list[Exercise]:
    """Every exercise whose file is right, by id."""
    from facecheck.api import load_exercise
    from facecheck.inputs.library import exercise_ids

    found = []
    for name in exercise_ids(folders):
        try:
            found.append(load_exercise(name, folders))
        except SpecError:
            continue  # `exercises check` says what is wrong with it
    return found


def admit(
    exercises: Sequence[Exercise], person: Person, on: date
) -> tuple[list[Exercise], list[Verdict]]:
    """What may be done, and what is held back; the latter is said on stderr with its reason.

    Raises:
        CautionError: Nothing is left to do.
    """
    from facecheck.programme.cautions import judge_all

    verdicts = judge_all(exercises, person, on)
    held = [verdict for verdict in verdicts if not verdict.allowed]
    left = [e for e, v in zip(exercises, verdicts, strict=True) if v.allowed]
    if not left:
        raise CautionError("\n".join(verdict.line for verdict in held))
    for verdict in held:
        click.echo(f"facecheck: {verdict.line}", err=True)
    for verdict in verdicts:
        for note in verdict.notes:
            click.echo(f"note: {verdict.exercise}: {note.why} (Source: {note.source}.)", err=True)
    return left, held


def left_out(held: Sequence[Verdict], language: str) -> tuple[str, ...]:
    """The exercises that a session goes without, as a line for each day they come back."""
    from facecheck.outputs.words import Words

    words = Words(language)
    by_day: dict[date | None, list[str]] = {}
    for verdict in held:
        by_day.setdefault(verdict.back_on, []).append(verdict.title)
    return tuple(
        words("left out", titles=", ".join(titles))
        if day is None
        else words("left out until", day=day, titles=", ".join(titles))
        for day, titles in by_day.items()
    )
