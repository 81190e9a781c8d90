"""What the reader of a page does between two of its command lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta

import pytest

from facecheck.batch import Job, Outcome, run_jobs
from facecheck.cli import run

from .world import World


def _exercise(world: World) -> None:
    world.write_example("docs/exercises.md", "smile.yaml", "my-exercises/smile.yaml")


def _routine(world: World) -> None:
    to = "my-exercises/routines/my-routine.yaml"
    world.write_example("docs/exercises.md", "routine: my-routine.yaml", to)


def _table(world: World) -> None:
    text = "clip,exercise,person,date\nclips/clip.mp4,jaw-open,P07,2026-11-02\n"
    (world.folder / "clips.csv").write_text(text + "clips/camera.mp4,squint,P08,\n", "utf-8")


def _next_monday(world: World) -> None:
    world.clock.at += timedelta(days=2)


def _stopped(world: World) -> None:
    """Ctrl-C after the first clip."""

    def first(jobs: Sequence[Job], _workers: int) -> Iterator[Outcome]:
        yield from run_jobs(jobs[:1])
        raise KeyboardInterrupt

    (world.folder / "study.parquet").unlink()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("facecheck.cli.batch_progress.run_jobs", first)
        assert run(["score", "clips/", "-e", "jaw-open", "--out", "study.parquet"]) == 1


def _runs(*words: str) -> Callable[[World], None]:
    def done(_: World) -> None:
        assert run(words) == 0

    return done


def _left(world: World) -> None:
    camera = str(world.folder / "camera.mp4")
    _runs("live", "jaw-open", "--no-window", "--camera", camera)(world)


def _prescription(world: World) -> None:
    world.write_example("docs/rehabilitation.md", "anna.yaml", "anna.yaml")


BEFORE: dict[tuple[str, str], Callable[[World], None]] = {
    ("docs/rehabilitation.md", "facecheck plan --from anna.yaml"): _prescription,
    ("docs/rehabilitation.md", "facecheck bundle anna.zip --since 2026-01-01"): _runs(
        "score", "clip.mp4", "-e", "jaw-open", "--keep", "--on", "2026-11-02"
    ),
    (
        "docs/cluster.md",
        "facecheck score clips/ -e jaw-open --workers 4 --out study.parquet --resume",
    ): _stopped,
    ("docs/exercises.md", "facecheck exercises check my-exercises/smile.yaml"): _exercise,
    ("docs/exercises.md", "facecheck live my-routine --exercises my-exercises"): _routine,
    ("docs/history.md", "facecheck live --resume"): _left,
    (
        "docs/programme.md",
        "facecheck live squint-palm --override-caution 'my clinician said three days'",
    ): _runs("profile", "set", "injection", "yesterday", "--area", "cheek", "--days", "7"),
    ("docs/programme.md", "facecheck today"): _next_monday,
    (
        "docs/tables.md",
        "facecheck score --clips clips.csv --out study.csv --rows attempts",
    ): _table,
    ("docs/report.md", "facecheck report clip.json --from clip.parquet"): _runs(
        "score", "clip.mp4", "-e", "squint", "--json", "clip.json", "--trace", "clip.parquet"
    ),
}
"""What the reader has done when they come to a line of a page."""
