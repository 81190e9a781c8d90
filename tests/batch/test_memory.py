from __future__ import annotations

from pathlib import Path

import pytest

from facecheck.batch import run_job

from .traces import jobs_in


def test_memory_is_given_back_after_each_clip_read_or_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[int] = []
    monkeypatch.setattr("facecheck.batch.memory._libc", lambda _: given.append)
    outcomes = [run_job(job) for job in jobs_in(tmp_path, 2, missing=(1,))]
    assert [outcome.error is None for outcome in outcomes] == [True, False]
    assert given == [0, 0]


def test_where_nothing_can_be_given_back_a_clip_is_scored_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("facecheck.batch.memory._libc", lambda _: None)
    (job,) = jobs_in(tmp_path, 1)
    assert run_job(job).error is None
