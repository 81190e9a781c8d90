"""The convex outlines of sets of points, and how far spots lie from them: one set or many at once.

The sets come last in these arrays, so that numpy runs along them, and every number is made of
elementwise operations and of least and greatest values, never of a sum over an axis: what comes
out for one set does not depend on how many are computed together, bit for bit.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from facecheck.engine.measures.geometry import Floats

_Rows = NDArray[np.intp]
_Flags = NDArray[np.bool_]


def outlines(points: Floats) -> Floats:
    """The convex hulls of sets of points.

    Args:
        points: ``(2, k, sets)``, x and y of at least two points of at least one set.

    Returns:
        ``(2, corners + 1, sets)``: x and y of the corners in order, from the first around to the
        first again, which is repeated where a set has fewer corners than another.
    """
    # As complex numbers points are sorted by x, and by y where that is the same.
    ordered = np.sort(points[0] + 1j * points[1], axis=0)
    along = np.array([ordered.real, ordered.imag])
    below, above = _halves(along)
    # There from left to right, and back above.
    is_corner = np.concatenate([below, above[::-1]])
    place = np.add.accumulate(is_corner, axis=0, dtype=np.intp)
    at, which = is_corner.nonzero()
    closed = np.empty((2, int(np.maximum.reduce(place[-1])) + 1, place.shape[1]))
    closed[:] = along[:, :1]
    around = np.concatenate([along, along[:, ::-1]], axis=1)
    closed[:, place[at, which] - 1, which] = around[:, at, which]
    return closed


def gaps(closed: Floats, spots: Floats) -> Floats:
    """How far spots lie outside of outlines; 0 within.

    Args:
        closed: ``(2, corners + 1, sets)`` as `outlines` gives them.
        spots: ``(2, n, sets)``, each looked at against the outline of its own set.

    Returns:
        ``(n, sets)`` in the unit of the points.

    >>> square = outlines(np.array([[[0.0], [2.0], [2.0], [0.0]], [[0.0], [0.0], [2.0], [2.0]]]))
    >>> gaps(square, np.array([[[1.0], [2.5], [3.0]], [[1.0], [1.0], [3.0]]])).round(2).tolist()
    [[0.0], [0.5], [1.41]]
    """
    edge = (closed[:, 1:] - closed[:, :-1])[:, :, None]
    apart = spots[:, None] - closed[:, :-1, None]
    turn = edge[0] * apart[1] - edge[1] * apart[0]
    squared, along = edge * edge, apart * edge
    length = np.maximum(squared[0] + squared[1], 1e-9)
    share = np.minimum(np.maximum((along[0] + along[1]) / length, 0.0), 1.0)
    apart -= share * edge
    apart *= apart
    found: Floats = np.sqrt(np.minimum.reduce(apart[0] + apart[1], axis=0))
    # All of it: of an outline without an inside, nothing is on the left of any edge.
    found[(np.minimum.reduce(turn, axis=0) >= 0.0) & (np.maximum.reduce(turn, axis=0) > 0.0)] = 0.0
    return found


def _halves(along: Floats) -> tuple[_Flags, _Flags]:
    """Which of the ordered points ``(2, k, sets)`` are corners below, which above.

    A point is one below when every slope from the left is less than every slope to the right: then
    no line between two others passes under it. The first corner counts as below, the last as above.
    """
    first, last, both, starts = _pairs(along.shape[1])
    apart = along[:, last] - along[:, first]
    # Points on top of each other have no slope: fmin and fmax leave it out.
    with np.errstate(all="ignore"):
        slope = (apart[1] / apart[0])[both]
    count = along.shape[1]
    least, most = (f.reduceat(slope, starts, axis=0) for f in (np.fmin, np.fmax))
    below, above = np.ones((2, *along.shape[1:]), np.bool_)
    below[-1] = above[0] = False
    np.less(most[: count - 2], least[count:], out=below[1:-1])
    np.greater(least[: count - 2], most[count:], out=above[1:-1])
    return below, above


@cache
def _pairs(count: int) -> tuple[_Rows, _Rows, _Rows, _Rows]:
    """Every pair of points, the first and the last of each.

    Also the pairs twice, those that end in a point together and then those that begin in it; and
    where the pairs of each point begin.
    """
    first, last = np.triu_indices(count, 1)
    by_last = np.argsort(last, kind="stable")
    ends = np.searchsorted(last[by_last], np.arange(1, count))
    begins = np.searchsorted(first, np.arange(count - 1))
    both = np.concatenate([by_last, np.arange(len(first))])
    return first, last, both, np.concatenate([ends, len(first) + begins])
