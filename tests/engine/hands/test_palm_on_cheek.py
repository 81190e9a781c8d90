from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest
from strips import (
    cheek,
    fist,
    flat_hand,
    inter_ocular,
    moved,
    neutral_face,
    observation,
)

from facecheck.core import landmarks as lm
from facecheck.core.frames import Hand
from facecheck.core.sides import Side
from facecheck.engine.hands.band import VOUCHED_S
from facecheck.engine.hands.palm_on_cheek import BRIDGE_S, HAND_MEASURES, LATELY_S, HandWatch
from facecheck.engine.hands.resting_palm import LIES_S

# A hand's palm is about as wide as the distance of the outer eye corners.
PALM_PX = 0.9 * inter_ocular()
Hands = Sequence[Hand]


def at(hands: Hands, watch: HandWatch | None = None, time_s: float = 0.0) -> dict[str, float]:
    return (watch or HandWatch()).step(observation(time_s, neutral_face(), hands))


def run(
    when: Callable[[float], Hands], until_s: float, fps: float = 30.0
) -> list[dict[str, float]]:
    watch = HandWatch()
    return [at(when(i / fps), watch, i / fps) for i in range(int(until_s * fps))]


def lain(hands: Hands) -> dict[str, float]:
    """What is read of hands that have stayed where they are."""
    return run(lambda _: hands, LIES_S + 0.1)[-1]


def test_every_measure_is_there_and_documented() -> None:
    assert set(at([])) == set(HAND_MEASURES)
    assert all(row.unit and row.what for row in HAND_MEASURES.values())


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_flat_palm_on_a_cheek(side: Side) -> None:
    values = lain([flat_hand(cheek(side), PALM_PX)])
    other = "right" if side == "left" else "left"
    assert values["palm_on_cheek"] == 1.0
    assert values[f"palm_on_cheek_{side}"] == 1.0
    assert values[f"palm_on_cheek_{other}"] == 0.0
    assert values["palm_flat"] > 0.9
    assert (values["palm_missing"], values["palm_slipped"]) == (0.0, 0.0)


@pytest.mark.parametrize("rate_hz", [0.6, 1.0, 1.6])
def test_a_hand_that_waves_before_the_face_lies_on_no_cheek(rate_hz: float) -> None:
    (left, y), (right, _) = cheek("left"), cheek("right")

    def waving(time_s: float) -> Hands:
        swing = math.sin(2 * math.pi * rate_hz * time_s)
        return [flat_hand((0.5 * (left + right) + 1.3 * inter_ocular() * swing, y), PALM_PX)]

    for values in run(waving, 4.0):
        assert (values["palm_on_cheek_left"], values["palm_on_cheek_right"]) == (0.0, 0.0)


def test_a_hand_that_is_seen_for_single_frames_lies_on_no_cheek() -> None:
    palm = flat_hand(cheek("left"), PALM_PX)
    for values in run(lambda t: [palm] if t % 1.2 < 0.03 else [], 6.0):
        assert values["palm_on_cheek_left"] == 0.0


def test_a_fist_on_a_cheek_is_not_flat() -> None:
    values = at([fist(cheek("left"), PALM_PX)])
    assert values["palm_on_cheek"] == 1.0
    assert values["palm_flat"] < 0.2


def test_which_hand_it_is_does_not_matter() -> None:
    hands = [flat_hand(cheek("left"), PALM_PX, side=side) for side in ("left", "right")]
    assert at(hands[:1]) == at(hands[1:])


@pytest.mark.parametrize(
    "hands",
    [
        pytest.param([], id="no hand"),
        pytest.param([flat_hand((560.0, 120.0), PALM_PX)], id="a hand beside the head"),
        pytest.param([flat_hand((320.0, 470.0), PALM_PX * 0.5)], id="a hand under the chin"),
    ],
)
def test_no_palm_on_a_cheek(hands: Hands) -> None:
    values = at(hands)
    assert (values["palm_on_cheek"], values["palm_missing"], values["palm_slipped"]) == (0, 1, 0)


def test_a_hand_that_was_not_looked_for_is_missing() -> None:
    values = HandWatch().step(observation(0.0, neutral_face(), None))
    assert values["palm_on_cheek"] == 0.0


def test_the_size_of_the_picture_does_not_matter() -> None:
    face, hand = neutral_face(), flat_hand(cheek("left"), PALM_PX)
    small = observation(
        0.0,
        type(face)(face.points * np.float32(0.4), face.blendshapes, face.matrix),
        [Hand(hand.points * np.float32(0.4), hand.side, hand.score)],
    )
    assert HandWatch().step(small) == pytest.approx(at([hand]), abs=1e-3)


def test_a_short_gap_is_bridged() -> None:
    palm = flat_hand(cheek("left"), PALM_PX)
    gone = run(lambda t: [] if 1.0 <= t < 1.0 + 0.8 * BRIDGE_S else [palm], 3.0)
    assert {values["palm_on_cheek"] for values in gone} == {1.0}


