"""The formats of tables: rows in, a file out, some rows at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import IO, Any, Protocol

from facecheck.core.columns import Column

LONGEST_CELL = 32767
"""Characters of a workbook's cell: no spreadsheet takes more."""

FORMULA_BEGINS = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet take a cell of a CSV file for a formula, and run it."""

Row = Mapping[str, Any]


class Sink(Protocol):
    """Takes rows, some at a time."""

    def write(self, rows: Sequence[Row]) -> None:
        """Add rows."""

    def close(self) -> None:
        """Complete the file."""


def arrow_schema(columns: Sequence[Column]) -> Any:
    """The columns as pyarrow has them; unit and meaning are the fields' metadata."""
    import pyarrow as pa

    kinds = {
        "text": pa.string(),
        "whole": pa.int64(),
        "number": pa.float64(),
        "truth": pa.bool_(),
        "time": pa.timestamp("ms", "UTC"),
        "day": pa.date32(),
    }
    return pa.schema(
        [
            pa.field(c.name, kinds[c.kind], metadata={"unit": c.unit, "what": c.what})
            for c in columns
        ]
    )


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula: one that begins like one is quoted.

    >>> harmless("=1+1"), harmless("a=1"), harmless("-clip.mp4")
    ("'=1+1", 'a=1', "'-clip.mp4")
    """
    return f"'{text}" if text.startswith(FORMULA_BEGINS) else text


class ParquetSink:
    """Typed columns, with unit and meaning in their metadata."""

    def __init__(self, path: Path, columns: Sequence[Column]) -> None:
        from pyarrow import parquet

        self._schema = arrow_schema(columns)
        self._writer = parquet.ParquetWriter(str(path), self._schema, compression="zstd")

    def write(self, rows: Sequence[Row]) -> None:
        """Add rows."""
        import pyarrow as pa

        self._writer.write_table(pa.Table.from_pylist([*map(dict, rows)], schema=self._schema))

    def close(self) -> None:
        """Complete the file."""
        self._writer.close()


class CsvSink:
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
        """Add rows."""
        import pyarrow as pa

        plain = [{c.name: _csv_cell(row.get(c.name), c) for c in self._columns} for row in rows]
        self._writer.write_table(pa.Table.from_pylist(plain, schema=self._schema))

    def close(self) -> None:
        """Complete the file."""
        self._writer.close()


class WorkbookSink:
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
        """Add rows."""
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
        """Complete the file.

        Raises:
            OSError: It cannot be written.
        """
        from xlsxwriter.exceptions import FileCreateError

        try:
            self._book.close()
        except FileCreateError as error:
            raise OSError(*error.args[0].args) if error.args else OSError(str(error)) from error


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


SINKS: Mapping[str, Callable[[Path, Sequence[Column]], Sink]] = {
    ".csv": CsvSink,
    ".parquet": ParquetSink,
    ".xlsx": WorkbookSink,
}
"""By the suffix of a file."""
