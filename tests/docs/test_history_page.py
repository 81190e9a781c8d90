"""The history's page names every column there is, and no other."""

from __future__ import annotations

import re
from pathlib import Path

from facecheck.store.history.file import connect
from facecheck.store.history.schema import VERSION

from .pages import page

PAGE = page("docs/history.md")


def section(heading: str) -> str:
    return PAGE.split(f"## {heading}\n")[1].split("\n## ")[0]


def names(cell: str) -> list[str]:
    return re.findall(r"`([a-z_]+)`", cell)


def table(heading: str) -> list[list[str]]:
    lines = [line for line in section(heading).splitlines() if line.startswith("| `")]
    return [line.strip("|").split(" | ") for line in lines]


def test_the_tables_of_the_file(tmp_path: Path) -> None:
    connection = connect(tmp_path / "h.sqlite3")
    query = "SELECT name FROM sqlite_master WHERE type = 'table'"
    found = {name for (name,) in connection.execute(query)}
    told = {names(row[0])[0]: set(names(row[2])) for row in table("The tables")}
    assert set(told) == found
    for name in found:
        columns = {row["name"] for row in connection.execute(f"PRAGMA table_info({name})")}
        assert columns <= told[name], name
        assert told[name] <= columns | {"attempt_id"}
    connection.close()


def test_the_version_of_the_tables() -> None:
    assert f"Version {VERSION}." in section("The tables")
