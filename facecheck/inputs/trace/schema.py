"""The columns of a trace."""

from __future__ import annotations

import json
from collections.abc import Container
from typing import Any

import numpy as np

from facecheck.core.frames import BLENDSHAPES, HAND_POINTS, LIDS, Details
from facecheck.inputs.trace.layout import SCHEMA, Layout, split

SUFFIX = ".parquet"

LAYOUT = split()
"""What is written."""

CLIP = "clip"
"""The column with the clip's name."""

OBSTACLES = "obstacles"
"""The column with what kept a picture from showing what happens: names with commas between, or
nothing."""

LIDS_COLUMN = "lids"
"""The column with what the picture says of the lids."""

LATER = frozenset({CLIP, OBSTACLES, LIDS_COLUMN})
"""Columns that older traces do not have."""

SHAPES_COLUMN = "blendshapes"

ARRAYS = {SHAPES_COLUMN: (BLENDSHAPES,), "matrix": (4, 4)}
"""A face's other arrays and their shapes, by the name of column and attribute."""

FLOATS = (
    "time_s",
    "brightness",
    *(f"{part.name}.list.element" for part in LAYOUT),
    *(f"{name}.list.element" for name in ARRAYS),
    f"{LIDS_COLUMN}.list.element",
    "hands.list.element.score",
    "hands.list.element.points.list.element",
)
"""The columns of floating-point numbers, as Parquet calls them."""


def arrow_schema(layout: Layout = LAYOUT) -> Any:
    """The columns, as pyarrow wants them."""
    import pyarrow as pa

    single = pa.float32()
    hand = pa.struct(
        [
            pa.field("side", pa.string(), nullable=False),
            pa.field("score", pa.float64(), nullable=False),
            pa.field("points", pa.list_(single, HAND_POINTS * 3), nullable=False),
        ]
    )
    fields = [
        # The same in every row, so that tables of several traces are joined with others by it.
        pa.field(CLIP, pa.string(), nullable=False),
        pa.field("time_s", pa.float64(), nullable=False),
        pa.field("width", pa.int32(), nullable=False),
        pa.field("height", pa.int32(), nullable=False),
        pa.field("brightness", pa.float64()),
        *(pa.field(part.name, pa.list_(single, len(part.landmarks) * 3)) for part in layout),
        *(pa.field(n, pa.list_(single, int(np.prod(shape)))) for n, shape in ARRAYS.items()),
        pa.field(LIDS_COLUMN, pa.list_(single, LIDS)),
        pa.field("hands", pa.list_(hand)),
        pa.field(OBSTACLES, pa.string()),
    ]
    measured = json.dumps(layout[0].landmarks, separators=(",", ":"))
    return pa.schema(fields, metadata={"schema": SCHEMA, "measured": measured})


def every_column(parts: Layout, there: Container[str]) -> list[str]:
    """The columns to read for the observations: not the clip's name, and none that others added."""
    names = [name for name in arrow_schema(parts).names if name != CLIP]
    return [name for name in names if name not in LATER or name in there]


def measured_columns(parts: Layout, there: Container[str], details: Details) -> list[str]:
    """The columns to read where nobody asks for the observations: these parts, and no hands.

    Args:
        parts: The columns of landmarks.
        there: The columns of the file.
        details: What is wanted of faces besides landmarks.
    """
    names = ["time_s", "width", "height", "brightness"]
    names += [OBSTACLES] if OBSTACLES in there else []
    names += [LIDS_COLUMN] if LIDS_COLUMN in there and details.lids else []
    arrays = [name for name in ARRAYS if name != SHAPES_COLUMN or details.blendshapes]
    return [*names, *(part.name for part in parts), *arrays]
