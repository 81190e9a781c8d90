"""Observations to measures, many frames at once where they are there already."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from itertools import islice, repeat

from facecheck.core.frames import Group, Observation
from facecheck.engine.measures.face_arrays import group_arrays
from facecheck.engine.measures.framing import FRAMING, framing_columns
from facecheck.engine.measures.geometry import Floats
from facecheck.engine.measures.table import MEASURES, measure_faces

Values = dict[str, float]


def measured(
    observations: Iterable[Observation], together: int = 1
) -> Iterator[tuple[Observation, Values | None]]:
    """Pair each observation with its measures; None without a face.

    Args:
        observations: In time order.
        together: How many to take at once: 1 as frames arrive, some hundreds from a trace. The
            numbers are the same, bit for bit; only the cost differs.
    """
    source = iter(observations)
    while chunk := list(islice(source, together)):
        yield from zip(chunk, values_of(Group.of(chunk)), strict=True)


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
