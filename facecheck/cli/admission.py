"""Leaves out the exercises that the profile's cautions hold back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import click

from facecheck.cli.language import say
from facecheck.core.errors import CautionError
from facecheck.core.messages import Message

if TYPE_CHECKING:
    from facecheck.core.person import Person
    from facecheck.engine.spec.timed_exercise import AnyExercise
    from facecheck.programme.cautions import Verdict
    from facecheck.store.people import Owner

OVERRIDE = click.option(
    "--override-caution",
    "override",
    metavar="WHY",
    help="Do what a caution holds back all the same; WHY is kept in the history.",
)


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
        raise CautionError(
            *(Message("{line} {remedy}", line=verdict.line, remedy=remedy) for verdict in held)
        )
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
