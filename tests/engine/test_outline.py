from __future__ import annotations

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from facecheck.engine.outline import Outline, Point

# Whole numbers, so that the comparison is exact.
whole = st.integers(-20, 20)
spots = st.tuples(whole, whole)


def turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def in_triangle(a: Point, b: Point, c: Point, spot: Point) -> bool:
    signs = [turn(a, b, spot), turn(b, c, spot), turn(c, a, spot)]
    return min(signs) >= 0 or max(signs) <= 0


def in_hull(points: list[Point], spot: Point) -> bool:
    """Brute force: a point lies in a hull when it lies in a triangle of the points."""
    return any(
        in_triangle(a, b, c, spot)
        for i, a in enumerate(points)
        for j, b in enumerate(points[:i])
        for c in points[:j]
        if turn(a, b, c) != 0
    )


@given(st.lists(spots, min_size=3, max_size=9), spots)
def test_the_hull_agrees_with_brute_force(points: list[Point], spot: Point) -> None:
    assume(any(turn(points[0], points[1], p) != 0 for p in points[2:]))
    assert Outline(points).within(spot) == in_hull(points, spot)


@given(st.lists(spots, min_size=1, max_size=9))
def test_every_point_lies_within_its_own_outline(points: list[Point]) -> None:
    outline = Outline(points)
    assert all(outline.within(point) for point in points)


@given(st.lists(spots, min_size=1, max_size=9), spots, st.floats(0, 10), st.floats(0, 10))
def test_a_wider_margin_keeps_what_was_within(
    points: list[Point], spot: Point, margin: float, more: float
) -> None:
    outline = Outline(points)
    assert not outline.within(spot, margin) or outline.within(spot, margin + more)


@pytest.mark.parametrize(
    ("spot", "distance"),
    [
        ((3.0, 1.0), 1.0),
        ((1.0, -2.0), 2.0),
        ((3.0, 3.0), math.sqrt(2)),
        ((-1.0, -1.0), math.sqrt(2)),
    ],
)
def test_the_margin_is_the_distance_to_the_outline(spot: Point, distance: float) -> None:
    square = Outline([(0, 0), (2, 0), (2, 2), (0, 2)])
    assert square.within(spot, distance + 1e-9)
    assert not square.within(spot, distance - 1e-9)


def test_a_line_and_a_point_have_only_a_margin() -> None:
    segment, dot = Outline([(0, 0), (4, 0)]), Outline([(1, 1), (1, 1)])
    assert segment.within((2, 0.5), 0.6)
    assert not segment.within((2, 0.5), 0.4)
    assert dot.within((1, 1.5), 0.6)
    assert not dot.within((1, 1.5), 0.4)
