"""`facecheck score`: count and score recorded clips or traces."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from facecheck.cli.options import (
    AFFECTED,
    CLIPS,
    FOLDERS,
    HOLD,
    JSON,
    MINUTES,
    PROFILE,
    REPS,
    check_kind,
)

if TYPE_CHECKING:
    from facecheck.core.frames import Side


@click.command("score")
@CLIPS
@click.option("-e", "--exercise", required=True, metavar="ID|FILE", help="What to judge.")
@REPS
@HOLD
@MINUTES
@AFFECTED
@JSON
@click.option("--annotate", type=click.Path(path_type=Path), metavar="OUT.mp4",
              help="Write the clip with the overlay drawn.")  # fmt: skip
@click.option("--vtt", type=click.Path(path_type=Path), metavar="OUT.vtt",
              help="Write the attempts as WebVTT.")  # fmt: skip
@click.option("--trace", type=click.Path(path_type=Path), metavar="OUT.parquet",
              help="Keep the landmarks for re-scoring.")  # fmt: skip
@click.option("--report", type=click.Path(path_type=Path), metavar="OUT.html",
              help="Write a page with each repetition's curve, faults and pictures.")  # fmt: skip
@click.option("--no-pictures", is_flag=True, help="Leave the pictures out of the report.")
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True,
              help="Processes for several clips.")  # fmt: skip
@PROFILE
@FOLDERS
def command(
    clips: tuple[Path, ...], exercise: str, reps: int | None, hold: float | None,
    minutes: float | None, affected: Side | None, json_to: str | None,
    annotate: Path | None, vtt: Path | None, trace: Path | None,
    report: Path | None, no_pictures: bool, workers: int, profile: Path | None,
    folders: tuple[Path, ...],
) -> int:  # fmt: skip
    """Count and score the repetitions in each CLIP: a video, a folder of images, or a trace.

    A folder stands for the clips in it. Exit code 1 where a clip could not be read as a whole or
    shows no face; what could be judged is reported all the same.
    """
    from facecheck import __version__
    from facecheck.api import load_any
    from facecheck.batch import Job, run_jobs
    from facecheck.cli.documents import STDOUT, tell_shortcoming, write_documents
    from facecheck.inputs.sources import clips_in
    from facecheck.store.profile import NOBODY, load_profile

    paths = clips_in(clips)
    if len(paths) > 1 and (annotate or vtt or trace or report):
        raise click.UsageError("--annotate, --vtt, --trace and --report take one clip")
    rules = load_any(exercise, folders)
    check_kind(rules, reps=reps, hold_s=hold, minutes=minutes)
    person = load_profile(profile) if profile is not None else NOBODY
    jobs = [
        Job(
            path,
            rules,
            reps,
            hold,
            annotate,
            vtt,
            trace,
            person,
            report,
            not no_pictures,
            minutes,
            affected,
        )
        for path in paths
    ]
    documents = []
    failed = 0
    for outcome in run_jobs(jobs, workers):
        if outcome.result is None:
            failed += 1
            click.echo(f"facecheck: {outcome.error}", err=True)
        else:
            documents.append(outcome.result.to_dict(__version__))
            failed += tell_shortcoming(outcome.job.clip, outcome.result.shortcoming)
            if json_to != STDOUT:
                from facecheck.cli.tables import print_score

                print_score(outcome.result)
    if json_to is not None and documents:
        write_documents(json_to, documents, lines=len(paths) > 1)
    return 1 if failed else 0
