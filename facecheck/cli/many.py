"""Many clips on the command line: where they run, how far they are, what is kept."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import click

from facecheck.batch import Job, Outcome, run_jobs
from facecheck.batch.flat import RowsOf
from facecheck.batch.rows import Rows


def outcomes(
    jobs: Sequence[Job],
    *,
    workers: int,
    cluster: str | None,
    out: Path | None,
    resume: bool,
    rows_of: RowsOf = "clips",
) -> Iterator[Outcome]:
    """Run jobs and give the outcomes in order; rows are on the disk before they are given.

    Args:
        jobs: In order.
        workers: Processes.
        cluster: Address of a scheduler, instead of processes.
        out: Where rows are kept.
        resume: Go on with the rows of an earlier run.
        rows_of: What a row of the table at ``out`` is.

    Raises:
        FacecheckError: The cluster cannot be used, or rows cannot be written.
        KeyboardInterrupt: The user stopped it; what was done is at ``out``.
    """
    with ExitStack() as stack:
        rows = None
        if out is not None:
            rows = stack.enter_context(Rows(out, jobs, resume=resume, rows_of=rows_of))
        left = list(jobs) if rows is None else rows.left()
        tell = stack.enter_context(_Progress(len(jobs), len(jobs) - len(left)))
        try:
            for outcome in _run(left, workers, cluster):
                if rows is not None:
                    rows.add(outcome)
                tell.advance()
                yield outcome
        except KeyboardInterrupt:
            if rows is not None and out is not None:
                click.echo(
                    f"facecheck: {rows.done} of {len(jobs)} clips are in {out}; "
                    "go on with --resume",
                    err=True,
                )
            raise
    if rows is not None:
        click.echo(f"{rows.done} {'rows' if rows_of == 'clips' else 'clips'} in {out}", err=True)


def _run(jobs: Sequence[Job], workers: int, cluster: str | None) -> Iterator[Outcome]:
    if cluster is None:
        return run_jobs(jobs, workers)
    from facecheck.batch.cluster import run_on_cluster

    return run_on_cluster(jobs, cluster)


class _Progress:
    """How many clips are done, how fast, and how long the rest will take: a line on stderr."""

    def __init__(self, total: int, done: int) -> None:
        self._total = total
        self._done = self._before = done
        self._begun_s = time.monotonic()
        self._shown = total > 1 and sys.stderr.isatty()

    def __enter__(self) -> _Progress:
        return self

    def __exit__(self, *exc: object) -> None:
        if self._shown:
            click.echo("\r\x1b[K", nl=False, err=True)

    def advance(self) -> None:
        """One more clip is done."""
        self._done += 1
        if self._shown:
            passed_s = max(time.monotonic() - self._begun_s, 1e-3)
            rate = (self._done - self._before) / passed_s
            left_s = (self._total - self._done) / rate
            line = f"{self._done} of {self._total} clips, {60 * rate:.1f} a minute"
            click.echo(f"\r\x1b[K{line}, {span(left_s)} left", nl=False, err=True)


def span(seconds: float) -> str:
    """A duration as people say it.

    >>> span(75), span(7300)
    ('1:15 min', '2:01 h')
    """
    minutes = round(seconds) // 60
    if minutes >= 60:
        return f"{minutes // 60}:{minutes % 60:02d} h"
    return f"{minutes}:{round(seconds) % 60:02d} min"
