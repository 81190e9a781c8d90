"""Rows as JSON Lines, CSV or Parquet."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from facecheck.outputs.files import atomically, explained

SUFFIXES = (".jsonl", ".csv", ".parquet")
TOGETHER = 1000
"""Rows in memory at once."""

Rows = Iterable[tuple[str, dict[str, Any]]]

_COLUMNS: dict[str, str] = {
    "path": "string", "clip": "string", "exercise": "string", "counted": "int64",
    "target_reps": "int64", "target_hold_s": "float64", "complete": "bool_", "score": "float64",
    "attempts": "int64", "held_s": "string", "faults": "string", "duration_s": "float64",
    "judged_s": "float64", "frames": "int64", "face_frames": "int64", "warnings": "string",
    "error": "string",
}  # fmt: skip
"""Name and pyarrow's type of each column of a flat table."""


def write_table(path: Path, rows: Rows) -> None:
    """Write rows, whole or not at all.

    Args:
        path: Its suffix says the format.
        rows: The path of each clip and its document.

    Raises:
        OutputError: The file cannot be written.
    """
    with atomically(path) as temporary, explained(path):
        if path.suffix.lower() == ".parquet":
            _parquet(temporary, rows)
        elif path.suffix.lower() == ".csv":
            with temporary.open("w", encoding="utf-8", newline="") as file:
                table = csv.DictWriter(file, list(_COLUMNS))
                table.writeheader()
                table.writerows(flat(clip, row) for clip, row in rows)
        else:
            with temporary.open("w", encoding="utf-8", newline="\n") as file:
                for _, row in rows:
                    file.write(json.dumps(row, ensure_ascii=False, allow_nan=False) + "\n")


def flat(path: str, row: dict[str, Any]) -> dict[str, Any]:
    """A document as one row of a table; what repeats is joined, what is missing is None."""
    attempts = row.get("attempts")
    target = row.get("target") or {}
    values: dict[str, Any] = {name: row.get(name) for name in _COLUMNS}
    values |= {
        "path": path,
        "target_reps": target.get("reps"),
        "target_hold_s": target.get("hold_s"),
        "attempts": None if attempts is None else len(attempts),
        "held_s": None if attempts is None else " ".join(f"{a['hold_s']:g}" for a in attempts),
        "faults": None if attempts is None else "; ".join(_fault_names(row)),
        "warnings": None if attempts is None else "; ".join(row.get("warnings", ())),
    }
    return values


def _fault_names(row: dict[str, Any]) -> Iterable[str]:
    faults = [*(f for a in row["attempts"] for f in a.get("faults", ())), *row.get("faults", ())]
    return dict.fromkeys(fault["name"] for fault in faults)


def _parquet(path: Path, rows: Rows) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    fields = [(name, getattr(pa, kind)()) for name, kind in _COLUMNS.items()]
    schema = pa.schema([*fields, ("document", pa.string())])
    source: Iterator[tuple[str, dict[str, Any]]] = iter(rows)
    with pq.ParquetWriter(str(path), schema, compression="zstd") as writer:
        while chunk := list(islice(source, TOGETHER)):
            lines = [
                flat(clip, row) | {"document": json.dumps(row, ensure_ascii=False)}
                for clip, row in chunk
            ]
            writer.write_table(pa.Table.from_pylist(lines, schema=schema))
