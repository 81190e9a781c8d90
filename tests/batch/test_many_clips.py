"""Five hundred short clips: every row is there, and memory does not grow with their number.

Run with ``pytest -m slow -s tests/batch/test_many_clips.py`` to see the figures.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from facecheck.batch import Job, Outcome, run_jobs
from facecheck.batch.cluster import run_on_cluster
from facecheck.bench import clips

from .traces import JAW_OPEN

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore"),
    pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc"),
]

CLIPS = int(os.environ.get("FACECHECK_CLIPS", "500"))
SETTLED = CLIPS // 5
"""By then every process has loaded what it will load."""

GROWTH = 1.15
"""What is forgotten is not given back at once: a process may still grow by so much."""


@pytest.fixture(scope="module")
def jobs(tmp_path_factory: pytest.TempPathFactory) -> list[Job]:
    """A second each, of two sample clips in turn, small, under names of their own."""
    folder = tmp_path_factory.mktemp("clips")
    made = [
        clips.remade(clips.sample(name), folder / f"{n}.mp4", clips.enlarged((320, 180)), 1.0)
        for n, name in enumerate((clips.FACE, "squint_3x5.mp4"))
    ]
    return [Job(shutil.copy(made[n % 2], folder / f"{n:04}.mp4"), JAW_OPEN) for n in range(CLIPS)]


def megabytes(pid: int | str) -> float:
    """The memory a process has now."""
    fields = Path(f"/proc/{pid}/status").read_text().split()
    return int(fields[fields.index("VmRSS:") + 1]) / 1024


def followed(
    outcomes: Iterable[Outcome], workers: Callable[[], list[int]]
) -> tuple[list[Outcome], dict[str, float]]:
    """All outcomes, and by how much the client and its workers grew once they had settled."""
    seen: list[Outcome] = []
    first: dict[str, float] = {}
    last: dict[str, float] = {}
    for outcome in outcomes:
        seen.append(outcome)
        now = first if len(seen) <= SETTLED else last
        pids: dict[str, int | str] = {"client": "self"}
        pids |= {f"worker {pid}": pid for pid in workers()}
        for name, pid in pids.items():
            now[name] = max(now.get(name, 0.0), megabytes(pid))
    for name, most in last.items():
        begun = first.get(name, most)
        sys.stdout.write(f"{name}: {begun:.0f} MB in {SETTLED} clips, {most:.0f} MB in {CLIPS}\n")
    return seen, {name: most / first.get(name, most) for name, most in last.items()}


def children() -> list[int]:
    return [child.pid for child in multiprocessing.active_children() if child.pid is not None]


def check(jobs: list[Job], seen: list[Outcome], growth: dict[str, float]) -> None:
    assert [outcome.job.clip for outcome in seen] == [job.clip for job in jobs]
    results = [outcome.result for outcome in seen]
    assert all(r is not None and r.frames == 30 and r.face_frames >= 29 for r in results)
    assert len(growth) == 3
    assert max(growth.values()) < GROWTH


def test_two_processes(jobs: list[Job]) -> None:
    check(jobs, *followed(run_jobs(jobs, workers=2), children))


@pytest.fixture
def cluster() -> Iterator[Any]:
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as running:
        yield running


def test_two_workers_of_a_cluster(jobs: list[Job], cluster: Any) -> None:
    pids = [worker.pid for worker in cluster.workers.values()]
    outcomes = run_on_cluster(jobs, cluster.scheduler_address)
    check(jobs, *followed(outcomes, lambda: pids))
