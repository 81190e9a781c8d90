from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strips import Signal, line, sampled

from facecheck.engine.level.one_euro import OneEuro

MIN_CUTOFF_HZ, BETA = 6.0, 5.0


def smooth(signal: Signal, until_s: float, fps: float) -> list[tuple[float, float]]:
    one = OneEuro(MIN_CUTOFF_HZ, BETA)
    return [(t, one.step(t, x)) for t, x in sampled(signal, until_s, fps)]


def passes_s(stream: list[tuple[float, float]], level: float) -> float:
    """When a rising stream passes a level."""
    for (t0, y0), (t1, y1) in itertools.pairwise(stream):
        if y0 < level <= y1:
            return t0 + (level - y0) / (y1 - y0) * (t1 - t0)
    raise AssertionError(f"the stream never passes {level}")


@pytest.mark.parametrize("value", [-1.0, 0.0, 0.4, 100.0])
def test_a_steady_input_is_left_alone(value: float) -> None:
    assert {y for _, y in smooth(lambda _: value, 2.0, 30)} == {value}


@pytest.mark.parametrize("fps", [15.0, 30.0, 60.0])
def test_the_lag_at_rest_is_what_the_docstring_says(fps: float) -> None:
    slow = line((1.0, 0.0), (21.0, 1.0))
    lag_s = passes_s(smooth(slow, 21.0, fps), 0.5) - 11.0
    assert lag_s == pytest.approx(1 / (2 * math.pi * (MIN_CUTOFF_HZ + BETA * 0.05)), rel=0.10)


@pytest.mark.parametrize("fps", [10.0, 15.0, 30.0, 60.0])
def test_the_lag_in_motion_is_what_the_docstring_says(fps: float) -> None:
    # A rise in half a second, two of full effort a second: 10 ms.
    lag_s = passes_s(smooth(line((1.0, 0.0), (1.5, 1.0)), 3.0, fps), 0.6) - 1.3
    assert lag_s == pytest.approx(1 / (2 * math.pi * (MIN_CUTOFF_HZ + BETA * 2.0)), abs=0.003)


def test_a_quick_movement_lags_less_than_a_slow_one() -> None:
    slow = passes_s(smooth(line((1.0, 0.0), (5.0, 1.0)), 6.0, 30), 0.5) - 3.0
    quick = passes_s(smooth(line((1.0, 0.0), (1.4, 1.0)), 6.0, 30), 0.5) - 1.2
    assert quick < 0.6 * slow


@pytest.mark.parametrize("fps", [15.0, 24.0, 60.0])
def test_time_counts_and_not_frames(fps: float) -> None:
    signal = line((1.0, 0.0), (1.5, 0.9), (3.0, 0.9), (3.5, 0.0))
    usual = smooth(signal, 4.5, 30)
    for level in (0.3, 0.6):
        other_s = passes_s(smooth(signal, 4.5, fps), level)
        assert other_s == pytest.approx(passes_s(usual, level), abs=0.006)


def test_noise_is_made_smaller() -> None:
    one = OneEuro(MIN_CUTOFF_HZ, BETA)
    noise = [0.01 * (-1) ** i for i in range(90)]
    smoothed = [one.step(i / 30, x) for i, x in enumerate(noise)][30:]
    assert max(map(abs, smoothed)) < 0.75 * 0.01


def test_a_repeated_time_changes_nothing() -> None:
    once, twice = OneEuro(MIN_CUTOFF_HZ, BETA), OneEuro(MIN_CUTOFF_HZ, BETA)
    for i in range(20):
        value = once.step(i / 30, i * 0.05)
        assert twice.step(i / 30, i * 0.05) == value
        assert twice.step(i / 30, 99.0) == value


def test_reset_forgets() -> None:
    one = OneEuro(MIN_CUTOFF_HZ, BETA)
    for i in range(20):
        one.step(i / 30, i * 0.05)
    one.reset()
    assert one.step(0.0, 0.3) == 0.3
    assert one.step(0.1, 0.3) == 0.3


@given(st.lists(st.tuples(st.floats(0.001, 1.0), st.floats(-2.0, 2.0)), min_size=1, max_size=50))
def test_the_output_stays_within_the_input(steps: list[tuple[float, float]]) -> None:
    one, time_s, values = OneEuro(MIN_CUTOFF_HZ, BETA), 0.0, []
    for passed_s, value in steps:
        time_s += passed_s
        values.append(value)
        assert min(values) - 1e-9 <= one.step(time_s, value) <= max(values) + 1e-9
