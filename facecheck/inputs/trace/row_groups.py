"""A row group as arrays to measure at once, and as the observations it was written from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import repeat
from typing import overload

from facecheck.core.frames import Array, Face, Group, Instant, Observation
from facecheck.core.landmarks import MEASURED
from facecheck.inputs.trace.columns import Columns
from facecheck.inputs.trace.layout import EVERY, gather


def group_of(columns: Columns) -> Group:
    """The rows, measured together; observations are made when somebody asks for one."""
    rows = (
        columns.times_s.tolist(),
        columns.sizes,
        columns.brightness,
        columns.present.tolist(),
        columns.obstacles,
    )
    return Group(
        _Observations(columns),
        gather(MEASURED, columns.parts, columns.points),
        columns.blendshapes,
        columns.matrix,
        known=list(map(Instant, *rows)),
        lids=columns.lids,
    )


class _Observations(Sequence[Observation]):
    """The observations of some columns, made when somebody asks for one.

    Rules that read measures alone never do, and making them costs as much as judging them.
    """

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._made: Sequence[Observation] | None = None

    def __len__(self) -> int:
        return len(self._columns.times_s)

    @overload
    def __getitem__(self, index: int) -> Observation: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Observation]: ...
    def __getitem__(self, index: int | slice) -> Observation | Sequence[Observation]:
        return self._all()[index]

    def __iter__(self) -> Iterator[Observation]:
        return iter(self._all())

    def _all(self) -> Sequence[Observation]:
        if self._made is None:
            self._made = _observations(self._columns)
        return self._made


def _observations(columns: Columns) -> Sequence[Observation]:
    """The observations; their faces share the memory of an array.

    Raises:
        RuntimeError: Only what is measured was read.
    """
    if columns.hands is None or columns.blendshapes is None:
        raise RuntimeError("only what is measured was read of this trace; ask for groups()")
    points = gather(EVERY, columns.parts, columns.points)
    lids: Iterable[Array | None] = repeat(None)
    if columns.lids is not None:
        looked = columns.looked.tolist()
        lids = (row if known else None for row, known in zip(columns.lids, looked, strict=True))
    faces = map(Face, points, columns.blendshapes, columns.matrix, lids)
    rows = zip(
        columns.times_s.tolist(),
        columns.sizes,
        columns.present.tolist(),
        columns.hands,
        columns.brightness,
        columns.obstacles,
        strict=True,
    )
    return [
        Observation(time_s, size, next(faces) if present else None, hands, light, obstacles)
        for time_s, size, present, hands, light, obstacles in rows
    ]
