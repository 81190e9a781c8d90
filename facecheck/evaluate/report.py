"""The evaluation as tables on a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from facecheck.evaluate import remarks, wording
from facecheck.evaluate.run import Evaluation

MAX_LINES = 40
"""A screen of remarks is read; the rest is in the document."""


def show(evaluation: Evaluation, console: Console) -> None:
    """Print the rows, the reasons of the wrong ones, the events, the groups and the totals."""
    totals = evaluation.totals
    rows = [(outcome, row) for outcome in evaluation.outcomes for row in outcome.rows]
    if rows:
        cells = [wording.screen_cells(outcome, row) for outcome, row in rows]
        console.print(_table("Expectations", wording.SCREEN_HEADS, cells, numbers=(2, 3, 4)))
    for outcome in evaluation.outcomes:
        for line in remarks.wrong_rows(outcome):
            _line(console, line, "red")
    notes = [f"{o.clip}: {note}" for o in evaluation.outcomes for note in o.notes]
    notes += [line for o in evaluation.outcomes for line in remarks.wrong_faults(o)]
    for line in remarks.cut_short(notes, MAX_LINES):
        _line(console, line, "yellow")
    if totals.events:
        cells = wording.event_cells(totals)
        console.print(_table("Events", wording.EVENT_HEADS, cells, numbers=range(1, 8)))
        _line(console, wording.MATCHING_RULE, "dim")
        wrong = [line for outcome in evaluation.outcomes for line in remarks.wrong_events(outcome)]
        for line in remarks.cut_short(wrong, MAX_LINES):
            _line(console, line, "yellow")
    for key, groups in evaluation.groups.items():
        cells = [wording.screen_group(name, group) for name, group in groups.items()]
        console.print(_table(f"By {key}", wording.SCREEN_GROUP_HEADS, cells, numbers=range(1, 5)))
    console.print(_table("Totals", ("", ""), wording.total_cells(totals)))
    _line(console, f"{wording.HOLD_RULE} {wording.INTERVAL_RULE}", "dim")


def _table(
    title: str,
    heads: Sequence[str],
    lines: Iterable[Sequence[str]],
    numbers: Iterable[int] = (),
) -> Table:
    table = Table(
        title=f"\n{title}", title_justify="left", show_header=any(heads), box=None, pad_edge=False
    )
    right = set(numbers)
    for i, head in enumerate(heads):
        table.add_column(head, justify="right" if i in right else "left", overflow="fold")
    for line in lines:
        # Text, because a file name with square brackets is no markup.
        table.add_row(*(Text(cell) for cell in line), style="red" if line[-1] == "WRONG" else None)
    return table


def _line(console: Console, text: str, style: str) -> None:
    console.print(Text(text, style=style))
