"""Traces as another version wrote them, with other landmarks measured than today's, or broken.

Written down here apart from the package, so that what older files hold does not change with it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

FACE_COLUMNS = ("points_measured", "points_rest")


def as_first_version(path: Path) -> None:
    """Write a trace again as version 1 did: all landmarks in one column."""
    table, about = _read(path)
    _write(path, table, {"points": range(478)}, {"schema": "facecheck.trace/1"}, about)


def with_measured(path: Path, measured: Sequence[int]) -> None:
    """Write a trace again with other landmarks in the first column."""
    table, about = _read(path)
    parts = dict(zip(FACE_COLUMNS, (measured, sorted({*range(478)} - {*measured})), strict=True))
    metadata = {"schema": "facecheck.trace/2", "measured": json.dumps([*measured])}
    _write(path, table, parts, metadata, about)


def overwrite(path: Path, column: str) -> None:
    """Destroy what the first group of rows holds of a column."""
    data = bytearray(path.read_bytes())
    rows = pq.read_metadata(path).row_group(0)
    columns = [rows.column(i) for i in range(rows.num_columns)]
    (found,) = (one for one in columns if one.path_in_schema.split(".")[0] == column)
    start = found.data_page_offset
    data[start : start + found.total_compressed_size] = bytes(found.total_compressed_size)
    path.write_bytes(data)


def _read(path: Path) -> tuple[Any, bytes]:
    return pq.read_table(path), pq.read_metadata(path).metadata[b"facecheck"]


def _write(
    path: Path, table: Any, parts: dict[str, Sequence[int]], metadata: dict[str, str], about: bytes
) -> None:
    first = json.loads(table.schema.metadata[b"measured"])
    order = [*first, *sorted({*range(478)} - {*first})]
    points = np.full((table.num_rows, 478, 3), np.nan, np.float32)
    seen = np.array([row is not None for row in table[FACE_COLUMNS[0]].to_pylist()])
    halves = (table[name].combine_chunks().flatten().to_numpy() for name in FACE_COLUMNS)
    faces = np.concatenate([half.reshape(seen.sum(), -1, 3) for half in halves], axis=1)
    points[np.flatnonzero(seen)[:, None], order] = faces
    columns = {name: table[name] for name in table.column_names if name not in FACE_COLUMNS}
    for name, landmarks in parts.items():
        flat = points[:, list(landmarks)].reshape(-1)
        columns[name] = pa.FixedSizeListArray.from_arrays(
            pa.array(flat), 3 * len(landmarks), mask=pa.array(~seen)
        )
    # Version 1 knew nothing of lids.
    lids = [] if "points" in parts else ["lids"]
    names = ["time_s", "width", "height", "brightness", *parts, "blendshapes", "matrix"]
    names += [*lids, "hands"]
    fields = [
        pa.field(name, columns[name].type) if name in parts else table.schema.field(name)
        for name in names
    ]
    schema = pa.schema(fields, metadata=metadata)
    with pq.ParquetWriter(path, schema) as writer:
        writer.write_table(pa.table([columns[name] for name in names], schema=schema), 2)
        writer.add_key_value_metadata({"facecheck": about})
