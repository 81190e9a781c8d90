"""One thread, several, two processes, a cluster of two: the same documents."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from facecheck.api import check, load_exercise
from facecheck.batch import Job, run_jobs
from facecheck.batch.cluster import run_on_cluster

SAMPLES = Path(__file__).parents[1] / "sample_videos"
CLIPS = sorted(SAMPLES.glob("*.mp4"))

pytestmark = pytest.mark.slow


def document(clip: Path, exercise: str, *, overlapped: bool) -> str:
    return json.dumps(check(clip, exercise, overlapped=overlapped).to_dict("0"))


@pytest.mark.parametrize("clip", CLIPS, ids=lambda clip: clip.stem)
def test_threads_change_no_document(clip: Path) -> None:
    exercise = "squint-palm" if "palm" in clip.name or "hand" in clip.name else "jaw-open"
    one_thread = document(clip, exercise, overlapped=False)
    assert document(clip, exercise, overlapped=True) == one_thread


@pytest.mark.filterwarnings("ignore")
def test_processes_and_clusters_change_no_result() -> None:
    distributed = pytest.importorskip("distributed")
    jobs = [Job(clip, load_exercise("jaw-open")) for clip in CLIPS[:4]]
    here = list(run_jobs(jobs))
    assert all(outcome.result is not None for outcome in here)
    assert list(run_jobs(jobs, workers=2)) == here
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as cluster:
        assert list(run_on_cluster(jobs, cluster.scheduler_address)) == here
