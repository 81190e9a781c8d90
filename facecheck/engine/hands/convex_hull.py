"""The convex hulls of sets of points, and how far spots lie from them: one set or many at once.

The geometry is GEOS's. It works set by set: what comes out for one set does not depend on how many
are computed together, bit for bit.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from facecheck.engine.measures.geometry import Floats

Hulls = NDArray[np.object_]
"""``(sets,)``: a polygon each; a line or a point where the points of a set span no area."""


def convex_hulls(points: Floats) -> Hulls:
    """The convex hulls of sets of points.

    Args:
        points: ``(2, k, sets)``, x and y of at least one point of each set; all finite.
    """
    import shapely  # only exercises with hands need it

    hulls: Hulls = shapely.convex_hull(shapely.multipoints(points.T))
    return hulls


def hull_distances(hulls: Hulls, spots: Floats) -> Floats:
    """How far spots lie outside of hulls; 0 within.

    Args:
        hulls: As `convex_hulls` gives them.
        spots: ``(2, n, sets)``, each looked at against the hull of its own set.

    Returns:
        ``(n, sets)`` in the unit of the points.

    >>> square = np.array([[[0.0], [2.0], [2.0], [0.0]], [[0.0], [0.0], [2.0], [2.0]]])
    >>> spots = np.array([[[1.0], [2.5], [3.0]], [[1.0], [1.0], [3.0]]])
    >>> hull_distances(convex_hulls(square), spots).round(2).tolist()
    [[0.0], [0.5], [1.41]]
    """
    import shapely

    away: Floats = shapely.distance(hulls[:, None], shapely.points(spots.T)).T
    return away
