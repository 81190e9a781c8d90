"""The sessions of a history as a table for people."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from facecheck.core.text import one_line
from facecheck.outputs.words import Words
from facecheck.store.history import (
    AttemptRecord,
    Ending,
    HistoryTotals,
    Kind,
    SessionRecord,
    SetRecord,
)


def print_sessions(
    name: str | None, sessions: Sequence[SessionRecord], totals: HistoryTotals, words: Words
) -> None:
    """A row for each set, and what all of it amounts to.

    Args:
        name: What the person is called; None if they did not say.
        sessions: Oldest first.
        totals: What they amount to.
        words: The language.
    """
    # What was imported may hold anything; a table shall not be drawn by it.
    table = Table(title=None if name is None else escape(one_line(name)), title_justify="left")
    for key in ("kept.begun", "kept.exercise"):
        table.add_column(words(key))
    for key in ("kept.counted", "kept.held", "kept.score", "kept.stress"):
        table.add_column(words(key), justify="right")
    table.add_column(words("kept.remarks"))
    for session in sessions:
        for row in _rows(session, words):
            table.add_row(*row)
    console = Console()
    console.print(table)
    tried = sum(not session.counts for session in sessions)
    console.print(_totals(totals, tried, words), highlight=False, soft_wrap=True)


def _rows(session: SessionRecord, words: Words) -> list[tuple[str, ...]]:
    # The hour of a clip that was added is nobody's.
    form = "%Y-%m-%d" if session.kind is Kind.RECORDED else "%Y-%m-%d %H:%M"
    begun, stress = f"{session.begun:{form}}", _stress(session, words)
    if not session.sets:
        kind = ", ".join(_of_session(session, words))
        return [(begun, escape(one_line(session.routine)), "0", "", "", stress, kind)]
    rows: list[tuple[str, ...]] = []
    for n, each in enumerate(session.sets):
        remarks = _of_set(each, words)
        if each is session.sets[-1]:
            remarks = [*_of_session(session, words), *remarks]
        held_s = sum(record.attempt.hold_s for record in each.attempts)
        rows.append(
            (
                begun if n == 0 else "",
                escape(one_line(each.exercise)),
                words("kept.of", counted=each.counted, reps=each.reps),
                f"{held_s:.0f} s",
                "" if each.score is None else str(each.score),
                stress if n == 0 else "",
                ", ".join(remarks),
            )
        )
    return rows


def _stress(session: SessionRecord, words: Words) -> str:
    said = session.rating.stress_before, session.rating.stress_after
    if said == (None, None):
        return ""
    before, after = ("?" if value is None else str(value) for value in said)
    return words("kept.span", before=before, after=after)


def _of_session(session: SessionRecord, words: Words) -> list[str]:
    """What should be known of a session."""
    remarks = []
    if session.kind is Kind.TRIED:
        remarks.append(words("kept.tried"))
    if session.kind is Kind.RECORDED:
        remarks.append(words("kept.recorded"))
    if session.ending is Ending.RUNNING:
        remarks.append(words("kept.runs"))
    return remarks


def _of_set(each: SetRecord, words: Words) -> list[str]:
    """What should be known of a set."""
    remarks = [words("kept.again")] if each.restarted else []
    remarks += [words("kept.hurt")] if each.pain else []
    return list(chain(remarks, _by_hand(each.attempts, words)))


def _by_hand(attempts: Sequence[AttemptRecord], words: Words) -> list[str]:
    """What was corrected by hand."""
    added = sum(record.by_hand == "added" for record in attempts)
    taken_back = sum(record.by_hand == "taken back" for record in attempts)
    remarks = [words("kept.added", number=added)] if added else []
    return remarks + ([words("kept.taken back", number=taken_back)] if taken_back else [])


def _totals(totals: HistoryTotals, tried: int, words: Words) -> str:
    minutes = sum(sum(areas.values()) for areas in totals.area_seconds.values()) / 60
    one_session, one_day = totals.sessions == 1, totals.days == 1
    said = words(
        "kept.total",
        sessions=words("kept.session")
        if one_session
        else words("kept.sessions", number=totals.sessions),
        days=words("kept.day") if one_day else words("kept.days", number=totals.days),
        counted=totals.counted,
        attempts=totals.attempts,
        held=f"{totals.held_s:.0f}",
    )
    said += words("kept.by clock", minutes=f"{minutes:.0f}") if minutes else ""
    return said + (words("kept.only tried", number=tried) if tried else "")
