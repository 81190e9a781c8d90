"""The page of tables names every column there is, with its kind and unit."""

from __future__ import annotations

import runpy
from collections.abc import Callable, Mapping, Sequence

import pytest

from facecheck.core.columns import UNIT_ENDINGS, Column

from .pages import ROOT, page

TOOL = runpy.run_path(str(ROOT / "docs" / "tools" / "tables_page.py"))
TABLES: Mapping[str, Sequence[Column]] = TOOL["TABLES"]
filled: Callable[[str], str] = TOOL["filled"]
EVERY: set[Column] = {column for columns in TABLES.values() for column in columns}


def test_the_page_has_the_columns_of_the_code() -> None:
    assert filled(page("docs/tables.md")) == page("docs/tables.md")


def test_a_name_means_one_thing() -> None:
    """But for what a set or an attempt has of its own: its score, its sides, its symmetry."""
    own = {
        "score",
        "sides_left",
        "sides_right",
        "symmetry",
        "counted",
        "kind",
        "side",
        "start_s",
        "end_s",
        "peak",
        "duration_s",
        "judged_s",
    }
    for name in {column.name for column in EVERY} - own:
        assert len({column for column in EVERY if column.name == name}) == 1, name


def _name(column: Column) -> str:
    return column.name


IN_ORDER: list[Column] = sorted(EVERY, key=_name)


@pytest.mark.parametrize("column", IN_ORDER, ids=_name)
def test_a_name_ends_in_its_unit(column: Column) -> None:
    ending = UNIT_ENDINGS.get(column.unit)
    if ending is None:
        assert column.unit == "" or column.kind in ("number", "whole")
        last = column.name.rsplit("_", 1)[-1]
        assert last not in UNIT_ENDINGS.values(), column
    elif column.name not in ("seconds", "target_seconds"):
        assert column.name.endswith(f"_{ending}"), column
