"""Measures of the lips, the jaw and the corners of the mouth."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from facecheck.core import landmarks as lm
from facecheck.engine.measures.face_arrays import IOD, FaceArrays, Measure
from facecheck.engine.measures.geometry import Floats, distance


def _seen_gap(face: FaceArrays) -> Floats:
    gaps = distance(face.many(lm.LIP_UPPER_INNER), face.many(lm.LIP_LOWER_INNER))
    return (gaps[:, 0] + gaps[:, 1] + gaps[:, 2]) / 3.0 / face.inter_ocular


# The jaw turns about its joint, so an opening mouth's lower lip goes back as far as down: seen from
# above it is shortened like a line at 45 degrees to the face, which a mesh from one camera does not
# know. Three rendered people stay within 0.08 of this cosine up to 22 degrees; beyond, the upper
# lip hides the gap. Seen from below it is longer, by a seventh at most: less than people differ.
_OPENS_ALONG = np.radians(45.0)
_SEEN_FROM_ABOVE = np.radians(22.0)


def _lip_gap(face: FaceArrays) -> Floats:
    pitch = np.clip(np.radians(face.angles[0]), 0.0, _SEEN_FROM_ABOVE)
    gap: Floats = face.read_once(_seen_gap) * (np.cos(_OPENS_ALONG) / np.cos(_OPENS_ALONG + pitch))
    return gap


def _lower_lip_drop(face: FaceArrays) -> Floats:
    lip = face.mean(lm.LIP_LOWER_INNER)
    return (face.at(lm.NOSE_BASE)[:, 1] - lip[:, 1]) / face.inter_ocular


# The blendshape saturates near 0.9 where the lower lip has dropped by 0.45 inter-ocular distances
# (real clips: 0.3/0.6, 0.4/0.92), so half of it is on the scale of the geometric drop.
_DROP_PER_SHAPE = 0.5


def _jaw_drop(face: FaceArrays) -> Floats:
    # Two views of one jaw: the lower lip's way down, which a covered chin does not disturb but a
    # grin does, and the network's own reading, which a grin does not disturb.
    return 0.5 * (face.read_once(_lower_lip_drop) + _DROP_PER_SHAPE * face.shape("jawOpen"))


def _chin_drop(face: FaceArrays) -> Floats:
    return (face.at(lm.NOSE_BASE)[:, 1] - face.at(lm.CHIN)[:, 1]) / face.inter_ocular


# In a jaw opening the lips part by 1.5 to 2.7 times the chin's way down (real clips: 0.34 / 0.17
# and 0.40 / 0.24), because both lips are stretched, and the upper lip hardly rises. Lips drawn
# apart by themselves leave the chin, and half of it is the upper lip's way up.
_GAP_PER_CHIN = 2.5


def _lips_past_jaw(face: FaceArrays) -> Floats:
    return (
        face.read_once(_seen_gap)
        + face.read_once(_upper_lip)
        - _GAP_PER_CHIN * face.read_once(_chin_drop)
    )


def _jaw_shift(face: FaceArrays) -> Floats:
    # The midline runs through the bridge and the base of the nose, extended down to the chin.
    bridge, base, chin = face.at(lm.NOSE_BRIDGE), face.at(lm.NOSE_BASE), face.at(lm.CHIN)
    slope = (base[:, 0] - bridge[:, 0]) / np.minimum(base[:, 1] - bridge[:, 1], -1e-6)
    midline = base[:, 0] + slope * (chin[:, 1] - base[:, 1])
    return (chin[:, 0] - midline) / face.inter_ocular


def _jaw_slide(face: FaceArrays) -> Floats:
    return face.shape("jawLeft") - face.shape("jawRight")


def mouth_width(face: FaceArrays) -> Floats:
    """The distance between the corners of the mouth, ``(frames,)``."""
    return distance(face.at(lm.MOUTH_RIGHT), face.at(lm.MOUTH_LEFT)) / face.inter_ocular


def _corner_right(face: FaceArrays) -> Floats:
    return (face.at(lm.MOUTH_RIGHT)[:, 1] - face.at(lm.NOSE_BASE)[:, 1]) / face.inter_ocular


def _corner_left(face: FaceArrays) -> Floats:
    return (face.at(lm.MOUTH_LEFT)[:, 1] - face.at(lm.NOSE_BASE)[:, 1]) / face.inter_ocular


# Zygomaticus major pulls the corner up and out; out counts half, since a spread corner also comes
# with speech ("ee").
_OUTWARD_SHARE = 0.5


def _pull(face: FaceArrays, corner: int) -> Floats:
    base, point = face.at(lm.NOSE_BASE), face.at(corner)
    outward = np.abs(point[:, 0] - base[:, 0])
    return (point[:, 1] - base[:, 1] + _OUTWARD_SHARE * outward) / face.inter_ocular


def corner_pull_right(face: FaceArrays) -> Floats:
    """The right corner up, and out at half weight, ``(frames,)``."""
    return _pull(face, lm.MOUTH_RIGHT)


def corner_pull_left(face: FaceArrays) -> Floats:
    """The left corner up, and out at half weight, ``(frames,)``."""
    return _pull(face, lm.MOUTH_LEFT)


def _upper_lip(face: FaceArrays) -> Floats:
    lip = face.mean(lm.LIP_UPPER_INNER)
    return (lip[:, 1] - face.at(lm.NOSE_BASE)[:, 1]) / face.inter_ocular


def lip_raise_right(face: FaceArrays) -> Floats:
    """The upper lip's right half over the eye corners, ``(frames,)``."""
    return (face.mean(lm.LIP_HALF_RIGHT)[:, 1] - face.eye_line) / face.inter_ocular


