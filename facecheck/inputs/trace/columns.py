"""The columns of a group of rows, checked, and the observations made of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from facecheck.core.frames import HAND_POINTS, Array, Face, Group, Hand, Observation
from facecheck.inputs.trace.schema import ARRAYS

Hands = tuple[Hand, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """A group of rows.

    Attributes:
        times_s: ``(rows,)``.
        sizes: Width and height of each row.
        brightness: Of each row.
        present: ``(rows,)``, which rows have a face.
        points: ``(faces, 478, 3)`` of the rows that have one.
        blendshapes: ``(faces, 52)`` likewise.
        matrix: ``(faces, 4, 4)`` likewise.
        hands: Of each row.
    """

    times_s: NDArray[np.float64]
    sizes: Sequence[tuple[int, int]]
    brightness: Sequence[float | None]
    present: NDArray[np.bool_]
    points: Array
    blendshapes: Array
    matrix: Array
    hands: Sequence[Hands | None]

    def group(self) -> Group:
        """The observations; their faces share the memory of the columns."""
        faces = map(Face, self.points, self.blendshapes, self.matrix)
        rows = zip(
            self.times_s.tolist(), self.sizes, self.present.tolist(), self.hands, self.brightness,
            strict=True,
        )  # fmt: skip
        observations = [
            Observation(time_s, size, next(faces) if present else None, hands, light)
            for time_s, size, present, hands, light in rows
        ]
        return Group(observations, self.points, self.blendshapes, self.matrix)


def read_columns(table: Any) -> Columns:
    """Check a table of rows.

    Raises:
        ValueError: A value cannot be what it claims to be.
    """
    table = table.combine_chunks()
    times_s = table["time_s"].to_numpy()
    if not (np.isfinite(times_s).all() and (times_s >= 0).all()):
        raise ValueError("a time is not a number")
    sizes = list(zip(table["width"].to_pylist(), table["height"].to_pylist(), strict=True))
    if any(width < 1 or height < 1 for width, height in set(sizes)):
        raise ValueError("a picture without size")
    brightness = table["brightness"].to_pylist()
    if not all(light is None or 0 <= light <= 1 for light in brightness):
        raise ValueError("a brightness outside 0 to 1")
    valid = {name: np.asarray(table[name].is_valid()) for name in ARRAYS}
    present = np.logical_and.reduce(list(valid.values()))
    arrays = {name: _array(table[name], name, valid[name], present) for name in ARRAYS}
    return Columns(
        times_s=times_s, sizes=sizes, brightness=brightness, present=present,
        hands=_hands(table["hands"].combine_chunks()), **arrays,
    )  # fmt: skip


def _array(column: Any, name: str, valid: NDArray[np.bool_], present: NDArray[np.bool_]) -> Array:
    """``(faces, ...)`` of the rows that have a face."""
    shape = ARRAYS[name]
    values: Array = column.combine_chunks().flatten().to_numpy(zero_copy_only=False)
    values = values.reshape(-1, *shape)
    if not np.isfinite(values).all():
        raise ValueError(f"{name} holds what is not a number")
    return values if len(values) == present.sum() else values[present[valid]]


def _hands(column: Any) -> list[Hands | None]:
    """The hands of each row, read as columns: a row's 63 numbers one by one would cost 10 us."""
    if column.null_count == len(column):
        return [None] * len(column)
    hands = column.flatten()
    points = hands.field("points").flatten().to_numpy(zero_copy_only=False)
    points = points.reshape(-1, HAND_POINTS, 3)
    scores = hands.field("score").to_numpy(zero_copy_only=False)
    sides = hands.field("side").to_pylist()
    if not (np.isfinite(points).all() and np.isfinite(scores).all()):
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
