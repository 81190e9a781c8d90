"""The history's document as a file: JSON, or JSON in a zip."""

from __future__ import annotations

import json
import math
import zipfile
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any

from facecheck.core.errors import HistoryError
from facecheck.outputs.files import atomically, explained, make_private

INSIDE = "history.json"
MOST_BYTES = 2**29
"""Of a document: some hundred thousand sessions. More is no history, but a bomb."""

NO_ARCHIVE = (ValueError, LookupError, EOFError, zipfile.BadZipFile, zlib.error, RuntimeError)
"""What Python says of something else; of an encrypted zip a RuntimeError."""


def write_archive(path: Path, document: dict[str, Any]) -> None:
    """Write the document, whole or not at all, readable by its owner alone.

    Raises:
        OutputError: It cannot be written.
    """
    text = json.dumps(document, ensure_ascii=False, allow_nan=False, indent=1) + "\n"
    with atomically(path) as temporary, explained(path):
        make_private(temporary)
        if path.suffix.lower() == ".zip":
            with zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr(INSIDE, text)
        else:
            temporary.write_text(text, encoding="utf-8", newline="\n")


def read_archive(path: Path) -> Any:
    """The parsed JSON of what `write_archive` wrote.

    Raises:
        HistoryError: It cannot be read, or is something else.
    """
    try:
        with path.open("rb") as file:
            # Not by the size it tells: a device or a pipe tells none, and may have no end.
            data = file.read(MOST_BYTES + 1)
        size = len(data)
        if zipfile.is_zipfile(BytesIO(data)):
            with zipfile.ZipFile(BytesIO(data)) as archive:
                size = max(size, archive.getinfo(INSIDE).file_size)
                data = archive.read(INSIDE) if size <= MOST_BYTES else b""
        if size > MOST_BYTES:
            raise HistoryError("{path}: is too large for a history", path=path)
        return json.loads(data.decode("utf-8"), parse_constant=_no_number, parse_float=_finite)
    except OSError as error:
        raise HistoryError(
            "{path}: cannot be read ({strerror})", path=path, strerror=error.strerror or error
        ) from error
    except NO_ARCHIVE as error:
        raise HistoryError("{path}: is no file that facecheck export wrote", path=path) from error


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"{text} is too large")
    return number


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no number")
