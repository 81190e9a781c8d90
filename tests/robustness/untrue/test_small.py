"""A face that is small in the picture, or in its corner: a far camera, a shared screen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from facecheck.core.frames import Image
from robustness.untrue.recipes import each, film, listed, lived, pictures, scored


def in_a_corner(width: int, height: int) -> Callable[[Image], Image]:
    """The picture at a size in the lower right corner of 1920x1080."""

    def change(picture: Image) -> Image:
        whole = np.full((1080, 1920, 3), 120, np.uint8)
        small = cv2.resize(picture, (width, height), interpolation=cv2.INTER_AREA)
        whole[1080 - height :, 1920 - width :] = small
        return whole

    return change


@pytest.mark.parametrize(
    "size",
    [
        pytest.param((400, 300), id="smaller"),
        pytest.param((640, 480), id="as it is", marks=pytest.mark.slow),
    ],
)
def test_it_is_found_and_followed(tmp_path: Path, size: tuple[int, int]) -> None:
    shown = each(pictures("jaw_too_short", 0.4, 5.2), in_a_corner(*size))
    clip = film(tmp_path / "corner.mp4", shown)
    result = scored(clip)
    assert result.counted == 1
    # All parts of the picture were looked at within a second.
    assert result.face_frames >= result.frames - 30
    if size == (400, 300):
        return
    assert [e.kind for e in listed(clip).events if e.kind == "jaw_open"] == ["jaw_open"]
    shown_live = lived(clip).result
    assert shown_live is not None
    assert shown_live.counted == 1
