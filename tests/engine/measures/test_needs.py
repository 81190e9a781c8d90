"""Which measures a face of which only a part is known still gives."""

from __future__ import annotations

from facecheck.api import load_exercise
from facecheck.core.frames import Details
from facecheck.core.landmarks import (
    EYE_LEFT_OUTER,
    EYE_RIGHT_OUTER,
    LIP_LOWER_INNER,
    LIP_UPPER_INNER,
    MEASURED,
    SHAPE,
)
from facecheck.engine.measures.needs import details_of, lacking
from facecheck.engine.measures.table import MEASURES
from facecheck.engine.repetitions.checker import reads


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


def test_measures_say_what_must_be_looked_at_besides_landmarks() -> None:
    assert details_of(["lip_gap", "lid_aperture_left"]) == Details(blendshapes=False, lids=False)
    assert details_of(["lip_gap", "jaw_drop"]) == Details(blendshapes=True, lids=False)
    assert details_of(["lid_aperture_seen_left"]) == Details(blendshapes=False, lids=True)
    assert details_of(MEASURES) == Details(blendshapes=True, lids=True)
    assert details_of(["level", "palm_on_cheek"]) == Details(blendshapes=False, lids=False)


def test_exercises_do_by_what_their_files_name() -> None:
    assert details_of(reads(load_exercise("open-smile"))) == Details(blendshapes=False, lids=False)
    assert details_of(reads(load_exercise("jaw-open"))) == Details(blendshapes=True, lids=False)
    assert details_of(reads(load_exercise("squint"))) == Details(blendshapes=True, lids=True)
