from __future__ import annotations

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
