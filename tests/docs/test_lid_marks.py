"""The marks of lids by hand are numbers alone, and the page counts them rightly."""

from __future__ import annotations

import csv
import re

from .pages import ROOT, page

MARKS = ROOT / "docs" / "tools" / "lid_marks.csv"
PAGE = page("docs/measures.md")


def rows() -> list[dict[str, str]]:
    with MARKS.open(newline="") as file:
        return list(csv.DictReader(file))


def test_the_page_says_how_many_eyes_were_marked() -> None:
    once = [row for row in rows() if row["again"] == "0"]
    clips = {row["clip"] for row in rows()}
    assert f"So {len(once)} eyes of seven real clips" in PAGE
    assert len(clips) == 7
    assert len(rows()) - len(once) == 12
    assert "Twelve were marked twice" in PAGE


def test_marks_hold_nothing_but_numbers_and_the_names_of_clips() -> None:
    for row in rows():
        clip, side = row.pop("clip"), row.pop("side")
        assert re.fullmatch(r"\w+\.mp4", clip)
        assert side in ("left", "right")
        assert all(re.fullmatch(r"-?\d+(\.\d+)?", value) for value in row.values())
        # The lower lid is under the upper one, or meets it.
        assert float(row["lower"]) >= float(row["upper"])
