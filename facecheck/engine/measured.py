"""Observations to measures, many frames at once where they are there already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from facecheck.core.frames import Observation
from facecheck.engine.measures import face_arrays, measure_faces

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
        faces = [o.face for o in chunk if o.face is not None]
        rows: Iterator[Values] = iter(())
        if faces:
            columns = measure_faces(face_arrays(faces))
            names = tuple(columns)
            values = zip(*(columns[name].tolist() for name in names), strict=True)
            rows = (dict(zip(names, row, strict=True)) for row in values)
        for observation in chunk:
            yield observation, next(rows) if observation.face is not None else None
