"""Measures as a table: CSV or Parquet, a frame a row, written as they come."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Literal, Self

from facecheck.core.errors import OutputError
from facecheck.outputs.files import atomically, explained

ROWS_TOGETHER = 1000
"""Rows kept before they are written: memory stays flat whatever the clip's length."""


class MeasureTable:
    """Writes rows of measures; the columns are those of the first row with a face.

    Args:
        path: Where the table goes; it appears when the block ends without an error.
        kind: The format.
    """

    def __init__(self, path: Path, kind: Literal["csv", "parquet"] | str) -> None:
        self.path = path
        self.rows = 0
        self._kind = kind
        self._pending: list[tuple[str, float, Mapping[str, float] | None]] = []
        self._names: tuple[str, ...] | None = None
        self._stack = ExitStack()
        self._sink: Any = None

    def __enter__(self) -> Self:
        """Begin a temporary file beside the target."""
        self._temporary = self._stack.enter_context(atomically(self.path))
        return self

    def __exit__(self, kind: type[BaseException] | None, *rest: Any) -> None:
        """Complete the file, or remove it when the block ended with an error.

        Raises:
            OutputError: It cannot be completed.
        """
        with self._stack:
            if kind is None:
                self._flush()
            if self._sink is not None:
                self._sink.close()
            if kind is not None:
                self._stack.__exit__(kind, *rest)

    def add(self, clip: str, time_s: float, values: Mapping[str, float] | None) -> None:
        """Add a frame.

        Raises:
            OutputError: The rows cannot be written.
        """
        self._pending.append((clip, time_s, values))
        self.rows += 1
        if self._names is None and values is not None:
            self._names = tuple(values)
        if len(self._pending) >= ROWS_TOGETHER and self._names is not None:
            self._flush()

    def _flush(self) -> None:
        import pyarrow as pa
        from pyarrow import csv, parquet

        names = self._names or ()
        columns: dict[str, Any] = {
            "clip": pa.array([clip for clip, _, _ in self._pending], pa.string()),
            "time_s": pa.array([time_s for _, time_s, _ in self._pending], pa.float64()),
        }
        for name in names:
            cells = [None if v is None else v[name] for _, _, v in self._pending]
            columns[name] = pa.array(cells, pa.float64())
        batch = pa.table(columns)
        self._pending.clear()
        try:
            with explained(self.path):
                if self._sink is None:
                    writer = csv.CSVWriter if self._kind == "csv" else parquet.ParquetWriter
                    self._sink = writer(str(self._temporary), batch.schema)
                self._sink.write_table(batch)
        except pa.ArrowException as error:
            raise OutputError(f"cannot write {self.path}: {error}") from error
