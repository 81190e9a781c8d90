from __future__ import annotations

import pytest

from facecheck.outputs.overlay.buttons import Button, bar_height, button_bar, key_at
from facecheck.outputs.overlay.pen import Pen

KEYS = [Button("h", "Keys"), Button("p", "Pause"), Button("w", "Full", chosen=True)]


@pytest.mark.parametrize(("width", "height"), [(640, 480), (1280, 720), (2052, 1080)])
def test_every_place_of_the_bar_belongs_to_a_button(width: int, height: int) -> None:
    high = bar_height(height)
    keys = [Button(key, "Keys") for key in "hpnxuamwq"]
    bar, spots = button_bar(width, high, keys, Pen())
    assert bar.shape == (high, width, 3)
    assert high >= 30
    hit = [key_at(spots, x, high / 2) for x in range(width)]
    assert [hit[0], hit[width // 2], hit[-1]] == ["h", "u", "q"]
    assert None not in hit
    assert key_at(spots, width / 2, high + 1) is None


def test_what_is_on_looks_other_than_what_is_off() -> None:
    off, _ = button_bar(300, 40, [Button("m", "Mute")], Pen())
    on, _ = button_bar(300, 40, [Button("m", "Mute", chosen=True)], Pen())
    assert (off != on).any()


def test_a_bar_too_narrow_for_a_button_is_still_drawn() -> None:
    bar, spots = button_bar(20, 30, KEYS, Pen())
    assert bar.shape == (30, 20, 3)
    assert len(spots) == 3
