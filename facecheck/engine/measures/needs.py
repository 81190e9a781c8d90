"""What measures rest on: landmarks and blendshapes that a recording may lack, or need not have."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from functools import cache

import numpy as np

from facecheck.core import landmarks as lm
from facecheck.core.frames import BLENDSHAPES, LIDS, Details
from facecheck.engine.measures.face_arrays import FaceArrays
from facecheck.engine.measures.geometry import Floats
from facecheck.engine.measures.table import MEASURES, measure_faces

GOLDEN = (5**0.5 - 1) / 2
"""Steps of this share of a range go all over it."""

FACES = 32
"""Made-up faces that are tried: a measure that takes the larger of two things looks at each
of them in some."""


def lacking(landmarks: Collection[int], shapes: Collection[str]) -> frozenset[str]:
    """The measures that cannot be read off a face of which only so much is known.

    Found by trying, so that a measure that is added is among them if it must be: whatever is not
    known is moved, and a measure that changes rests on it.

    Args:
        landmarks: Those that are known.
        shapes: Names of the blendshapes that are known.
    """
    return _lacking(frozenset(landmarks), frozenset(shapes))


def details_of(measures: Iterable[str]) -> Details:
    """What the models must give besides landmarks, for measures to be read.

    Found by trying, as in `lacking`.

    Args:
        measures: Their names; those that are not of the face are passed over.
    """
    return _details_of(frozenset(measures))


@cache
def _details_of(measures: frozenset[str]) -> Details:
    points, front = _points(0), np.broadcast_to(np.eye(4), (FACES, 4, 4))

    def read(shapes: Floats, lids: Floats) -> dict[str, Floats]:
        return measure_faces(FaceArrays(points, shapes, front, lids), measures)

    shapes = [_numbers(0.1, 0.9, (FACES, BLENDSHAPES), turn) for turn in range(2)]
    lids = [_numbers(-9.0, 9.0, (FACES, LIDS), turn) for turn in range(2)]
    first = read(shapes[0], lids[0])
    return Details(
        blendshapes=_differ(first, read(shapes[1], lids[0])),
        lids=_differ(first, read(shapes[0], lids[1])),
    )


def _differ(one: Mapping[str, Floats], other: Mapping[str, Floats]) -> bool:
    return any(not np.array_equal(one[name], other[name]) for name in one)


def _points(turn: int, count: int = len(lm.MEASURED)) -> Floats:
    return _numbers(100.0, 400.0, (FACES, count, 3), turn)


def _numbers(low: float, high: float, shape: tuple[int, ...], turn: int) -> Floats:
    """Numbers spread over a range, new ones each time; numpy.random takes 20 ms to import."""
    steps = np.arange(math.prod(shape)) + 0.37 * turn
    return np.asarray(low + (high - low) * (steps * GOLDEN % 1.0).reshape(shape), np.float64)


@cache
def _lacking(landmarks: frozenset[int], shapes: frozenset[str]) -> frozenset[str]:
    points = _points(0)
    readings = _numbers(0.1, 0.9, (FACES, BLENDSHAPES), 0)
    moved, others = points.copy(), readings.copy()
    unknown = [lm.MEASURED_PLACE[index] for index in lm.MEASURED if index not in landmarks]
    hidden = [place for name, place in lm.SHAPE.items() if name not in shapes]
    moved[:, unknown] = _points(1, len(unknown))
    others[:, hidden] = _numbers(0.1, 0.9, (FACES, len(hidden)), 1)
    front = np.broadcast_to(np.eye(4), (FACES, 4, 4))
    one, other = FaceArrays(points, readings, front), FaceArrays(moved, others, front)
    return frozenset(
        name
        for name, measure in MEASURES.items()
        if not np.array_equal(measure.function(one), measure.function(other))
    )
