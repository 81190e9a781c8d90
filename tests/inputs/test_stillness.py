from __future__ import annotations

import numpy as np
import pytest

from facecheck.core.frames import Image
from facecheck.inputs.mediapipe.hand_crops import FacePlace
from facecheck.inputs.stillness import STILL_S, StillWatch

FPS = 30
RANDOM = np.random.default_rng(7)
FACE: Image = RANDOM.integers(40, 200, (120, 160, 3), np.uint8)
PLACE = FacePlace(80.0, 60.0, 40.0)


def noisy(picture: Image, levels: int = 6) -> Image:
    """Another picture of the same scene."""
    noise = RANDOM.normal(0, levels, picture.shape)
    return np.clip(picture + noise, 0, 255).astype(np.uint8)


def standing(pictures: list[Image], place: FacePlace | None = PLACE) -> list[float]:
    watch = StillWatch()
    return [watch.step(n / FPS, one, place) for n, one in enumerate(pictures)]


def test_what_a_sensor_gives_is_always_new() -> None:
    assert standing([noisy(FACE) for _ in range(60)]) == [0.0] * 60


def test_the_same_picture_stands_for_longer_and_longer() -> None:
    assert standing([FACE] * 31)[::10] == [0.0, 10 / 30, 20 / 30, 1.0]


def test_a_clock_beside_the_face_may_go_on() -> None:
    ticking = [FACE.copy() for _ in range(40)]
    for n, one in enumerate(ticking):
        one[:12, :30] = 5 * n
    assert standing(ticking)[-1] > STILL_S


def test_an_empty_room_may_stand_still() -> None:
    assert standing([FACE] * 60, None) == [0.0] * 60


def test_slow_changes_add_up() -> None:
    dimming = [(FACE * (1 - n / 200)).astype(np.uint8) for n in range(60)]
    assert max(standing(dimming)) < STILL_S


def test_a_picture_drawn_once_anew_is_no_end_of_standing() -> None:
    again = noisy(FACE, 12)
    stood = standing([FACE] * 30 + [again] * 30)
    assert stood[30:] == [n / FPS for n in range(30, 60)]


def test_it_ends_with_pictures_that_differ() -> None:
    stood = standing([FACE] * 30 + [noisy(FACE, 12) for _ in range(10)])
    assert stood[31:] == [0.0] * 9


@pytest.mark.parametrize("every", [2, 4, 12])
def test_it_ends_with_pictures_that_an_encoder_repeats(every: int) -> None:
    """A camera in the dark, after a stall: seven new pictures a second in a stream of 30."""
    new = [noisy(FACE, 12) for _ in range(6)]
    stood = standing([FACE] * 30 + [one for one in new for _ in range(every)])
    assert max(stood[30 + 2 * every :]) < STILL_S


def test_key_pictures_that_come_twice_a_second_end_nothing() -> None:
    keys = [noisy(FACE, 12) for _ in range(6)]
    stood = standing([FACE] * 30 + [one for one in keys for _ in range(FPS // 2)])
    assert stood[30:] == [n / FPS for n in range(30, 30 + len(stood[30:]))]
