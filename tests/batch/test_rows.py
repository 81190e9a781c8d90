from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from facecheck.batch import run_jobs
from facecheck.batch.rows import Rows
from facecheck.core.errors import OutputError
from facecheck.core.targets import Targets

from .traces import jobs_in


def read(path: Path) -> list[dict[str, object]]:
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))
    if path.suffix == ".parquet":
        rows: list[dict[str, object]] = pq.read_table(path).to_pylist()
        return rows
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("suffix", [".jsonl", ".csv", ".parquet"])
def test_each_clip_is_a_row_in_order_and_a_failure_is_one_with_its_reason(
    tmp_path: Path, suffix: str
) -> None:
    jobs = jobs_in(tmp_path, 4, missing=(1,))
    out = tmp_path / f"out{suffix}"
    with Rows(out, jobs) as rows:
        for outcome in reversed(list(run_jobs(jobs))):
            rows.add(outcome)
    found = read(out)
    assert [row["clip"] for row in found] == ["000.mp4", "001.parquet", "002.mp4", "003.mp4"]
    assert "no such trace" in str(found[1]["error"])
    assert not found[0].get("error")
    assert int(str(found[2]["counted"])) == 1


def test_where_every_clip_was_scored_nothing_but_the_table_is_left(tmp_path: Path) -> None:
    jobs = jobs_in(tmp_path, 2)
    with Rows(tmp_path / "out.csv", jobs) as rows:
        for outcome in run_jobs(jobs):
            rows.add(outcome)
    assert not rows.journal.exists()


def test_where_some_failed_those_alone_are_tried_again(tmp_path: Path) -> None:
    jobs = jobs_in(tmp_path, 3, missing=(1,))
    out = tmp_path / "out.jsonl"
    with Rows(out, jobs) as rows:
        for outcome in run_jobs(jobs):
            rows.add(outcome)
    once = read(out)
    mended = jobs_in(tmp_path, 4)
    with Rows(out, mended, resume=True) as again:
        # And what has come since.
        assert [job.clip for job in again.left()] == [mended[1].clip, mended[3].clip]
        for outcome in run_jobs(again.left()):
            again.add(outcome)
    found = read(out)
    assert [found[0], found[2]] == [once[0], once[2]]
    assert not any(row.get("error") for row in found)
    assert len(found) == 4
    assert not again.journal.exists()


def test_a_run_that_had_its_end_is_not_in_the_way_of_the_next(tmp_path: Path) -> None:
    jobs = jobs_in(tmp_path, 2, missing=(1,))
    for _ in range(2):
        with Rows(tmp_path / "out.jsonl", jobs) as rows:
            assert rows.left() == jobs
            for outcome in run_jobs(jobs):
                rows.add(outcome)
    assert len(read(tmp_path / "out.jsonl")) == 2


def test_a_stopped_run_leaves_what_was_done_and_goes_on(tmp_path: Path) -> None:
    jobs = jobs_in(tmp_path, 5, missing=(0,))
    out = tmp_path / "out.csv"

    def stopped() -> None:
        with Rows(out, jobs) as rows:
            for n, outcome in enumerate(run_jobs(jobs)):
                if n == 3:
                    raise KeyboardInterrupt
                rows.add(outcome)

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert len(read(out)) == 3
    with pytest.raises(OutputError, match="--resume"):
        Rows(out, jobs).__enter__()
    with Rows(out, jobs, resume=True) as rows:
        # What failed is tried again.
        assert [job.clip for job in rows.left()] == [jobs[n].clip for n in (0, 3, 4)]
        for outcome in run_jobs(rows.left()):
            rows.add(outcome)
    assert [row["path"] for row in read(out)] == [str(job.clip) for job in jobs]


def test_a_killed_run_may_leave_its_last_line_torn(tmp_path: Path) -> None:
    jobs = jobs_in(tmp_path, 3)
    rows = Rows(tmp_path / "out.jsonl", jobs).__enter__()
    for outcome in run_jobs(jobs[:2]):
        rows.add(outcome)
    rows.__exit__(SystemExit)
    assert not rows.path.exists()
    whole = rows.journal.read_bytes()
    rows.journal.write_bytes(whole[:-20])
    with Rows(rows.path, jobs, resume=True) as again:
        assert [job.clip for job in again.left()] == [job.clip for job in jobs[1:]]
        for outcome in run_jobs(again.left()):
            again.add(outcome)
    assert len(read(rows.path)) == 3


def test_rows_of_other_settings_are_not_mixed(tmp_path: Path) -> None:
    jobs = jobs_in(tmp_path, 2)
    with pytest.raises(KeyboardInterrupt), Rows(tmp_path / "out.jsonl", jobs):
        raise KeyboardInterrupt
    other = [replace(job, targets=Targets(hold_s=2.0)) for job in jobs]
    with pytest.raises(OutputError, match="other settings"):
        Rows(tmp_path / "out.jsonl", other, resume=True).__enter__()
