"""Observations to measures, many frames at once where they are there already."""

from __future__ import annotations

from collections.abc import Container, Iterator
from itertools import repeat

from facecheck.core.frames import Group
from facecheck.engine.measures.face_arrays import group_arrays
from facecheck.engine.measures.framing import FRAMING, framing_columns
from facecheck.engine.measures.geometry import Floats
from facecheck.engine.measures.table import MEASURES, measure_faces

Values = dict[str, float]


def values_of(group: Group, names: Container[str] = MEASURES) -> Iterator[Values | None]:
    """The measures of each observation of a group; None without a face.

    Args:
        group: What was seen.
        names: Which measures are wanted, those of the framing among them.
    """
    rows: Iterator[Values] = iter(())
    if len(group.measured):
        columns = _columns(group, names)
        wanted = tuple(columns)
        values = zip(*(column.tolist() for column in columns.values()), strict=True)
        rows = map(dict, map(zip, repeat(wanted), values))
    for instant in group.instants():
        yield next(rows) if instant.seen else None


def _columns(group: Group, names: Container[str]) -> dict[str, Floats]:
    columns = measure_faces(group_arrays(group), names)
    if any(name in names for name in FRAMING):
        columns |= framing_columns(group)
    return columns
