"""Fingers and cloth have another pattern than brows, lids and lips."""

from __future__ import annotations

import numpy as np
import pytest

from facecheck.core.frames import COVERED, DOUBTED
from facecheck.inputs.mediapipe.region_patterns import (
    AROUND_LIPS,
    BROWS_AND_LIDS,
    LIPS,
    PATTERN_POINTS,
    Colours,
    alike,
    is_cloth,
    unlike_eyes,
)

LEFT, RIGHT = (PATTERN_POINTS.index(points[0]) for points in BROWS_AND_LIDS.values())
EYE = len(next(iter(BROWS_AND_LIDS.values())))
MOUTH = len(PATTERN_POINTS) - len(LIPS) - len(AROUND_LIPS)


def a_face() -> Colours:
    """Dark brows, red lips, skin of many shades."""
    chance = np.random.default_rng(5)
    face = np.ones((len(PATTERN_POINTS), 3), np.float32)
    face += chance.normal(0, 0.05, face.shape).astype(np.float32)
    for first in (LEFT, RIGHT):
        face[first : first + 10] -= 0.4
    face[MOUTH : MOUTH + len(LIPS)] -= np.array([0.05, 0.3, 0.25], np.float32)
    return face


def covered_by_skin(face: Colours, rows: slice) -> Colours:
    """Something of the skin's own colour lies before some of it."""
    changed = face.copy()
    chance = np.random.default_rng(9)
    changed[rows] = chance.normal(1.0, 0.05, changed[rows].shape)
    return changed


def test_a_face_in_other_light_is_alike() -> None:
    face = a_face()
    assert unlike_eyes(0.7 * face + 0.1, face) == []
    assert alike(face, face) == pytest.approx(1.0)


def test_something_of_the_skins_colour_before_an_eye_covers_it() -> None:
    face = a_face()
    seen = covered_by_skin(face, slice(LEFT, LEFT + EYE))
    assert unlike_eyes(seen, face) == [COVERED["left eye"]]


def test_fingers_that_leave_half_of_an_eye_are_told_by_the_mouth() -> None:
    face = a_face()
    half = covered_by_skin(face, slice(RIGHT + 4, RIGHT + EYE))
    assert unlike_eyes(half, face) == []
    hand = covered_by_skin(half, slice(MOUTH, len(PATTERN_POINTS)))
    assert unlike_eyes(hand, face) == [DOUBTED["right eye"]]


def test_glasses_that_moved_with_a_head_that_tips_cover_no_eye() -> None:
    face = a_face()
    seen = covered_by_skin(face, slice(LEFT, LEFT + EYE))
    assert unlike_eyes(seen, face, tipped=True) == []
    hand = covered_by_skin(seen, slice(MOUTH, len(PATTERN_POINTS)))
    assert unlike_eyes(hand, face, tipped=True) == [COVERED["left eye"]]


def test_fingers_that_part_on_an_eye_are_still_there() -> None:
    face = a_face()
    hand = covered_by_skin(face, slice(MOUTH, len(PATTERN_POINTS)))
    less = covered_by_skin(hand, slice(RIGHT + 7, RIGHT + 21))
    assert 0.7 < alike(less[RIGHT : RIGHT + EYE], face[RIGHT : RIGHT + EYE]) < 0.85
    assert unlike_eyes(less, face) == []
    for name in (DOUBTED["right eye"], COVERED["right eye"]):
        assert unlike_eyes(less, face, before=[name]) == [DOUBTED["right eye"]]
    assert unlike_eyes(less, face, before=[DOUBTED["left eye"]]) == []
    # They have gone from the eye, or from the face.
    assert unlike_eyes(hand, face, before=[DOUBTED["right eye"]]) == []
    less[MOUTH:] = face[MOUTH:]
    assert unlike_eyes(less, face, before=[DOUBTED["right eye"]]) == []


@pytest.mark.parametrize("colour", [(0.6, 0.9, 1.3), (0.6, 0.2, 0.25), (0.3, 0.4, 0.2)])
def test_cloth_is_even_and_of_another_colour(colour: tuple[float, float, float]) -> None:
    face, skin = a_face(), np.ones(3, np.float32)
    assert not is_cloth(face, skin)
    masked = face.copy()
    masked[MOUTH:] = colour
    assert is_cloth(masked, skin)


@pytest.mark.parametrize("grey", [0.25, 0.9, 1.5, 3.0])
@pytest.mark.parametrize("warm", [0.07, 0.3])
def test_white_grey_and_black_cloth_is_less_red_than_any_skin(grey: float, warm: float) -> None:
    skin = np.array([1 + warm, 1, 1 - warm], np.float32)
    face = a_face() * skin
    face[MOUTH:] = grey
    # Folds of bright cloth are as deep as its brightness allows.
    face[MOUTH::3] *= 0.88
    assert is_cloth(face, skin)


@pytest.mark.parametrize("brightness", [0.3, 0.6, 1.4, 3.0])
@pytest.mark.parametrize("redder", [-0.01, 0.1])
def test_skin_in_any_light_is_no_cloth(brightness: float, redder: float) -> None:
    skin = np.array([1.2, 1.0, 0.8], np.float32)
    face = a_face() * skin
    face[MOUTH:] = brightness * (skin + np.array([redder, 0, -redder], np.float32))
    assert not is_cloth(face, skin)


@pytest.mark.parametrize("brightness", [0.3, 0.6, 1.4])
def test_a_jaw_in_the_shade_with_lips_like_its_skin_is_no_cloth(brightness: float) -> None:
    face = a_face()
    face[MOUTH:] = brightness
    assert not is_cloth(face, np.ones(3, np.float32))


def test_a_beard_around_lips_that_show_is_no_cloth() -> None:
    face = a_face()
    face[MOUTH + len(LIPS) :] = 0.3
    assert not is_cloth(face, np.ones(3, np.float32))
    # Nor is a palm of the skin's own colour, of which nobody can tell.
    assert not is_cloth(covered_by_skin(face, slice(MOUTH, None)), np.ones(3, np.float32))