STATES = ("palm_on_cheek", "palm_slipped", "palm_unseen", "palm_missing")


def changes(ticks: list[dict[str, float]], fps: float = 30.0) -> list[tuple[str, float]]:
    """Every state of the palm with the time at which it began."""
    found: list[tuple[str, float]] = []
    for i, values in enumerate(ticks):
        (state,) = (name for name in STATES if values[name])
        if not found or found[-1][0] != state:
            found.append((state, i / fps))
    return found


def leaving(time_s: float, speed: float) -> list[Hand]:
    """A palm that is taken away from 1.0 s on, `speed` inter-ocular distances a second."""
    x, y = cheek("left")
    away = max(time_s - 1.0, 0.0) * speed * inter_ocular()
    return [flat_hand((x + 0.3 * away, y + away), PALM_PX)] if time_s < 1.25 else []


def test_a_palm_seen_leaving_has_slipped_and_is_missing_only_much_later() -> None:
    ticks = run(lambda t: leaving(t, 2.0), 2.0 + LATELY_S)
    there, slipped, missing = changes(ticks)
    assert (there[0], slipped[0], missing[0]) == (STATES[0], STATES[1], STATES[3])
    assert slipped[1] == pytest.approx(1.2 + BRIDGE_S, abs=0.15)
    assert missing[1] == pytest.approx(1.2 + LATELY_S, abs=0.15)


def test_a_palm_that_lay_still_when_it_was_lost_cannot_be_seen() -> None:
    ticks = run(lambda t: leaving(t, 0.3), 2.0 + LATELY_S)
    assert [state for state, _ in changes(ticks)] == [STATES[0], STATES[2], STATES[3]]


def test_a_hand_that_is_seen_elsewhere_has_left() -> None:
    palm, lap = flat_hand(cheek("left"), PALM_PX), flat_hand((320.0, 470.0), PALM_PX * 0.5)
    ticks = run(lambda t: [palm] if t < 1.0 else [lap], 3.0)
    assert [state for state, _ in changes(ticks)] == ["palm_on_cheek", "palm_slipped"]


@pytest.mark.parametrize("tips", [1, 2])
def test_fingertips_on_a_cheek_are_a_hand_that_is_not_flat(tips: int) -> None:
    x, y = cheek("left")
    points = flat_hand((x + 3.0 * PALM_PX, y), PALM_PX).points.copy()
    # The hand is far to the side, and high: its fingers come down to the cheek from there.
    points[:, 1] -= 3.0 * PALM_PX
    points[list(lm.FINGER_TIPS), :2] = (x + 2.0 * PALM_PX, y - 2.0 * PALM_PX)
    points[list(lm.FINGER_TIPS[:tips]), :2] = (x + 0.1 * PALM_PX, y)
    values = at([Hand(points, "left", 0.9)])
    assert values["palm_on_cheek_left"] == 0.0
    if tips == 2:
        assert (values["palm_on_cheek"], values["palm_flat"]) == (1.0, 0.0)


def test_an_open_hand_whose_fingers_alone_reach_the_cheek_is_no_palm_on_it() -> None:
    x, y = cheek("left")
    reaching = [flat_hand((x + aside * PALM_PX, y), PALM_PX) for aside in (0.0, 0.7, 0.95)]
    palm, near, fingers = (lain([hand]) for hand in reaching)
    assert palm["palm_on_cheek_left"] == near["palm_on_cheek_left"] == 1.0
    assert palm["palm_flat"] > near["palm_flat"] > fingers["palm_flat"]
    assert (fingers["palm_on_cheek"], fingers["palm_on_cheek_left"]) == (1.0, 0.0)


def test_a_palm_never_seen_is_missing_and_has_not_slipped() -> None:
    for values in run(lambda _: [], 1.0):
        assert (values["palm_missing"], values["palm_slipped"]) == (1.0, 0.0)


def test_exactly_one_of_there_slipped_missing() -> None:
    palm = flat_hand(cheek("right"), PALM_PX)
    for values in run(lambda t: [palm] if int(t) % 3 == 0 else [], 12.0, fps=15):
        assert sum(values[name] for name in STATES) == 1.0


# Two hands at the jaw.


def beside_jaw(
    left: tuple[float, float] = (1.0, 0.6), right: tuple[float, float] = (1.0, 0.6)
) -> list[Hand]:
    """Two fists; each place is outwards and down from the base of the nose, in inter-ocular."""
    x, y = (float(v) for v in neutral_face().points[lm.NOSE_BASE, :2])
    unit = inter_ocular()
    return [
        fist((x + left[0] * unit, y + left[1] * unit), PALM_PX * 0.8, "left"),
        fist((x - right[0] * unit, y + right[1] * unit), PALM_PX * 0.8, "right"),
    ]


def test_two_hands_beside_the_jaw() -> None:
    assert at(beside_jaw())["hands_at_jaw"] == 1.0


