"""The table of measures: what is read off a face at every frame.

Each measure is one small function of `FaceArrays` and one row of a table: of `eyelids`, `mouth`,
`mouth_shapes`, `brows_and_cheeks` or `sizes`, or of the head's below. Exercise files are validated
against all of them together; `docs/measures.md` says where each comes from and how noisy it is.
"""

from __future__ import annotations

from collections.abc import Container, Mapping

from facecheck.core.frames import Face
from facecheck.engine.measures.brows_and_cheeks import UPPER_FACE
from facecheck.engine.measures.eyelids import EYELIDS
from facecheck.engine.measures.face_arrays import FaceArrays, Measure, face_arrays
from facecheck.engine.measures.geometry import Floats
from facecheck.engine.measures.mouth import MOUTH
from facecheck.engine.measures.mouth_shapes import MOUTH_SHAPES
from facecheck.engine.measures.sizes import SIZES


def _pitch(face: FaceArrays) -> Floats:
    return face.angles[0]


def _yaw(face: FaceArrays) -> Floats:
    return face.angles[1]


def _roll(face: FaceArrays) -> Floats:
    return face.angles[2]


def _distance_cm(face: FaceArrays) -> Floats:
    depth: Floats = -face.matrix[:, 2, 3]
    return depth


def _inter_ocular_px(face: FaceArrays) -> Floats:
    return face.inter_ocular


HEAD: Mapping[str, Measure] = {
    "pitch_deg": Measure(_pitch, "degrees", "head bowed positive, tipped back negative"),
    "yaw_deg": Measure(_yaw, "degrees", "head turned to the person's left positive"),
    "roll_deg": Measure(_roll, "degrees", "head tilted to the person's right positive"),
    "distance_cm": Measure(_distance_cm, "cm", "face to camera, for a 63 degree field of view"),
    "inter_ocular_px": Measure(_inter_ocular_px, "pixels", "outer eye corner to eye corner"),
}

MEASURES: Mapping[str, Measure] = {
    **EYELIDS,
    **MOUTH,
    **MOUTH_SHAPES,
    **UPPER_FACE,
    **SIZES,
    **HEAD,
}
"""Every measure by name. A name that ends in _left or _right has its twin."""


def measure_faces(face: FaceArrays, names: Container[str] = MEASURES) -> dict[str, Floats]:
    """The wanted measures of every frame, all of them unless told: name to ``(frames,)``."""
    return {name: face.read_once(row.function) for name, row in MEASURES.items() if name in names}


def measure_face(face: Face, names: Container[str] = MEASURES) -> dict[str, float]:
    """The wanted measures of one face, all of them unless told."""
    return {name: float(v[0]) for name, v in measure_faces(face_arrays(face), names).items()}
