"""A film's pictures are brought upright, and their memory is free as soon as they are used."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

import av
import numpy as np
import pytest

from facecheck.inputs.sources import Clip
from facecheck.inputs.sources.orientation import REREAD_PICTURES, UprightPictures
from inputs.clips import make_clip, numbered

UPSIDE_DOWN = np.array([[-(2**16), 0, 0], [0, -(2**16), 0], [0, 0, 2**30]], np.int32)
PICTURES = 3 * REREAD_PICTURES


@pytest.fixture
def _no_collector() -> Iterator[None]:
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("_no_collector")
@pytest.mark.parametrize("gop", [1, 5, 60], ids=["key frames alone", "many", "few"])
def test_a_picture_is_freed_without_the_collector(tmp_path: Path, gop: int) -> None:
    path = make_clip(tmp_path / "a.mp4", [numbered(n) for n in range(PICTURES)], gop=gop)
    before = alive()
    with Clip(path) as clip:
        assert sum(1 for _ in clip) == PICTURES
    assert alive() - before <= PICTURES // REREAD_PICTURES + 2


def alive() -> int:
    """Decoded pictures in memory, those of other tests among them."""
    return sum(isinstance(each, av.VideoFrame) for each in gc.get_objects())


class Picture(NamedTuple):
    """What `UprightPictures` asks of a decoded picture; the matrix is a container's bytes."""

    key_frame: bool
    matrix: Any = None
    width: int = 4
    height: int = 2

    @property
    def side_data(self) -> dict[str, bytes]:
        return {} if self.matrix is None else {"DISPLAYMATRIX": self.matrix.tobytes()}

    def to_ndarray(self, **_: object) -> Any:
        rgb = np.zeros((self.height, self.width, 3), np.uint8)
        rgb[0, 0] = 255
        return rgb


def is_turned(upright: UprightPictures, picture: Picture) -> bool:
    upright.read(picture)  # type: ignore[arg-type]
    return bool(upright(picture, Fraction(1))[0, 0, 0] == 0)  # type: ignore[arg-type]


def test_the_first_picture_tells_how_the_film_is_turned() -> None:
    upright = UprightPictures()
    assert is_turned(upright, Picture(key_frame=False, matrix=UPSIDE_DOWN))
    assert is_turned(upright, Picture(key_frame=False))


def test_a_film_that_is_turned_later_is_read_again_at_a_key_frame() -> None:
    upright = UprightPictures()
    turned = [
        is_turned(upright, Picture(n % 10 == 0, UPSIDE_DOWN if n >= 40 else None))
        for n in range(80)
    ]
    # Read in 0, 30, 60: a key frame at least so many pictures after the last one that was read.
    assert turned == [n >= 60 for n in range(80)]


def test_pictures_of_another_size_are_another_film() -> None:
    upright = UprightPictures()
    assert not is_turned(upright, Picture(key_frame=True))
    assert is_turned(upright, Picture(key_frame=False, matrix=UPSIDE_DOWN, width=2, height=4))
