from __future__ import annotations

import threading
from pathlib import Path

import pytest

from .long_run import Sample, grown, long_run, main


def test_three_minutes_hold_no_more_at_the_end_than_at_the_beginning(tmp_path: Path) -> None:
    before = threading.active_count()
    samples, shown, counted = long_run(3.0, tmp_path)
    assert grown(samples) == []
    assert shown > 100
    # One opening in every ten seconds, each held seven.
    assert counted in (17, 18)
    assert threading.active_count() == before


@pytest.mark.parametrize(
    ("last", "says"),
    [
        (Sample(60, 140, 9, 30), "memory"),
        (Sample(60, 101, 10, 30), "threads"),
        (Sample(60, 101, 9, 31), "open files"),
    ],
)
def test_a_leak_would_be_found(last: Sample, says: str) -> None:
    flat = [Sample(minute, 100, 9, 30) for minute in range(0, 60, 5)]
    assert grown(flat) == []
    (problem,) = grown([*flat, last])
    assert problem.startswith(says)


@pytest.mark.slow
def test_an_hour() -> None:
    assert main(["--minutes", "60"]) == 0
