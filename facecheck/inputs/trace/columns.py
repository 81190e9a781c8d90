"""Reads and checks the columns of a row group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from facecheck.core.frames import HAND_POINTS, LIDS, NO_OBSTACLE, Array, Hand
from facecheck.inputs.trace.layout import Layout
from facecheck.inputs.trace.schema import ARRAYS, LIDS_COLUMN, OBSTACLES, SHAPES_COLUMN

Hands = tuple[Hand, ...]

FARTHEST = 1e9
"""No picture is as wide in pixels; squares of what lies farther leave the range of float32."""


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """A group of rows.

    Attributes:
        times_s: ``(rows,)``.
        sizes: Width and height of each row.
        brightness: Of each row.
        present: ``(rows,)``, which rows have a face.
        parts: Which landmarks were read.
        points: ``(faces, n, 3)`` of each part, of the rows that have a face.
        blendshapes: ``(faces, 52)`` likewise; None where they were not read.
        matrix: ``(faces, 4, 4)`` likewise.
        hands: Of each row; None where they were not read.
        lids: ``(faces, 4)`` of the rows that have a face, 0 where nobody looked; None where nobody
            looked at any.
        looked: ``(faces,)``, which of these were looked at.
        obstacles: Of each row.
    """

    times_s: NDArray[np.float64]
    sizes: Sequence[tuple[int, int]]
    brightness: Sequence[float | None]
    present: NDArray[np.bool_]
    parts: Layout
    points: Sequence[Array]
    blendshapes: Array | None
    matrix: Array
    hands: Sequence[Hands | None] | None
    lids: Array | None
    looked: NDArray[np.bool_]
    obstacles: Sequence[frozenset[str]]


def read_columns(table: Any, parts: Layout, *, whole: bool) -> Columns:
    """Check a table of rows.

    Args:
        table: All columns, or `schema.measured_columns`.
        parts: Which of them hold landmarks.
        whole: Whether there are all.

    Raises:
        KeyError: A column is missing.
        ValueError: A value cannot be what it claims to be.
    """
    columns = {name: table[name].combine_chunks() for name in table.column_names}
    times_s = columns["time_s"].to_numpy()
    if not (np.isfinite(times_s).all() and (times_s >= 0).all()):
        raise ValueError("a time is not a number")
    shapes = {part.name: (len(part.landmarks), 3) for part in parts} | ARRAYS
    shapes = {name: shape for name, shape in shapes.items() if name in columns}
    valid = [_valid(columns[name]) for name in shapes]
    if any((one != valid[0]).any() for one in valid[1:]):
        raise ValueError("a face is not whole")
    arrays = {name: _array(columns[name], name, shape) for name, shape in shapes.items()}
    lids, looked = _lids(columns.get(LIDS_COLUMN), valid[0])
    return Columns(
        times_s=times_s,
        sizes=_sizes(columns["width"].to_numpy(), columns["height"].to_numpy()),
        brightness=_brightness(columns["brightness"]),
        present=valid[0],
        parts=parts,
        points=[arrays[part.name] for part in parts],
        blendshapes=arrays.get(SHAPES_COLUMN),
        matrix=arrays["matrix"],
        hands=_hands(columns["hands"]) if whole else None,
        lids=lids,
        looked=looked,
        obstacles=_obstacles(columns.get(OBSTACLES), len(times_s)),
    )


def _lids(column: Any, present: NDArray[np.bool_]) -> tuple[Array | None, NDArray[np.bool_]]:
    """What the picture says of the lids of each face, and where it was asked."""
    if column is None or column.null_count == len(column):
        return None, np.zeros(int(present.sum()), np.bool_)
    looked = _valid(column)
    if (looked & ~present).any():
        raise ValueError("lids without a face")
    rows = np.zeros((len(column), LIDS), np.float32)
    rows[looked] = _array(column, LIDS_COLUMN, (LIDS,))
    return rows[present], looked[present]


def _valid(column: Any) -> NDArray[np.bool_]:
    """``(rows,)``, where there is something."""
    if not column.null_count:
        return np.ones(len(column), np.bool_)
    return np.asarray(column.is_valid().to_numpy(zero_copy_only=False), np.bool_)


def _near(values: Array) -> bool:
    """Whether all of them are numbers such as pixels and centimetres are."""
    return bool((np.abs(values) < FARTHEST).all())


def _array(column: Any, name: str, shape: tuple[int, ...]) -> Array:
    """``(faces, ...)`` of the rows that have a face."""
    values: Array = column.flatten().to_numpy(zero_copy_only=False).reshape(-1, *shape)
    if not _near(values):
        raise ValueError(f"{name} holds what is not a number, or too large")
    return values


def _sizes(width: NDArray[np.int32], height: NDArray[np.int32]) -> list[tuple[int, int]]:
    if len(width) and min(width.min(), height.min()) < 1:
        raise ValueError("a picture without size")
    return list(zip(width.tolist(), height.tolist(), strict=True))


def _brightness(column: Any) -> list[float | None]:
    # Not to_pylist, which makes an object of Arrow's for each number first.
    values = column.to_numpy(zero_copy_only=False)
    known = _valid(column)
    if not ((values >= 0) & (values <= 1))[known].all():
        raise ValueError("a brightness outside 0 to 1")
    rows: list[float | None] = values.tolist()
    for row in np.flatnonzero(~known).tolist():
        rows[row] = None
    return rows


def _obstacles(column: Any, rows: int) -> list[frozenset[str]]:
    """What each row says; most rows, and all of an older trace, say nothing."""
    if column is None or column.null_count == len(column):
        return [NO_OBSTACLE] * rows
    return [NO_OBSTACLE if not said else _named(said) for said in column.to_pylist()]


@lru_cache(64)
def _named(said: str) -> frozenset[str]:
    return frozenset(said.split(","))


def _hands(column: Any) -> list[Hands | None]:
    """The hands of each row, read as columns: a row's 63 numbers one by one would cost 10 us."""
    if column.null_count == len(column):
        return [None] * len(column)
    hands = column.flatten()
    points = hands.field("points").flatten().to_numpy(zero_copy_only=False)
    points = points.reshape(-1, HAND_POINTS, 3)
    scores = hands.field("score").to_numpy(zero_copy_only=False)
    sides = hands.field("side").to_pylist()
    if not (_near(points) and np.isfinite(scores).all()):
        raise ValueError("a hand is not a hand")
    if not set(sides) <= {"left", "right"} or not len(points) == len(scores) == len(sides):
        raise ValueError("a hand is not a hand")
    every = list(map(Hand, points, sides, scores.tolist()))
    rows: list[Hands | None] = []
    start = 0
    for length in column.value_lengths().to_pylist():
        rows.append(None if length is None else tuple(every[start : start + length]))
        start += length or 0
    return rows
