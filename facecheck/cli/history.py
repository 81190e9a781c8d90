"""`facecheck history`: what was done, as a table or a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from facecheck.cli.person import PERSON
from facecheck.cli.spans import SINCE, UNTIL, span
from facecheck.cli.spans import sessions as number

if TYPE_CHECKING:
    from facecheck.store.history import AttemptRecord, SessionRecord, Totals


@click.command("history")
@SINCE
@UNTIL
@click.option("-e", "--exercise", metavar="ID", help="Sets of this exercise alone.")
@click.option("--json", "json_to", metavar="FILE|-",
              help="Write sessions, sets and attempts as JSON.")  # fmt: skip
@click.option("--csv", "csv_to", metavar="FILE|-", help="Write one row an attempt as CSV.")
@click.option("--parquet", type=click.Path(path_type=Path), metavar="FILE",
              help="Write one row an attempt as Parquet.")  # fmt: skip
@click.option("--xlsx", type=click.Path(path_type=Path), metavar="FILE",
              help="Write one row an attempt as a workbook for spreadsheets.")  # fmt: skip
@click.option("--curves", is_flag=True, help="With --json: the curve of each attempt as well.")
@PERSON
def command(
    since: str | None, until: str | None, exercise: str | None, json_to: str | None,
    csv_to: str | None, parquet: Path | None, xlsx: Path | None, curves: bool, person: str | None,
) -> None:  # fmt: skip
    """List the sessions that were kept, or write them for other programs.

    Everything is on this machine: facecheck forget removes it, facecheck export copies it.
    """
    from facecheck import __version__
    from facecheck.cli.documents import STDOUT, write_documents
    from facecheck.cli.person import opened, this_person
    from facecheck.cli.places import check_places
    from facecheck.core.columns import HISTORY
    from facecheck.outputs.tables import csv_text, write_table
    from facecheck.store.history import Contents, Whose, document_of
    from facecheck.store.history.flat import rows

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
        click.echo("nothing is kept of that; a session keeps itself: facecheck live", err=True)
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
        from facecheck.store.history import totals_of

        _print(one.name, contents.sessions, totals_of(contents.sessions))


def _print(name: str | None, sessions: tuple[SessionRecord, ...], totals: Totals) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    from facecheck.core.errors import one_line

    # What was imported may hold anything; a table shall not be drawn by it.
    table = Table(title=None if name is None else escape(one_line(name)), title_justify="left")
    for heading in ("Begun", "Exercise"):
        table.add_column(heading)
    for heading in ("Counted", "Held", "Score", "Stress"):
        table.add_column(heading, justify="right")
    table.add_column("Remarks")
    for session in sessions:
        # The hour of a clip that was added is nobody's.
        form = "%Y-%m-%d" if session.kind == "recorded" else "%Y-%m-%d %H:%M"
        begun = f"{session.begun:{form}}"
        sets = session.sets or (None,)
        for each in sets:
            if each is None:
                table.add_row(
                    begun, escape(one_line(session.routine)), "0", "", "", _stress(session), ""
                )
                continue
            held_s = sum(record.attempt.hold_s for record in each.attempts)
            table.add_row(
                begun,
                escape(one_line(each.exercise)),
                f"{each.counted} of {each.reps}",
                f"{held_s:.0f} s",
                "" if each.score is None else str(each.score),
                _stress(session) if begun else "",
                ", ".join(
                    _remarks(session, each is session.sets[-1], each.restarted, each.pain)
                    + _by_hand(each.attempts)
                ),
            )
            begun = ""
    console = Console()
    console.print(table)
    console.print(
        _totals(totals, sum(not s.counts for s in sessions)), highlight=False, soft_wrap=True
    )


def _stress(session: SessionRecord) -> str:
    rating = session.rating
    if rating.stress_before is None and rating.stress_after is None:
        return ""
    before, after = (
        "?" if v is None else str(v) for v in (rating.stress_before, rating.stress_after)
    )
    return f"{before} to {after}"


def _remarks(session: SessionRecord, last: bool, restarted: bool, pain: bool) -> list[str]:
    from facecheck.store.history import Ending

    remarks = [_KINDS[session.kind]] if last and session.kind in _KINDS else []
    remarks += ["begun anew"] if restarted else []
    remarks += ["it hurt"] if pain else []
    if last and session.ending is Ending.RUNNING:
        remarks.append("runs, or was interrupted")
    return remarks


_KINDS = {"tried": "tried: a clip as the camera", "recorded": "a clip that was added"}


def _by_hand(attempts: Sequence[AttemptRecord]) -> list[str]:
    """What was corrected by hand."""
    return [
        f"{number} {how} by hand"
        for how in ("added", "taken back")
        if (number := sum(record.by_hand == how for record in attempts))
    ]


def _totals(totals: Totals, tried_only: int) -> str:
    minutes = sum(sum(areas.values()) for areas in totals.area_seconds.values()) / 60
    by_clock = f", {minutes:.0f} min by the clock" if minutes else ""
    tried = f"; {tried_only} only tried, with a clip" if tried_only else ""
    days = f"{totals.days} day{'s' if totals.days != 1 else ''}"
    return (
        f"{number(totals.sessions)} on {days}: {totals.counted} counted of {totals.attempts} "
        f"attempts, held {totals.held_s:.0f} s{by_clock}{tried}"
    )
