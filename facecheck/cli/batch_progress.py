"""Many clips on the command line: where they run, how far they are, what is kept."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

import click

from facecheck.batch import Job, Outcome, run_jobs
from facecheck.batch.rows import Rows
from facecheck.batch.table_rows import RowsOf
from facecheck.cli.bugs import keep_traceback
from facecheck.cli.language import say


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
        tell = stack.enter_context(_progress(len(jobs), len(jobs) - len(left)))
        try:
            for outcome in _run(left, workers, cluster):
                if outcome.bug is not None:
                    outcome = _written_down(outcome, out, several=len(jobs) > 1)
                if rows is not None:
                    rows.add(outcome)
                tell()
                yield outcome
        except KeyboardInterrupt:
            if rows is not None and out is not None:
                click.echo(
                    say(
                        "facecheck: {done} of {jobs} clips are in {out}; go on with --resume",
                        done=rows.done,
                        jobs=len(jobs),
                        out=out,
                    ),
                    err=True,
                )
            raise
    if rows is not None:
        click.echo(
            say(
                "{done} {value} in {out}",
                done=rows.done,
                value="rows" if rows_of == "clips" else "clips",
                out=out,
            ),
            err=True,
        )


def _written_down(outcome: Outcome, out: Path | None, *, several: bool) -> Outcome:
    """Keep the traceback of a bug, which a report of it needs, and say where it is.

    Of one clip alone it is shown, as of any other command.
    """
    text = f"{outcome.error}\n{outcome.bug}\n"
    if out is None and not several:
        click.echo(outcome.bug, err=True)
        return outcome
    place = keep_traceback(text, out)
    return replace(outcome, error=f"{outcome.error}; please report it with {place}")


def _run(jobs: Sequence[Job], workers: int, cluster: str | None) -> Iterator[Outcome]:
    if cluster is None:
        return run_jobs(jobs, workers)
    from facecheck.batch.cluster import run_on_cluster

    return run_on_cluster(jobs, cluster)


@contextmanager
def _progress(total: int, done: int) -> Iterator[Callable[[], None]]:
    """How many clips are done, how fast, and how long the rest will take: a line on stderr.

    Gives a function that is called for each clip that is done.
    """
    if total < 2 or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        MofNCompleteColumn(" of "),
        TextColumn("clips, {task.fields[rate]} a minute,"),
        TimeRemainingColumn(compact=True),
        TextColumn("left"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as line:
        task = line.add_task("", total=total, completed=done, rate="-")

        def advance() -> None:
            line.advance(task)
            one = line.tasks[0]
            passed_s = max(one.elapsed or 0.0, 1e-3)
            line.update(task, rate=f"{60 * (one.completed - done) / passed_s:.1f}")

        yield advance
