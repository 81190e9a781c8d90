"""`facecheck report`: one HTML page of one's history, or of a scored clip."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from facecheck.cli.language import say
from facecheck.cli.options import FOLDERS, PROFILE, file_option
from facecheck.cli.person import PERSON


@click.command("report")
@click.argument("document", metavar="[CLIP.json]", required=False, type=click.Path(path_type=Path))
@file_option(
    "-o",
    "--out",
    metavar="OUT.html",
    help="Where the page goes: facecheck-report.html or CLIP.html.",
)
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DAY",
    help="First day, such as 2026-03-02.",
)
@click.option(
    "--weeks",
    type=click.IntRange(1, 104),
    metavar="N",
    help="How many weeks; the plan's, or 12, if not said.",
)
@file_option("--history", metavar="FILE", help="Another history than your own.")
@click.option("--example", is_flag=True, help="Report on a simulated person's twelve weeks.")
@file_option(
    "--from",
    "source",
    metavar="CLIP",
    help="The clip or trace that CLIP.json is of, for curves and pictures.",
)
@click.option("--no-pictures", is_flag=True, help="Leave the pictures of --from out.")
@PROFILE
@PERSON
@FOLDERS
def command(
    document: Path | None,
    out: Path | None,
    since: datetime | None,
    weeks: int | None,
    history: Path | None,
    example: bool,
    source: Path | None,
    no_pictures: bool,
    profile: Path | None,
    person: str | None,
    folders: tuple[Path, ...],
) -> int:
    """Write one HTML page, complete in itself, of your weeks, or of a scored CLIP.json.

    Of your weeks: the days, repetitions, holds, depth, steadiness and symmetry with their
    uncertainty, faults, contractions, minutes, how it felt, and each repetition's curve.

    Of a clip: verdicts and faults. A score document holds no curve; `--from` takes them from the
    clip or its trace. `facecheck score CLIP -e EXERCISE --report OUT.html` writes that at once.
    """
    of_weeks = since is not None or weeks is not None or history is not None
    if document is None and (source is not None or no_pictures):
        raise click.UsageError("--from and --no-pictures belong to a CLIP.json")
    if document is not None and (of_weeks or example):
        raise click.UsageError("--since, --weeks, --history and --example take no CLIP.json")
    if example and of_weeks:
        raise click.UsageError("--example has weeks of its own")
    if person is not None and (example or document is not None):
        raise click.UsageError("--person belongs to the report of somebody's weeks")
    from facecheck.cli.output_paths import check_places

    if document is not None:
        target = out if out is not None else document.with_suffix(".html")
        check_places((target,), (document, source, profile))
        _of_clip(document, target, source, profile, folders, pictures=not no_pictures)
    else:
        target = out if out is not None else Path("facecheck-report.html")
        check_places((target,), (history, profile))
        _of_weeks(target, since, weeks, history, profile, person, folders, example=example)
    click.echo(say("report: {target}", target=target))
    return 0


def _of_clip(
    document: Path,
    target: Path,
    source: Path | None,
    profile: Path | None,
    folders: tuple[Path, ...],
    *,
    pictures: bool,
) -> None:
    from facecheck import __version__
    from facecheck.report.documents import document_reports
    from facecheck.report.page import clip_page, write_page
    from facecheck.store.profile import NOBODY, load_profile

    person = load_profile(profile) if profile is not None else NOBODY
    reports = document_reports(document, source, profile=person, folders=folders, pictures=pictures)
    write_page(target, clip_page(reports, __version__))


def _of_weeks(
    target: Path,
    since: datetime | None,
    weeks: int | None,
    history: Path | None,
    profile: Path | None,
    person: str | None,
    folders: tuple[Path, ...],
    *,
    example: bool,
) -> None:
    from facecheck import __version__
    from facecheck.cli.clock import today
    from facecheck.cli.person import tell_brought, this_person
    from facecheck.report.histories import example_report, history_report
    from facecheck.report.history_page import history_page
    from facecheck.report.page import write_page
    from facecheck.store.history import History
    from facecheck.store.people import of_file

    if example:
        report = example_report(today())
    else:
        first = since.date() if since is not None else None
        if history is None:
            one = this_person(person, profile)
            if one.history.exists():
                with History(one.history) as kept:
                    tell_brought(one, kept)
            place, known = one.history, one.load()
        else:
            place, known = history, of_file(history, person, profile)
        report = history_report(place, known, today(), since=first, weeks=weeks, folders=folders)
    write_page(target, history_page(report, __version__))
