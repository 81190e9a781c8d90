"""Writes the columns into docs/tables.md: `.venv/bin/python docs/tools/tables_page.py`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from facecheck.api import measure_columns
from facecheck.core.columns import CLIP_ATTEMPTS, EVENTS, FRAME, HISTORY, SCORES, Column

PAGE = Path(__file__).parents[1] / "tables.md"

TABLES: dict[str, Sequence[Column]] = {
    "scores": SCORES,
    "attempts": CLIP_ATTEMPTS,
    "history": HISTORY,
    "events": EVENTS,
    "measures": (*FRAME, *measure_columns(hands=True).values()),
}
"""The mark on the page, and the columns that stand there."""


def rows(columns: Sequence[Column]) -> str:
    """The columns as a table in Markdown."""
    lines = ["| column | what | kind | unit |", "|---|---|---|---|"]
    lines += [f"| `{c.name}` | {c.what} | {c.kind} | {c.unit} |" for c in columns]
    return "\n".join(lines)


def filled(page: str) -> str:
    """The page with every table as the code has it."""
    for name, columns in TABLES.items():
        begin, end = f"<!-- columns: {name} -->", "<!-- end -->"
        pattern = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
        table = f"{begin}\n\n{rows(columns)}\n\n{end}"
        if len(pattern.findall(page)) != 1:
            raise SystemExit(f"{PAGE}: has no place for {name}")
        page = pattern.sub(table.replace("\\", r"\\"), page)
    return page


if __name__ == "__main__":
    PAGE.write_text(filled(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
