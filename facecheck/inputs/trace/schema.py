"""The columns of a trace."""

from __future__ import annotations

from typing import Any

import numpy as np

from facecheck.core.frames import BLENDSHAPES, FACE_POINTS, HAND_POINTS

SCHEMA = "facecheck.trace/1"
SUFFIX = ".parquet"

ARRAYS = {"points": (FACE_POINTS, 3), "blendshapes": (BLENDSHAPES,), "matrix": (4, 4)}
"""A face's arrays and their shapes, by the name of column and attribute."""

FLOATS = (
    "time_s", "brightness", *(f"{name}.list.element" for name in ARRAYS),
    "hands.list.element.score", "hands.list.element.points.list.element",
)  # fmt: skip
"""The columns of floating-point numbers, as Parquet calls them."""


def arrow_schema() -> Any:
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
        pa.field("time_s", pa.float64(), nullable=False),
        pa.field("width", pa.int32(), nullable=False),
        pa.field("height", pa.int32(), nullable=False),
        pa.field("brightness", pa.float64()),
        *(pa.field(n, pa.list_(single, int(np.prod(shape)))) for n, shape in ARRAYS.items()),
        pa.field("hands", pa.list_(hand)),
    ]
    return pa.schema(fields, metadata={"schema": SCHEMA})
