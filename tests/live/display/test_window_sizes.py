from __future__ import annotations

import numpy as np
import pytest

from facecheck.core.frames import Image
from facecheck.live.display.window_sizes import drawn_size, first_size, framed

PICTURE: Image = np.full((90, 160, 3), 200, np.uint8)
SCREENS = [(640, 480), (1024, 600), (1280, 720), (1366, 768), (3840, 2160), (5120, 1440)]


@pytest.mark.parametrize("screen", SCREENS)
def test_a_window_takes_what_a_screen_has_between_its_bars(screen: tuple[int, int]) -> None:
    width, height = first_size(screen)
    assert width <= screen[0]
    assert height <= screen[1] - 80
    share = width * height / (screen[0] * screen[1])
    assert share > (0.75 if screen[0] < 2 * screen[1] else 0.4)


def test_what_is_drawn_is_as_sharp_as_the_window_up_to_1080_lines() -> None:
    assert drawn_size((640, 400)) == (640, 400)
    assert drawn_size((3694, 1944)) == (2052, 1080)


def test_a_picture_of_another_shape_gets_borders_and_no_distortion() -> None:
    wide = framed(PICTURE, (400, 100))
    assert wide.shape == (90, 360, 3)
    assert (wide[:, 100:260] == 200).all()
    assert (wide[:, :100] < 60).all()
    assert framed(PICTURE, (100, 400)).shape == (640, 160, 3)
    assert framed(PICTURE, (1600, 900)) is PICTURE
    assert framed(PICTURE, (0, 0)) is PICTURE
