"""Traces to score, which take milliseconds."""

from __future__ import annotations

from pathlib import Path

from strips import moved, neutral_face, observation, sampled, trapezoid

from facecheck.api import load_exercise
from facecheck.batch import Job
from facecheck.core import landmarks as lm
from facecheck.core.targets import Targets
from facecheck.inputs.trace import write_trace

JAW_OPEN = load_exercise("jaw-open")


def trace(path: Path, until_s: float, name: str | None = None) -> Path:
    """A mouth that opens at 2 s and stays open until shortly before the end."""
    level = trapezoid(2.0, until_s - 0.5, top=1.0)
    seen = [
        observation(time_s, moved(neutral_face(), lm.LIP_LOWER_INNER, up=-0.6 * now))
        for time_s, now in sampled(level, until_s, 15.0)
    ]
    write_trace(path, seen, name=name or f"{path.stem}.mp4", duration_s=until_s)
    return path


def jobs_in(folder: Path, count: int, missing: tuple[int, ...] = ()) -> list[Job]:
    """So many traces of different lengths, some of which are not there."""
    jobs = []
    for n in range(count):
        path = folder / f"{n:03}.parquet"
        if n not in missing:
            trace(path, 4.0 + n % 3)
        jobs.append(Job(path, JAW_OPEN, Targets(1, 1.0)))
    return jobs
