"""Two people in the picture: one is judged, it is said, and another can be chosen."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from facecheck.core.read_as import ReadAs
from robustness.untrue.recipes import film, listed, lived, pictures, scored

SAID = "another face is in the picture"


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The larger face, on the left of the picture, opens its mouth; the other one squints."""
    left = pictures("jaw_too_short", 0.4, 5.2)
    right = pictures("squint_too_short", 0.4, 5.2)
    shown = []
    for one, other in zip(left, right, strict=False):
        both = np.full((480, 1100, 3), 120, np.uint8)
        both[:, :640] = one
        both[100:445, 640:] = cv2.resize(other, (460, 345), interpolation=cv2.INTER_AREA)
        shown.append(both)
    return film(tmp_path_factory.mktemp("two") / "two.mp4", shown)


@pytest.mark.parametrize(
    ("face", "openings"), [("largest", 1), ("left", 1), ("right", 0), ("1", 1), ("2", 0)]
)
def test_the_one_who_is_asked_for_is_judged(two: Path, face: str, openings: int) -> None:
    result = scored(two, read_as=ReadAs(face=face))
    assert result.counted == openings
    assert result.face_frames > 0.9 * result.frames
    assert any(SAID in warning for warning in result.warnings)


@pytest.mark.parametrize(
    ("face", "openings"), [("largest", 1), ("left", 1), ("right", 0), ("2", 0)]
)
def test_one_who_is_too_far_away_for_a_glance_can_be_asked_for(
    face: str, openings: int, tmp_path: Path
) -> None:
    """In the whole picture, which is wide, only the near face is found."""
    left = pictures("jaw_too_short", 0.4, 5.2)
    right = pictures("squint_too_short", 0.4, 5.2)
    shown = []
    for one, other in zip(left, right, strict=False):
        both = np.full((480, 1300, 3), 120, np.uint8)
        both[:, :640] = one
        both[200:455, 900:1240] = cv2.resize(other, (340, 255), interpolation=cv2.INTER_AREA)
        shown.append(both)
    clip = film(tmp_path / "far.mp4", shown)
    result = scored(clip, read_as=ReadAs(face=face))
    assert result.counted == openings
    assert result.face_frames > 0.9 * result.frames


def test_events_and_live_say_it(two: Path) -> None:
    assert any(SAID in warning for warning in listed(two).warnings)
    shown = lived(two).result
    assert shown is not None
    assert any(SAID in warning for warning in shown.warnings)


def test_a_person_alone_is_alone(tmp_path: Path) -> None:
    clip = film(tmp_path / "alone.mp4", pictures("jaw_too_short", 0.4, 2.4))
    assert not any(SAID in warning for warning in scored(clip).warnings)
