"""`facecheck measure`: every measure at every frame, as a table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from facecheck.cli.language import say
from facecheck.cli.options import CLIPS, check_table, file_option, reading

if TYPE_CHECKING:
    from facecheck.core.read_as import ReadAs


@click.command("measure")
@CLIPS
@file_option("--out", required=True, metavar="F.csv|F.parquet|F.xlsx", help="Where the table goes.")
@click.option("--hands", is_flag=True, help="Look for hands too.")
@click.option(
    "--as",
    "form",
    type=click.Choice(["livelink", "fex"]),
    help="Write what was seen as Live Link Face's or py-feat's CSV instead.",
)
@reading
def command(clips: tuple[Path, ...], out: Path, hands: bool, form: str | None, how: ReadAs) -> int:
    """Write every measure at every frame of each CLIP.

    One row is one frame: path, clip, time_s, then the measures, each with its unit behind its name;
    cells without a face are empty.
    """
    from facecheck.api import measure, measure_columns
    from facecheck.cli.bugs import Bugs
    from facecheck.cli.output_paths import check_places
    from facecheck.cli.progress import clip_progress
    from facecheck.core.columns import FRAME
    from facecheck.core.errors import SourceError, TraceError
    from facecheck.core.text import printable
    from facecheck.inputs.recording import recorded_name
    from facecheck.inputs.sources import clips_in
    from facecheck.outputs.tables import TableWriter

    paths = clips_in(clips)
    if form is None:
        check_table(out)
    elif len(paths) > 1 or out.suffix.lower() != ".csv" or hands:
        raise click.UsageError("--as takes one clip without --hands, and a file that ends in .csv")
    if how.times is not None and len(paths) > 1:
        raise click.UsageError("--times takes one clip")
    check_places((out,), (*paths, how.times))
    if form is not None:
        rows = _in_form(paths[0], out, form, how)
        click.echo(say("{rows} rows in {out}", rows=rows, out=out), err=True)
        return 0
    columns = measure_columns(hands=hands)
    failed = 0
    bugs = Bugs(out, several=len(paths) > 1)
    with TableWriter(out, (*FRAME, *columns.values())) as table:
        for path in paths:
            try:
                named = {"path": printable(str(path)), "clip": recorded_name(path)}
                with bugs.of(path), clip_progress(path.name, None) as seen:
                    for time_s, values in measure(path, hands=hands, read_as=how):
                        read = {columns[n].name: v for n, v in (values or {}).items()}
                        table.add({**named, "time_s": time_s, **read})
                        seen(time_s)
            except (SourceError, TraceError) as error:
                # The last of ten thousand clips must not take the others' rows with it.
                if len(paths) == 1:
                    raise
                failed += 1
                click.echo(say("facecheck: {say}", say=say(error.lines[0])), err=True)
    click.echo(say("{rows} rows in {out}", rows=table.rows, out=out), err=True)
    if bugs.met:
        return 3
    return 1 if failed else 0


def _in_form(clip: Path, out: Path, form: str, how: ReadAs) -> int:
    """Write what was seen in another program's form; gives the number of rows."""
    from facecheck.api import observe
    from facecheck.core.text import printable
    from facecheck.outputs.other_programs.frame_table import write_frames

    return write_frames(out, form, observe(clip, read_as=how), printable(clip.name))
