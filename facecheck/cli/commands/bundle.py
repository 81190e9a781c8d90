"""`facecheck bundle`: one file for a clinician, of one person and a span of days."""

from __future__ import annotations

import zipfile
from pathlib import Path

import click

from facecheck.cli.date_range import SINCE, UNTIL
from facecheck.cli.language import say
from facecheck.cli.options import FOLDERS, file_option
from facecheck.cli.person import PERSON


@click.command("bundle")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE.zip")
@SINCE
@UNTIL
@file_option(
    "--peaks",
    metavar="FOLDER",
    help="Pack pictures of peaks, as live --peaks and score --peaks wrote them.",
)
@PERSON
@FOLDERS
def command(
    file: Path,
    since: str | None,
    until: str | None,
    peaks: Path | None,
    person: str | None,
    folders: tuple[Path, ...],
) -> None:
    """Write FILE.zip to hand over: a page to print, a table with a row an attempt, and the values.

    Of what was practised, not of what was only tried. It holds no picture unless --peaks names a
    folder of them, then those of the person and the days; and it goes nowhere.
    """
    import json
    import tempfile

    from facecheck import __version__
    from facecheck.api.catalogue import all_exercises
    from facecheck.cli.date_range import sessions, span
    from facecheck.cli.output_paths import check_places
    from facecheck.cli.person import opened, this_person
    from facecheck.core.columns import HISTORY
    from facecheck.core.errors import HistoryError, OutputError
    from facecheck.outputs.files import atomically, explained, make_private
    from facecheck.outputs.tables import TableWriter
    from facecheck.report.clinician import bundle_of, bundle_page
    from facecheck.report.peaks import peaks_in
    from facecheck.store.history.attempt_rows import rows

    if file.suffix.lower() != ".zip":
        raise OutputError(
            "{file}: a bundle is a zip; call it {name}.zip", file=file, name=file.name
        )
    check_places((file,))
    days = span(since, until)
    one = this_person(person)
    with opened(one) as history:
        kept = [s for s in history.sessions(days) if s.counts]
        owner = history.owner()
    if not kept:
        raise HistoryError("nothing was practised on those days; see: facecheck history")
    known = one.load()
    pictures = () if peaks is None else peaks_in(peaks, owner, kept)
    made = bundle_of(kept, known.plan, one.name, known.person.affected_side, pictures)
    titles = {exercise.id: exercise.title for exercise in all_exercises(folders)}
    values = json.dumps(made.to_dict(__version__), ensure_ascii=False, allow_nan=False, indent=1)
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "attempts.csv"
        with TableWriter(table, HISTORY) as writer:
            for row in rows(kept, one.name):
                writer.add(row)
        with atomically(file) as temporary, explained(file):
            make_private(temporary)
            with zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr("report.html", bundle_page(made, titles, __version__))
                archive.write(table, "attempts.csv")
                archive.writestr("values.json", values + "\n")
                for peak in pictures:
                    archive.writestr(peak.file, peak.jpeg, zipfile.ZIP_STORED)
    if pictures:
        click.echo(say("{count} pictures of peaks", count=len(pictures)), err=True)
    click.echo(say("{sessions} in {file}", sessions=sessions(len(kept)), file=file), err=True)
