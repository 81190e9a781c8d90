"""`facecheck bench`: how fast facecheck is on this machine."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from facecheck.cli.options import JSON


@click.command("bench")
@JSON
@click.option("--quick", is_flag=True, help="Once each, on shorter clips, and without details.")
@click.option("--page", "page_to", type=click.Path(path_type=Path), metavar="FILE.md",
              help="Write the figures as a page, such as docs/performance.md.")  # fmt: skip
def command(json_to: str | None, quick: bool, page_to: Path | None) -> int:
    """Measure facecheck on this machine, on sample clips; nothing else should run meanwhile.

    Takes some minutes. Exit code 1 where a figure misses its limit.
    """
    from facecheck import __version__
    from facecheck.bench.page import page
    from facecheck.bench.run import QUICK, Plan, bench, machine, to_dict
    from facecheck.cli.documents import STDOUT, write_documents
    from facecheck.cli.tables import print_figures
    from facecheck.outputs.files import write_text_atomically

    figures = []
    for figure in bench(QUICK if quick else Plan(), lambda what: click.echo(what, err=True)):
        figures.append(figure)
        # Said at once too: what was measured is not lost when somebody stops the rest.
        click.echo(f"  {figure.name} {figure.value:,.2f} {figure.unit}".rstrip(), err=True)
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
