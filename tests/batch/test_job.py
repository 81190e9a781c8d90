from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from inputs.clips import make_clip, numbered
from strips import opening_clip

from facecheck.api import check, load_exercise
from facecheck.batch import Job, overlay_for, run_job, run_jobs, run_on
from facecheck.batch.job import Writes
from facecheck.core.targets import Targets
from facecheck.inputs.mediapipe.models import Models, open_models
from facecheck.inputs.trace import Trace
from facecheck.outputs.overlay import FaceRegion

from .traces import JAW_OPEN, trace


@pytest.fixture
def jobs(tmp_path: Path) -> list[Job]:
    """Good, missing, good, broken, good."""
    (tmp_path / "broken.parquet").write_text("no trace")
    paths = [
        trace(tmp_path / "c.parquet", 4.0),
        tmp_path / "missing.mp4",
        trace(tmp_path / "a.parquet", 5.0),
        tmp_path / "broken.parquet",
        trace(tmp_path / "b.parquet", 6.0),
    ]
    return [Job(path, JAW_OPEN, Targets(1, 1.0)) for path in paths]


def test_outcomes_come_in_the_order_given_and_a_failure_is_one_of_them(jobs: list[Job]) -> None:
    outcomes = list(run_jobs(jobs))
    assert [outcome.job for outcome in outcomes] == jobs
    results = [outcome.result for outcome in outcomes]
    assert [r.clip if r else None for r in results] == ["c.mp4", None, "a.mp4", None, "b.mp4"]
    for outcome in outcomes:
        assert (outcome.error is None) is (outcome.result is not None)
    assert "missing.mp4" in (outcomes[1].error or "")
    assert "\n" not in (outcomes[3].error or "")


def test_any_executor_will_do_and_the_answers_are_the_same(jobs: list[Job]) -> None:
    with ThreadPoolExecutor(2) as pool:
        assert list(run_on(jobs, pool)) == list(run_jobs(jobs))


def test_several_processes_give_the_same_answers(jobs: list[Job]) -> None:
    assert list(run_jobs(jobs[:3], workers=2)) == list(run_jobs(jobs[:3]))


def test_a_bug_is_not_swallowed(jobs: list[Job], monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("facecheck.batch.score_clip.check", broken)
    with pytest.raises(ZeroDivisionError):
        run_job(jobs[0])


def test_a_jobs_targets_are_used(jobs: list[Job]) -> None:
    outcome = run_job(replace(jobs[0], targets=Targets(2, 0.5)))
    assert outcome.result is not None
    assert (outcome.result.reps, outcome.result.hold_s) == (2, 0.5)
    assert outcome.result == check(jobs[0].clip, JAW_OPEN, reps=2, hold_s=0.5)


def test_captions_are_written(jobs: list[Job], tmp_path: Path) -> None:
    outcome = run_job(replace(jobs[0], writes=Writes(vtt=tmp_path / "a.vtt")))
    assert outcome.error is None
    assert (tmp_path / "a.vtt").read_text("utf-8").startswith("WEBVTT")


def test_a_place_that_cannot_be_written_is_an_error(jobs: list[Job], tmp_path: Path) -> None:
    outcome = run_job(replace(jobs[0], writes=Writes(vtt=tmp_path / "nowhere" / "a.vtt")))
    assert outcome.result is None
    assert "cannot write" in (outcome.error or "")


def test_a_trace_has_no_pictures_to_annotate(jobs: list[Job], tmp_path: Path) -> None:
    outcome = run_job(replace(jobs[0], writes=Writes(annotate=tmp_path / "a.mp4")))
    assert outcome.result is None
    assert "no pictures" in (outcome.error or "")


def test_a_trace_keeps_what_was_known_of_its_clip(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    clip, kept = opening_clip(tmp_path_factory), tmp_path / "kept.parquet"
    job = Job(clip, JAW_OPEN, Targets(1, 0.3), writes=Writes(trace=kept))
    first = run_job(job).result
    assert first is not None
    assert first.counted == 1
    with Trace(kept) as stored:
        assert (stored.name, stored.duration_s) == (clip.name, first.duration_s)
        assert stored.models == first.models
        assert stored.models == f"litert {version('ai-edge-litert')}"
    again = run_job(Job(kept, JAW_OPEN, Targets(1, 0.3))).result
    assert again is not None
    assert again == first
    assert again.models == first.models


def test_a_failed_job_leaves_no_files(tmp_path: Path) -> None:
    (tmp_path / "text.mp4").write_text("no film")
    job = Job(
        tmp_path / "text.mp4",
        JAW_OPEN,
        writes=Writes(annotate=tmp_path / "o.mp4", trace=tmp_path / "o.parquet"),
    )
    assert run_job(job).error is not None
    assert [path.name for path in tmp_path.iterdir()] == ["text.mp4"]


def test_a_clip_without_a_face_can_be_annotated(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "wall.mp4", [numbered(i, (128, 96)) for i in range(5)])
    assert run_job(Job(clip, JAW_OPEN, writes=Writes(annotate=tmp_path / "out.mp4"))).error is None
    assert (tmp_path / "out.mp4").stat().st_size > 0


@pytest.mark.parametrize(
    ("name", "region"),
    [("squint", FaceRegion.EYES), ("jaw-open", FaceRegion.MOUTH), ("jaw-band", FaceRegion.MOUTH)],
)
def test_the_overlay_outlines_what_is_measured(
    name: str, region: FaceRegion, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, FaceRegion]] = []
    monkeypatch.setattr(
        "facecheck.outputs.overlay.Overlay", lambda title, *, region: asked.append((title, region))
    )
    overlay_for(load_exercise(name))
    assert asked == [(load_exercise(name).title, region)]


def test_a_clip_loads_its_models_once_and_a_trace_loads_none(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Once a clip, not once a process: MediaPipe's VIDEO mode has no reset, and a model that has
    # seen another clip gives other landmarks.
    loads = 0

    def counted(*arguments: Any, **more: Any) -> Models:
        nonlocal loads
        loads += 1
        return open_models(*arguments, **more)

    monkeypatch.setattr("facecheck.inputs.mediapipe.landmarker.open_models", counted)
    clip, kept = opening_clip(tmp_path_factory), tmp_path / "a.parquet"
    first = run_job(Job(clip, JAW_OPEN, writes=Writes(trace=kept)))
    assert loads == 1
    assert run_job(Job(kept, JAW_OPEN)).result == first.result
    assert loads == 1
    again = list(run_jobs([Job(clip, JAW_OPEN)] * 2))
    assert loads == 3
    assert [outcome.result for outcome in again] == [first.result] * 2
