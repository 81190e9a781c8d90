"""A picture that is stretched is told; a face as it is, turned or cut off, is not."""

from __future__ import annotations

import numpy as np
import pytest
from strips import neutral_face, neutral_values, observation

from engine.openings import JAW_OPEN
from facecheck.core.frames import Array, Face
from facecheck.engine.measures.framing import framing
from facecheck.engine.repetitions.checker import Checker
from facecheck.engine.view.proportions import LEAST_S, TALLEST, WIDEST, Proportions


def note_of(tallness: float, *, seconds: float = 2.0, **angles: float) -> str | None:
    proportions = Proportions()
    values = {**neutral_values(**angles), "tallness": tallness}
    for _ in range(round(seconds * 20)):
        proportions.step(0.05, values)
    return proportions.note


def test_a_face_as_faces_are_is_nothing_to_tell() -> None:
    assert note_of(1.15) is None
    assert note_of(WIDEST) is None
    assert note_of(TALLEST) is None


def test_a_stretched_picture_is_told() -> None:
    assert "wider" in (note_of(WIDEST - 0.01) or "")
    assert "taller" in (note_of(TALLEST + 0.01) or "")


def test_a_glimpse_is_not_enough() -> None:
    assert note_of(0.8, seconds=LEAST_S - 0.1) is None


def test_a_head_that_is_turned_or_bowed_says_nothing() -> None:
    assert note_of(0.8, yaw_deg=20.0) is None
    assert note_of(0.8, pitch_deg=-20.0) is None


def test_a_forehead_out_of_the_picture_says_nothing() -> None:
    assert note_of(0.0) is None


def pressed(across: float) -> Face:
    face = neutral_face()
    points: Array = (face.points * np.array([across, 1.0, 1.0])).astype(np.float32)
    return Face(points, face.blendshapes, face.matrix)


@pytest.mark.parametrize(("across", "word"), [(1.0, None), (1.4, "wider"), (0.6, "taller")])
def test_a_result_tells_it(across: float, word: str | None) -> None:
    checker = Checker(JAW_OPEN)
    for tick in range(60):
        checker.step(observation(tick / 30, pressed(across)))
    told = [w for w in checker.finish("a.mp4", 2.0).warnings if "stretched" in w]
    assert [word in w for w in told if word] == ([True] if word else [])


def test_a_forehead_beyond_the_edge_is_not_measured() -> None:
    face = neutral_face()
    assert framing(observation(0.0, face))["tallness"] > WIDEST
    moved = face.points - np.array([0.0, face.points[10, 1] + 1.0, 0.0], np.float32)
    cut = Face(moved.astype(np.float32), face.blendshapes, face.matrix)
    assert framing(observation(0.0, cut))["tallness"] == 0.0
