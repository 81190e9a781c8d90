"""Checks where results will be written before the work starts, which may take hours."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from facecheck.cli.json_output import STDOUT
from facecheck.core.errors import OutputError
from facecheck.outputs.files import check_writable, is_special


def check_places(
    outputs: Iterable[Path | str | None],
    inputs: Iterable[Path | str | None] = (),
    *,
    files: Iterable[Path | None] = (),
) -> None:
    """Refuse a place that cannot be written to, or that holds what must not be lost.

    Args:
        outputs: Where results shall go; None and `-` are no places.
        inputs: What is read. Everybody's history and profile are kept as well.
        files: Outputs that can only be files: a film, a trace. One takes the place of whatever has
            its name, and that may be a device.

    Raises:
        OutputError: A folder is missing, or a file would be written over what is read.
    """
    films = [path for path in files if path is not None]
    wanted = [Path(place) for place in outputs if place is not None and place != STDOUT] + films
    if not wanted:
        return
    kept = {_identity(Path(place)) for place in (*inputs, *_user_files()) if place is not None}
    kept.discard(None)
    seen = set()
    for path in wanted:
        if _identity(path) in kept:
            raise OutputError(
                "{path}: would be written over what is read; choose another name", path=path
            )
        name = os.path.realpath(path)
        if name in seen and (path.is_file() or not path.exists()):
            raise OutputError("{path}: is asked for twice; give each its own name", path=path)
        seen.add(name)
        if path in films and is_special(path):
            raise OutputError("{path}: is a pipe or a device; give the name of a file", path=path)
        check_writable(path)


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file it is, by whatever name; None where there is none, or a folder."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return (found.st_dev, found.st_ino) if path.is_file() else None


def _user_files() -> list[Path]:
    """What is kept of anybody here; a damaged profile hides nobody's files."""
    from facecheck.store.people import every_file

    return every_file()
