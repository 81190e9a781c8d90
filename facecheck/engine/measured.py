"""Observations to measures, many frames at once where they are there already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from facecheck.core.frames import Group, Observation
from facecheck.engine.measures import group_arrays, measure_faces

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


def values_of(group: Group) -> Iterator[Values | None]:
    """The measures of each observation of a group; None without a face."""
    rows: Iterator[Values] = iter(())
    if len(group.points):
        columns = measure_faces(group_arrays(group))
        names = tuple(columns)
        values = zip(*(columns[name].tolist() for name in names), strict=True)
        rows = (dict(zip(names, row, strict=True)) for row in values)
    for observation in group.observations:
        yield next(rows) if observation.face is not None else None
