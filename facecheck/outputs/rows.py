"""Rows of different kinds as a table: CSV for everybody, Parquet with its types."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from facecheck.core.errors import OutputError
from facecheck.outputs.files import atomically, explained, make_private


def csv_text(columns: Iterable[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """Rows as CSV: times in ISO 8601, truths as `true` and `false`, nothing where it is missing."""
    names = list(columns)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    for row in rows:
        writer.writerow([_cell(row[name]) for name in names])
    return out.getvalue()


def write_parquet(
    path: Path, columns: Mapping[str, str], rows: Iterable[Mapping[str, Any]]
) -> None:  # fmt: skip
    """Write rows as Parquet, whole or not at all, readable by their owner alone.

    Args:
        path: Where they go.
        columns: Name to `text`, `whole`, `number`, `truth` or `time`.
        rows: With a value or None for each column.

    Raises:
        OutputError: They cannot be written.
    """
    import pyarrow as pa
    from pyarrow import parquet

    kinds = {
        "text": pa.string(), "whole": pa.int64(), "number": pa.float64(), "truth": pa.bool_(),
        "time": pa.timestamp("ms", "UTC"),
    }  # fmt: skip
    schema = pa.schema([(name, kinds[kind]) for name, kind in columns.items()])
    table = pa.Table.from_pylist([dict(row) for row in rows], schema=schema)
    with atomically(path) as temporary:
        try:
            with explained(path):
                make_private(temporary)
                parquet.write_table(table, temporary)
        except pa.ArrowException as error:
            raise OutputError(f"cannot write {path}: {error}") from error


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.isoformat(timespec="milliseconds")
    return "" if value is None else value
