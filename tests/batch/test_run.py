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


class Buggy(Exercise):
    """An exercise that meets a bug as soon as it is judged."""

    @property
    def needs_hands(self) -> bool:
        raise RuntimeError("the detector is\nbroken")


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


@pytest.mark.parametrize("workers", [1, pytest.param(2, marks=pytest.mark.slow)])
def test_a_bug_costs_its_own_row_alone(tmp_path: Path, workers: int) -> None:
    jobs = jobs_in(tmp_path, 3)
    plain = results(list(run_jobs(jobs)))
    buggy = Buggy.model_validate(JAW_OPEN.model_dump(by_alias=True))
    jobs[1] = Job(jobs[1].clip, buggy, targets=Targets(1, 1.0))
    outcomes = list(run_jobs(jobs, workers))
    assert results(outcomes) == [plain[0], None, plain[2]]
    assert outcomes[1].error == (
        f"{jobs[1].clip}: a bug of facecheck's (RuntimeError: the detector is broken)"
    )
    assert "in needs_hands" in (outcomes[1].bug or "")
    assert outcomes[0].bug is None
