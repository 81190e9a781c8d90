from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pytest
from strips import Signal, level, line, sampled

from facecheck.engine.repetitions.detector import Stage, State
from facecheck.engine.repetitions.steadiness import SETTLE_S, Steadiness
from facecheck.engine.spec.thresholds import Thresholds

RULE = Thresholds(enter=0.6, leave=0.45)
HOLDING = State(stage=Stage.HOLD, onset_s=0.0, hold_from_s=0.5, peak=1.0)


def held(signal: Signal, until_s: float = 4.0, fps: float = 30.0) -> Steadiness:
    one = Steadiness(RULE)
    for time_s, now in sampled(signal, until_s, fps):
        one.step(time_s, level(now))
    return one


def trembling(time_s: float) -> float:
    return 0.8 + 0.1 * math.sin(2 * math.pi * 5 * time_s)


def test_a_steady_hold_does_not_shake() -> None:
    assert held(lambda _: 0.8).mean_shaking == pytest.approx(0.0)


WAVERING = np.random.default_rng(7).uniform(0.6, 1.0, 150).tolist()


def shaking(levels: Sequence[float], from_s: float = 0.0) -> list[float]:
    """What is read at each tick of a hold at 30 pictures a second."""
    one, found = Steadiness(RULE), []
    for i, now in enumerate(levels):
        one.step(from_s + i / 30, level(now))
        found.append(one.values(level(now), HOLDING)["shaking"])
    return found


def test_shaking_is_the_mean_distance_from_the_line_through_the_last_second() -> None:
    settled = 12  # of 30 a second, 0.4 s
    for last, found in enumerate(shaking(WAVERING)):
        first = max(settled, last - 30)
        if last - first < 3:
            assert found == 0.0
            continue
        times, now = np.arange(first, last + 1) / 30, np.array(WAVERING[first : last + 1])
        off = now - np.polyval(np.polyfit(times, now, 1), times)
        assert found == pytest.approx(np.abs(off).mean(), abs=1e-9)


@pytest.mark.parametrize("from_s", [0.1, 1 / 3, 7.7, 3600.1])
def test_shaking_does_not_hang_on_when_the_hold_began(from_s: float) -> None:
    assert shaking(WAVERING, from_s) == pytest.approx(shaking(WAVERING), abs=1e-9)


def test_pictures_of_one_instant_have_no_slope() -> None:
    one = Steadiness(RULE)
    one.step(0.0, level(0.8))
    for now in (0.7, 0.9, 0.7, 0.9, 0.7, 0.9):
        one.step(0.7, level(now))
    assert one.values(level(0.8), HOLDING)["shaking"] == pytest.approx(0.1)


def test_a_slow_fade_is_no_shaking() -> None:
    assert held(line((0, 0.9), (4, 0.6))).mean_shaking == pytest.approx(0.0, abs=1e-6)


def test_a_tremor_is_shaking_at_any_frame_rate() -> None:
    for fps in (24.0, 30.0, 60.0):
        # The mean size of a sine of 0.1 is 0.064.
        assert held(trembling, fps=fps).mean_shaking == pytest.approx(0.064, abs=0.012)


def test_the_arrival_is_not_judged() -> None:
    arriving = line((0.0, 0.6), (SETTLE_S - 0.05, 0.9), (4, 0.9))
    assert held(arriving).mean_shaking == pytest.approx(0.0, abs=1e-6)


def test_the_sides_that_worked() -> None:
    def side(left: float, right: float, **limit: float) -> str | None:
        one = Steadiness(RULE, **limit)
        for i in range(60):
            one.step(i / 30, level(max(left, right), left, right))
        return one.side

    assert side(0.8, 0.8) == "both"
    assert side(0.8, 0.6) == "both"
    assert side(0.8, 0.1) == "left"
    assert side(0.1, 0.8) == "right"
    # An exercise's own limit of asymmetry holds for both: what is named and what is told.
    assert side(0.8, 0.45) == "both"
    assert side(0.8, 0.45, one_sided=0.35) == "left"
    assert held(lambda _: 0.8).side is None


def test_the_mean_asymmetry() -> None:
    one = Steadiness(RULE)
    for i in range(60):
        one.step(i / 30, level(0.8, 0.8, 0.6))
    assert one.mean_asymmetry == pytest.approx(0.2)


def test_a_hold_too_short_to_tell_says_nothing() -> None:
    one = held(trembling, until_s=SETTLE_S * 0.9)
    assert (one.mean_shaking, one.mean_asymmetry, one.side) == (0.0, 0.0, None)


def test_fading_is_how_far_the_hold_came_down() -> None:
    one = held(line((0, 0.9), (1, 0.9), (2, 0.6), (4, 0.6)))
    assert one.values(level(0.6), HOLDING)["fading"] == pytest.approx(0.3, abs=0.01)


def test_who_opens_wider_in_the_same_time_did_not_open_faster() -> None:
    # The levels are passed in half the time by who goes twice as far.
    once = HOLDING._replace(time_s=0.6, hold_from_s=0.2)
    twice = HOLDING._replace(time_s=0.6, hold_from_s=0.1, peak=2.0)
    one = held(trembling)
    speed = one.values(level(1.0), once)["rise_speed"]
    assert speed == pytest.approx((RULE.enter - RULE.onset) / 0.2)
    assert one.values(level(2.0), twice)["rise_speed"] == pytest.approx(speed)


def test_outside_a_hold_nothing_fades_or_shakes() -> None:
    values = held(trembling).values(level(0.1), State())
    assert (values["fading"], values["shaking"], values["rise_speed"]) == (0.0, 0.0, 0.0)


def test_a_reset_begins_anew() -> None:
    one = held(trembling)
    one.reset()
    assert one.mean_shaking == 0.0
    assert one.values(level(0.2), HOLDING)["fading"] == 0.0
