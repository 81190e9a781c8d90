"""The pose of a face that is known, seen by the camera that MediaPipe assumes."""

from __future__ import annotations

import numpy as np
import pytest

from facecheck.inputs.litert.face import FILES
from facecheck.inputs.litert.face_pose import HEIGHT_AT_NEAR, CanonicalFace
from facecheck.inputs.litert.networks import unpacked
from facecheck.inputs.mediapipe.assets import face_model

SIZE = (640, 480)


def turned(degrees: float, axis: int) -> np.ndarray:
    sin, cos = np.sin(np.radians(degrees)), np.cos(np.radians(degrees))
    one, other = [n for n in range(3) if n != axis]
    rotation = np.eye(3)
    rotation[one, one] = rotation[other, other] = cos
    rotation[one, other], rotation[other, one] = -sin, sin
    return rotation


@pytest.mark.parametrize("degrees", [-40.0, 0.0, 25.0])
@pytest.mark.parametrize("axis", [0, 1, 2])
def test_a_face_that_is_turned_is_found_turned(degrees: float, axis: int) -> None:
    """Landmarks say where a face lies in the picture, and its depth on the picture's scale."""
    points = np.random.default_rng(3).uniform(-8, 8, (478, 3)) * (1, 1, 0.5)
    face = CanonicalFace(points[:60], np.linspace(1, 2, 60), np.arange(60))
    rotation, shift = turned(degrees, axis), np.array([2.0, -3.0, -40.0])
    seen = points @ rotation.T + shift
    height = HEIGHT_AT_NEAR
    width = height * SIZE[0] / SIZE[1]
    # Weak depth: MediaPipe's z is as far from the mean as x and y are from the middle.
    mean_z = -seen[:468, 2].mean()
    x = seen[:, 0] / -seen[:, 2] / width + 0.5
    y = 0.5 - seen[:, 1] / -seen[:, 2] / height
    z = (-seen[:, 2] - mean_z) / mean_z / width
    matrix = face.pose(np.stack([x, y, z], axis=1).astype(np.float32), SIZE)
    assert matrix[:3, :3] == pytest.approx(rotation, abs=0.03)
    assert matrix[:3, 3] == pytest.approx(shift, rel=0.05, abs=0.3)


def test_the_bundle_has_a_face_that_is_its_own_front() -> None:
    """33 landmarks carry the pose; the face looks along z."""
    face = CanonicalFace.read(unpacked(face_model(), FILES[3:])[0])
    assert len(face._indices) == 33
    assert face._shares.sum() == pytest.approx(1.0)


def test_metadata_without_a_face_is_refused() -> None:
    with pytest.raises(ValueError, match="holds no canonical face"):
        CanonicalFace.read(b"\x12\x03\x08\x01\x15")
