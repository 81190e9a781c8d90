"""The exercises that were named, as far as the cautions of the profile let them through."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from facecheck.cli.language import say
from facecheck.core.errors import CautionError, SpecError
from facecheck.core.messages import Message
from facecheck.core.text import nearest

if TYPE_CHECKING:
    from facecheck.core.person import Dose, Person, Plan
    from facecheck.engine.spec.timed_exercise import AnyExercise
    from facecheck.programme.cautions import Verdict
    from facecheck.store.people import Owner

OVERRIDE = click.option(
    "--override-caution", "override", metavar="WHY",
    help="Do what a caution holds back all the same; WHY is kept in the history.",
)  # fmt: skip


def wanted(names: Sequence[str], folders: Sequence[Path] = ()) -> list[AnyExercise]:
    """The exercises of the names, routines written out.

    Raises:
        SpecError: There is no such exercise or routine, or its file is wrong.
    """
    from facecheck.api import load_any, load_routine
    from facecheck.inputs.library import exercise_ids, routine_ids

    routines, singles = routine_ids(folders), exercise_ids(folders)
    found: list[AnyExercise] = []
    for name in names:
        near = nearest(name, (*routines, *singles))
        if near in routines and name not in (*routines, *singles):
            raise SpecError(
                [
                    Message(
                        "{name!r}: no such exercise or routine; did you mean {near!r}?",
                        name=name,
                        near=near,
                    )
                ]
            )
        parts = load_routine(name, folders).exercises if name in routines else (name,)
        found += [load_any(part, folders) for part in parts]
    return found


def dosed(
    exercises: Sequence[AnyExercise], plan: Plan | None, *, again: bool = False
) -> list[AnyExercise]:
    """The exercises as they are prescribed: repetitions, holds, and how many sets of each.

    Args:
        exercises: As their files have them.
        plan: Whose doses apply; those of a routine apply to each of its exercises.
        again: The sets are written out already, as in a session that goes on.
    """
    from facecheck.api import load_routine
    from facecheck.engine.spec.exercise import Exercise
    from facecheck.inputs.library import routine_ids

    if plan is None or not plan.doses:
        return list(exercises)
    routines = routine_ids()
    doses: dict[str, Dose] = {}
    for dose in plan.doses:
        names = load_routine(dose.exercise).exercises if dose.exercise in routines else ()
        doses |= dict.fromkeys((*names, dose.exercise), dose)
    out: list[AnyExercise] = []
    for exercise in exercises:
        found = doses.get(exercise.id)
        if found is None or not isinstance(exercise, Exercise):
            out.append(exercise)
            continue
        asked = {"reps": found.reps, "hold_s": found.hold_s}
        changes = {key: value for key, value in asked.items() if value is not None}
        out += [exercise.model_copy(update=changes)] * (1 if again else found.sets)
    return out


def known(names: Sequence[str], folders: Sequence[Path] = ()) -> None:
    """Find out whether there are exercises or routines of these names, without reading them.

    Raises:
        SpecError: There are not.
    """
    from facecheck.inputs.library import SUFFIXES, exercise_ids, routine_ids

    ids = {*routine_ids(folders), *exercise_ids(folders)}
    if any(name not in ids and Path(name).suffix not in SUFFIXES for name in names):
        wanted(names, folders)  # says which, and what it may have meant


def one_exercise(name: str, folders: Sequence[Path] = ()) -> AnyExercise:
    """The exercise of a name or of a file.

    Raises:
        SpecError: There is none, it is a routine of several, or its file is wrong.
    """
    from facecheck.api import load_any, load_routine
    from facecheck.inputs.library import exercise_ids, routine_ids

    if name in routine_ids(folders) and name not in exercise_ids(folders):
        several = ", ".join(load_routine(name, folders).exercises)
        raise SpecError(
            [
                Message(
                    "{name!r} is a routine; name one exercise of it: {several}",
                    name=name,
                    several=several,
                )
            ]
        )
    return load_any(name, folders)


def all_exercises(folders: Sequence[Path] = ()) -> list[AnyExercise]:
    """Every exercise whose file is right, by id."""
    from facecheck.api import load_any
    from facecheck.inputs.library import exercise_ids

    found = []
    for name in exercise_ids(folders):
        try:
            found.append(load_any(name, folders))
        except SpecError:
            continue  # `exercises check` says what is wrong with it
    return found


def admit(
    exercises: Sequence[AnyExercise],
    person: Person,
    on: date,
    override: str | None = None,
    owner: Owner | None = None,
) -> tuple[list[AnyExercise], list[Verdict]]:
    """What may be done, and what is left out; the latter is said on stderr with its reason.

    Args:
        exercises: What was asked for.
        person: Whose cautions hold.
        on: The day.
        override: Why the person does what is held back all the same. It is in the history before
            anything else happens.
        owner: In whose history; the machine's own person's if None.

    Raises:
        CautionError: Nothing is left to do, or the reason is empty.
        HistoryError: The choice cannot be kept.
    """
    from facecheck.programme.cautions import judge_all

    verdicts = judge_all(exercises, person, on)
    held = [verdict for verdict in verdicts if not verdict.allowed]
    left = [e for e, v in zip(exercises, verdicts, strict=True) if v.allowed]
    if override is not None:
        _keep(held, override, owner)
        left, remedy = list(exercises), say("You chose to do it all the same.")
    else:
        remedy = say('To do it all the same: --override-caution "WHY"')
    if not left:
        raise CautionError("\n".join(f"{verdict.line} {remedy}" for verdict in held))
    for verdict in held:
        click.echo(say("facecheck: {line} {remedy}", line=verdict.line, remedy=remedy), err=True)
    for verdict in verdicts:
        for note in verdict.notes:
            click.echo(
                say(
                    "note: {exercise}: {why} (Source: {source}.)",
                    exercise=verdict.exercise,
                    why=note.why,
                    source=note.source,
                ),
                err=True,
            )
    return left, [] if override is not None else held


def _keep(held: Sequence[Verdict], override: str, owner: Owner | None) -> None:
    from facecheck.cli.clock import now
    from facecheck.cli.person import opened
    from facecheck.store.people import own

    why = " ".join(override.split())
    if not why:
        raise CautionError("--override-caution: say why; the reason is kept in the history")
    if not held:
        click.echo(say("note: nothing is held back, so nothing was overridden"), err=True)
        return
    with opened(owner if owner is not None else own()) as history:
        for verdict in held:
            reason = f"{why} (overridden: {verdict.line})"
            history.add_override(verdict.exercise, reason, verdict.back_on, at=now())


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
