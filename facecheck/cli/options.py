"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])

CLIPS = click.argument("clips", nargs=-1, required=True, type=click.Path(path_type=Path))
JSON = click.option(
    "--json", "json_to", metavar="FILE|-", help="Write the JSON document; - is stdout."
)
REPS = click.option("--reps", type=click.IntRange(1, 1000), help="Repetitions to a set.")
HOLD = click.option("--hold", type=click.FloatRange(0, 3600), help="Seconds to hold.")
PROFILE = click.option(
    "--profile", metavar="FILE", type=click.Path(path_type=Path),
    help="Judge against the person's own range.",
)  # fmt: skip
FOLDERS = click.option(
    "--exercises", "folders", multiple=True, metavar="DIR",
    type=click.Path(path_type=Path), help="Look for exercise files here first.",
)  # fmt: skip


def table_format(path: Path) -> str:
    """The table format that a file name asks for: `csv` or `parquet`."""
    suffix = path.suffix.lower().removeprefix(".")
    if suffix not in ("csv", "parquet"):
        raise click.BadParameter(f"'{path}' must end in .csv or .parquet", param_hint="--out")
    return suffix
