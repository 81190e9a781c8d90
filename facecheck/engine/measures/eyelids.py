"""Measures of the lids and the irises, in widths of their own eye."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from facecheck.core import landmarks as lm
from facecheck.engine.measures.brows_and_cheeks import brow_height_left, brow_height_right
from facecheck.engine.measures.face_arrays import EYE, FaceArrays, Measure
from facecheck.engine.measures.geometry import Floats, height_over_line


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
    return _meeting(
        face.read_once(_lower_right),
        face.read_once(_upper_right),
        face.read_once(brow_height_right),
    )


def _meeting_left(face: FaceArrays) -> Floats:
    return _meeting(
        face.read_once(_lower_left), face.read_once(_upper_left), face.read_once(brow_height_left)
    )


def _width(face: FaceArrays, outer: int, inner: int) -> Floats:
    across = face.at(inner) - face.at(outer)
    return np.maximum(np.hypot(across[:, 0], across[:, 1]), 1e-6)


def _width_right(face: FaceArrays) -> Floats:
    return _width(face, lm.EYE_RIGHT_OUTER, lm.EYE_RIGHT_INNER)


def _width_left(face: FaceArrays) -> Floats:
    return _width(face, lm.EYE_LEFT_OUTER, lm.EYE_LEFT_INNER)


def _upper_seen_right(face: FaceArrays) -> Floats:
    return face.read_once(_upper_right) + face.lid_shift(0) / face.read_once(_width_right)


def _lower_seen_right(face: FaceArrays) -> Floats:
    return face.read_once(_lower_right) + face.lid_shift(1) / face.read_once(_width_right)


def _upper_seen_left(face: FaceArrays) -> Floats:
    return face.read_once(_upper_left) + face.lid_shift(2) / face.read_once(_width_left)


def _lower_seen_left(face: FaceArrays) -> Floats:
    return face.read_once(_lower_left) + face.lid_shift(3) / face.read_once(_width_left)


def _meeting_seen_right(face: FaceArrays) -> Floats:
    brow = face.read_once(brow_height_right)
    return _meeting(face.read_once(_lower_seen_right), face.read_once(_upper_seen_right), brow)


def _meeting_seen_left(face: FaceArrays) -> Floats:
    brow = face.read_once(brow_height_left)
    return _meeting(face.read_once(_lower_seen_left), face.read_once(_upper_seen_left), brow)


def _iris_right(face: FaceArrays) -> Floats:
    return _lid(face, (lm.IRIS_RIGHT,), lm.EYE_RIGHT_OUTER, lm.EYE_RIGHT_INNER)


def _iris_left(face: FaceArrays) -> Floats:
    return _lid(face, (lm.IRIS_LEFT,), lm.EYE_LEFT_OUTER, lm.EYE_LEFT_INNER)


EYELIDS: Mapping[str, Measure] = {
    "lid_upper_right": Measure(_upper_right, EYE, "upper lid over the line between eye corners"),
    "lid_upper_left": Measure(_upper_left, EYE, "upper lid over the line between eye corners"),
    "lid_lower_right": Measure(_lower_right, EYE, "lower lid over that line (below is negative)"),
    "lid_lower_left": Measure(_lower_left, EYE, "lower lid over that line (below is negative)"),
    "lid_aperture_right": Measure(
        lambda f: f.read_once(_upper_right) - f.read_once(_lower_right),
        EYE,
        "upper lid minus lower lid",
    ),
    "lid_aperture_left": Measure(
        lambda f: f.read_once(_upper_left) - f.read_once(_lower_left),
        EYE,
        "upper lid minus lower lid",
    ),
    "lid_lower_seen_right": Measure(
        _lower_seen_right, EYE, "lower lid over that line, as the picture itself shows it"
    ),
    "lid_lower_seen_left": Measure(
        _lower_seen_left, EYE, "lower lid over that line, as the picture itself shows it"
    ),
    "lid_aperture_seen_right": Measure(
        lambda f: f.read_once(_upper_seen_right) - f.read_once(_lower_seen_right),
        EYE,
        "upper lid minus lower lid, as the picture itself shows them",
    ),
    "lid_aperture_seen_left": Measure(
        lambda f: f.read_once(_upper_seen_left) - f.read_once(_lower_seen_left),
        EYE,
        "upper lid minus lower lid, as the picture itself shows them",
    ),
    "lid_meeting_right": Measure(
        _meeting_right, EYE, "lower lid, half the upper, and half the brow down"
    ),
    "lid_meeting_left": Measure(
        _meeting_left, EYE, "lower lid, half the upper, and half the brow down"
    ),
    "lid_meeting_seen_right": Measure(
        _meeting_seen_right, EYE, "the same of the lids as the picture itself shows them"
    ),
    "lid_meeting_seen_left": Measure(
        _meeting_seen_left, EYE, "the same of the lids as the picture itself shows them"
    ),
    "iris_height_right": Measure(_iris_right, EYE, "iris centre over the corner line"),
    "iris_height_left": Measure(_iris_left, EYE, "iris centre over the corner line"),
}
