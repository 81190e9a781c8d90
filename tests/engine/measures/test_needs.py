"""Which measures a face of which only a part is known still gives."""

from __future__ import annotations

from facecheck.core.landmarks import (
    EYE_LEFT_OUTER,
    EYE_RIGHT_OUTER,
    LIP_LOWER_INNER,
    LIP_UPPER_INNER,
    MEASURED,
    SHAPE,
)
from facecheck.engine.measures.needs import lacking
from facecheck.engine.measures.table import MEASURES


def test_a_whole_face_lacks_nothing() -> None:
    assert lacking(MEASURED, SHAPE) == frozenset()


def test_without_blendshapes_what_reads_them_is_lacking() -> None:
    lacks = lacking(MEASURED, ())
    assert {"jaw_drop", "jaw_slide", "brows_down", "frown_left"} <= lacks
    assert not {"lip_gap", "lid_aperture_left"} & lacks


def test_lips_and_outer_corners_give_the_gap_and_little_else() -> None:
    known = {EYE_LEFT_OUTER, EYE_RIGHT_OUTER, *LIP_UPPER_INNER, *LIP_LOWER_INNER}
    has = set(MEASURES) - lacking(known, ())
    assert "lip_gap" in has
    assert {"pitch_deg", "inter_ocular_px"} <= has  # of the matrix and the corners
    assert not {name for name in has if name.startswith(("lid", "brow", "iris", "jaw"))}
