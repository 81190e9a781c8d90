"""A progress bar for people: on standard error, and only where that is a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from facecheck.evaluate.outcome import ClipEvaluation
from facecheck.evaluate.run import Advance


@contextmanager
def progress_bar(console: Console | None = None) -> Iterator[Advance | None]:
    """Give a callback for ``evaluate`` that moves a bar; None where nobody could see it."""
    console = console if console is not None else Console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    columns = (
        TextColumn("evaluating"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[clip]}"),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("", total=None, clip="")

        def advance(done: int, total: int, outcome: ClipEvaluation) -> None:
            progress.update(task, completed=done, total=total, clip=outcome.clip)

        yield advance
