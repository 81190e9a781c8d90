from __future__ import annotations

import io

import pytest
from rich.console import Console

from facecheck.live.display.summary import SessionSummary, print_summary
from facecheck.live.feed.stats import Figures
from facecheck.outputs.overlay.screens import SummaryRow

HELD = SummaryRow("Palm squint", 3, 3, 5.7, 98)
TIMED = SummaryRow("Toner", 7, 10, None, 66, seconds=89.0, target_s=119.0)


@pytest.mark.parametrize(
    ("rows", "head"),
    [
        ((HELD,), "Best hold"),
        ((TIMED,), "Time"),
        ((HELD, TIMED), "Best hold, or time"),
        ((), "Best hold"),
    ],
)
def test_time_is_not_called_a_hold(rows: tuple[SummaryRow, ...], head: str) -> None:
    out = io.StringIO()
    figures = Figures(0.0, 0.0, 0.0, 0.0, 0)
    print_summary(SessionSummary((), rows, (), figures), Console(file=out, width=120))
    heads = [cell.strip() for cell in out.getvalue().splitlines()[2].split("┃")]
    assert head in heads
    assert (TIMED in rows) == ("1:29 of 1:59 min" in out.getvalue())
    assert (HELD in rows) == ("5.7 s" in out.getvalue())


def test_square_brackets_are_printed_as_they_are() -> None:
    row = SummaryRow("Squint [left]", 1, 3, 2.0, 50, ("held [a little]",))
    out, figures = io.StringIO(), Figures(0.0, 0.0, 0.0, 0.0, 0)
    found = SessionSummary((), (row,), ("run: pip install 'facecheck[voice]'",), figures)
    print_summary(found, Console(file=out, width=120))
    printed = out.getvalue()
    for text in ("Squint [left]", "held [a little]", "'facecheck[voice]'"):
        assert text in printed
