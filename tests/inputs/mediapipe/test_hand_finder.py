"""When hands are looked for, and who waits for a closer look."""

from __future__ import annotations

import gc
import weakref
from typing import Any

import numpy as np
import pytest

from facecheck.core.frames import Frame, Hand
from facecheck.core.landmarks import FINGER_BASES
from facecheck.inputs.mediapipe.hand_crops import PAUSE_S as LOOK_PAUSE_S
from facecheck.inputs.mediapipe.hand_crops import FacePlace
from facecheck.inputs.mediapipe.hand_finder import (
    FOLLOW_S,
    LINGER_S,
    PAUSE_S,
    SEARCH_S,
    STILL_SPEED,
    HandFinder,
)
from facecheck.inputs.mediapipe.models import Hands
from facecheck.inputs.threads import Deferred

PICTURE = np.zeros((480, 640, 3), np.uint8)
PLACE = FacePlace(x=320.0, y=240.0, unit=60.0)


def seen(x: float, y: float, width: int = 640, height: int = 480) -> Hands:
    """One hand, all of whose landmarks lie in one point, given as fractions of the picture."""
    points = np.tile(np.array([x * width, y * height, 0], np.float32), (21, 1))
    return (Hand(points=points, side="left", score=0.9),)


def palm_of(length: float, x: float) -> Hand:
    """A hand whose palm is so long, in pixels, and whose landmarks lie over one another else."""
    points = np.tile(np.array([x, 240.0, 0.0], np.float32), (21, 1))
    points[FINGER_BASES[1], 1] -= length
    return Hand(points=points, side="left", score=0.9)


NOTHING: Hands = ()


class Model:
    """Finds the same in every picture, and counts how often it is asked, and to search.

    Args:
        found: In the whole picture.
        alone: Where in a cut-out, as fractions of it.
    """

    def __init__(self, found: Hands = NOTHING, alone: tuple[float, float] | None = None) -> None:
        self.found = found
        self.closer = alone
        self.asked = self.searched = self.asked_closer = 0

    def in_view(self, image: Any, time_ms: int, *, look: bool) -> Hands:  # noqa: ARG002
        self.asked += 1
        self.searched += look
        return self.found

    def alone(self, image: Any) -> Hands:
        self.asked_closer += 1
        height, width = image.shape[:2]
        return NOTHING if self.closer is None else seen(*self.closer, width, height)


def found(finder: HandFinder, time_s: float, place: FacePlace | None = PLACE) -> Deferred[Hands]:
    return finder.find(Frame(time_s, PICTURE), PICTURE, round(1000 * time_s), None, place)


def finder_of(model: Model) -> HandFinder:
    return HandFinder(model, lambda rgb: rgb)


def test_a_hand_lies_where_the_model_says() -> None:
    (hand,) = found(finder_of(Model(seen(0.5, 0.25))), 0.0)()
    assert hand.points[0] == pytest.approx([320.0, 120.0, 0.0])
    assert hand.side == "left"


def test_without_a_hand_the_picture_is_looked_at_now_and_then() -> None:
    model = Model()
    finder = finder_of(model)
    for time_s in (0.0, 0.5 * PAUSE_S, 1.1 * PAUSE_S, 1.5 * PAUSE_S, 2.2 * PAUSE_S):
        assert found(finder, time_s)() == ()
    assert model.asked == 3


def test_once_a_hand_was_seen_it_is_looked_for_more_often_for_a_while() -> None:
    model = Model(seen(0.9, 0.9))
    finder = finder_of(model)
    found(finder, 0.0)
    model.found = NOTHING
    for time_s in (0.1, 0.2, 0.3):
        found(finder, time_s)
    assert model.asked == 4
    found(finder, 1.1 * LINGER_S)
    found(finder, 1.1 * LINGER_S + 0.5 * PAUSE_S)
    assert model.asked == 5


def test_another_hand_is_searched_for_now_and_then() -> None:
    model = Model(seen(0.9, 0.9))
    finder = finder_of(model)
    for n in range(4):
        model.found = seen(0.9 - 0.01 * n, 0.9)
        found(finder, n * SEARCH_S / 3)
    assert (model.asked, model.searched) == (4, 2)


def test_a_hand_in_view_is_where_it_was_seen_last_in_every_other_picture() -> None:
    model = Model(seen(0.5, 0.25))
    finder = finder_of(model)
    places = []
    for n in range(6):
        model.found = seen(0.5 + 0.01 * n, 0.25)
        (hand,) = found(finder, n / 30)()
        places.append(hand.points[0, 0] / 640)
    assert model.asked == 3
    assert places == pytest.approx([0.5, 0.5, 0.52, 0.52, 0.54, 0.54])


