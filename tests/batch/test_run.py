"""Processes that are killed, on jobs that kill them."""

from __future__ import annotations

import os
import signal
from concurrent.futures import Future
from pathlib import Path

import pytest

from facecheck.batch import Job, Outcome, run_jobs
from facecheck.batch.run import in_order
from facecheck.core.results import ScoreResult
from facecheck.core.targets import Targets
from facecheck.engine.spec.exercise import Exercise

from .traces import JAW_OPEN, jobs_in


class Deadly(Exercise):
    """An exercise that ends the process which unpacks it, as a lack of memory would."""

    def __reduce__(self) -> tuple[object, tuple[int, int]]:
        return _die, (os.getpid(), signal.SIGKILL)


def _die(own: int, number: int) -> None:
    if os.getpid() != own:
        os.kill(os.getpid(), number)


def results(outcomes: list[Outcome]) -> list[ScoreResult | None]:
    return [outcome.result for outcome in outcomes]


def test_only_so_many_jobs_are_handed_out(tmp_path: Path) -> None:
    jobs = [Job(tmp_path / f"{n}", JAW_OPEN) for n in range(20)]
    handed: list[Job] = []

    def submit(job: Job) -> Future[Outcome]:
        handed.append(job)
        future: Future[Outcome] = Future()
        future.set_result(Outcome(job, None, "x"))
        return future

    outcomes = in_order(jobs, submit, 3)
    assert next(outcomes).job is jobs[0]
    assert len(handed) == 3
    assert [outcome.job for outcome in outcomes] == jobs[1:]


@pytest.mark.slow
def test_a_clip_that_kills_its_process_costs_its_own_row_alone(tmp_path: Path) -> None:
    jobs = jobs_in(tmp_path, 9)
    plain = results(list(run_jobs(jobs)))
    deadly = Deadly.model_validate(JAW_OPEN.model_dump(by_alias=True))
    jobs[4] = Job(jobs[4].clip, deadly, Targets(1, 1.0))
    outcomes = list(run_jobs(jobs, workers=2))
    assert [outcome.job.clip for outcome in outcomes] == [job.clip for job in jobs]
    assert "killed" in (outcomes[4].error or "")
    assert results(outcomes[:4] + outcomes[5:]) == plain[:4] + plain[5:]
