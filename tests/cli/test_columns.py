"""Each table is read as others read it, and all of them mean the same by it."""

from __future__ import annotations

import csv
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import duckdb
import openpyxl
import pandas as pd
import polars as pl
import pytest
from batch.traces import trace as make_trace
from store.history.made import MORNING, add_session

from facecheck.api import measure_columns
from facecheck.cli import run
from facecheck.core.columns import CLIP_ATTEMPTS, EVENTS, FRAME, HISTORY, SCORES, Column
from facecheck.store.history import History

JAW = ["-e", "jaw-open", "--reps", "1", "--hold", "0.3"]
TABLES: dict[str, tuple[list[str], tuple[Column, ...]]] = {
    "scores": (["score", "clips", *JAW, "--out"], SCORES),
    "attempts": (["score", "clips", *JAW, "--rows", "attempts", "--out"], CLIP_ATTEMPTS),
    "events": (["events", "clips", "--out"], EVENTS),
    "measures": (["measure", "clips", "--out"], (*FRAME, *measure_columns().values())),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Clips of which one is called like a formula, and another like nothing in ASCII."""
    place = tmp_path_factory.mktemp("tables")
    (place / "clips").mkdir()
    names = {"a": "a.mp4", "b": '=1+1;"x",.mp4', "c": "Übung 2.mp4"}
    for n, (name, clip) in enumerate(names.items()):
        make_trace(place / "clips" / f"{name}.parquet", 4.0 + n, name=clip)
    return place


def written(folder: Path, name: str, suffix: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(folder)
    path = folder / f"{name}{suffix}"
    if not path.exists():
        assert run([*TABLES[name][0], path.name]) == 0
    return path


@pytest.fixture
def history(folder: Path, home: Path) -> Path:
    assert home
    with History() as kept:
        for day in range(3):
            add_session(kept, MORNING + timedelta(days=day), counted=day)
        last = kept.last()
        assert last is not None
    path = folder / "history"
    words = ["--csv", f"{path}.csv", "--parquet", f"{path}.parquet", "--xlsx", f"{path}.xlsx"]
    assert run(["history", *words]) == 0
    return path


def agree(csv_file: Path, parquet: Path, columns: tuple[Column, ...]) -> None:
    """pandas, polars and DuckDB read both files, and find the same in them."""
    names = [c.name for c in columns]
    numbers = [c.name for c in columns if c.kind in ("number", "whole")]
    with duckdb.connect() as base:
        read = {
            "pandas csv": pd.read_csv(csv_file),
            "pandas parquet": pd.read_parquet(parquet),
            "polars csv": frame(pl.read_csv(csv_file, infer_schema_length=None)),
            "polars parquet": frame(pl.read_parquet(parquet)),
            "duckdb csv": base.sql(f"FROM read_csv('{csv_file}', header = true)").fetchdf(),
            "duckdb parquet": base.sql(f"FROM '{parquet}'").fetchdf(),
        }
    first = read["pandas parquet"]
    assert len(first) > 1
    for how, table in read.items():
        assert list(table.columns) == names, how
        assert len(table) == len(first), how
        for name in numbers:
            ours, theirs = (pd.to_numeric(t[name]) for t in (first, table))
            assert (ours.isna() == theirs.isna()).all(), f"{how}: {name}"
            assert ours.dropna().tolist() == theirs.dropna().tolist(), f"{how}: {name}"


def frame(table: pl.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(table.to_dict(as_series=False))


@pytest.mark.parametrize("name", TABLES)
def test_three_libraries_read_a_table_alike(
    name: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [written(folder, name, suffix, monkeypatch) for suffix in (".csv", ".parquet")]
    agree(files[0], files[1], TABLES[name][1])


def test_three_libraries_read_a_history_alike(history: Path) -> None:
    agree(history.with_suffix(".csv"), history.with_suffix(".parquet"), HISTORY)


@pytest.mark.parametrize("name", TABLES)
def test_a_workbook_has_the_same_cells(
    name: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = written(folder, name, ".xlsx", monkeypatch)
    other = pd.read_parquet(written(folder, name, ".parquet", monkeypatch))
    sheet = openpyxl.load_workbook(book).active
    assert sheet is not None
    header, *rows = sheet.iter_rows(values_only=True)
    assert list(header) == list(other.columns)
    assert len(rows) == len(other)
    for i, column in enumerate(TABLES[name][1]):
        kinds = {type(row[i]) for row in rows if row[i] is not None}
        if column.kind in ("number", "whole"):
            assert kinds <= {int, float}, column
            ours = pd.to_numeric(other[column.name])
            assert [row[i] for row in rows if row[i] is not None] == pytest.approx(
                ours.dropna().tolist()
            )
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"], "a formula"


def join(one: Path, other: Path, how: str) -> int:
    """How many rows a join by path and clip has."""
    if how == "pandas":
        return len(pd.read_csv(one).merge(pd.read_csv(other), on=["path", "clip"]))
    if how == "polars":
        both = (pl.read_csv(p, infer_schema_length=None) for p in (one, other))
        return next(both).join(next(both), on=["path", "clip"]).height
    read = [f"read_csv('{place}', header = true)" for place in (one, other)]
    query = f"SELECT count(*) FROM {read[0]} JOIN {read[1]} USING (path, clip)"  # noqa: S608
    with duckdb.connect() as base:
        ((count,),) = base.execute(query).fetchall()
    return int(count)


@pytest.mark.parametrize("how", ["pandas", "polars", "duckdb"])
def test_tables_of_clips_are_joined_by_path_and_clip(
    how: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scores = written(folder, "scores", ".csv", monkeypatch)
    for name in ("measures", "events", "attempts"):
        other = written(folder, name, ".csv", monkeypatch)
        assert join(other, scores, how) == len(pd.read_csv(other)), name


def test_a_trace_is_joined_by_its_clip(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scores = pd.read_parquet(written(folder, "scores", ".parquet", monkeypatch))
    for trace in (folder / "clips").iterdir():
        frames = pd.read_parquet(trace, columns=["clip", "time_s"])
        assert len(frames) > 10
        assert len(frames.merge(scores, on="clip")) == len(frames)


def test_no_cell_begins_a_formula(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in TABLES:
        with written(folder, name, ".csv", monkeypatch).open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        names = {row["clip"] for row in rows}
        assert '\'=1+1;"x",.mp4' in names, name
        texts = [row[c.name] for row in rows for c in TABLES[name][1] if c.kind == "text"]
        assert not [text for text in texts if text.startswith(("=", "+", "-", "@"))], name


def test_a_clip_without_attempts_is_a_row_too(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    out = tmp_path / "a.csv"
    (tmp_path / "broken.parquet").write_text("no trace")
    words = ["score", "clips/a.parquet", str(tmp_path / "broken.parquet"), "-e", "snarl"]
    assert run([*words, "--rows", "attempts", "--out", str(out)]) == 1
    table = pd.read_csv(out)
    assert len(table) == 2
    assert table["attempt"].isna().all()
    assert "broken.parquet" in table["error"][1]


@pytest.mark.parametrize(
    "words", ["--rows attempts", "--rows attempts --out a.jsonl", "--out a.ods"]
)
def test_what_is_no_table_is_refused(words: str, folder: Path) -> None:
    assert run(["score", str(folder / "clips"), *JAW, *words.split()]) == 2


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("name", TABLES)
def test_libreoffice_with_a_decimal_comma_reads_the_workbook(
    name: str, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it writes in German: numbers with a comma, which it only does where they are numbers."""
    book = written(folder, name, ".xlsx", monkeypatch)
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "csv:Text - txt - csv (StarCalc):59,34,76,1,,1031,false,true",
            "--outdir",
            str(tmp_path),
            str(book),
        ],
        check=True,
        capture_output=True,
    )
    german = pd.read_csv(tmp_path / f"{name}.csv", sep=";", decimal=",")
    ours = pd.read_parquet(written(folder, name, ".parquet", monkeypatch))
    assert list(german.columns) == list(ours.columns)
    for column in TABLES[name][1]:
        if column.kind in ("number", "whole"):
            told = pd.to_numeric(german[column.name]).dropna().tolist()
            assert told == pytest.approx(ours[column.name].dropna().tolist(), abs=1e-9), column.name
