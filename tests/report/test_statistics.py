"""Means, shares and slopes, against the values that scipy computes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facecheck.report.summaries.statistics import mean_of, share_of, slope_of, t_quantile


def test_a_mean_with_students_interval() -> None:
    """scipy.stats.t.interval gives [3.987, 5.513]."""
    estimate = mean_of([4.1, 5.0, 5.2, 4.7])
    assert estimate is not None
    assert estimate.value == pytest.approx(4.75)
    assert estimate.n == 4
    assert [estimate.low, estimate.high] == pytest.approx([3.987, 5.513], abs=1e-3)


@pytest.mark.parametrize("values", [[1.0], [1.0, 2.0]])
def test_two_values_have_no_interval(values: list[float]) -> None:
    estimate = mean_of(values)
    assert estimate is not None
    assert estimate.low is None


def test_nothing_has_no_mean() -> None:
    assert mean_of([]) is None
    assert share_of(0, 0) is None


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [(8, 10, 0.490, 0.943), (0, 10, 0.0, 0.278), (10, 10, 0.722, 1.0)],
)
def test_a_share_with_wilsons_interval(part: int, whole: int, low: float, high: float) -> None:
    estimate = share_of(part, whole)
    assert estimate is not None
    assert [estimate.low, estimate.high] == pytest.approx([low, high], abs=1e-3)


@pytest.mark.parametrize(
    ("freedom", "t"), [(1, 12.706), (30, 2.042), (31, 2.0395), (60, 2.0003), (500, 1.9647)]
)
def test_students_quantile(freedom: int, t: float) -> None:
    assert t_quantile(freedom) == pytest.approx(t, abs=1e-3)


def test_a_slope_with_its_interval() -> None:
    """scipy.stats.linregress gives 0.6 and a standard error of 0.283."""
    estimate = slope_of([(1, 2), (2, 4), (3, 5), (4, 4), (5, 5)])
    assert estimate is not None
    assert estimate.value == pytest.approx(0.6)
    assert [estimate.low, estimate.high] == pytest.approx([-0.300, 1.500], abs=1e-3)


def test_no_slope_of_few_points_or_of_one_place() -> None:
    assert slope_of([(0, 1), (1, 2), (2, 3)]) is None
    assert slope_of([(1, 1), (1, 2), (1, 3), (1, 4)]) is None


@given(st.lists(st.floats(-1e3, 1e3), min_size=3, max_size=40))
def test_the_mean_lies_in_its_interval(values: list[float]) -> None:
    estimate = mean_of(values)
    assert estimate is not None
    assert estimate.low is not None
    assert estimate.high is not None
    assert estimate.low <= estimate.value <= estimate.high
