"""Where parts of a rendered face are in its pictures, read off the mesh."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np

from sample_videos.actor.face import LOWER_LIP, UPPER_LIP, FaceRig
from sample_videos.actor.identity import EVERYBODY
from sample_videos.actor.mesh import FloatArray
from sample_videos.actor.render import VIEW_DEG, Script

LOOK_Y, CAMERA_Y = -0.25, 0.35  # as `Stage` has them
CHIN = 5225  # vertex under the chin


class Places(NamedTuple):
    """Places in pixels, `(x, y)` each, of a face in the pose in which it rests.

    Attributes:
        left_eye: The person's own.
        right_eye: Likewise.
        mouth: Between the lips.
        chin: Its lowest point.
        unit: Between the eyes.
    """

    left_eye: FloatArray
    right_eye: FloatArray
    mouth: FloatArray
    chin: FloatArray
    unit: float


@cache
def _rig(who: str) -> FaceRig:
    return FaceRig(EVERYBODY[who])


def places(script: Script) -> Places:
    """The places in a script's pictures."""
    rig, camera = _rig(script.who), script.camera
    placed = rig.place(rig.rest, script.base)
    shift = placed[UPPER_LIP] - rig.rest[UPPER_LIP]
    lips = 0.5 * (placed[UPPER_LIP] + placed[LOWER_LIP])
    points = np.array(
        [rig.eyes["left"] + 0.5 * shift, rig.eyes["right"] + 0.5 * shift, lips, placed[CHIN]]
    )
    width, height = camera.size
    eye = np.array([0.0, LOOK_Y + CAMERA_Y, camera.distance])
    ahead = np.array([0.0, -CAMERA_Y, -camera.distance])
    ahead /= np.linalg.norm(ahead)
    right = np.array([1.0, 0.0, 0.0])
    up = np.cross(right, ahead)
    seen = points - eye
    depth = seen @ ahead
    scale = height / 2 / np.tan(np.radians(VIEW_DEG / 2)) / depth
    x = width / 2 + scale * (seen @ right)
    y = height / 2 - scale * (seen @ up)
    left, right_eye, mouth, chin = np.stack([x, y], axis=1)
    return Places(left, right_eye, mouth, chin, float(np.hypot(*(left - right_eye))))
