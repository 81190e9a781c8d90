"""Whether the face is in the picture: what a camera that stands too close cuts off."""

from __future__ import annotations

from facecheck.core import landmarks as lm
from facecheck.core.frames import Observation

_EDGES = [
    lm.CHIN, lm.EYE_RIGHT_OUTER, lm.EYE_LEFT_OUTER, lm.MOUTH_RIGHT, lm.MOUTH_LEFT,
    lm.BROW_RIGHT[0], lm.BROW_LEFT[0],
]  # fmt: skip
"""What exercises are read from."""

FACE_HEIGHT = 2.2
"""From the brows to the chin of an open mouth, in inter-ocular distances."""

FACE_WIDTH = 1.3
"""Across the cheeks, in inter-ocular distances."""

FITS = 0.85
"""A face that takes up more of the picture has no room to move in it."""


def framing(observation: Observation) -> dict[str, float]:
    """How the face lies in the picture; nothing without a face.

    Returns:
        `beyond_picture`, how far a point lies beyond the picture's edge (negative within), and
        `fills_picture`, the share of the picture's height or width that the face takes up.
    """
    face = observation.face
    if face is None:
        return {}
    width, height = observation.size
    points = face.points[_EDGES, :2].tolist()
    xs, ys = [x for x, _ in points], [y for _, y in points]
    (rx, ry), (lx, ly) = points[1], points[2]
    unit = max(float(((rx - lx) ** 2 + (ry - ly) ** 2) ** 0.5), 1e-6)
    out = max(-min(xs), max(xs) - width, -min(ys), max(ys) - height)
    return {
        "beyond_picture": out / unit,
        "fills_picture": max(FACE_HEIGHT * unit / height, FACE_WIDTH * unit / width),
    }
