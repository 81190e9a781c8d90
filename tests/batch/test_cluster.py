"""A cluster of two worker processes on this machine."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from facecheck.batch import run_jobs
from facecheck.batch.cluster import difference, made_of, run_on_cluster
from facecheck.core.errors import ClusterError

from .traces import jobs_in

distributed = pytest.importorskip("distributed")
pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as running:
        yield running


@pytest.mark.slow
def test_the_same_rows_as_here_in_the_same_order(cluster: Any, tmp_path: Any) -> None:
    jobs = jobs_in(tmp_path, 12, missing=(5,))
    here = list(run_jobs(jobs))
    assert list(run_on_cluster(jobs, cluster.scheduler_address)) == here
    assert list(run_jobs(jobs, workers=2)) == here


@pytest.mark.slow
def test_a_worker_killed_in_mid_run_costs_time_not_rows(cluster: Any, tmp_path: Any) -> None:
    jobs = jobs_in(tmp_path, 10) * 20
    here = list(run_jobs(jobs[:10])) * 20
    outcomes = run_on_cluster(jobs, cluster.scheduler_address)
    first = next(outcomes)
    victim = next(iter(cluster.workers.values())).pid
    threading.Timer(0.2, os.kill, (victim, signal.SIGKILL)).start()
    rest = []
    for outcome in outcomes:
        time.sleep(0.01)  # so that there is a middle of the run
        rest.append(outcome)
    assert [first, *rest] == here


def test_no_cluster_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("facecheck.batch.cluster.CONNECT_S", 1)
    with pytest.raises(ClusterError, match="no Dask scheduler answers") as caught:
        list(run_on_cluster([], "tcp://127.0.0.1:1"))
    assert "\n" not in str(caught.value)


def test_other_versions_are_named() -> None:
    here = made_of()
    assert difference(here, dict(here)) is None
    assert difference(here, {**here, "mediapipe": "1.1"}) == (
        f"mediapipe 1.1 there, {here['mediapipe']} here"
    )
