"""`facecheck score`: count and score recorded clips or traces."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from facecheck.cli.language import say
from facecheck.cli.options import (
    AFFECTED,
    FOLDERS,
    HOLD,
    JSON,
    LANGUAGE,
    MINUTES,
    PROFILE,
    REPS,
    PathOrAddress,
    check_kind,
    file_option,
    reading,
)
from facecheck.cli.person import PERSON
from facecheck.core.messages import Message

if TYPE_CHECKING:
    from facecheck.batch.table_rows import RowsOf
    from facecheck.core.read_as import ReadAs
    from facecheck.core.sides import Side


def _or_listed(context: click.Context, param: click.Parameter, value: Any) -> Any:
    """Clips and exercise must be named, unless a table names them."""
    listed = context.params.get("clip_list") is not None
    if not value and not listed:
        raise click.MissingParameter(ctx=context, param=param)
    return value


@click.command("score")
@click.argument(
    "clips", nargs=-1, type=PathOrAddress(addresses=True), metavar="CLIPS...", callback=_or_listed
)
@click.option(
    "-e",
    "--exercise",
    "exercises",
    multiple=True,
    metavar="ID|FILE",
    callback=_or_listed,
    help="What to judge; several, or a routine, are judged in one pass.",
)
@file_option(
    "--clips",
    "clip_list",
    metavar="TABLE.csv",
    is_eager=True,
    help="Clips by a table with the columns clip, exercise, person, date.",
)
@REPS
@HOLD
@MINUTES
@AFFECTED
@JSON
@file_option("--annotate", metavar="OUT.mp4", help="Write the clip with the overlay drawn.")
@file_option("--vtt", metavar="OUT.vtt", help="Write the attempts as WebVTT.")
@file_option("--trace", metavar="OUT.parquet", help="Keep the landmarks for re-scoring.")
@file_option(
    "--mcap",
    metavar="OUT.mcap",
    help="Write landmarks and curves as MCAP, as for Foxglove (extra: lab).",
)
@file_option(
    "--report",
    metavar="OUT.html",
    help="Write a page with each repetition's curve, faults and pictures.",
)
@file_option(
    "--annotate-to",
    metavar="DIR",
    help="As --annotate for several clips: a file for each, under its name.",
)
@file_option("--vtt-to", metavar="DIR", help="Likewise, as --vtt.")
@file_option("--traces", metavar="DIR", help="Likewise, as --trace.")
@file_option("--reports-to", metavar="DIR", help="Likewise, as --report.")
@file_option(
    "--peaks",
    metavar="FOLDER",
    help="Write one picture of each attempt, of its peak, for: facecheck bundle --peaks.",
)
@click.option("--no-pictures", is_flag=True, help="Leave the pictures out of the report.")
@click.option(
    "--keep", is_flag=True, help="Add the clip to its person's history, under the day of --on."
)
@click.option("--on", metavar="DAY", help="With --keep: when it was filmed, as 2026-11-20.")
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help="Processes for several clips.",
)
@click.option(
    "--cluster",
    metavar="ADDRESS",
    help="A Dask scheduler's; its workers score the clips (extra: cluster).",
)
@file_option(
    "--out",
    metavar="OUT.jsonl|csv|parquet|xlsx",
    help="Write a row for each clip, kept as it is done.",
)
@click.option(
    "--rows",
    "rows_of",
    type=click.Choice(["clips", "attempts"]),
    default="clips",
    show_default=True,
    help="With --out: a row for each clip, or for each attempt.",
)
@click.option("--resume", is_flag=True, help="Go on with what a stopped run left at --out.")
@PROFILE
@PERSON
@LANGUAGE
@FOLDERS
@reading
def command(
    clips: tuple[Path | str, ...],
    exercises: tuple[str, ...],
    clip_list: Path | None,
    reps: int | None,
    hold: float | None,
    minutes: float | None,
    affected: Side | None,
    json_to: str | None,
    annotate: Path | None,
    vtt: Path | None,
    trace: Path | None,
    mcap: Path | None,
    report: Path | None,
    annotate_to: Path | None,
    vtt_to: Path | None,
    traces: Path | None,
    reports_to: Path | None,
    peaks: Path | None,
    no_pictures: bool,
    keep: bool,
    on: str | None,
    workers: int,
    cluster: str | None,
    out: Path | None,
    rows_of: RowsOf,
    resume: bool,
    profile: Path | None,
    person: str | None,
    language: str,
    folders: tuple[Path, ...],
    how: ReadAs,
) -> int:
    """Count and score the repetitions in each CLIP: a video, a folder of images, or a trace.

    A folder stands for the clips in it. A CLIP may be an address such as s3://... (extra: cluster);
    one that ends in a slash is a folder. Exit code 1 where a clip could not be read as a whole or
    shows no face; what could be judged is reported all the same.

    With --person a clip is judged against that person's own range. --keep adds it to their history.
    """
    from facecheck import __version__
    from facecheck.batch.job import Job, Writes
    from facecheck.batch.table_rows import SUFFIXES
    from facecheck.cli.batch_progress import outcomes
    from facecheck.cli.json_output import STDOUT, tell_shortcoming, write_documents
    from facecheck.cli.output_paths import check_places
    from facecheck.cli.score_entries import (
        also_of,
        entries_of,
        keep_clip,
        owners_of,
        peaks_of,
        range_of,
        rules_of,
    )
    from facecheck.cli.trace_paths import targets
    from facecheck.core.targets import Targets

    if out is not None and out.suffix.lower() not in SUFFIXES:
        raise click.BadParameter(
            Message("'{out}' must end in {suffixes}", out=out, suffixes=", ".join(SUFFIXES)),
            param_hint="--out",
        )
    if rows_of == "attempts" and (out is None or out.suffix.lower() == ".jsonl"):
        raise click.UsageError("--rows attempts needs a table: --out OUT.csv, .parquet or .xlsx")
    if no_pictures and report is None and reports_to is None:
        raise click.UsageError("--no-pictures belongs to --report or --reports-to")
    if resume and out is None:
        raise click.UsageError("--resume continues with the rows at --out")
    if keep and out is not None and resume:
        raise click.UsageError("--keep keeps clips as they are scored; it takes no --resume")
    also = also_of(exercises, folders)
    if also:
        alone = {
            "--clips": clip_list,
            "--out": out,
            "--keep": keep or None,
            "--annotate": annotate,
            "--annotate-to": annotate_to,
            "--vtt": vtt,
            "--vtt-to": vtt_to,
            "--report": report,
            "--reports-to": reports_to,
            "--mcap": mcap,
            "--peaks": peaks,
        }
        for option, value in alone.items():
            if value is not None:
                raise click.UsageError(Message("{option} takes one exercise", option=option))
    exercise = exercises[0] if exercises else None
    entries = entries_of(clips, exercise, clip_list, person, on, keep=keep)
    paths = [entry.clip for entry in entries]
    if how.times is not None and len(paths) > 1:
        raise click.UsageError("--times takes one clip")
    made = (
        ("--annotate", annotate, "--annotate-to", annotate_to, ".mp4"),
        ("--vtt", vtt, "--vtt-to", vtt_to, ".vtt"),
        ("--trace", trace, "--traces", traces, ".parquet"),
        ("--report", report, "--reports-to", reports_to, ".html"),
    )
    if mcap is not None and len(paths) > 1:
        raise click.UsageError("--mcap takes one clip")
    films, captions, kept, pages = (targets(paths, *options) for options in made)
    rules = {exercises[0]: also.pop(0)} if also else rules_of(entries, folders)
    judged = (*rules.values(), *also)
    if len({hasattr(one, "phases") for one in judged}) == 1:
        # Of both kinds, each takes what is its own.
        for one in judged:
            check_kind(one, reps=reps, hold_s=hold, minutes=minutes)
    owners = owners_of(entries, profile, keep=keep, listed=clip_list is not None)
    check_places(
        (json_to, out, *captions, *pages),
        (*paths, *exercises, profile, clip_list, how.times),
        files=(*films, *kept, mcap),
    )
    wanted = peaks_of(entries, peaks, owners, keep=keep)
    jobs = [
        Job(
            entry.clip,
            rules[entry.exercise],
            Targets(reps, hold, minutes),
            Writes(films[i], captions[i], kept[i], pages[i], not no_pictures, mcap, wanted[i]),
            range_of(owners.get(entry.person), profile),
            affected,
            person=entry.person,
            filmed_on=entry.on,
            keep_curve=keep,
            read_as=how,
            also=tuple(also),
        )
        for i, entry in enumerate(entries)
    ]
    documents, several = [], len(paths) > 1 or bool(also)
    failed = unscored = bugs = 0
    for outcome in outcomes(
        jobs, workers=workers, cluster=cluster, out=out, resume=resume, rows_of=rows_of
    ):
        if outcome.result is None:
            unscored += 1
            bugs += outcome.bug is not None
            click.echo(say("facecheck: {error}", error=outcome.error), err=True)
            continue
        failed += tell_shortcoming(outcome.job.clip, outcome.result.shortcoming)
        if outcome.unwritten is not None:
            failed += 1
            click.echo(say("facecheck: {error}", error=outcome.unwritten), err=True)
        if keep:
            keep_clip(owners[outcome.job.person], outcome, jobs)
        for result in (outcome.result, *outcome.also):
            if json_to is not None:
                document = result.to_dict(__version__)
                if json_to == STDOUT and several:
                    write_documents(json_to, [document], lines=True)
                else:
                    documents.append(document)
            if json_to != STDOUT and out is None:
                from facecheck.cli.tables import phrases_of, print_score

                print_score(result, phrases_of(language, folders))
    if json_to is not None and documents:
        write_documents(json_to, documents, lines=several)
    if unscored and out is not None:
        click.echo(
            say(
                "facecheck: {unscored} of {jobs} clips failed; --resume tries those again",
                unscored=unscored,
                jobs=len(jobs),
            ),
            err=True,
        )
    if bugs:
        return 3
    return 1 if failed or unscored else 0
