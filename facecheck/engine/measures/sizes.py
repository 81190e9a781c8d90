"""Sizes of the eyes, by which lengths become millimetres; a movement leaves them as they are."""

from __future__ import annotations

from collections.abc import Mapping

from facecheck.core import landmarks as lm
from facecheck.engine.measures.face_arrays import IOD, FaceArrays, Measure
from facecheck.engine.measures.geometry import Floats, distance


def _iris_width(face: FaceArrays) -> Floats:
    right = distance(face.at(lm.IRIS_RIGHT_ENDS[0]), face.at(lm.IRIS_RIGHT_ENDS[1]))
    left = distance(face.at(lm.IRIS_LEFT_ENDS[0]), face.at(lm.IRIS_LEFT_ENDS[1]))
    width: Floats = 0.5 * (right + left) / face.inter_ocular
    return width


def _pupil_distance(face: FaceArrays) -> Floats:
    return distance(face.at(lm.IRIS_RIGHT), face.at(lm.IRIS_LEFT)) / face.inter_ocular


def _eye_right(face: FaceArrays) -> Floats:
    return distance(face.at(lm.EYE_RIGHT_OUTER), face.at(lm.EYE_RIGHT_INNER)) / face.inter_ocular


def _eye_left(face: FaceArrays) -> Floats:
    return distance(face.at(lm.EYE_LEFT_OUTER), face.at(lm.EYE_LEFT_INNER)) / face.inter_ocular


SIZES: Mapping[str, Measure] = {
    "iris_width": Measure(_iris_width, IOD, "mean width of the irises"),
    "pupil_distance": Measure(_pupil_distance, IOD, "middle of one iris to the other"),
    "eye_width_right": Measure(_eye_right, IOD, "between the eye's corners"),
    "eye_width_left": Measure(_eye_left, IOD, "between the eye's corners"),
}