@pytest.mark.parametrize(
    "hands",
    [
        pytest.param(beside_jaw()[:1], id="one hand"),
        pytest.param(beside_jaw(left=(1.0, 2.3), right=(1.0, -0.3)), id="one in the lap"),
        pytest.param(beside_jaw(left=(1.0, -1.2), right=(1.0, -1.2)), id="above the eyes"),
        pytest.param(beside_jaw(right=(-1.6, 0.6)), id="both on one side"),
        pytest.param(beside_jaw(left=(4.0, 0.6), right=(4.0, 0.6)), id="far away"),
        pytest.param(beside_jaw(left=(0.1, 0.6), right=(0.1, 0.6)), id="at the mouth"),
    ],
)
def test_hands_that_hold_no_band(hands: Hands) -> None:
    assert at(hands)["hands_at_jaw"] == 0.0


def test_how_level_a_band_is_held() -> None:
    assert at(beside_jaw())["band_tilt"] == pytest.approx(0.0, abs=1.0)
    low = at(beside_jaw(left=(1.0, 0.6 + 0.5)))["band_tilt"]
    assert low == pytest.approx(math.degrees(math.atan2(0.5, 2.0)), abs=1.0)
    assert at(beside_jaw(right=(1.0, 0.6 + 0.5)))["band_tilt"] == pytest.approx(-low, abs=1.0)


def test_a_band_is_as_taut_as_the_hands_are_apart_compared_with_the_beginning() -> None:
    ticks = run(lambda t: beside_jaw() if t < 2.0 else beside_jaw(left=(0.6, 0.6)), 3.0)
    assert ticks[45]["band_spread"] == pytest.approx(1.0, abs=0.01)
    assert ticks[-1]["band_spread"] == pytest.approx(0.8, abs=0.01)
    again = run(
        lambda t: [] if t < 1.0 or 2.0 <= t < 3.0 else beside_jaw(left=(0.4 + 0.2 * t, 0.6)), 3.5
    )
    assert again[-1]["band_spread"] == pytest.approx(1.0, abs=0.05)
    assert again[0]["band_spread"] == 1.0


def test_a_hand_that_was_last_seen_on_its_way_says_nothing_of_how_taut_the_band_is() -> None:
    arriving, there = beside_jaw(left=(1.2, 1.2)), beside_jaw()
    left, right = arriving[:1], there[1:]
    ticks = run(lambda t: left if t < 0.2 else right if t < 1.0 else there, 2.0)
    assert [round(values["band_spread"], 2) for values in ticks] == [1.0] * len(ticks)


def test_a_band_hand_lost_for_a_moment_is_still_there() -> None:
    hands = beside_jaw()
    ticks = run(lambda t: hands[:1] if 1.0 <= t < 1.0 + 0.8 * BRIDGE_S else hands, 3.0)
    assert {values["hands_at_jaw"] for values in ticks} == {1.0}
    gone = run(lambda t: hands[:1] if t >= 1.0 else hands, 3.0)
    assert gone[-1]["hands_at_jaw"] == 0.0


@pytest.mark.parametrize(
    ("kept", "there"), [pytest.param(1, 1.0, id="one stays"), pytest.param(0, 0.0, id="both go")]
)
def test_the_hand_that_stays_vouches_for_the_one_that_is_lost(kept: int, there: float) -> None:
    hands = beside_jaw()
    ticks = run(lambda t: hands[:kept] if t >= 1.0 else hands, 1.0 + 0.8 * VOUCHED_S)
    assert ticks[-1]["hands_at_jaw"] == there


def shifted(hand: Hand, by_px: float) -> Hand:
    return Hand(hand.points + np.array([by_px, 0.0, 0.0], np.float32), hand.side, hand.score)


@pytest.mark.parametrize("one", [0, 1])
def test_a_hand_without_room_in_the_picture_is_told_from_one_that_is_missing(one: int) -> None:
    hand, other = beside_jaw()[one], beside_jaw()[1 - one]
    place_px = float(other.points[[0, 5, 17], 0].mean())
    out_px = -place_px if place_px < 320.0 else 640.0 - place_px
    for by_px, outside in ((0.0, 0.0), (out_px, 1.0)):
        face = neutral_face()
        face = replace(face, points=face.points + np.array([by_px, 0, 0], np.float32))
        alone = observation(0.0, face, [shifted(hand, by_px)])
        assert HandWatch().step(alone)["hand_outside"] == outside
        both = observation(0.0, face, [shifted(hand, by_px), shifted(other, by_px)])
        assert HandWatch().step(both)["hand_outside"] == 0.0


def test_the_hands_are_seen_against_the_face_as_it_moves() -> None:
    palm = flat_hand(cheek("left"), PALM_PX)
    away = moved(neutral_face(), range(478), to_left=2.5)
    assert HandWatch().step(observation(0.0, away, [palm]))["palm_on_cheek"] == 0.0
