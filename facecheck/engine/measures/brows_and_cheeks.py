"""Measures of the brows, the cheeks and the wings of the nose."""

from __future__ import annotations

from collections.abc import Mapping

from facecheck.core import landmarks as lm
from facecheck.engine.measures.face_arrays import IOD, FaceArrays, Measure
from facecheck.engine.measures.geometry import Floats, distance


def brow_height_right(face: FaceArrays) -> Floats:
    """The right brow over the eye corners, ``(frames,)``."""
    return (face.mean(lm.BROW_RIGHT)[:, 1] - face.eye_line) / face.inter_ocular


def brow_height_left(face: FaceArrays) -> Floats:
    """The left brow over the eye corners, ``(frames,)``."""
    return (face.mean(lm.BROW_LEFT)[:, 1] - face.eye_line) / face.inter_ocular


def _lift(face: FaceArrays, brow: tuple[int, ...], outer: int, inner: int) -> Floats:
    # Over its own eye: a head whose tilt is misread would raise one brow over the middle of the
    # eyes, and lower the other.
    eye = 0.5 * (face.at(outer)[:, 1] + face.at(inner)[:, 1])
    return (face.mean(brow)[:, 1] - eye) / face.inter_ocular


def _lift_right(face: FaceArrays) -> Floats:
    return _lift(face, lm.BROW_RIGHT, lm.EYE_RIGHT_OUTER, lm.EYE_RIGHT_INNER)


def _lift_left(face: FaceArrays) -> Floats:
    return _lift(face, lm.BROW_LEFT, lm.EYE_LEFT_OUTER, lm.EYE_LEFT_INNER)


# Eyes that are narrowed take the brows' points along by 0.05, though the brows do nothing; the
# network's reading of a frown is faint on some faces, but it stays near 0 where nobody frowns.
_HEIGHT_PER_SHAPE = 0.5


def _frown_right(face: FaceArrays) -> Floats:
    return _HEIGHT_PER_SHAPE * face.shape("browDownRight") - face.read_once(brow_height_right)


def _frown_left(face: FaceArrays) -> Floats:
    return _HEIGHT_PER_SHAPE * face.shape("browDownLeft") - face.read_once(brow_height_left)


def _brow_gap(face: FaceArrays) -> Floats:
    inner = distance(face.at(lm.BROW_RIGHT_INNER), face.at(lm.BROW_LEFT_INNER))
    return inner / face.inter_ocular


def _cheek_right(face: FaceArrays) -> Floats:
    return (face.at(lm.CHEEK_RIGHT)[:, 1] - face.eye_line) / face.inter_ocular


def _cheek_left(face: FaceArrays) -> Floats:
    return (face.at(lm.CHEEK_LEFT)[:, 1] - face.eye_line) / face.inter_ocular


def nose_wing_right(face: FaceArrays) -> Floats:
    """The right wing of the nose over the eye corners, ``(frames,)``."""
    return (face.at(lm.NOSE_WING_RIGHT)[:, 1] - face.eye_line) / face.inter_ocular


def nose_wing_left(face: FaceArrays) -> Floats:
    """The left wing of the nose over the eye corners, ``(frames,)``."""
    return (face.at(lm.NOSE_WING_LEFT)[:, 1] - face.eye_line) / face.inter_ocular


def _brows_down(face: FaceArrays) -> Floats:
    return 0.5 * (face.shape("browDownLeft") + face.shape("browDownRight"))


UPPER_FACE: Mapping[str, Measure] = {
    "brow_height_right": Measure(brow_height_right, IOD, "brow over the eye corners"),
    "brow_height_left": Measure(brow_height_left, IOD, "brow over the eye corners"),
    "brow_lift_right": Measure(_lift_right, IOD, "brow over the corners of its own eye"),
    "brow_lift_left": Measure(_lift_left, IOD, "brow over the corners of its own eye"),
    "frown_right": Measure(_frown_right, IOD, "brow pressed down, with the blendshape"),
    "frown_left": Measure(_frown_left, IOD, "brow pressed down, with the blendshape"),
    "brow_gap": Measure(_brow_gap, IOD, "distance between the inner brows"),
    "cheek_height_right": Measure(_cheek_right, IOD, "cheek point over the eye corners"),
    "cheek_height_left": Measure(_cheek_left, IOD, "cheek point over the eye corners"),
    "nose_wing_height_right": Measure(nose_wing_right, IOD, "nose wing over the eye corners"),
    "nose_wing_height_left": Measure(nose_wing_left, IOD, "nose wing over the eye corners"),
    "brows_down": Measure(_brows_down, "0 to 1", "mean of the two browDown blendshapes"),
}
