"""Which columns of a trace hold which landmarks.

Version 2 keeps those that measures are read off apart from the rest: Parquet reads a column without
its neighbours, and nine landmarks in ten are only drawn. Version 1 keeps all of them in one column.
The file says which landmarks were measured when it was written; where more of them are by now, both
columns are read.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from facecheck.core.frames import FACE_POINTS, Array
from facecheck.core.landmarks import MEASURED

SCHEMA = "facecheck.trace/2"
FIRST_SCHEMA = "facecheck.trace/1"

EVERY = tuple(range(FACE_POINTS))
"""All landmarks of a face."""


class FilePart(NamedTuple):
    """A column of landmarks.

    Attributes:
        name: The column's.
        landmarks: Their numbers, in the order of the column.
    """

    name: str
    landmarks: tuple[int, ...]


Layout = tuple[FilePart, ...]
"""The columns that hold a face together, the measured ones first."""

FIRST_LAYOUT: Layout = (FilePart("points", EVERY),)


def split(measured: Sequence[int] = MEASURED) -> Layout:
    """Version 2, with these landmarks in the first column."""
    rest = tuple(index for index in EVERY if index not in set(measured))
    return FilePart("points_measured", tuple(measured)), FilePart("points_rest", rest)


def layout_of(metadata: Mapping[bytes, bytes]) -> Layout | None:
    """The layout that a file's metadata tells of; None for a version that is not known.

    Raises:
        ValueError: The landmarks that it names are none.
    """
    version = metadata.get(b"schema", b"")
    if version == FIRST_SCHEMA.encode():
        return FIRST_LAYOUT
    if version != SCHEMA.encode():
        return None
    measured = json.loads(metadata.get(b"measured", b"null"))
    if not isinstance(measured, list) or not all(type(index) is int for index in measured):
        raise ValueError("its measured landmarks are not listed")
    # Both columns hold some: each landmark is in one of them, and in one only.
    if not 0 < len(measured) == len({*measured}.intersection(EVERY)) < FACE_POINTS:
        raise ValueError("its measured landmarks are not landmarks")
    return split(measured)


def needed(layout: Layout) -> Layout:
    """The columns to read where nothing but measures is wanted."""
    first = layout[:1]
    return first if set(MEASURED).issubset(first[0].landmarks) else layout


def gather(landmarks: tuple[int, ...], parts: Layout, columns: Sequence[Array]) -> Array:
    """Put landmarks in order, ``(faces, n, 3)``, out of the columns that hold them.

    Args:
        landmarks: Their numbers; each is in one of the parts.
        parts: What the columns hold.
        columns: ``(faces, n, 3)`` of each part.
    """
    for part, column in zip(parts, columns, strict=True):
        if part.landmarks == landmarks:
            return column
    together = columns[0] if len(columns) == 1 else np.concatenate(columns, axis=1)
    return np.take(together, _places(landmarks, parts), axis=1)


@cache
def _places(landmarks: tuple[int, ...], parts: Layout) -> NDArray[np.intp]:
    place = {
        index: i for i, index in enumerate(index for part in parts for index in part.landmarks)
    }
    return np.array([place[index] for index in landmarks], np.intp)
