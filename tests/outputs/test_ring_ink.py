"""A ring that fills from one picture to the next."""

from __future__ import annotations

import math

import numpy as np
import pytest

from facecheck.core.frames import Image
from facecheck.outputs.overlay.palette import GREEN, YELLOW
from facecheck.outputs.overlay.ring_ink import RingInk

pytestmark = pytest.mark.smoke

RADIUS, STROKE = 110, 19


def on_the_ring(ink: Image, share: float) -> tuple[int, ...]:
    """The colour in the middle of the stroke, so far around clockwise from the top."""
    out = RADIUS - STROKE * 0.9
    turn = 2 * math.pi * share
    x, y = RADIUS + out * math.sin(turn), RADIUS - out * math.cos(turn)
    return tuple(ink[int(y), int(x)].tolist())


def test_it_fills_clockwise_from_the_top() -> None:
    ink = RingInk(RADIUS, STROKE).filled(0.25)
    assert on_the_ring(ink, 0.1) == on_the_ring(ink, 0.23) == YELLOW
    assert on_the_ring(ink, 0.27) == on_the_ring(ink, 0.9) != YELLOW


def test_it_is_green_when_full_and_bare_when_empty() -> None:
    ring = RingInk(RADIUS, STROKE)
    assert on_the_ring(ring.filled(1.0), 0.999) == GREEN
    empty = ring.filled(0.0)
    assert len({on_the_ring(empty, share) for share in np.linspace(0, 0.999, 50)}) == 1


SHARES = [0.0, 0.1, 0.1001, 0.5, 0.49, 0.002, 0.999, 1.0, 0.3, 1.0, 0.0, 0.7]


def test_whatever_came_before_the_picture_is_the_same() -> None:
    ring = RingInk(RADIUS, STROKE)
    for share in SHARES:
        np.testing.assert_array_equal(ring.filled(share), RingInk(RADIUS, STROKE).filled(share))


@pytest.mark.parametrize("share", [0.2, 0.55])
def test_the_end_of_the_filling_is_soft(share: float) -> None:
    ink = RingInk(RADIUS, STROKE).filled(share)
    colours = {tuple(pixel) for pixel in ink.reshape(-1, 3).tolist() if sum(pixel) > 400}
    track = on_the_ring(ink, 0.9)
    between = [c for c in colours if sum(track) < sum(c) < sum(YELLOW)]
    assert between
