"""Tables as files: CSV, Parquet, and workbooks for spreadsheets; one writer for all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from datetime import UTC, date, datetime
from pathlib import Path
from typing import IO, Any, Protocol, Self

from facecheck.core.columns import Column
from facecheck.core.errors import OutputError
from facecheck.outputs.files import atomically, explained, make_private

SUFFIXES = (".csv", ".parquet", ".xlsx")

ROWS_TOGETHER = 1000
"""Rows kept before they are written: memory stays flat whatever the table's length."""

MOST_ROWS = 2**20 - 1
"""Of a workbook, without its header: no spreadsheet takes more."""

LONGEST_CELL = 32767
"""Characters of a workbook's cell, likewise."""

FORMULA_BEGINS = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet take a cell of a CSV file for a formula, and run it."""

Row = Mapping[str, Any]


class _Sink(Protocol):
    """Takes rows, some at a time."""

    def write(self, rows: Sequence[Row]) -> None: ...

    def close(self) -> None: ...


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
        self._sink: _Sink | None = None

    def __enter__(self) -> Self:
        """Begin a temporary file beside the target.

        Raises:
            OutputError: It cannot be written.
        """
        make = _SINKS[self._suffix]
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
                f"cannot write {self.path}: a workbook takes {MOST_ROWS} rows; "
                "write .csv or .parquet"
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
            raise OutputError(f"cannot write {self.path}: {error}") from error

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
    sink = _Csv(stream, columns)
    sink.write(list(rows))
    sink.close()
    text: str = stream.getvalue().to_pybytes().decode()
    return text


def arrow_schema(columns: Sequence[Column]) -> Any:
    """The columns as pyarrow has them; unit and meaning are the fields' metadata."""
    import pyarrow as pa

    kinds = {
        "text": pa.string(), "whole": pa.int64(), "number": pa.float64(), "truth": pa.bool_(),
        "time": pa.timestamp("ms", "UTC"), "day": pa.date32(),
    }  # fmt: skip
    return pa.schema(
        [pa.field(c.name, kinds[c.kind], metadata={"unit": c.unit, "what": c.what})
         for c in columns]
    )  # fmt: skip


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula: one that begins like one is quoted.

    >>> harmless("=1+1"), harmless("a=1"), harmless("-clip.mp4")
    ("'=1+1", 'a=1', "'-clip.mp4")
    """
    return f"'{text}" if text.startswith(FORMULA_BEGINS) else text


class _Parquet:
    def __init__(self, path: Path, columns: Sequence[Column]) -> None:
        from pyarrow import parquet

        self._schema = arrow_schema(columns)
        self._writer = parquet.ParquetWriter(str(path), self._schema, compression="zstd")

    def write(self, rows: Sequence[Row]) -> None:
        import pyarrow as pa

        self._writer.write_table(pa.Table.from_pylist([*map(dict, rows)], schema=self._schema))

    def close(self) -> None:
        self._writer.close()


class _Csv:
    """Times in ISO 8601 with their offset, truths as `true` and `false`, nothing where missing."""

    def __init__(self, place: Path | IO[bytes], columns: Sequence[Column]) -> None:
        import pyarrow as pa
        from pyarrow import csv

        schema = arrow_schema(columns)
        for i, column in enumerate(columns):
            if column.kind == "time":
                schema = schema.set(i, pa.field(column.name, pa.string()))
        self._columns, self._schema = columns, schema
        self._writer = csv.CSVWriter(str(place) if isinstance(place, Path) else place, schema)

    def write(self, rows: Sequence[Row]) -> None:
        import pyarrow as pa

        plain = [{c.name: _csv_cell(row.get(c.name), c) for c in self._columns} for row in rows]
        self._writer.write_table(pa.Table.from_pylist(plain, schema=self._schema))

    def close(self) -> None:
        self._writer.close()


class _Workbook:
    """A sheet whose numbers are numbers, in whatever a spreadsheet's country writes them."""

    def __init__(self, path: Path, columns: Sequence[Column]) -> None:
        from xlsxwriter import Workbook

        self._columns = columns
        # Rows go to the disk as they come. Nothing that a clip is called becomes a formula or link.
        self._book = Workbook(
            str(path),
            {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
        )
        self._sheet = self._book.add_worksheet("facecheck")
        bold = self._book.add_format({"bold": True})
        self._forms = {
            "time": self._book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss.000"}),
            "day": self._book.add_format({"num_format": "yyyy-mm-dd"}),
        }
        self._sheet.freeze_panes(1, 0)
        for i, column in enumerate(columns):
            self._sheet.set_column(i, i, max(10, len(column.name) + 2))
            self._sheet.write_string(0, i, column.name, bold)
        self._next = 1

    def write(self, rows: Sequence[Row]) -> None:
        for row in rows:
            for i, column in enumerate(self._columns):
                self._cell(i, row.get(column.name), column)
            self._next += 1

    def _cell(self, i: int, value: Any, column: Column) -> None:
        if value is None:
            return
        if column.kind == "truth":
            self._sheet.write_boolean(self._next, i, value)
        elif column.kind in ("whole", "number"):
            self._sheet.write_number(self._next, i, value)
        elif column.kind == "time" and value.year >= 1900:
            moment = value.astimezone(UTC).replace(tzinfo=None)
            self._sheet.write_datetime(self._next, i, moment, self._forms["time"])
        elif column.kind == "day" and value.year >= 1900:
            self._sheet.write_datetime(self._next, i, value, self._forms["day"])
        else:
            self._sheet.write_string(self._next, i, _iso(value)[:LONGEST_CELL])

    def close(self) -> None:
        from xlsxwriter.exceptions import FileCreateError

        try:
            self._book.close()
        except FileCreateError as error:
            raise OSError(*error.args[0].args) if error.args else OSError(str(error)) from error


_SINKS: Mapping[str, Callable[[Path, Sequence[Column]], _Sink]] = {
    ".csv": _Csv, ".parquet": _Parquet, ".xlsx": _Workbook,
}  # fmt: skip


def _csv_cell(value: Any, column: Column) -> Any:
    if value is None:
        return None
    if column.kind == "time":
        return _iso(value)
    return harmless(value) if column.kind == "text" else value


def _iso(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat(timespec="milliseconds")
    return value.isoformat() if isinstance(value, date) else str(value)
