"""Whether the face is in the picture: what a camera that stands too close cuts off."""

from __future__ import annotations

import numpy as np

from facecheck.core import landmarks as lm
from facecheck.core.frames import Array, Group, Observation
from facecheck.engine.measures.geometry import Floats

_READ = [lm.EYE_RIGHT_OUTER, lm.EYE_LEFT_OUTER, lm.MOUTH_RIGHT, lm.MOUTH_LEFT]
"""What exercises are read from: without these there is nothing to judge."""

_FACE = [*_READ, lm.CHIN, lm.BROW_RIGHT[0], lm.BROW_LEFT[0]]
"""What should be in the picture as well. Levels do not rest on it: a chin that the picture cuts off
leaves lips, lids and the jaw's blendshape as they are."""

_FACE_ROWS = np.array([lm.MEASURED_PLACE[index] for index in _FACE])
_FOREHEAD, _NOSE = lm.MEASURED_PLACE[lm.FOREHEAD_TOP], lm.MEASURED_PLACE[lm.NOSE_BASE]

FACE_HEIGHT = 2.2
"""From the brows to the chin of an open mouth, in inter-ocular distances."""

FACE_WIDTH = 1.3
"""Across the cheeks, in inter-ocular distances."""

FITS = 0.85
"""A face that takes up more of the picture has no room to move in it."""


FRAMING = ("beyond_picture", "cut_off", "fills_picture", "tallness")
"""The measures of how a face lies in the picture.

`beyond_picture` is how far eyes or mouth lie beyond the picture's edge (negative within), `cut_off`
the same for chin and brows too, both in inter-ocular distances; `fills_picture` is the share of the
picture's height or width that the face takes up; `tallness` is how far the top of the forehead is
from the base of the nose, in inter-ocular distances, as it is seen and not turned to the front; 0
where the forehead is not in the picture.
"""


def framing(observation: Observation) -> dict[str, float]:
    """How the face of one observation lies in the picture; nothing without a face."""
    if observation.face is None:
        return {}
    sizes = np.array([observation.size], np.float64)
    columns = _columns(observation.face.measured[None], sizes)
    return {name: float(column[0]) for name, column in columns.items()}


def framing_columns(group: Group) -> dict[str, Floats]:
    """How the faces of a group lie in their pictures: name to ``(faces,)``."""
    sizes = np.array([i.size for i in group.instants() if i.seen], np.float64)
    return _columns(group.measured, sizes)


def _columns(landmarks: Array, sizes: Floats) -> dict[str, Floats]:
    """Of the measured landmarks ``(faces, n, 3)`` in pictures of sizes ``(faces, 2)``."""
    points = landmarks[:, _FACE_ROWS, :2].astype(np.float64)
    width, height = sizes[:, 0], sizes[:, 1]
    apart = points[:, 0] - points[:, 1]
    unit = np.maximum(np.sqrt(apart[:, 0] * apart[:, 0] + apart[:, 1] * apart[:, 1]), 1e-6)
    beyond = np.maximum(-points, points - sizes[:, None, :]) / unit[:, None, None]
    forehead, nose = landmarks[:, _FOREHEAD, :2], landmarks[:, _NOSE, :2]
    up = forehead.astype(np.float64) - nose
    seen = np.maximum(-forehead, forehead - sizes).max(axis=1) < 0.0
    return {
        "tallness": np.where(seen, np.sqrt(up[:, 0] * up[:, 0] + up[:, 1] * up[:, 1]) / unit, 0.0),
        "beyond_picture": beyond[:, : len(_READ)].max(axis=(1, 2)),
        "cut_off": beyond.max(axis=(1, 2)),
        "fills_picture": np.maximum(FACE_HEIGHT * unit / height, FACE_WIDTH * unit / width),
    }
