"""One thread, several, and two processes: the same documents."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from facecheck.api import check, load_exercise
from facecheck.batch import Job, run_jobs

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


def test_processes_change_no_result() -> None:
    jobs = [Job(clip, load_exercise("jaw-open")) for clip in CLIPS[:4]]
    assert list(run_jobs(jobs, workers=2)) == list(run_jobs(jobs))
