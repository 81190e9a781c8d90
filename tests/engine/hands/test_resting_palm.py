from __future__ import annotations

import math

import pytest

from facecheck.engine.hands.resting_palm import LIES_S, RestingPalm

Places = list[tuple[float, float]]


def lies(places: list[Places], fps: float = 20.0) -> list[bool]:
    lying = RestingPalm()
    return [lying.step(i / fps, there) for i, there in enumerate(places)]


def test_a_hand_lies_once_it_has_stayed() -> None:
    found = lies([[(0.6, 0.7)]] * 40)
    assert found.index(True) / 20.0 == pytest.approx(LIES_S)
    assert all(found[found.index(True) :])


def test_one_that_trembles_and_slides_slowly_lies() -> None:
    slide = [[(0.6 + 0.03 * math.sin(i), 0.6 + 0.007 * i)] for i in range(60)]
    assert sum(lies(slide)) > 30


@pytest.mark.parametrize("rate_hz", [0.5, 1.0, 1.8])
def test_one_that_waves_does_not(rate_hz: float) -> None:
    wave = [[(1.35 * math.sin(2 * math.pi * rate_hz * i / 20.0), 0.2)] for i in range(120)]
    assert not any(lies(wave))


def test_one_that_passes_does_not() -> None:
    assert not any(lies([[(2.0 - 1.8 * i / 20.0, 0.3)] for i in range(45)]))


def test_one_that_is_seen_for_a_frame_now_and_then_does_not() -> None:
    lying = RestingPalm()
    for i in range(4):
        assert not lying.step(1.2 * i, [(0.5, 0.1)])
        lying.forget()


def test_a_palm_lies_though_another_hand_waves_before_the_face() -> None:
    both = [[(1.2 * math.sin(0.4 * i), 0.2), (0.6, 0.7)] for i in range(40)]
    # Which of them came first does not matter for long.
    assert all(lies(both)[25:])
