"""Runs jobs in several processes; outcomes come in the order given."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from facecheck.batch.job import Job, Outcome
from facecheck.batch.score_clip import run_or_tell

if TYPE_CHECKING:
    # Processes are imported by whoever asks for several: a thirtieth of the time to start.
    from concurrent.futures import Executor, Future, ProcessPoolExecutor

AHEAD = 4
"""Jobs for each worker that are handed out before the first outcome is taken: a clip that takes
long does not keep the others waiting, and memory stays flat."""

Submit = Callable[[Job], "Future[Outcome]"]


def run_jobs(jobs: Sequence[Job], workers: int = 1) -> Iterator[Outcome]:
    """Run jobs here, or in several processes; a clip that fails is an outcome, not the end.

    So is a bug that a clip brings to light.

    A process that is killed costs time, not rows: what it was working on is begun again by
    another, one clip at a time, so that a clip that kills its process is found and named.
    """
    if workers <= 1 or len(jobs) <= 1:
        yield from map(run_or_tell, jobs)
        return
    from concurrent.futures.process import BrokenProcessPool

    left = deque(jobs)
    one_by_one = 0
    while left:
        count = 1 if one_by_one else min(workers, len(left))
        with _pool(count) as pool:
            try:
                # After a loss, so many jobs were under way, and any of them may be to blame.
                for outcome in _drain_queue(left, pool.submit, one_by_one or AHEAD * count):
                    yield outcome
                    one_by_one = max(0, one_by_one - 1)
                    if count == 1 and not one_by_one and workers > 1:
                        break
            except BrokenProcessPool:
                if count == 1:
                    job = left.popleft()
                    why = "its process was killed, and so was the second; is there enough memory?"
                    yield Outcome(job, None, f"{job.clip}: {why}")
                    one_by_one = max(0, one_by_one - 1)
                else:
                    one_by_one = min(AHEAD * count, len(left))
            finally:
                pool.shutdown(cancel_futures=True)


def run_on(jobs: Iterable[Job], executor: Executor) -> Iterator[Outcome]:
    """Run jobs on any standard executor, in the order given."""
    yield from executor.map(run_or_tell, jobs)


def in_order(jobs: Iterable[Job], submit: Submit, ahead: int) -> Iterator[Outcome]:
    """Outcomes in the order of the jobs, of which only so many are handed out at a time."""
    source = iter(jobs)
    waiting: deque[Future[Outcome]] = deque()
    while True:
        for job in source:
            waiting.append(submit(job))
            if len(waiting) >= ahead:
                break
        if not waiting:
            return
        yield waiting.popleft().result()


def _drain_queue(
    left: deque[Job], submit: Callable[..., Future[Outcome]], ahead: int
) -> Iterator[Outcome]:
    """As ``in_order``; a job leaves the queue when its outcome is there."""
    outcomes = in_order(tuple(left), lambda job: submit(run_or_tell, job), ahead)
    for outcome in outcomes:
        left.popleft()
        yield outcome


def _pool(count: int) -> ProcessPoolExecutor:
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    # The models start threads, which a forked process would inherit half-made.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(count, mp_context=context, initializer=_begin)


def _begin() -> None:
    # Ctrl-C reaches every process of the terminal: a worker then ends, without a word.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
