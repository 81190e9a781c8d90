"""Sentences about what is wrong, shared by screen and document."""

from __future__ import annotations

from facecheck.core.messages import Message
from facecheck.evaluate.outcome import ClipEvaluation, Row
from facecheck.evaluate.wording import NONE


def what_went_wrong(row: Row) -> str:
    """Why a row is wrong, as far as the attempts tell."""
    if row.result is None:
        return row.error or "not scored"
    if not row.result.attempts:
        return "no attempt was seen"
    return "; ".join(
        f"{a.start_s:.1f} to {a.end_s:.1f} s held {a.hold_s:.2f} s, "
        + ("counted" if a.counted else f"not counted: {a.reason}")
        for a in row.result.attempts
    )


def wrong_rows(outcome: ClipEvaluation) -> list[str]:
    """A sentence for each count that is wrong and each clip that could not be evaluated."""
    if outcome.error is not None and not outcome.rows:
        return [f"{outcome.clip}: {outcome.error}"]
    return [
        f"{outcome.clip}, {row.expectation.exercise} at {row.expectation.setting}: expected "
        f"{row.expectation.counted}, counted {NONE if row.counted is None else row.counted} "
        f"({what_went_wrong(row)})"
        for row in outcome.rows
        if not row.ok
    ]


def wrong_faults(outcome: ClipEvaluation) -> list[str]:
    """A sentence for each row whose faults are not those expected."""
    lines: list[str] = []
    for row in outcome.rows:
        wanted, named = row.expectation.faults, row.named
        if wanted is None or row.result is None or set(wanted) == set(named):
            continue
        lines.append(
            Message(
                "{clip}, {exercise} at {setting}: expected {wanted}, named {named}",
                clip=outcome.clip,
                exercise=row.expectation.exercise,
                setting=row.expectation.setting,
                wanted=", ".join(wanted) or "no fault",
                named=", ".join(named) or "none",
            )
        )
    return lines


def wrong_events(outcome: ClipEvaluation) -> list[str]:
    """A sentence for each event that was missed or is false."""
    return [
        f"{outcome.clip}: {mistake.kind} {'missed' if mistake.missed else 'false'}, "
        f"{mistake.start_s:.2f} to {mistake.end_s:.2f} s"
        for mistake in outcome.mistakes
    ]


def cut_short(lines: list[str], most: int) -> list[str]:
    """The first lines, and how many more there are.

    >>> cut_short(["a", "b", "c"], 2)
    ['a', 'b', 'and 1 more; --json lists them all']
    """
    if len(lines) <= most:
        return lines
    return [*lines[:most], f"and {len(lines) - most} more; --json lists them all"]
