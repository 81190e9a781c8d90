"""The convex outline of a few points, and whether a spot lies within it."""

from __future__ import annotations

from collections.abc import Sequence

Point = tuple[float, float]


class Outline:
    """A convex hull, by Andrew's monotone chain (1979)."""

    def __init__(self, points: Sequence[Point]) -> None:
        """Take at least one point."""
        ordered = sorted(set(points))
        self.corners = _half(ordered) + _half(ordered[::-1])
        if not self.corners:
            self.corners = ordered

    def within(self, spot: Point, margin: float = 0.0) -> bool:
        """Whether the spot lies inside, or outside by no more than the margin.

        >>> square = Outline([(0, 0), (2, 0), (2, 2), (0, 2)])
        >>> square.within((1, 1)), square.within((2.5, 1)), square.within((2.5, 1), margin=0.6)
        (True, False, True)
        """
        corners = self.corners
        inside = True
        nearest = float("inf")
        for start, end in zip(corners, [*corners[1:], corners[0]], strict=True):
            if _turn(start, end, spot) < 0:
                inside = False
                nearest = min(nearest, _distance(spot, start, end))
        if len(corners) < 3:
            return _distance(spot, corners[0], corners[-1]) <= margin
        return inside or nearest <= margin


def _half(points: Sequence[Point]) -> list[Point]:
    chain: list[Point] = []
    for point in points:
        while len(chain) > 1 and _turn(chain[-2], chain[-1], point) <= 0:
            chain.pop()
        chain.append(point)
    return chain[:-1]


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _distance(spot: Point, start: Point, end: Point) -> float:
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = dx * dx + dy * dy
    along = 0.0
    if length > 0:
        along = min(max(((spot[0] - start[0]) * dx + (spot[1] - start[1]) * dy) / length, 0.0), 1.0)
    x, y = start[0] + along * dx - spot[0], start[1] + along * dy - spot[1]
    return float((x * x + y * y) ** 0.5)
