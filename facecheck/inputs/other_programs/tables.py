"""A table with a heading, whose columns are found by name."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from facecheck.core.errors import SourceError

MAX_BYTES = 2**30
LARGEST = 1e12
"""Pixels, millimetres, seconds and frames stay below; nanoseconds are read as whole numbers."""
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Table:
    """Cells as they stand, without blanks around them.

    Attributes:
        name: The file's.
        headings: By place.
        rows: As many cells as there are headings, or fewer.
    """

    name: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]

    def has(self, *names: str) -> bool:
        """Whether there are columns of these names."""
        return all(self._place(name) is not None for name in names)

    def _place(self, name: str) -> int | None:
        """Of the name as it stands; else of one in other capitals, where there is only one.

        OpenFace's `x_0` is a pixel and its `X_0` millimetres, while the count of Live Link Face has
        two spellings.
        """
        if name in self.headings:
            return self.headings.index(name)
        alike = [i for i, heading in enumerate(self.headings) if heading.lower() == name.lower()]
        return alike[0] if len(alike) == 1 else None

    def text(self, name: str) -> list[str]:
        """A column as text; a cell that is not there is empty.

        Raises:
            SourceError: There is no such column.
        """
        at = self._place(name)
        if at is None:
            raise SourceError("{name}: has no column {name2!r}", name=self.name, name2=name)
        return [row[at] if at < len(row) else "" for row in self.rows]

    def numbers(self, name: str) -> Floats:
        """A column as numbers, ``(rows,)``; NaN where a cell is empty, `nan` or `n/a`.

        Raises:
            SourceError: There is no such column, or a cell holds something else.
        """
        cells = self.text(name)
        try:
            found = [float("nan") if c in ("", "n/a", "NA") else float(c) for c in cells]
        except ValueError as error:
            raise SourceError(
                "{name}: column {name2!r} holds no numbers ({error})",
                name=self.name,
                name2=name,
                error=error,
            ) from error
        numbers = np.array(found, np.float64)
        if (np.abs(np.nan_to_num(numbers)) > LARGEST).any():
            raise SourceError(
                "{name}: column {name2!r} holds a number that nothing measures",
                name=self.name,
                name2=name,
            )
        return numbers


def read_table(path: Path) -> Table:
    """Read a table of commas, semicolons or tabs.

    Blanks around commas are none of the cells': OpenFace writes "frame, face_id" in one version
    and "frame,face_id" in the next.

    Raises:
        SourceError: It cannot be read or is no table.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise SourceError(
                "{path}: is larger than {max_bytes} MB; cut it",
                path=path,
                max_bytes=MAX_BYTES >> 20,
            )
        text = path.read_text("utf-8-sig")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it is no text"
        raise SourceError(
            "{path}: cannot be read ({reason}); check the file", path=path, reason=reason
        ) from error
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines:
        raise SourceError("{path}: is empty", path=path)
    delimiter = max("\t,;", key=lines[0].count)
    rows = [[cell.strip() for cell in row] for row in csv.reader(lines, delimiter=delimiter)]
    return Table(path.name, rows[0], rows[1:])
