"""Tables as files: whole or not at all, each cell as it was meant."""

from __future__ import annotations

import csv
import stat
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest

from facecheck.core.columns import Column
from facecheck.core.errors import OutputError
from facecheck.outputs import tables
from facecheck.outputs.tables import TableWriter, csv_text, write_table

pytestmark = pytest.mark.smoke

COLUMNS = (
    Column("name", "text", "", "what it is called"),
    Column("hold_s", "number", "s", "how long"),
    Column("n", "whole", "", "which"),
    Column("counted", "truth", "", "whether"),
    Column("begun_utc", "time", "UTC", "when"),
    Column("day", "day", "", "on which day"),
)
AT = datetime(2026, 3, 2, 7, 30, 0, 250_000, tzinfo=timezone(timedelta(hours=1)))
ROW: Mapping[str, Any] = {
    "name": '=1+1, "x"\nü',
    "hold_s": -0.5,
    "n": 3,
    "counted": True,
    "begun_utc": AT,
    "day": date(2026, 3, 2),
}
BARE: Mapping[str, Any] = {"n": 4}


def cells(path: Path) -> Sequence[Sequence[Any]]:
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.reader(file))[1:]
    if path.suffix == ".parquet":
        return [tuple(row.values()) for row in pq.read_table(path).to_pylist()]
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    return list(sheet.iter_rows(min_row=2, values_only=True))


@pytest.mark.parametrize("suffix", [".csv", ".parquet", ".xlsx"])
def test_each_cell_is_what_was_meant(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    assert write_table(path, COLUMNS, [ROW, BARE]) == 2
    first, second = cells(path)
    if suffix == ".csv":
        assert list(first) == [
            '\'=1+1, "x"\nü',
            "-0.5",
            "3",
            "true",
            "2026-03-02T07:30:00.250+01:00",
            "2026-03-02",
        ]
        assert list(second) == ["", "", "4", "", "", ""]
        return
    name, hold_s, n, counted, begun, day = first
    assert (name, hold_s, n, counted) == ('=1+1, "x"\nü', -0.5, 3, True)
    in_utc = AT.astimezone(UTC)
    assert begun == (in_utc if suffix == ".parquet" else in_utc.replace(tzinfo=None))
    assert day in (date(2026, 3, 2), datetime(2026, 3, 2))
    assert list(second) == [None, None, 4, None, None, None]


def test_parquet_says_the_unit_and_the_meaning_of_a_column(tmp_path: Path) -> None:
    write_table(tmp_path / "a.parquet", COLUMNS, [ROW])
    told = pq.read_schema(tmp_path / "a.parquet").field("hold_s").metadata
    assert (told[b"unit"], told[b"what"]) == (b"s", b"how long")


@pytest.mark.parametrize("suffix", [".csv", ".parquet", ".xlsx"])
def test_a_table_without_rows_has_its_columns(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    write_table(path, COLUMNS, [])
    assert list(cells(path)) == []


@pytest.mark.parametrize("suffix", [".csv", ".parquet", ".xlsx"])
def test_an_error_leaves_what_was_there(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_text("of yesterday")

    def broken() -> None:
        with TableWriter(path, COLUMNS) as table:
            table.add(ROW)
            raise RuntimeError("stop")

    with pytest.raises(RuntimeError, match="stop"):
        broken()
    assert path.read_text() == "of yesterday"
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


def test_rows_are_written_a_thousand_at_a_time(tmp_path: Path) -> None:
    rows = ({**ROW, "n": n} for n in range(2500))
    for suffix in (".csv", ".parquet", ".xlsx"):
        path = tmp_path / f"a{suffix}"
        write_table(path, COLUMNS, ({**ROW, "n": n} for n in range(2500)))
        assert [int(row[2]) for row in cells(path)] == list(range(2500))
    assert len(csv_text(COLUMNS, rows).splitlines()) == 1 + 2 * 2500, "a name has two lines"


def test_more_than_a_workbook_takes_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "MOST_ROWS", 3)
    with pytest.raises(OutputError, match=r"takes 3 rows; write \.csv or \.parquet"):
        write_table(tmp_path / "a.xlsx", COLUMNS, [ROW] * 4)
    assert not list(tmp_path.iterdir())
    assert write_table(tmp_path / "a.csv", COLUMNS, [ROW] * 4) == 4


@pytest.mark.skipif(sys.platform == "win32", reason="modes are the folder's there")
@pytest.mark.parametrize("suffix", [".csv", ".parquet", ".xlsx"])
def test_a_private_table_is_its_owners(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    write_table(path, COLUMNS, [ROW], private=True)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("suffix", [".csv", ".parquet", ".xlsx"])
def test_a_folder_that_is_not_there_is_one_line(tmp_path: Path, suffix: str) -> None:
    with pytest.raises(OutputError, match="there is no folder"):
        write_table(tmp_path / "no" / f"a{suffix}", COLUMNS, [ROW])
