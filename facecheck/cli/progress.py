"""A progress bar on stderr, and only where somebody sits at a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def clip_progress(name: str, duration_s: float | None) -> Iterator[Callable[[float], None]]:
    """Show how far into a clip the work is; gives a function to be told the present time."""
    if not sys.stderr.isatty():
        yield lambda _time_s: None
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed:.1f} s"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(escape(name), total=duration_s)
        yield lambda time_s: bar.update(task, completed=time_s)
