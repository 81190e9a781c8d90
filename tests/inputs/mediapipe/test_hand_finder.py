"""When hands are looked for, and who waits for a closer look."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from facecheck.core.frames import Frame
from facecheck.inputs.mediapipe.hand_crops import PAUSE_S as LOOK_PAUSE_S
from facecheck.inputs.mediapipe.hand_crops import Place
from facecheck.inputs.mediapipe.hand_finder import LINGER_S, PAUSE_S, HandFinder, Hands
from facecheck.inputs.threads import Deferred

PICTURE = np.zeros((480, 640, 3), np.uint8)
PLACE = Place(x=320.0, y=240.0, unit=60.0)


def seen(x: float, y: float) -> SimpleNamespace:
    """What MediaPipe tells of one hand, all of whose landmarks lie in one point."""
    landmarks = [SimpleNamespace(x=x, y=y, z=0.0)] * 21
    sides = [SimpleNamespace(category_name="Left", score=0.9)]
    return SimpleNamespace(hand_landmarks=[landmarks], handedness=[sides])


NOTHING = SimpleNamespace(hand_landmarks=[], handedness=[])


class Model:
    """Finds the same in every picture, and counts how often it is asked."""

    def __init__(self, found: SimpleNamespace = NOTHING) -> None:
        self.found = found
        self.asked = 0

    def detect_for_video(self, _image: Any, _time_ms: int) -> SimpleNamespace:
        self.asked += 1
        return self.found

    def detect(self, _image: Any) -> SimpleNamespace:
        self.asked += 1
        return self.found


def found(finder: HandFinder, time_s: float, place: Place | None = PLACE) -> Deferred[Hands]:
    return finder.find(Frame(time_s, PICTURE), PICTURE, round(1000 * time_s), None, place)


def finder_of(whole: Model, closer: Model) -> HandFinder:
    return HandFinder(whole, closer, lambda rgb: rgb)


def test_a_hand_lies_where_the_picture_shows_it() -> None:
    (hand,) = found(finder_of(Model(seen(0.5, 0.25)), Model()), 0.0)()
    assert hand.points[0] == pytest.approx([320.0, 120.0, 0.0])
    assert hand.side == "left"


def test_without_a_hand_the_picture_is_looked_at_now_and_then() -> None:
    whole = Model()
    finder = finder_of(whole, Model())
    for time_s in (0.0, 0.5 * PAUSE_S, 1.1 * PAUSE_S, 1.5 * PAUSE_S, 2.2 * PAUSE_S):
        assert found(finder, time_s)() == ()
    assert whole.asked == 3


def test_once_a_hand_was_seen_every_frame_is_looked_at_for_a_while() -> None:
    whole = Model(seen(0.9, 0.9))
    finder = finder_of(whole, Model())
    found(finder, 0.0)
    whole.found = NOTHING
    for time_s in (0.1, 0.2, 0.3):
        found(finder, time_s)
    assert whole.asked == 4
    found(finder, 1.1 * LINGER_S)
    found(finder, 1.1 * LINGER_S + 0.5 * PAUSE_S)
    assert whole.asked == 5


def test_a_closer_look_is_put_off_until_somebody_asks_for_the_hands() -> None:
    closer = Model(seen(0.3, 0.5))
    hands = found(finder_of(Model(), closer), 0.0)
    assert closer.asked == 0
    assert len(hands()) == 1
    assert closer.asked == 1


def test_a_frame_that_hangs_on_a_closer_look_waits_for_it() -> None:
    whole, closer = Model(), Model(seen(0.3, 0.5))
    finder = finder_of(whole, closer)
    found(finder, 0.0)
    # Too early to look again, but for the hand that a closer look finds in the frame before.
    found(finder, 0.5 * PAUSE_S)
    assert (whole.asked, closer.asked) == (2, 1)


def test_a_frame_that_does_not_hang_on_it_does_not_wait() -> None:
    whole, closer = Model(seen(0.1, 0.5)), Model()
    finder = finder_of(whole, closer)
    for n in range(3):
        found(finder, n * 1.1 * LOOK_PAUSE_S)
    assert (whole.asked, closer.asked) == (3, 0)


def test_without_a_face_there_is_no_closer_look() -> None:
    closer = Model(seen(0.3, 0.5))
    assert found(finder_of(Model(), closer), 0.0, place=None)() == ()
    assert closer.asked == 0


def test_a_closer_look_that_decides_nothing_any_more_is_not_waited_for() -> None:
    whole, closer = Model(seen(0.1, 0.5)), Model(seen(0.3, 0.5))
    finder = finder_of(whole, closer)
    found(finder, 0.0, place=None)
    whole.found = NOTHING
    found(finder, 0.3 * LINGER_S)
    whole.found = seen(0.1, 0.5)
    found(finder, 0.6 * LINGER_S, place=None)
    whole.found = NOTHING
    found(finder, 1.7 * LINGER_S, place=None)
    assert closer.asked == 0
