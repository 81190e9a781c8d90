"""The table of measures: what is read off a face at every frame.

Each measure is one small function of `FaceArrays` and one row of `MEASURES`. Exercise files are
validated against this table; `docs/measures.md` says where each comes from and how noisy it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from facecheck.core import landmarks as lm
from facecheck.core.frames import Array, Face, Group
from facecheck.engine.geometry import (
    Floats,
    distance,
    head_angles,
    height_over_line,
    turn_to_front,
)

Numbers = Array | Floats

_USED = tuple(
    sorted(
        {
            lm.EYE_RIGHT_OUTER, lm.EYE_RIGHT_INNER, *lm.EYE_RIGHT_UPPER, *lm.EYE_RIGHT_LOWER,
            lm.EYE_LEFT_OUTER, lm.EYE_LEFT_INNER, *lm.EYE_LEFT_UPPER, *lm.EYE_LEFT_LOWER,
            lm.IRIS_RIGHT, lm.IRIS_LEFT, *lm.LIP_UPPER_INNER, *lm.LIP_LOWER_INNER,
            lm.MOUTH_RIGHT, lm.MOUTH_LEFT, lm.NOSE_BASE, lm.NOSE_BRIDGE, lm.CHIN,
            *lm.BROW_RIGHT, *lm.BROW_LEFT, lm.BROW_RIGHT_INNER, lm.BROW_LEFT_INNER,
            *lm.LIP_HALF_RIGHT, *lm.LIP_HALF_LEFT, lm.CHEEK_RIGHT, lm.CHEEK_LEFT,
            lm.NOSE_WING_RIGHT, lm.NOSE_WING_LEFT,
        }
    )
)  # fmt: skip
_USED_ROWS = np.array(_USED)
_PLACE = {index: place for place, index in enumerate(_USED)}

_Reading = Callable[["FaceArrays"], Floats]


class FaceArrays:
    """Faces of one or many frames, turned to the front, as arrays with the frame first.

    Attributes:
        shapes: ``(frames, 52)`` blendshapes.
        matrix: ``(frames, 4, 4)`` facial transformation matrices.
        inter_ocular: ``(frames,)`` pixels between the outer eye corners, turned to the front.
    """

    def __init__(self, points: Numbers, shapes: Numbers, matrix: Numbers) -> None:
        """Keep and turn the points that measures use; points is ``(frames, 478, 3)``."""
        self.shapes = shapes.astype(np.float64)
        self.matrix = matrix.astype(np.float64)
        # Chosen first: an eighth of the points is an eighth of the work.
        self._front = turn_to_front(points[:, _USED_ROWS, :].astype(np.float64), self.matrix)
        self.inter_ocular = np.maximum(
            distance(self.at(lm.EYE_RIGHT_OUTER), self.at(lm.EYE_LEFT_OUTER)), 1e-6
        )
        self._read: dict[_Reading, Floats] = {}

    def once(self, reading: _Reading) -> Floats:
        """What a reading of this face gives; others ask for it too, and it is read once."""
        if reading not in self._read:
            self._read[reading] = reading(self)
        return self._read[reading]

    def at(self, index: int) -> Floats:
        """One landmark, ``(frames, 3)``."""
        point: Floats = self._front[:, _PLACE[index], :]
        return point

    def mean(self, indices: tuple[int, ...]) -> Floats:
        """The mean of several landmarks, ``(frames, 3)``, summed in the order given."""
        total = self.at(indices[0])
        for index in indices[1:]:
            total = total + self.at(index)
        return total / len(indices)

    @cached_property
    def eye_line(self) -> Floats:
        """The height of the middle of the four eye corners, ``(frames,)``."""
        corners = (lm.EYE_RIGHT_OUTER, lm.EYE_RIGHT_INNER, lm.EYE_LEFT_INNER, lm.EYE_LEFT_OUTER)
        return self.mean(corners)[:, 1]

    @cached_property
    def angles(self) -> tuple[Floats, Floats, Floats]:
        """Pitch, yaw and roll of the head, each ``(frames,)`` in degrees."""
        return head_angles(self.matrix)

    def shape(self, name: str) -> Floats:
        """One blendshape by name, ``(frames,)``."""
        column: Floats = self.shapes[:, lm.SHAPE[name]]
        return column


def _lid(face: FaceArrays, points: tuple[int, ...], outer: int, inner: int) -> Floats:
    return height_over_line(face.mean(points), face.at(outer), face.at(inner))


def _upper_right(face: FaceArrays) -> Floats:
    return _lid(face, lm.EYE_RIGHT_UPPER, lm.EYE_RIGHT_OUTER, lm.EYE_RIGHT_INNER)


def _upper_left(face: FaceArrays) -> Floats:
    return _lid(face, lm.EYE_LEFT_UPPER, lm.EYE_LEFT_OUTER, lm.EYE_LEFT_INNER)


def _lower_right(face: FaceArrays) -> Floats:
    return _lid(face, lm.EYE_RIGHT_LOWER, lm.EYE_RIGHT_OUTER, lm.EYE_RIGHT_INNER)


def _lower_left(face: FaceArrays) -> Floats:
    return _lid(face, lm.EYE_LEFT_LOWER, lm.EYE_LEFT_OUTER, lm.EYE_LEFT_INNER)


# What tells a squint from lowered eyes: the ring muscle brings the lower lid up by half of the
# upper lid's way down or more, and the brow down with it. Eyes that look down or shut leave the
# brow, or let it rise, and the lower lid comes up by a third; in small pictures by half. Rendered:
# lowered eyes fall by 0.005 and more, squints rise by 0.012 and more.
_LOWER_PER_UPPER = 0.5
_LOWER_PER_BROW = 0.5


def _meeting(lower: Floats, upper: Floats, brow: Floats) -> Floats:
    return lower + _LOWER_PER_UPPER * upper - _LOWER_PER_BROW * brow


def _meeting_right(face: FaceArrays) -> Floats:
    return _meeting(face.once(_lower_right), face.once(_upper_right), face.once(_brow_right))


def _meeting_left(face: FaceArrays) -> Floats:
    return _meeting(face.once(_lower_left), face.once(_upper_left), face.once(_brow_left))


def _iris_right(face: FaceArrays) -> Floats:
    return _lid(face, (lm.IRIS_RIGHT,), lm.EYE_RIGHT_OUTER, lm.EYE_RIGHT_INNER)


def _iris_left(face: FaceArrays) -> Floats:
    return _lid(face, (lm.IRIS_LEFT,), lm.EYE_LEFT_OUTER, lm.EYE_LEFT_INNER)


def _seen_gap(face: FaceArrays) -> Floats:
    pairs = zip(lm.LIP_UPPER_INNER, lm.LIP_LOWER_INNER, strict=True)
    gaps = [distance(face.at(upper), face.at(lower)) for upper, lower in pairs]
    return (gaps[0] + gaps[1] + gaps[2]) / 3.0 / face.inter_ocular


# The jaw turns about its joint, so an opening mouth's lower lip goes back as far as down: seen from
# above it is shortened like a line at 45 degrees to the face, which a mesh from one camera does not
# know. Three rendered people stay within 0.08 of this cosine up to 22 degrees; beyond, the upper
# lip hides the gap. Seen from below it is longer, by a seventh at most: less than people differ.
_OPENS_ALONG = np.radians(45.0)
_SEEN_FROM_ABOVE = np.radians(22.0)


def _lip_gap(face: FaceArrays) -> Floats:
    pitch = np.clip(np.radians(face.angles[0]), 0.0, _SEEN_FROM_ABOVE)
    gap: Floats = face.once(_seen_gap) * (np.cos(_OPENS_ALONG) / np.cos(_OPENS_ALONG + pitch))
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
    return 0.5 * (face.once(_lower_lip_drop) + _DROP_PER_SHAPE * face.shape("jawOpen"))


def _chin_drop(face: FaceArrays) -> Floats:
    return (face.at(lm.NOSE_BASE)[:, 1] - face.at(lm.CHIN)[:, 1]) / face.inter_ocular


# In a jaw opening the lips part by 1.5 to 2.7 times the chin's way down (real clips: 0.34 / 0.17
# and 0.40 / 0.24), because both lips are stretched, and the upper lip hardly rises. Lips drawn
# apart by themselves leave the chin, and half of it is the upper lip's way up.
_GAP_PER_CHIN = 2.5


def _lips_past_jaw(face: FaceArrays) -> Floats:
    return face.once(_seen_gap) + face.once(_upper_lip) - _GAP_PER_CHIN * face.once(_chin_drop)


def _jaw_shift(face: FaceArrays) -> Floats:
    # The midline runs through the bridge and the base of the nose, extended down to the chin.
    bridge, base, chin = face.at(lm.NOSE_BRIDGE), face.at(lm.NOSE_BASE), face.at(lm.CHIN)
    slope = (base[:, 0] - bridge[:, 0]) / np.minimum(base[:, 1] - bridge[:, 1], -1e-6)
    midline = base[:, 0] + slope * (chin[:, 1] - base[:, 1])
    return (chin[:, 0] - midline) / face.inter_ocular


def _jaw_slide(face: FaceArrays) -> Floats:
    return face.shape("jawLeft") - face.shape("jawRight")


def _mouth_width(face: FaceArrays) -> Floats:
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


def _pull_right(face: FaceArrays) -> Floats:
    return _pull(face, lm.MOUTH_RIGHT)


def _pull_left(face: FaceArrays) -> Floats:
    return _pull(face, lm.MOUTH_LEFT)


def _upper_lip(face: FaceArrays) -> Floats:
    lip = face.mean(lm.LIP_UPPER_INNER)
    return (lip[:, 1] - face.at(lm.NOSE_BASE)[:, 1]) / face.inter_ocular


def _lip_raise_right(face: FaceArrays) -> Floats:
    return (face.mean(lm.LIP_HALF_RIGHT)[:, 1] - face.eye_line) / face.inter_ocular


def _lip_raise_left(face: FaceArrays) -> Floats:
    return (face.mean(lm.LIP_HALF_LEFT)[:, 1] - face.eye_line) / face.inter_ocular


def _reach_right(face: FaceArrays) -> Floats:
    out = face.at(lm.NOSE_BASE)[:, 0] - face.at(lm.MOUTH_RIGHT)[:, 0]
    return out / face.inter_ocular


def _reach_left(face: FaceArrays) -> Floats:
    out = face.at(lm.MOUTH_LEFT)[:, 0] - face.at(lm.NOSE_BASE)[:, 0]
    return out / face.inter_ocular


def _brow_right(face: FaceArrays) -> Floats:
    return (face.mean(lm.BROW_RIGHT)[:, 1] - face.eye_line) / face.inter_ocular


def _brow_left(face: FaceArrays) -> Floats:
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
    return _HEIGHT_PER_SHAPE * face.shape("browDownRight") - face.once(_brow_right)


def _frown_left(face: FaceArrays) -> Floats:
    return _HEIGHT_PER_SHAPE * face.shape("browDownLeft") - face.once(_brow_left)


def _brow_gap(face: FaceArrays) -> Floats:
    inner = distance(face.at(lm.BROW_RIGHT_INNER), face.at(lm.BROW_LEFT_INNER))
    return inner / face.inter_ocular


def _cheek_right(face: FaceArrays) -> Floats:
    return (face.at(lm.CHEEK_RIGHT)[:, 1] - face.eye_line) / face.inter_ocular


def _cheek_left(face: FaceArrays) -> Floats:
    return (face.at(lm.CHEEK_LEFT)[:, 1] - face.eye_line) / face.inter_ocular


def _nose_wing_right(face: FaceArrays) -> Floats:
    return (face.at(lm.NOSE_WING_RIGHT)[:, 1] - face.eye_line) / face.inter_ocular


def _nose_wing_left(face: FaceArrays) -> Floats:
    return (face.at(lm.NOSE_WING_LEFT)[:, 1] - face.eye_line) / face.inter_ocular


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


def _brows_down(face: FaceArrays) -> Floats:
    return 0.5 * (face.shape("browDownLeft") + face.shape("browDownRight"))


@dataclass(frozen=True, slots=True)
class Measure:
    """One row of the table.

    Attributes:
        function: From `FaceArrays` to ``(frames,)``.
        unit: What one is.
        what: One line for `facecheck exercises` and the documents.
    """

    function: Callable[[FaceArrays], Floats]
    unit: str
    what: str


_EYE = "eye widths"
_IOD = "inter-ocular"

MEASURES: Mapping[str, Measure] = {
    "lid_upper_right": Measure(_upper_right, _EYE, "upper lid over the line between eye corners"),
    "lid_upper_left": Measure(_upper_left, _EYE, "upper lid over the line between eye corners"),
    "lid_lower_right": Measure(_lower_right, _EYE, "lower lid over that line (below is negative)"),
    "lid_lower_left": Measure(_lower_left, _EYE, "lower lid over that line (below is negative)"),
    "lid_aperture_right": Measure(
        lambda f: f.once(_upper_right) - f.once(_lower_right), _EYE, "upper lid minus lower lid"
    ),
    "lid_aperture_left": Measure(
        lambda f: f.once(_upper_left) - f.once(_lower_left), _EYE, "upper lid minus lower lid"
    ),
    "lid_meeting_right": Measure(
        _meeting_right, _EYE, "lower lid, half the upper, and half the brow down"
    ),
    "lid_meeting_left": Measure(
        _meeting_left, _EYE, "lower lid, half the upper, and half the brow down"
    ),
    "iris_height_right": Measure(_iris_right, _EYE, "iris centre over the corner line"),
    "iris_height_left": Measure(_iris_left, _EYE, "iris centre over the corner line"),
    "lip_gap": Measure(_lip_gap, _IOD, "distance between the inner lips"),
    "lower_lip_drop": Measure(_lower_lip_drop, _IOD, "lower lip below the base of the nose"),
    "jaw_drop": Measure(_jaw_drop, _IOD, "jaw lowering, from the lower lip and the blendshape"),
    "chin_drop": Measure(_chin_drop, _IOD, "chin below the base of the nose"),
    "lips_past_jaw": Measure(
        _lips_past_jaw, _IOD, "lips parted beyond what the chin's drop explains"
    ),
    "jaw_shift": Measure(_jaw_shift, _IOD, "chin off the nose's midline, left positive"),
    "jaw_slide": Measure(_jaw_slide, "-1 to 1", "blendshapes jawLeft minus jawRight"),
    "mouth_width": Measure(_mouth_width, _IOD, "distance between the mouth corners"),
    "corner_height_right": Measure(_corner_right, _IOD, "mouth corner over the nose base"),
    "corner_height_left": Measure(_corner_left, _IOD, "mouth corner over the nose base"),
    "corner_pull_right": Measure(_pull_right, _IOD, "mouth corner up and outwards, as in a smile"),
    "corner_pull_left": Measure(_pull_left, _IOD, "mouth corner up and outwards, as in a smile"),
    "corner_reach_right": Measure(_reach_right, _IOD, "mouth corner sideways of the nose base"),
    "corner_reach_left": Measure(_reach_left, _IOD, "mouth corner sideways of the nose base"),
    "lip_raise_right": Measure(_lip_raise_right, _IOD, "upper lip's half over the eye corners"),
    "lip_raise_left": Measure(_lip_raise_left, _IOD, "upper lip's half over the eye corners"),
    "upper_lip_height": Measure(_upper_lip, _IOD, "upper inner lip over the nose base"),
    "brow_height_right": Measure(_brow_right, _IOD, "brow over the eye corners"),
    "brow_height_left": Measure(_brow_left, _IOD, "brow over the eye corners"),
    "brow_lift_right": Measure(_lift_right, _IOD, "brow over the corners of its own eye"),
    "brow_lift_left": Measure(_lift_left, _IOD, "brow over the corners of its own eye"),
    "frown_right": Measure(_frown_right, _IOD, "brow pressed down, with the blendshape"),
    "frown_left": Measure(_frown_left, _IOD, "brow pressed down, with the blendshape"),
    "brow_gap": Measure(_brow_gap, _IOD, "distance between the inner brows"),
    "cheek_height_right": Measure(_cheek_right, _IOD, "cheek point over the eye corners"),
    "cheek_height_left": Measure(_cheek_left, _IOD, "cheek point over the eye corners"),
    "nose_wing_height_right": Measure(_nose_wing_right, _IOD, "nose wing over the eye corners"),
    "nose_wing_height_left": Measure(_nose_wing_left, _IOD, "nose wing over the eye corners"),
    "brows_down": Measure(_brows_down, "0 to 1", "mean of the two browDown blendshapes"),
    "pitch_deg": Measure(_pitch, "degrees", "head bowed positive, tipped back negative"),
    "yaw_deg": Measure(_yaw, "degrees", "head turned to the person's left positive"),
    "roll_deg": Measure(_roll, "degrees", "head tilted to the person's right positive"),
    "distance_cm": Measure(_distance_cm, "cm", "face to camera, for a 63 degree field of view"),
    "inter_ocular_px": Measure(_inter_ocular_px, "pixels", "outer eye corner to eye corner"),
}
"""Every measure by name. A name that ends in _left or _right has its twin."""


def face_arrays(faces: list[Face]) -> FaceArrays:
    """Stack faces of one or many frames."""
    return FaceArrays(
        np.stack([f.points for f in faces]),
        np.stack([f.blendshapes for f in faces]),
        np.stack([f.matrix for f in faces]),
    )


def group_arrays(group: Group) -> FaceArrays:
    """The faces of a group, which are stacked already."""
    return FaceArrays(group.points, group.blendshapes, group.matrix)


def measure_faces(face: FaceArrays) -> dict[str, Floats]:
    """Every measure of every frame: name to ``(frames,)``."""
    return {name: face.once(row.function) for name, row in MEASURES.items()}


def measure_face(face: Face) -> dict[str, float]:
    """Every measure of one face."""
    return {name: float(v[0]) for name, v in measure_faces(face_arrays([face])).items()}
