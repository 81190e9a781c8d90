from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

import numpy as np

from facecheck.api.led_frames import led_frames
from facecheck.core.frames import Frame
from facecheck.engine.level.calibration import Stretch
from facecheck.inputs.sources import FrameSource

PLAN = [Stretch("Relax", 2.0, None), Stretch("Open", 1.0, None), Stretch("Relax", 1.0, None)]


class Film:
    """Two frames a second; tells how many were taken."""

    taken = 0

    def __iter__(self) -> Iterator[Frame]:
        for at in range(20):
            self.taken += 1
            yield Frame(at / 2, np.zeros((2, 2, 3), np.uint8))


def led(film: Any) -> tuple[list[int], list[str]]:
    cues: list[str] = []
    places = [place for place, _ in led_frames(cast("FrameSource", film), PLAN, cues.append)]
    return places, cues


def test_each_frame_belongs_to_the_stretch_of_its_time() -> None:
    places, cues = led(Film())
    assert places == [0, 0, 0, 0, 1, 1, 2, 2]
    assert cues == ["Relax", "Open", "Relax"]


def test_nothing_is_read_beyond_the_plan() -> None:
    film = Film()
    led(film)
    assert film.taken == 9
