"""`facecheck measure`: every measure at every frame, as CSV or Parquet."""

from __future__ import annotations

from pathlib import Path

import click

from facecheck.cli.options import CLIPS, read_as, reading, table_format


@click.command("measure")
@CLIPS
@click.option("--out", required=True, type=click.Path(path_type=Path), metavar="F.csv|F.parquet",
              help="Where the table goes.")  # fmt: skip
@click.option("--hands", is_flag=True, help="Look for hands too.")
@reading
def command(
    clips: tuple[Path, ...], out: Path, hands: bool,
    fps: float | None, speed: float, times: Path | None, stream: int | None,
) -> int:  # fmt: skip
    """Write every measure at every frame of each CLIP.

    One row is one frame: clip, time_s, then the measures; cells without a face are empty.
    """
    from facecheck.api import measure
    from facecheck.cli.places import check_places
    from facecheck.cli.progress import clip_progress
    from facecheck.core.errors import SourceError, TraceError, printable
    from facecheck.inputs.sources import clips_in
    from facecheck.outputs.table import MeasureTable

    kind = table_format(out)
    paths = clips_in(clips)
    how = read_as(fps, speed, times, stream)
    if times is not None and len(paths) > 1:
        raise click.UsageError("--times takes one clip")
    check_places((out,), (*paths, times))
    failed = 0
    with MeasureTable(out, kind) as table:
        for path in paths:
            try:
                with clip_progress(path.name, None) as seen:
                    for time_s, values in measure(path, hands=hands, read_as=how):
                        table.add(printable(path.name), time_s, values)
                        seen(time_s)
            except (SourceError, TraceError) as error:
                # The last of ten thousand clips must not take the others' rows with it.
                if len(paths) == 1:
                    raise
                failed += 1
                click.echo(f"facecheck: {error}", err=True)
    click.echo(f"{table.rows} rows in {out}", err=True)
    return 1 if failed else 0