def lip_raise_left(face: FaceArrays) -> Floats:
    """The upper lip's left half over the eye corners, ``(frames,)``."""
    return (face.mean(lm.LIP_HALF_LEFT)[:, 1] - face.eye_line) / face.inter_ocular


def _reach_right(face: FaceArrays) -> Floats:
    out = face.at(lm.NOSE_BASE)[:, 0] - face.at(lm.MOUTH_RIGHT)[:, 0]
    return out / face.inter_ocular


def _reach_left(face: FaceArrays) -> Floats:
    out = face.at(lm.MOUTH_LEFT)[:, 0] - face.at(lm.NOSE_BASE)[:, 0]
    return out / face.inter_ocular


MOUTH: Mapping[str, Measure] = {
    "lip_gap": Measure(_lip_gap, IOD, "distance between the inner lips"),
    "lower_lip_drop": Measure(_lower_lip_drop, IOD, "lower lip below the base of the nose"),
    "jaw_drop": Measure(_jaw_drop, IOD, "jaw lowering, from the lower lip and the blendshape"),
    "chin_drop": Measure(_chin_drop, IOD, "chin below the base of the nose"),
    "lips_past_jaw": Measure(
        _lips_past_jaw, IOD, "lips parted beyond what the chin's drop explains"
    ),
    "jaw_shift": Measure(_jaw_shift, IOD, "chin off the nose's midline, left positive"),
    "jaw_slide": Measure(_jaw_slide, "-1 to 1", "blendshapes jawLeft minus jawRight"),
    "mouth_width": Measure(mouth_width, IOD, "distance between the mouth corners"),
    "corner_height_right": Measure(_corner_right, IOD, "mouth corner over the nose base"),
    "corner_height_left": Measure(_corner_left, IOD, "mouth corner over the nose base"),
    "corner_pull_right": Measure(
        corner_pull_right, IOD, "mouth corner up and outwards, as in a smile"
    ),
    "corner_pull_left": Measure(
        corner_pull_left, IOD, "mouth corner up and outwards, as in a smile"
    ),
    "corner_reach_right": Measure(_reach_right, IOD, "mouth corner sideways of the nose base"),
    "corner_reach_left": Measure(_reach_left, IOD, "mouth corner sideways of the nose base"),
    "lip_raise_right": Measure(lip_raise_right, IOD, "upper lip's half over the eye corners"),
    "lip_raise_left": Measure(lip_raise_left, IOD, "upper lip's half over the eye corners"),
    "upper_lip_height": Measure(_upper_lip, IOD, "upper inner lip over the nose base"),
}
