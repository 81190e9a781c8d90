"""Which clips to score and for which exercise: those named, or a table's rows."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from facecheck.core.errors import SourceError
from facecheck.core.messages import Message

COLUMNS = ("clip", "exercise", "person", "date")
MOST_BYTES = 2**26
"""Of a table; a larger one is none of clips."""


@dataclass(frozen=True, slots=True)
class ClipEntry:
    """A clip to score.

    Attributes:
        clip: A path or an address.
        exercise: An id or a file's path.
        person: Who is in it; None where nobody was named.
        on: When it was filmed; None where it was not said.
    """

    clip: Path | str
    exercise: str
    person: str | None = None
    on: date | None = None


def read_clip_list(path: Path, exercise: str | None, today: date) -> list[ClipEntry]:
    """The clips of a table in CSV, with commas, semicolons or tabs.

    Args:
        path: The table, with a column `clip` and any of `exercise`, `person` and `date`. Clips that
            are no whole paths are looked for beside it.
        exercise: For rows that name none.
        today: To read days by, such as `yesterday`.

    Raises:
        SourceError: It cannot be read, or rows are wrong; a line for each.
    """
    rows = _rows(path)
    header = [name.strip().casefold() for name in rows[0]] if rows else []
    if "clip" not in header:
        found = ", ".join(header) or "nothing"
        raise SourceError(
            "{path}: needs a column 'clip' in its first line, which has: {found}",
            path=path,
            found=found,
        )
    strange = [name for name in header if name not in COLUMNS]
    if strange:
        raise SourceError(
            "{path}: no such column {strange!r}; there are: {columns}",
            path=path,
            strange=strange[0],
            columns=", ".join(COLUMNS),
        )
    entries: list[ClipEntry] = []
    problems: list[str] = []
    for number, cells in enumerate(rows[1:], 2):
        row = dict(zip(header, (cell.strip() for cell in cells), strict=False))
        if not any(row.values()):
            continue
        try:
            entries.append(_entry(path, row, exercise, today))
        except ValueError as error:
            problems.append(
                Message(
                    "{path}: line {number}: {error}", path=path, number=number, error=error.args[0]
                )
            )
    if problems:
        raise SourceError(*problems)
    if not entries:
        raise SourceError("{path}: names no clip", path=path)
    return entries


def _entry(path: Path, row: dict[str, str], exercise: str | None, today: date) -> ClipEntry:
    from facecheck.programme.user_input import parse_day

    name = row.get("clip", "")
    if not name:
        raise ValueError("names no clip")
    clip: Path | str = name if "://" in name else path.parent / Path(name).expanduser()
    wanted = row.get("exercise") or exercise
    if wanted is None:
        raise ValueError("names no exercise; give one in the column 'exercise', or with -e")
    day = row.get("date")
    return ClipEntry(
        clip, wanted, row.get("person") or None, parse_day(day, today) if day else None
    )


def _rows(path: Path) -> Sequence[list[str]]:
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise SourceError("{path}: is too large for a table of clips", path=path)
        # Spreadsheets put a byte-order mark before the first letter.
        text = data.decode("utf-8-sig")
        lines = text.splitlines()
        first = lines[0] if lines else ""
        delimiter = max(";\t,", key=first.count)
        return list(csv.reader(lines, delimiter=delimiter, strict=True))
    except OSError as error:
        raise SourceError(
            "{path}: cannot be read ({strerror})", path=path, strerror=error.strerror or error
        ) from error
    except (UnicodeError, csv.Error) as error:
        raise SourceError(
            "{path}: is no table in UTF-8 with commas: {error}", path=path, error=error
        ) from error
