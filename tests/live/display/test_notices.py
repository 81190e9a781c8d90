from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from facecheck.core.frames import Frame
from facecheck.live.display.notices import BLACK_S, NOTICE_S, Notices
from facecheck.outputs.words import Words


class Told:
    """What is told while pictures come."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.feed: Any = SimpleNamespace(stalled_s=0.0, rate_hz=30.0)
        self.now_s = 0.0
        self._notices = Notices(Words(), lambda: self.found, lambda: self.now_s)

    def at(self, time_s: float, brightest: int = 90) -> str | None:
        self.now_s = time_s
        rgb = np.zeros((48, 64, 3), np.uint8)
        rgb[0, 0] = brightest
        return self._notices.current_line(self.feed, Frame(time_s, rgb))


def test_nothing_is_told_while_all_is_well() -> None:
    told = Told()
    assert [told.at(n / 2) for n in range(40)] == [None] * 40


def test_what_was_found_stays_long_enough_to_be_read() -> None:
    told = Told()
    assert told.at(1.0) is None
    told.found.append("no sound")
    assert told.at(2.0) == "no sound"
    assert told.at(2.0 + NOTICE_S) == "no sound"
    assert told.at(2.1 + NOTICE_S) is None


def test_a_camera_that_stands_still_is_told_before_all_else() -> None:
    told = Told()
    told.found.append("no sound")
    told.feed.stalled_s = 4.2
    assert told.at(1.0) == "No picture from the camera for 4 s, waiting"


def test_black_pictures_are_told_after_a_while_and_until_they_end() -> None:
    told = Told()
    said = [told.at(n / 10, brightest=5) for n in range(40)]
    assert said.index(next(line for line in said if line)) == pytest.approx(BLACK_S * 10)
    assert "black" in str(said[-1])
    assert told.at(4.0) is None


def test_a_dark_room_is_not_black() -> None:
    told = Told()
    assert [told.at(n / 2, brightest=20) for n in range(20)] == [None] * 20


def test_a_camera_that_is_slow_is_told_once_it_has_settled() -> None:
    told = Told()
    told.feed.rate_hz = 7.4
    assert told.at(1.0) is None
    assert "only 7 pictures" in str(told.at(6.0))
    assert told.at(6.1 + NOTICE_S) is None
