"""The parts of a window of any size: all of it on the screen, and nothing on a hand."""

from __future__ import annotations

import pytest

from facecheck.outputs.overlay import Layout
from facecheck.outputs.overlay.rect import Rect

WINDOWS = [(640, 480), (588, 400), (1000, 520), (1216, 640), (1280, 720), (2052, 1080), (500, 900)]
PICTURES = [(640, 480), (1280, 720), (480, 640), (1920, 1080)]


def within(part: Rect, width: int, height: int) -> bool:
    return part.x0 >= 0 and part.y0 >= 0 and part.x1 <= width and part.y1 <= height


@pytest.mark.parametrize("window", WINDOWS)
@pytest.mark.parametrize("picture", PICTURES)
@pytest.mark.parametrize("text_scale", [0.8, 1.0, 1.6])
def test_every_part_lies_in_the_window(
    window: tuple[int, int], picture: tuple[int, int], text_scale: float
) -> None:
    layout = Layout.within(*picture, window, text_scale=text_scale)
    x, y = layout.ring_centre
    radius = layout.ring_radius
    ring = Rect(x - radius, y - radius, x + radius, y + radius)
    for part in (layout.picture, layout.footer, layout.strip, layout.cue, layout.dots, ring):
        assert within(part, *window), part
    assert (layout.width, layout.height) == window
    shown = layout.picture.width / layout.picture.height
    assert abs(shown / (picture[0] / picture[1]) - 1) < 0.02, "nothing is squeezed"
    assert layout.picture.y1 <= layout.footer.y0


@pytest.mark.parametrize("window", [w for w in WINDOWS if w[0] > w[1]])
@pytest.mark.parametrize("picture", PICTURES)
def test_ring_and_repetitions_stand_beside_the_picture(
    window: tuple[int, int], picture: tuple[int, int]
) -> None:
    layout = Layout.within(*picture, window)
    assert layout.clear
    assert layout.picture.x1 <= layout.dots.x0
    taken = layout.picture.width / window[0], layout.picture.height / layout.footer.y0
    assert max(taken) > 0.75, "the picture takes what is left"


def test_a_footer_of_larger_type_leaves_less_of_the_picture() -> None:
    usual, larger = (Layout.within(640, 480, (1280, 680), text_scale=t) for t in (1.0, 1.6))
    assert larger.footer.height > usual.footer.height
    assert larger.picture.height < usual.picture.height
