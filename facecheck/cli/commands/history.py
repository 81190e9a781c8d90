"""`facecheck history`: lists past sessions, as a table or a file."""

from __future__ import annotations

from pathlib import Path

import click

from facecheck.cli.date_range import SINCE, UNTIL, span
from facecheck.cli.language import say
from facecheck.cli.options import LANGUAGE, file_option
from facecheck.cli.person import PERSON


@click.command("history")
@SINCE
@UNTIL
@click.option("-e", "--exercise", metavar="ID", help="Sets of this exercise alone.")
@click.option(
    "--json", "json_to", metavar="FILE|-", help="Write sessions, sets and attempts as JSON."
)
@click.option("--csv", "csv_to", metavar="FILE|-", help="Write one row an attempt as CSV.")
@file_option("--parquet", metavar="FILE", help="Write one row an attempt as Parquet.")
@file_option(
    "--xlsx", metavar="FILE", help="Write one row an attempt as a workbook for spreadsheets."
)
@click.option("--curves", is_flag=True, help="With --json: the curve of each attempt as well.")
@PERSON
@LANGUAGE
def command(
    since: str | None,
    until: str | None,
    exercise: str | None,
    json_to: str | None,
    csv_to: str | None,
    parquet: Path | None,
    xlsx: Path | None,
    curves: bool,
    person: str | None,
    language: str,
) -> None:
    """List the sessions that were kept, or write them for other programs.

    Everything is on this machine: facecheck forget removes it, facecheck export copies it.
    """
    from facecheck import __version__
    from facecheck.cli.json_output import STDOUT, write_documents
    from facecheck.cli.output_paths import check_places
    from facecheck.cli.person import opened, this_person
    from facecheck.core.columns import HISTORY
    from facecheck.outputs.tables import csv_text, write_table
    from facecheck.store.history import Contents, Whose, document_of
    from facecheck.store.history.attempt_rows import rows

    if curves and json_to is None:
        raise click.UsageError("--curves belongs to --json")
    days = span(since, until)
    check_places((json_to, csv_to, parquet, xlsx))
    one = this_person(person)
    contents, whose = Contents(), None
    if one.history.exists():
        with opened(one) as history:
            contents = history.contents(days, exercise, curves=curves)
            whose = Whose(history.owner(), one.name)
    if not contents.sessions:
        click.echo(say("nothing is kept of that; a session keeps itself: facecheck live"), err=True)
    if json_to is not None:
        write_documents(json_to, [document_of(contents, __version__, whose)])
    if csv_to == STDOUT:
        click.echo(csv_text(HISTORY, rows(contents.sessions, one.name)), nl=False)
    for place, suffix in ((csv_to, ".csv"), (parquet, ".parquet"), (xlsx, ".xlsx")):
        if place is not None and place != STDOUT:
            write_table(
                Path(place), HISTORY, rows(contents.sessions, one.name), private=True, suffix=suffix
            )
    written = (json_to, csv_to, parquet, xlsx)
    if all(place is None for place in written) and contents.sessions:
        from facecheck.cli.history_table import print_sessions
        from facecheck.outputs.words import Words
        from facecheck.store.history import totals_of

        print_sessions(one.name, contents.sessions, totals_of(contents.sessions), Words(language))
