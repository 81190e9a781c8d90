from __future__ import annotations

from dataclasses import replace
from itertools import count
from pathlib import Path

import numpy as np
import pytest

from facecheck.api import observe
from facecheck.core.frames import Face
from facecheck.inputs.mediapipe.person_watch import PersonWatch

SAMPLES = Path(__file__).parents[3] / "sample_videos"
BEFORE, AWAY, AFTER = 15, 10, 12
FEW_LEVELS = np.array([36.0, 28.0, 21.0])
"""Red, green and blue of skin in a dark room, of 255."""
BLACK = np.array([2.0, -1.0, 1.0])
"""How far a sensor is off."""


@pytest.fixture(scope="module")
def face() -> Face:
    face = next(iter(observe(SAMPLES / "jaw_open_3x5.mp4"))).face
    assert face is not None
    return face


def is_another(face: Face, before: np.ndarray, after: np.ndarray) -> bool:
    """Whether the same lengths are another person's, by the colours before and after a gap."""
    watch, shade = PersonWatch(), np.linspace(0.8, 1.2, 20)[:, None]
    seen = [watch.step(n / 10, face, shade * before) for n in range(BEFORE)]
    away = BEFORE + AWAY
    seen += [watch.step((away + n) / 10, face, shade * after) for n in range(AFTER)]
    return any(seen)


def test_a_few_levels_are_no_other_skin_in_the_dark(face: Face) -> None:
    assert not is_another(face, FEW_LEVELS, FEW_LEVELS + BLACK)


def test_the_same_shares_apart_are_another_persons_in_the_light(face: Face) -> None:
    assert is_another(face, 5 * FEW_LEVELS, 5 * (FEW_LEVELS + BLACK))


def squeezed(face: Face) -> Face:
    """The same with both eyes squeezed shut, which draws the outer corners in."""
    points = face.points.copy()
    points[[159, 386]] = points[[145, 374]]
    middle = points[[33, 263]].mean(axis=0)
    points[[33, 263]] = middle + 0.9 * (points[[33, 263]] - middle)
    return replace(face, points=points)


def test_eyes_that_are_squeezed_shut_are_waited_for(face: Face) -> None:
    # With the eyes shut another picture of a face, then the same person as before.
    seen = watched([(face, 15, 1.0), (squeezed(face), 15, -1.0), (face, 10, -1.0)])
    assert not any(seen)


def test_somebody_whose_eyes_stay_shut_is_compared_all_the_same(face: Face) -> None:
    seen = watched([(face, 15, 1.0), (squeezed(face), 60, -1.0)])
    assert any(seen)


def test_a_little_of_both_is_another_person(face: Face) -> None:
    # Skin's shares are off by 0.93 of what one person's wander, lengths by 0.75.
    watch, shade = PersonWatch(), np.linspace(0.8, 1.2, 20)[:, None]
    bright = 5 * FEW_LEVELS
    seen = [watch.step(n / 10, face, shade * bright) for n in range(BEFORE)]
    redder = bright * np.array([1.0 + 0.93 * 0.06 * bright[1] / bright[0], 1.0, 1.0])
    other = with_longer_nose(face, 1.3)
    seen += [watch.step((BEFORE + AWAY + n) / 10, other, shade * redder) for n in range(AFTER)]
    assert any(seen)


def with_longer_nose(face: Face, wanders: float) -> Face:
    """The same, whose nose and its bridge are longer by so many times what one person's wander."""
    points = face.points.copy()
    unit = np.hypot(*(points[33, :2] - points[263, :2]))
    for top, end, wander in ((168, 2, 0.035), (6, 4, 0.022)):
        down = points[end] - points[top]
        points[end] += down / np.linalg.norm(down[:2]) * wander * wanders * unit
    return replace(face, points=points)


def test_a_raised_brow_lengthens_a_face_and_makes_nobody_another(face: Face) -> None:
    # Two lengths of six: together they are 0.58 times as far off.
    assert not any(watched([(face, 15, 1.0), (with_longer_nose(face, 2.0), 15, -1.0)]))
    assert any(watched([(face, 15, 1.0), (with_longer_nose(face, 3.0), 15, -1.0)]))


def watched(stretches: list[tuple[Face, int, float]]) -> list[bool]:
    """Ten looks a second; where the sign changes, the colours are another picture's."""
    watch, shade, times = PersonWatch(), np.linspace(0.8, 1.2, 20)[:, None], count()
    return [
        watch.step(next(times) / 10, face, (1.0 + sign * (shade - 1.0)) * 5 * FEW_LEVELS)
        for face, looks, sign in stretches
        for _ in range(looks)
    ]
