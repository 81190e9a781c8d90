from __future__ import annotations

import cv2
import numpy as np
import pytest

from facecheck.app.session.jpeg import acceptable, decoded, jpeg_size
from facecheck.core.frames import Image


def jpeg(width: int, height: int) -> bytes:
    picture: Image = np.full((height, width, 3), (200, 90, 10), np.uint8)
    return cv2.imencode(".jpg", picture)[1].tobytes()


@pytest.mark.parametrize("size", [(640, 480), (1, 1), (481, 853)])
def test_the_size_is_read_without_decoding(size: tuple[int, int]) -> None:
    assert jpeg_size(jpeg(*size)) == size


def test_red_comes_first() -> None:
    rgb = decoded(jpeg(32, 24))
    assert rgb is not None
    assert rgb.shape == (24, 32, 3)
    assert rgb[12, 16, 2] > rgb[12, 16, 0]


def test_a_few_bytes_cannot_claim_gigabytes() -> None:
    data = bytearray(jpeg(640, 480))
    at = data.index(b"\xff\xc0") + 5
    data[at : at + 4] = b"\xff\xff\xff\xff"
    assert jpeg_size(bytes(data)) == (65535, 65535)
    assert not acceptable(bytes(data))


@pytest.mark.parametrize(
    "data",
    [b"", b"\xff", b"\xff\xd8", b"GIF89a", b"\xff\xd8" + b"\xff" * 50, b"\xff\xd8\xff\xe0\0\0"],
)
def test_what_is_no_picture_is_not_taken_for_one(data: bytes) -> None:
    assert jpeg_size(data) is None
    assert not acceptable(data)


def test_a_picture_that_breaks_off_is_none_or_one_of_its_size() -> None:
    whole = jpeg(64, 48)
    for end in range(0, len(whole), 7):
        rgb = decoded(whole[:end]) if acceptable(whole[:end]) else None
        assert rgb is None or rgb.shape == (48, 64, 3)
