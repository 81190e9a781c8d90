"""Means, shares and trends with their uncertainty. Intervals are 95 %.

Sessions are what is averaged, never single repetitions: those of one session share a face, a light
and a mood, and counted one by one they would promise more than they know.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

FEWEST = 3
"""Values below which no interval is given: two say next to nothing about their spread."""

# Student's t at 0.975 for 1 to 30 degrees of freedom; beyond, the normal quantile and the first
# terms of its expansion are right to the third decimal.
_T_TABLE = """
    12.706 4.303 3.182 2.776 2.571 2.447 2.365 2.306 2.262 2.228 2.201 2.179 2.160 2.145 2.131
    2.120 2.110 2.101 2.093 2.086 2.080 2.074 2.069 2.064 2.060 2.056 2.052 2.048 2.045 2.042
"""
_T = tuple(float(t) for t in _T_TABLE.split())
_Z = 1.959964


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean or a share, and how far off it may be.

    Attributes:
        value: The mean or share itself.
        low: The lower end of its interval; None where there are too few values.
        high: The upper end; likewise.
        n: How many values it rests on.
    """

    value: float
    low: float | None
    high: float | None
    n: int


def t_quantile(freedom: int) -> float:
    """Student's t, two-sided 95 %.

    >>> t_quantile(4), round(t_quantile(60), 3)
    (2.776, 2.0)
    """
    if freedom <= len(_T):
        return _T[freedom - 1]
    first = (_Z**3 + _Z) / 4
    second = (5 * _Z**5 + 16 * _Z**3 + 3 * _Z) / 96
    return _Z + first / freedom + second / freedom**2


def mean_of(values: Sequence[float]) -> Estimate | None:
    """The mean, with Student's interval; None without a value."""
    n = len(values)
    if n == 0:
        return None
    mean = math.fsum(values) / n
    if n < FEWEST:
        return Estimate(mean, None, None, n)
    spread = math.sqrt(math.fsum((v - mean) ** 2 for v in values) / (n - 1))
    half = t_quantile(n - 1) * spread / math.sqrt(n)
    return Estimate(mean, mean - half, mean + half, n)


def share_of(part: int, whole: int) -> Estimate | None:
    """A share, with Wilson's interval, which stays within 0 and 1; None of nothing."""
    if whole == 0:
        return None
    share = part / whole
    if whole < FEWEST:
        return Estimate(share, None, None, whole)
    z2 = _Z * _Z
    centre = (share + z2 / (2 * whole)) / (1 + z2 / whole)
    half = _Z / (1 + z2 / whole) * math.sqrt(share * (1 - share) / whole + z2 / (4 * whole * whole))
    return Estimate(share, max(0.0, centre - half), min(1.0, centre + half), whole)


def slope_of(points: Sequence[tuple[float, float]]) -> Estimate | None:
    """How much a value changes for each unit of its place: a straight line by least squares.

    Args:
        points: Places and values.

    Returns:
        The slope with Student's interval; None with fewer than four points or all at one place.
    """
    n = len(points)
    if n < FEWEST + 1:
        return None
    places, values = zip(*points, strict=True)
    if min(places) == max(places):
        return None
    slope, at_zero = statistics.linear_regression(places, values)
    middle = math.fsum(places) / n
    square = math.fsum((x - middle) ** 2 for x in places)
    rest = math.fsum((y - at_zero - slope * x) ** 2 for x, y in points)
    half = t_quantile(n - 2) * math.sqrt(rest / (n - 2) / square)
    return Estimate(slope, slope - half, slope + half, n)
