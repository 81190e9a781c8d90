"""Undo for sessions taken out of the history, until the next session."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path

from facecheck.core.errors import HistoryError
from facecheck.store.history.document import Contents, contents_of, document_of
from facecheck.store.history.file import PRIVATE_FILE, explained


def forgotten_path(history: Path) -> Path:
    """Where it is kept: beside the history."""
    return history.with_name(f"{history.name}.forgotten")


def put_aside(history: Path, contents: Contents) -> None:
    """Keep what is about to be taken out, beside what was taken out before.

    Raises:
        HistoryError: It cannot be written; then nothing may be taken out.
    """
    before = taken_out(history)
    whole = Contents(
        (*before.sessions, *contents.sessions),
        (*before.calibrations, *contents.calibrations),
        (*before.overrides, *contents.overrides),
    )
    place = forgotten_path(history)
    temporary = place.with_name(f".{place.name}.{os.getpid()}")
    text = json.dumps(document_of(whole, ""), ensure_ascii=False, allow_nan=False)
    with explained(place):
        try:
            temporary.touch(PRIVATE_FILE)
            temporary.write_text(text, encoding="utf-8")
            temporary.replace(place)
        except OSError:
            with suppress(OSError):
                temporary.unlink()
            raise


def taken_out(history: Path) -> Contents:
    """What can be put back; nothing where nothing was taken out since the last session.

    Raises:
        HistoryError: The file cannot be read.
    """
    place = forgotten_path(history)
    with explained(place):
        try:
            text = place.read_text(encoding="utf-8")
        except FileNotFoundError:
            return Contents()
    try:
        return contents_of(json.loads(text), str(place))
    except (ValueError, RecursionError) as error:
        raise HistoryError(
            "{place}: is damaged; delete it, nothing can be put back", place=place
        ) from error


def let_go(history: Path) -> None:
    """Forget for good.

    Raises:
        HistoryError: The file cannot be removed.
    """
    place = forgotten_path(history)
    with explained(place):
        with suppress(FileNotFoundError):
            # Overwritten before it goes, as far as a file system lets one.
            size = place.stat().st_size
            with place.open("r+b") as file:
                file.write(b"\0" * size)
                file.flush()
                os.fsync(file.fileno())
        place.unlink(missing_ok=True)
