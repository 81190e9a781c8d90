"""Writes tables as CSV, Parquet or workbooks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Self

from facecheck.core.columns import Column
from facecheck.core.errors import OutputError
from facecheck.outputs.files import atomically, explained, make_private
from facecheck.outputs.table_sinks import SINKS, CsvSink, Row, Sink

SUFFIXES = (".csv", ".parquet", ".xlsx")

ROWS_TOGETHER = 1000
"""Rows kept before they are written: memory stays flat whatever the table's length."""

MOST_ROWS = 2**20 - 1
"""Of a workbook, without its header: no spreadsheet takes more."""


class TableWriter:
    """Writes rows as they come; the file appears when the block ends without an error.

    Args:
        path: Where the table goes; its suffix says the format.
        columns: What it has, in order.
        private: Whether its owner alone may read it.
        suffix: The format, where the name does not say it.

    Attributes:
        rows: How many were added.
    """

    def __init__(
        self,
        path: Path,
        columns: Sequence[Column],
        *,
        private: bool = False,
        suffix: str | None = None,
    ) -> None:
        self.path = path
        self.columns = tuple(columns)
        self.rows = 0
        self._private = private
        self._suffix = (path.suffix if suffix is None else suffix).lower()
        self._pending: list[Row] = []
        self._stack = ExitStack()
        self._sink: Sink | None = None

    def __enter__(self) -> Self:
        """Begin a temporary file beside the target.

        Raises:
            OutputError: It cannot be written.
        """
        make = SINKS[self._suffix]
        with ExitStack() as stack:
            temporary = stack.enter_context(atomically(self.path))
            with explained(self.path):
                if self._private:
                    make_private(temporary)
                self._sink = make(temporary, self.columns)
            self._stack = stack.pop_all()
        return self

    def __exit__(self, kind: type[BaseException] | None, *rest: Any) -> None:
        """Complete the file, or remove it when the block ended with an error.

        Raises:
            OutputError: It cannot be completed.
        """
        with self._stack:
            try:
                if kind is None:
                    self._flush()
            finally:
                self._close(quietly=kind is not None)
            if kind is not None:
                self._stack.__exit__(kind, *rest)

    def add(self, row: Row) -> None:
        """Add a row: a value or None by the name of each column; a missing name is None.

        Raises:
            OutputError: The rows cannot be written.
        """
        self._pending.append(row)
        self.rows += 1
        if self.rows > MOST_ROWS and self._suffix == ".xlsx":
            raise OutputError(
                "cannot write {path}: a workbook takes {most_rows} rows; write .csv or .parquet",
                path=self.path,
                most_rows=MOST_ROWS,
            )
        if len(self._pending) >= ROWS_TOGETHER:
            self._flush()

    def _flush(self) -> None:
        import pyarrow as pa

        rows, self._pending = self._pending, []
        try:
            with explained(self.path):
                if self._sink is not None and rows:
                    self._sink.write(rows)
        except (pa.ArrowException, OverflowError) as error:
            raise OutputError(
                "cannot write {path}: {error}", path=self.path, error=error
            ) from error

    def _close(self, *, quietly: bool) -> None:
        sink, self._sink = self._sink, None
        try:
            with explained(self.path):
                if sink is not None:
                    sink.close()
        except OutputError:
            if not quietly:
                raise


def write_table(
    path: Path,
    columns: Sequence[Column],
    rows: Iterable[Row],
    *,
    private: bool = False,
    suffix: str | None = None,
) -> int:
    """Write a whole table; returns how many rows it has. The arguments: ``TableWriter``.

    Raises:
        OutputError: It cannot be written.
    """
    with TableWriter(path, columns, private=private, suffix=suffix) as table:
        for row in rows:
            table.add(row)
    return table.rows


def csv_text(columns: Sequence[Column], rows: Iterable[Row]) -> str:
    """A whole table as CSV, for a terminal or a pipe."""
    import pyarrow as pa

    stream = pa.BufferOutputStream()
    sink = CsvSink(stream, columns)
    sink.write(list(rows))
    sink.close()
    text: str = stream.getvalue().to_pybytes().decode()
    return text
