from __future__ import annotations

import math
from itertools import combinations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from facecheck.engine.hands.convex_hull import convex_hulls, hull_distances
from facecheck.engine.measures.geometry import Floats

Point = tuple[float, float]

# Whole numbers, so that the comparison is exact.
whole = st.integers(-20, 20)
spots = st.tuples(whole, whole)


def columns(sets: list[list[Point]]) -> Floats:
    """Sets of as many points each, as ``(2, k, sets)``."""
    return np.array(sets, np.float64).T


def gap(points: list[Point], spot: Point) -> float:
    return float(hull_distances(convex_hulls(columns([points])), columns([[spot]]))[0, 0])


def turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def in_triangle(a: Point, b: Point, c: Point, spot: Point) -> bool:
    signs = [turn(a, b, spot), turn(b, c, spot), turn(c, a, spot)]
    return min(signs) >= 0 or max(signs) <= 0


def in_hull(points: list[Point], spot: Point) -> bool:
    """Brute force: a point lies in a hull when it lies in a triangle of the points."""
    return any(
        in_triangle(a, b, c, spot) for a, b, c in combinations(points, 3) if turn(a, b, c) != 0
    )


def from_line(a: Point, b: Point, spot: Point) -> float:
    """How far a spot is from the line between two points, ends and all."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    along = ((spot[0] - a[0]) * dx + (spot[1] - a[1]) * dy) / length if length else 0.0
    along = min(max(along, 0.0), 1.0)
    return math.dist(spot, (a[0] + along * dx, a[1] + along * dy))


def plain_gap(points: list[Point], spot: Point) -> float:
    """Without any hull: from outside, the nearest is on a line between two of the points."""
    if in_hull(points, spot):
        return 0.0
    return min(from_line(a, b, spot) for a, b in combinations(points, 2))


@given(st.lists(spots, min_size=2, max_size=9), spots)
def test_a_gap_is_what_it_plainly_is(points: list[Point], spot: Point) -> None:
    assert gap(points, spot) == pytest.approx(plain_gap(points, spot), abs=1e-9)


@given(st.lists(spots, min_size=3, max_size=9), spots)
def test_what_is_within_is_so_without_any_gap(points: list[Point], spot: Point) -> None:
    assume(any(turn(points[0], points[1], p) != 0 for p in points[2:]))
    assert (gap(points, spot) == 0.0) == in_hull(points, spot)


@given(st.lists(spots, min_size=2, max_size=9))
def test_every_point_lies_within_its_own_hull(points: list[Point]) -> None:
    assert all(gap(points, point) == 0.0 for point in points)


sets_of_seven = st.lists(st.lists(spots, min_size=7, max_size=7), min_size=2, max_size=6)
places = st.floats(-30.0, 30.0)


@given(sets_of_seven, st.lists(st.tuples(places, places), min_size=1, max_size=4))
def test_many_together_are_each_by_itself_bit_for_bit(
    sets: list[list[Point]], looked_at: list[Point]
) -> None:
    together = hull_distances(convex_hulls(columns(sets)), columns([looked_at] * len(sets)))
    for points, found in zip(sets, together.T, strict=True):
        alone = hull_distances(convex_hulls(columns([points])), columns([looked_at]))
        assert alone[:, 0].tolist() == found.tolist()


@pytest.mark.parametrize(
    ("spot", "distance"),
    [
        ((1.0, 1.0), 0.0),
        ((2.0, 1.0), 0.0),
        ((3.0, 1.0), 1.0),
        ((1.0, -2.0), 2.0),
        ((3.0, 3.0), math.sqrt(2)),
        ((-1.0, -1.0), math.sqrt(2)),
    ],
)
def test_how_far_spots_lie_from_a_square(spot: Point, distance: float) -> None:
    square: list[Point] = [(0, 0), (2, 2), (2, 0), (0, 2)]
    assert gap(square, spot) == pytest.approx(distance)


def test_a_line_and_a_point_have_no_inside() -> None:
    segment: list[Point] = [(0, 0), (4, 0), (2, 0)]
    assert gap(segment, (2, 0.5)) == 0.5
    assert gap(segment, (6, 0)) == 2.0
    assert gap([(1, 1), (1, 1)], (1, 1.5)) == 0.5