@pytest.mark.parametrize("fps", [10, 15, 20])
def test_of_a_slow_camera_every_picture_is_looked_at(fps: int) -> None:
    model = Model(seen(0.5, 0.25))
    finder = finder_of(model)
    for n in range(6):
        model.found = seen(0.5 + 0.01 * n, 0.25)
        found(finder, n / fps + 0.004 * (n % 2))
    assert model.asked == 6


@pytest.mark.parametrize(
    ("speed", "looks"), [(0.0, 5), (0.8 * STILL_SPEED, 5), (2 * STILL_SPEED, 7)]
)
def test_a_hand_that_lies_still_is_looked_at_less_often(speed: float, looks: int) -> None:
    """Of 13 pictures, 30 a second: two looks tell that it lies still, then it is every third."""
    model = Model()
    finder = finder_of(model)
    for n in range(13):
        model.found = (palm_of(100.0, x=320.0 + 100.0 * speed * n / 30),)
        found(finder, n / 30)
    assert model.asked == looks


def test_a_hand_that_slips_is_followed_again_at_once() -> None:
    model = Model()
    finder = finder_of(model)
    places = []
    for n in range(13):
        model.found = (palm_of(100.0, x=320.0 + 5.0 * max(n - 7, 0)),)
        (hand,) = found(finder, n / 30)()
        places.append(float(hand.points[0, 0]) - 320.0)
    # Looked at in 0, 2, 5, 8 and from then on in every other picture.
    assert places[5:] == [0.0, 0.0, 0.0, 5.0, 5.0, 15.0, 15.0, 25.0]


def test_a_hand_that_joins_another_is_followed_closely() -> None:
    model = Model((palm_of(100.0, x=200.0),))
    finder = finder_of(model)
    for n in range(7):
        if n == 5:
            model.found = (palm_of(100.0, x=200.0), palm_of(100.0, x=500.0))
        found(finder, n / 30)
    asked = model.asked
    found(finder, 7 / 30)
    assert model.asked == asked + 1


def test_a_picture_of_another_size_is_looked_at() -> None:
    """Where a hand was in the old one means nothing in it."""
    model = Model(seen(0.5, 0.25))
    finder = finder_of(model)
    found(finder, 0.0)
    turned = np.zeros((640, 480, 3), np.uint8)
    finder.find(Frame(0.01, turned), turned, 10, None, PLACE)
    assert model.asked == 2


def test_a_hand_that_was_lost_is_searched_for_at_once() -> None:
    model = Model(seen(0.9, 0.9))
    finder = finder_of(model)
    found(finder, 0.0)
    model.found = NOTHING
    found(finder, FOLLOW_S)
    assert model.searched == 1
    found(finder, 2 * FOLLOW_S)
    assert model.searched == 2


def test_a_closer_look_is_put_off_until_somebody_asks_for_the_hands() -> None:
    model = Model(alone=(0.3, 0.5))
    hands = found(finder_of(model), 0.0)
    assert model.asked_closer == 0
    assert len(hands()) == 1
    assert model.asked_closer == 1


def test_a_frame_that_hangs_on_a_closer_look_waits_for_it() -> None:
    model = Model(alone=(0.3, 0.5))
    finder = finder_of(model)
    found(finder, 0.0)
    # Too early to look again, but for the hand that a closer look finds in the frame before.
    found(finder, 0.5 * PAUSE_S)
    assert (model.asked, model.asked_closer) == (2, 1)


def test_a_frame_that_does_not_hang_on_it_does_not_wait() -> None:
    model = Model(seen(0.1, 0.5))
    finder = finder_of(model)
    for n in range(3):
        found(finder, n * 1.1 * LOOK_PAUSE_S)
    assert (model.asked, model.asked_closer) == (3, 0)


def test_without_a_face_there_is_no_closer_look() -> None:
    model = Model(alone=(0.3, 0.5))
    assert found(finder_of(model), 0.0, place=None)() == ()
    assert model.asked_closer == 0


def test_a_closer_look_that_decides_nothing_any_more_is_not_waited_for() -> None:
    model = Model(seen(0.1, 0.5), alone=(0.3, 0.5))
    finder = finder_of(model)
    found(finder, 0.0, place=None)
    model.found = NOTHING
    found(finder, 0.3 * LINGER_S)
    model.found = seen(0.1, 0.5)
    found(finder, 0.6 * LINGER_S, place=None)
    model.found = NOTHING
    found(finder, 1.7 * LINGER_S, place=None)
    assert model.asked_closer == 0


def test_models_are_freed_without_the_collector() -> None:
    model = Model(seen(0.5, 0.25))
    finder = finder_of(model)
    found(finder, 0.0)()
    freed = weakref.ref(model)
    gc.disable()
    try:
        del finder, model
        assert freed() is None
    finally:
        gc.enable()
