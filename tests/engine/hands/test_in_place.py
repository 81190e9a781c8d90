"""Hands that have come to their place and wait say "ready"; hands at work or left over do not."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from strips import cheek, fist, flat_hand, inter_ocular, neutral_face, observation

from facecheck.core import landmarks as lm
from facecheck.core.frames import Hand
from facecheck.core.sides import Side
from facecheck.engine.hands.in_place import AWAY_S, STILL, WAITS_S, HandsInPlace

FPS = 30.0


def beside_jaw(side: int, away: float = 0.0) -> Hand:
    """A fist that holds one end of a band, moved down by inter-ocular distances."""
    x, y = (float(v) for v in neutral_face().points[lm.NOSE_BASE, :2])
    unit = inter_ocular()
    name: Side = "left" if side > 0 else "right"
    return fist((x + side * 1.5 * unit, y + (0.8 + away) * unit), 0.6 * unit, side=name)


def band(away: float = 0.0) -> list[Hand]:
    return [beside_jaw(-1, away), beside_jaw(1, away)]


def palm(away: float = 0.0) -> list[Hand]:
    x, y = cheek("left")
    return [flat_hand((x + away * inter_ocular(), y), 0.7 * inter_ocular())]


TAKEN = {
    "hands_at_jaw": band,
    "palm_on_cheek": palm,
    "hand": palm,
    "hand_with_device": palm,
}


def ready_s(
    requires: Sequence[str], when: Callable[[float], Sequence[Hand]], until_s: float = 8.0
) -> list[float]:
    """The times at which hands were noticed to wait."""
    watch, face = HandsInPlace(requires), neutral_face()
    times = [n / FPS for n in range(round(until_s * FPS))]
    return [t for t in times if watch.step(observation(t, face, when(t)))]


@pytest.mark.parametrize("needed", sorted(TAKEN))
def test_hands_that_come_and_wait_are_noticed_once(needed: str) -> None:
    found = ready_s([needed], lambda t: TAKEN[needed]() if t >= 1.0 else [])
    assert found == pytest.approx([1.0 + WAITS_S], abs=0.1)


@pytest.mark.parametrize("needed", sorted(TAKEN))
def test_hands_that_are_left_over_from_the_exercise_before_say_nothing(needed: str) -> None:
    assert ready_s([needed], lambda _: TAKEN[needed]()) == []
    away = (3.0, 3.0 + AWAY_S + 1.7)
    again = ready_s([needed], lambda t: [] if away[0] <= t < away[1] else TAKEN[needed]())
    assert again == pytest.approx([away[1] + WAITS_S], abs=0.1)


@pytest.mark.parametrize("needed", sorted(TAKEN))
def test_hands_that_work_are_not_ready(needed: str) -> None:
    def strokes(t: float) -> list[Hand]:
        return TAKEN[needed](1.2 * STILL if t % 2.0 < 1.0 else 0.0) if t >= 1.0 else []

    assert ready_s([needed], strokes) == []


def test_one_end_of_a_band_is_no_band() -> None:
    assert ready_s(["hands_at_jaw"], lambda t: band()[:1] if t >= 1.0 else []) == []


def test_a_hand_that_the_model_loses_for_a_moment_still_waits() -> None:
    def flickers(t: float) -> list[Hand]:
        return [] if t < 1.0 else band()[:1] if 1.8 <= t < 2.2 else band()

    assert ready_s(["hands_at_jaw"], flickers) == pytest.approx([1.0 + WAITS_S], abs=0.1)


def test_where_nothing_is_needed_nothing_is_noticed() -> None:
    assert ready_s([], lambda t: band() if t >= 1.0 else []) == []
