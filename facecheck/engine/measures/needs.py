"""Which measures rest on landmarks or blendshapes that a recording may not have."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

import numpy as np

from facecheck.core import landmarks as lm
from facecheck.core.frames import BLENDSHAPES
from facecheck.engine.measures.face_arrays import FaceArrays
from facecheck.engine.measures.table import MEASURES

FACES = 32
"""Faces made by chance that are tried: a measure that takes the larger of two things looks at each
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


@cache
def _lacking(landmarks: frozenset[int], shapes: frozenset[str]) -> frozenset[str]:
    chance = np.random.default_rng(68)
    points = chance.uniform(100.0, 400.0, (FACES, len(lm.MEASURED), 3))
    readings = chance.uniform(0.1, 0.9, (FACES, BLENDSHAPES))
    moved, others = points.copy(), readings.copy()
    unknown = [lm.MEASURED_PLACE[index] for index in lm.MEASURED if index not in landmarks]
    hidden = [place for name, place in lm.SHAPE.items() if name not in shapes]
    moved[:, unknown] = chance.uniform(100.0, 400.0, (FACES, len(unknown), 3))
    others[:, hidden] = chance.uniform(0.1, 0.9, (FACES, len(hidden)))
    front = np.broadcast_to(np.eye(4), (FACES, 4, 4))
    one, other = FaceArrays(points, readings, front), FaceArrays(moved, others, front)
    return frozenset(
        name
        for name, measure in MEASURES.items()
        if not np.array_equal(measure.function(one), measure.function(other))
    )
