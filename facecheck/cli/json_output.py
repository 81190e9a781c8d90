"""JSON documents to a file or to stdout, and nothing else to stdout."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from facecheck.cli.language import say
from facecheck.outputs.files import write_text_atomically

STDOUT = "-"


def tell_shortcoming(clip: Path | str, shortcoming: str | None) -> bool:
    """Say on stderr why a clip could not be judged as a whole; returns whether it was so."""
    if shortcoming is not None:
        click.echo(
            say("facecheck: {clip}: {shortcoming}", clip=clip, shortcoming=shortcoming), err=True
        )
    return shortcoming is not None


def write_documents(
    target: str, documents: Sequence[dict[str, Any]], *, lines: bool = False
) -> None:
    """Write one document readably, several as JSON Lines in the order given.

    Args:
        target: A file, or `-` for stdout.
        documents: Plain dictionaries.
        lines: JSON Lines whatever their number: of several clips all but one may have failed.

    Raises:
        OutputError: The file cannot be written.
    """
    # A terminal or pipe that takes no UTF-8 gets the letters spelled out: the same document.
    spelled = target == STDOUT and "utf" not in (sys.stdout.encoding or "").lower()
    if len(documents) == 1 and not lines:
        text = json.dumps(documents[0], indent=2, ensure_ascii=spelled, allow_nan=False) + "\n"
    else:
        rows = (json.dumps(d, ensure_ascii=spelled, allow_nan=False) for d in documents)
        text = "".join(f"{row}\n" for row in rows)
    if target == STDOUT:
        click.echo(text, nl=False)
    else:
        write_text_atomically(Path(target), text)
