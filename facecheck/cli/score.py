"""`facecheck score`: count and score recorded clips or traces."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from facecheck.cli.options import (
    AFFECTED,
    FOLDERS,
    HOLD,
    JSON,
    MINUTES,
    PLACES,
    PROFILE,
    REPS,
    check_kind,
    read_as,
    reading,
)

if TYPE_CHECKING:
    from facecheck.core.frames import Side


@click.command("score")
@PLACES
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
@click.option("--traces", type=click.Path(path_type=Path), metavar="DIR",
              help="The same for several clips: a file for each, under its name.")  # fmt: skip
@click.option("--report", type=click.Path(path_type=Path), metavar="OUT.html",
              help="Write a page with each repetition's curve, faults and pictures.")  # fmt: skip
@click.option("--no-pictures", is_flag=True, help="Leave the pictures out of the report.")
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True,
              help="Processes for several clips.")  # fmt: skip
@click.option("--cluster", metavar="ADDRESS",
              help="A Dask scheduler's; its workers score the clips (extra: cluster).")  # fmt: skip
@click.option("--out", type=click.Path(path_type=Path), metavar="OUT.jsonl|csv|parquet",
              help="Write a row for each clip, kept as it is done.")  # fmt: skip
@click.option("--resume", is_flag=True, help="Go on with what a stopped run left at --out.")
@PROFILE
@FOLDERS
@reading
def command(
    clips: tuple[Path | str, ...], exercise: str, reps: int | None, hold: float | None,
    minutes: float | None, affected: Side | None, json_to: str | None,
    annotate: Path | None, vtt: Path | None, trace: Path | None, traces: Path | None,
    report: Path | None, no_pictures: bool, workers: int, cluster: str | None,
    out: Path | None, resume: bool, profile: Path | None, folders: tuple[Path, ...],
    fps: float | None, speed: float, times: Path | None, stream: int | None,
) -> int:  # fmt: skip
    """Count and score the repetitions in each CLIP: a video, a folder of images, or a trace.

    A folder stands for the clips in it. A CLIP may be an address such as s3://... (extra: cluster);
    one that ends in a slash is a folder. Exit code 1 where a clip could not be read as a whole or
    shows no face; what could be judged is reported all the same.
    """
    from facecheck import __version__
    from facecheck.batch import Job
    from facecheck.batch.table import SUFFIXES
    from facecheck.cli.admission import one_exercise
    from facecheck.cli.documents import STDOUT, tell_shortcoming, write_documents
    from facecheck.cli.many import outcomes
    from facecheck.cli.places import check_places
    from facecheck.cli.traces import trace_places
    from facecheck.inputs.remote import clips_at
    from facecheck.store.profile import NOBODY, load_profile

    if out is not None and out.suffix.lower() not in SUFFIXES:
        raise click.BadParameter(f"'{out}' must end in {', '.join(SUFFIXES)}", param_hint="--out")
    if resume and out is None:
        raise click.UsageError("--resume goes on with the rows at --out")
    paths = clips_at(clips)
    if trace and traces:
        raise click.UsageError("--trace names one file, --traces a folder; give one of them")
    if len(paths) > 1 and (annotate or vtt or trace or report):
        hint = "; --traces DIR keeps the landmarks of several" if trace else ""
        raise click.UsageError(f"--annotate, --vtt, --trace and --report take one clip{hint}")
    how = read_as(fps, speed, times, stream)
    if times is not None and len(paths) > 1:
        raise click.UsageError("--times takes one clip")
    rules = one_exercise(exercise, folders)
    check_kind(rules, reps=reps, hold_s=hold, minutes=minutes)
    person = load_profile(profile) if profile is not None else NOBODY
    kept = [trace] * len(paths) if traces is None else trace_places(traces, paths)
    files = (annotate, trace) if traces is None else (annotate, *kept)
    check_places((json_to, vtt, report, out), (*paths, exercise, profile, times), files=files)
    jobs = [
        Job(
            path,
            rules,
            reps,
            hold,
            annotate,
            vtt,
            place,
            person,
            report,
            not no_pictures,
            minutes,
            affected,
            how,
        )
        for path, place in zip(paths, kept, strict=True)
    ]
    documents = []
    failed = unscored = 0
    for outcome in outcomes(jobs, workers=workers, cluster=cluster, out=out, resume=resume):
        if outcome.result is None:
            unscored += 1
            click.echo(f"facecheck: {outcome.error}", err=True)
            continue
        failed += tell_shortcoming(outcome.job.clip, outcome.result.shortcoming)
        if json_to is not None:
            document = outcome.result.to_dict(__version__)
            if json_to == STDOUT and len(paths) > 1:
                write_documents(json_to, [document], lines=True)
            else:
                documents.append(document)
        if json_to != STDOUT and out is None:
            from facecheck.cli.tables import print_score

            print_score(outcome.result)
    if json_to is not None and documents:
        write_documents(json_to, documents, lines=len(paths) > 1)
    if unscored and out is not None:
        click.echo(
            f"facecheck: {unscored} of {len(jobs)} clips failed; --resume tries those again",
            err=True,
        )
    return 1 if failed or unscored else 0
