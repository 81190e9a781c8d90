"""Whether the face is in the picture: what a camera that stands too close cuts off."""

from __future__ import annotations

from facecheck.core import landmarks as lm
from facecheck.core.frames import Observation

_READ = [lm.EYE_RIGHT_OUTER, lm.EYE_LEFT_OUTER, lm.MOUTH_RIGHT, lm.MOUTH_LEFT]
"""What exercises are read from: without these there is nothing to judge."""

_FACE = [*_READ, lm.CHIN, lm.BROW_RIGHT[0], lm.BROW_LEFT[0]]
"""What should be in the picture as well. Levels do not rest on it: a chin that the picture cuts off
leaves lips, lids and the jaw's blendshape as they are."""

FACE_HEIGHT = 2.2
"""From the brows to the chin of an open mouth, in inter-ocular distances."""

FACE_WIDTH = 1.3
"""Across the cheeks, in inter-ocular distances."""

FITS = 0.85
"""A face that takes up more of the picture has no room to move in it."""


def framing(observation: Observation) -> dict[str, float]:
    """How the face lies in the picture; nothing without a face.

    Returns:
        `beyond_picture`, how far eyes or mouth lie beyond the picture's edge (negative within),
        `cut_off`, the same for chin and brows too, both in inter-ocular distances, and
        `fills_picture`, the share of the picture's height or width that the face takes up.
    """
    face = observation.face
    if face is None:
        return {}
    width, height = observation.size
    points = face.points[_FACE, :2].tolist()
    (rx, ry), (lx, ly) = points[0], points[1]
    unit = max(float(((rx - lx) ** 2 + (ry - ly) ** 2) ** 0.5), 1e-6)
    out = [max(-x, x - width, -y, y - height) / unit for x, y in points]
    return {
        "beyond_picture": max(out[: len(_READ)]),
        "cut_off": max(out),
        "fills_picture": max(FACE_HEIGHT * unit / height, FACE_WIDTH * unit / width),
    }
