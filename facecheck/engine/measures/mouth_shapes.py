"""Measures that tell shapes of the mouth, of the jaw and of single eyes from their likenesses."""

from __future__ import annotations

from collections.abc import Mapping

from facecheck.core import landmarks as lm
from facecheck.engine.measures.brows_and_cheeks import nose_wing_left, nose_wing_right
from facecheck.engine.measures.face_arrays import EYE, IOD, FaceArrays, Measure
from facecheck.engine.measures.geometry import Floats, distance, height_over_line
from facecheck.engine.measures.mouth import (
    corner_pull_left,
    corner_pull_right,
    lip_raise_left,
    lip_raise_right,
    mouth_width,
)


def _past_lip_right(face: FaceArrays) -> Floats:
    # The muscles of a smile take the corner farther than the lip between it and the nose, those of
    # a snarl the lip farther than the corner: their difference changes its sign between the two,
    # however large the movement is.
    return face.read_once(corner_pull_right) - face.read_once(lip_raise_right)


def _past_lip_left(face: FaceArrays) -> Floats:
    return face.read_once(corner_pull_left) - face.read_once(lip_raise_left)


# A snarl may lift the corner as well, a smile always lifts lip and wing, and how much of either
# comes along grows with the movement. In smiles of three real people the corner is pulled by 1.16
# times what lip and wing of its side rise together and by more, in rendered ones by 1.07 and more;
# in snarls of a real person by 0.98 and less, in rendered ones by 0.6 and less.
def _past_snarl_right(face: FaceArrays) -> Floats:
    snarl = face.read_once(lip_raise_right) + face.read_once(nose_wing_right)
    return face.read_once(corner_pull_right) - snarl


def _past_snarl_left(face: FaceArrays) -> Floats:
    snarl = face.read_once(lip_raise_left) + face.read_once(nose_wing_left)
    return face.read_once(corner_pull_left) - snarl


def _seam(face: FaceArrays) -> Floats:
    upper, lower = face.mean(lm.LIP_UPPER_INNER), face.mean(lm.LIP_LOWER_INNER)
    middle: Floats = 0.5 * (upper[:, 1] + lower[:, 1])
    return middle


def _over_seam_right(face: FaceArrays) -> Floats:
    return (face.at(lm.MOUTH_RIGHT)[:, 1] - face.read_once(_seam)) / face.inter_ocular


def _over_seam_left(face: FaceArrays) -> Floats:
    return (face.at(lm.MOUTH_LEFT)[:, 1] - face.read_once(_seam)) / face.inter_ocular


def _lip_height(face: FaceArrays) -> Floats:
    return distance(face.at(lm.LIP_UPPER_OUTER), face.at(lm.LIP_LOWER_OUTER)) / face.inter_ocular


def _lower_lip_rise(face: FaceArrays) -> Floats:
    base, lip = face.at(lm.NOSE_BASE), face.at(lm.LIP_LOWER_OUTER)
    return (lip[:, 1] - base[:, 1]) / face.inter_ocular


def _lip_fullness(face: FaceArrays) -> Floats:
    upper = distance(face.at(lm.LIP_UPPER_OUTER), face.at(lm.LIP_UPPER_INNER[1]))
    lower = distance(face.at(lm.LIP_LOWER_OUTER), face.at(lm.LIP_LOWER_INNER[1]))
    return (upper + lower) / face.inter_ocular


# Lips that come together take the skin beside them along, by 0.2 of their way and more in puckers
# of four rendered people; cheeks that are blown up stay or go out while the lips come together.
_CHEEK_PER_MOUTH = 0.2


def _cheeks_out(face: FaceArrays) -> Floats:
    beside = distance(face.at(lm.CHEEK_LOW_RIGHT), face.at(lm.CHEEK_LOW_LEFT))
    jaw = distance(face.at(lm.JAW_ANGLE_RIGHT), face.at(lm.JAW_ANGLE_LEFT))
    width: Floats = 0.5 * (beside + jaw) / face.inter_ocular
    return width - _CHEEK_PER_MOUTH * face.read_once(mouth_width)


def _jaw_aside_left(face: FaceArrays) -> Floats:
    # The chin's whole edge against the base of the nose: single points of it wander more, and the
    # midline through the nose, drawn out to the chin, doubles the error of the nose's own tilt.
    chin = face.mean(lm.CHIN_EDGE)
    return (chin[:, 0] - face.at(lm.NOSE_BASE)[:, 0]) / face.inter_ocular


def _jaw_aside_right(face: FaceArrays) -> Floats:
    return -face.read_once(_jaw_aside_left)


def _aperture(face: FaceArrays, side: str) -> Floats:
    right = side == "right"
    outer, inner = (
        (lm.EYE_RIGHT_OUTER, lm.EYE_RIGHT_INNER)
        if right
        else (lm.EYE_LEFT_OUTER, lm.EYE_LEFT_INNER)
    )
    upper, lower = (
        (lm.EYE_RIGHT_UPPER, lm.EYE_RIGHT_LOWER)
        if right
        else (lm.EYE_LEFT_UPPER, lm.EYE_LEFT_LOWER)
    )
    ends = face.at(outer), face.at(inner)
    return height_over_line(face.mean(upper), *ends) - height_over_line(face.mean(lower), *ends)


def _closed_alone_left(face: FaceArrays) -> Floats:
    # A wink takes the other eye along, in the mesh more than in the face: what counts is the
    # difference, which a blink, a closure and a look down do not make.
    return _aperture(face, "right") - _aperture(face, "left")


def _closed_alone_right(face: FaceArrays) -> Floats:
    return -face.read_once(_closed_alone_left)


MOUTH_SHAPES: Mapping[str, Measure] = {
    "corner_past_lip_right": Measure(
        _past_lip_right, IOD, "corner's pull minus the upper lip's raise: a smile, not a snarl"
    ),
    "corner_past_lip_left": Measure(
        _past_lip_left, IOD, "corner's pull minus the upper lip's raise: a smile, not a snarl"
    ),
    "corner_past_snarl_right": Measure(
        _past_snarl_right, IOD, "corner's pull minus the raise of upper lip and nose wing together"
    ),
    "corner_past_snarl_left": Measure(
        _past_snarl_left, IOD, "corner's pull minus the raise of upper lip and nose wing together"
    ),
    "corner_over_seam_right": Measure(_over_seam_right, IOD, "corner over the lips' middle"),
    "corner_over_seam_left": Measure(_over_seam_left, IOD, "corner over the lips' middle"),
    "lip_height": Measure(_lip_height, IOD, "outer upper to outer lower lip"),
    "lip_fullness": Measure(_lip_fullness, IOD, "red of both lips together, without the gap"),
    "lower_lip_rise": Measure(_lower_lip_rise, IOD, "lower lip's outer edge over the nose base"),
    "cheeks_out": Measure(_cheeks_out, IOD, "width of the cheeks beyond what the mouth explains"),
    "jaw_aside_right": Measure(_jaw_aside_right, IOD, "chin's edge to that side of the nose base"),
    "jaw_aside_left": Measure(_jaw_aside_left, IOD, "chin's edge to that side of the nose base"),
    "closed_alone_right": Measure(_closed_alone_right, EYE, "how much less open than the other"),
    "closed_alone_left": Measure(_closed_alone_left, EYE, "how much less open than the other"),
}
