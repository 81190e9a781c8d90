"""Pictures that stand on their head or lie on a side: a camera that hangs, a phone that lies."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from facecheck.core.frames import Image
from facecheck.core.read_as import ReadAs
from robustness.untrue.recipes import Pictures, each, film, listed, lived, pictures, scored

AS_IT_IS = ReadAs(turn=0)


@pytest.fixture(scope="module")
def opening() -> Pictures:
    return pictures("jaw_too_short", 0.2, 5.4)


@pytest.fixture(scope="module")
def on_its_head(opening: Pictures, tmp_path_factory: pytest.TempPathFactory) -> Path:
    def turned(picture: Image) -> Image:
        return picture[::-1, ::-1]

    return film(tmp_path_factory.mktemp("turned") / "head.mp4", each(opening, turned))


def test_it_is_turned_by_itself_and_said(on_its_head: Path) -> None:
    result, told = scored(on_its_head), listed(on_its_head)
    assert result.counted == 1
    assert [e.kind for e in told.events if e.kind == "jaw_open"] == ["jaw_open"]
    for warnings in (result.warnings, told.warnings):
        assert any("turned by 180 degrees" in warning for warning in warnings)


def test_left_as_it_is_nothing_is_counted_in_it_and_that_is_said(on_its_head: Path) -> None:
    result, told = scored(on_its_head, read_as=AS_IT_IS), listed(on_its_head, AS_IT_IS)
    assert result.counted == 0
    assert result.judged_s < 2.5
    for warnings in (result.warnings, told.warnings):
        assert any("the picture is upside down" in warning for warning in warnings)


def test_live_says_how_to_put_it_right(on_its_head: Path) -> None:
    assert "Turn the camera, or start with --turn 180" in lived(on_its_head).cues
    put_right = lived(on_its_head, read_as=ReadAs(turn=180)).result
    assert put_right is not None
    assert put_right.counted == 1


@pytest.mark.parametrize("quarters", [1, pytest.param(3, marks=pytest.mark.slow)])
def test_so_is_one_that_lies_on_its_side(opening: Pictures, tmp_path: Path, quarters: int) -> None:
    lying = each(opening, lambda picture: np.rot90(picture, quarters))
    clip = film(tmp_path / "side.mp4", lying)
    result = scored(clip)
    assert result.counted == 1
    assert any(f"turned by {90 * quarters} degrees" in warning for warning in result.warnings)
    left = scored(clip, read_as=AS_IT_IS)
    assert left.counted == 0
    assert any("lies on its side" in fault.name for fault in left.faults)


def test_a_face_that_is_nearly_as_good_a_one_on_its_side_is_put_upright(tmp_path: Path) -> None:
    """The detector is surer of it standing by 0.05 only; its own points say where the face lies."""
    shown = pictures("palsy_lip_pucker", 0.8, 6.2)
    clip = film(tmp_path / "head.mp4", each(shown, lambda picture: picture[::-1, ::-1]))
    result, told = scored(clip, "lip-pucker", 0.5), listed(clip)
    assert result.counted == 1
    for warnings in (result.warnings, told.warnings):
        assert any("turned by 180 degrees" in warning for warning in warnings)
