"""Everything that has a key can be clicked, in a window of any size."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from outputs.states import update

from facecheck.core.events import Phase
from facecheck.core.frames import Frame
from facecheck.live.display.window import WindowDisplay
from facecheck.live.display.window_protocol import Click
from facecheck.live.feed.frame_pairing import PairedFrame
from facecheck.live.keys import DIGITS, KEYS, Action
from facecheck.live.options import LiveOptions
from facecheck.live.session.placement import NOBODY
from facecheck.live.session.scene import Scene
from facecheck.live.session.state import Rest

from ..fakes import PICTURE, FakeWindow, exercise

SIZES = [(640, 480), (985, 520), (1216, 640), (3694, 1944)]
SEEN = PairedFrame(Frame(0.0, PICTURE), None, 0.0, fresh=True)


class Clicked(FakeWindow):
    """A window that is clicked where a test says."""

    def __init__(self, size: tuple[int, int]) -> None:
        super().__init__(size=size)
        self.at: Click | None = None

    def click(self) -> Click | None:
        at, self.at = self.at, None
        return at


def keys_of(size: tuple[int, int], **shown: Any) -> set[str]:
    """What clicks everywhere in a scene do, as keys."""
    window = Clicked(size)
    display = WindowDisplay(window, LiveOptions())
    picture = display.draw(Scene(SEEN, exercise(), update(Phase.READY), **shown))
    bar = window.bars[-1]
    assert bar is not None
    found = set()
    for window.at in (*_places(picture, on_bar=False), *_places(bar, on_bar=True)):
        key = display.key()
        if key is not None:
            found.add(key)
    return found


def _places(shown: Any, *, on_bar: bool) -> Iterator[Click]:
    height, width = shown.shape[:2]
    across, down = max(1, width // 200), max(1, height // 200)
    for y in range(0, height, down):
        for x in range(0, width, across):
            yield Click(x, y, on_bar=on_bar)


@pytest.mark.parametrize("size", SIZES)
def test_every_action_can_be_clicked_in_the_bar_or_in_the_list_of_keys(
    size: tuple[int, int],
) -> None:
    clicked = keys_of(size) | keys_of(size, help=True)
    before = keys_of(size, placement=NOBODY, offers=True)
    assert {KEYS[key] for key in clicked | before} == set(Action)
    assert KEYS.keys() >= clicked | before


def test_a_click_on_the_row_of_digits_says_no_digit() -> None:
    """Which of them would be meant? A click there would be kept as no stress at all."""
    assert keys_of(SIZES[0], help=True).isdisjoint(DIGITS)


@pytest.mark.parametrize(
    ("shown", "keys"),
    [
        ({}, "hpnxuamwq"),
        ({"placement": NOBODY, "offers": True}, "hpncmwq"),
        ({"rest": Rest(18.0, 18.0, first=True), "offers": True}, "hpncmwq"),
        ({"rest": Rest(8.0, 10.0)}, "hpnxuamwq"),
        ({"paused": True}, "hpxuamwq"),
        ({"stopped_for_pain": True}, "hnmwq"),
    ],
)
def test_each_screen_has_the_buttons_of_what_can_be_done_there(
    shown: dict[str, Any], keys: str
) -> None:
    assert keys_of(SIZES[1], **shown) == set(keys)
