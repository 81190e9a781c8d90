"""Render many scripts in parallel with a progress bar."""

from __future__ import annotations

import multiprocessing
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from sample_videos.actor.render import Script, film


@dataclass(frozen=True, slots=True)
class Job:
    """One clip to make."""

    script: Script
    out: Path
    frames_csv: bool = False
    truth_only: bool = False

    @property
    def done(self) -> bool:
        """Both files are there; the truth file is written last."""
        stem = self.out / self.script.name
        return stem.with_suffix(".mp4").is_file() and Path(f"{stem}.truth.yaml").is_file()


def run(job: Job) -> tuple[str, int, int]:
    """Render one clip: its name, frames and bytes."""
    job.out.mkdir(parents=True, exist_ok=True)
    document = film(job.script, job.out, frames_csv=job.frames_csv, truth_only=job.truth_only)
    clip = job.out / f"{job.script.name}.mp4"
    return job.script.name, int(document["frames"]), clip.stat().st_size if clip.is_file() else 0


def run_jobs(jobs: Sequence[Job], workers: int, console: Console) -> int:
    """Render all jobs; a clip that fails does not end the rest. Returns the exit code."""
    failed = 0
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    # Spawned, not forked: a graphics context does not survive a fork.
    context = multiprocessing.get_context("spawn")
    with (
        Progress(*columns, console=console) as progress,
        ProcessPoolExecutor(workers, mp_context=context) as pool,
    ):
        task = progress.add_task("rendering", total=len(jobs))
        futures = {pool.submit(run, job): job for job in jobs}
        for future in as_completed(futures):
            error = future.exception()
            if error is not None:
                failed += 1
                console.print(
                    f"[red]{futures[future].script.name}: {type(error).__name__}: {error}"
                )
            else:
                name, frames, size = future.result()
                progress.console.print(f"{name}: {frames} frames, {size / 1e6:.2f} MB")
            progress.advance(task)
    return 1 if failed else 0
