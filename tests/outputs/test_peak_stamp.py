"""A picture says of itself whose attempt it shows, and stays a picture."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from facecheck.outputs.face_picture import jpeg
from facecheck.outputs.peak_stamp import Stamp, stamp_of, stamped

AT = datetime(2026, 11, 2, 9, 0, 5, 250_000, tzinfo=timezone(timedelta(hours=1)))
STAMP = Stamp("a1b2", "Käfer 'cam'", "closed-smile", 3, 1 / 3, 12.345678901234, AT)
PICTURE = jpeg(np.arange(48 * 64 * 3, dtype=np.uint8).reshape(48, 64, 3), 480, 88)[0]


@pytest.mark.parametrize("stamp", [STAMP, replace(STAMP, owner=None, at=None)])
def test_a_stamp_is_read_as_it_was_written_to_the_last_bit(stamp: Stamp) -> None:
    assert stamp_of(stamped(PICTURE, stamp)) == stamp


def test_the_picture_is_the_same_one() -> None:
    with_it = cv2.imdecode(np.frombuffer(stamped(PICTURE, STAMP), np.uint8), cv2.IMREAD_COLOR)
    without = cv2.imdecode(np.frombuffer(PICTURE, np.uint8), cv2.IMREAD_COLOR)
    assert with_it is not None
    assert without is not None
    assert np.array_equal(with_it, without)


def test_another_programs_picture_and_comment_are_none_of_ours() -> None:
    assert stamp_of(PICTURE) is None
    text = b'{"schema": "another/1"}'
    other = PICTURE[:2] + b"\xff\xfe" + (len(text) + 2).to_bytes(2, "big") + text + PICTURE[2:]
    assert stamp_of(other) is None
    assert stamp_of(b"no picture") is None


@given(st.data())
def test_a_damaged_file_is_read_without_a_word(data: st.DataObject) -> None:
    whole = bytearray(stamped(PICTURE, STAMP))
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, min(len(whole), 400) - 1))
        whole[place] = data.draw(st.integers(0, 255))
    found = stamp_of(bytes(whole[: data.draw(st.integers(0, len(whole)))]))
    assert found is None or isinstance(found, Stamp)
