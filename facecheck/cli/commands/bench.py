"""`facecheck bench`: how fast facecheck is on this machine."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from facecheck.cli.options import JSON, file_option


@click.command("bench")
@JSON
@click.option("--quick", is_flag=True, help="Once each, on shorter clips, and without details.")
@file_option(
    "--page",
    "page_to",
    metavar="FILE.md",
    help="Write the figures as a page, such as docs/performance.md.",
)
@click.option(
    "--only",
    multiple=True,
    metavar="NAME",
    help="Measure this figure and those that come with it; may be repeated.",
)
@file_option(
    "--also",
    multiple=True,
    metavar="FILE.json",
    help="Put in the figures of an earlier run; may be repeated. A figure that several "
    "have is the first one's.",
)
@click.option("--before", metavar="PYTHON", help="Measure against the facecheck of another Python.")
def command(
    json_to: str | None,
    quick: bool,
    page_to: Path | None,
    only: tuple[str, ...],
    also: tuple[Path, ...],
    before: str | None,
) -> int:
    """Measure facecheck on this machine, on sample clips; nothing else should run meanwhile.

    Takes some minutes. Exit code 1 where a figure misses its limit. Some figures are measured only
    when asked for: --only memory_2_hours_mb scores two hours of film, and takes as long.
    """
    from facecheck import __version__
    from facecheck.bench.figures import KNOWN, Figure
    from facecheck.bench.page import page
    from facecheck.bench.run import bench, machine, to_dict
    from facecheck.bench.work import QUICK, BenchPlan
    from facecheck.cli.json_output import STDOUT, write_documents
    from facecheck.cli.output_paths import check_places
    from facecheck.cli.tables import print_figures
    from facecheck.outputs.files import write_text_atomically

    earlier = [figure for path in also for figure in Figure.read(path)]
    check_places((json_to, page_to), also)
    figures = []
    plan = QUICK if quick else BenchPlan()
    for figure in bench(plan, lambda what: click.echo(what, err=True), only, before):
        figures.append(figure)
        # Said at once too: what was measured is not lost when somebody stops the rest.
        click.echo(f"  {figure.name} {figure.value:,.2f} {figure.unit}".rstrip(), err=True)
    by_name = {figure.name: figure for figure in reversed([*figures, *earlier])}
    figures = sorted(by_name.values(), key=lambda figure: KNOWN.index(figure.name))
    if json_to is not None:
        write_documents(json_to, [to_dict(figures, __version__)])
    if page_to is not None:
        today = date.today().isoformat()
        write_text_atomically(
            page_to, page(figures, version=__version__, date=today, machine=machine())
        )
    if json_to != STDOUT:
        print_figures(figures)
    return 1 if any(figure.ok is False for figure in figures) else 0
