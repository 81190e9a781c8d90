"""Whether hands lie on the cheeks, open or not, and how flat: many at once, at one instant each."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from facecheck.core import landmarks as lm
from facecheck.engine.hands.arrays import mean, ramp, straightness
from facecheck.engine.hands.convex_hull import convex_hulls, hull_distances
from facecheck.engine.measures.geometry import Floats

COVERED = 0.3
"""Share of the cheek's points that a hand must cover. A palm covers 0.6 to 0.8 of them, three
fingers laid on a cheek 0.3, a hand at the mouth or nose less."""

OPEN_COVERED = 0.35
"""An open hand on a cheek covers more of it than fingertips do: on the real clip 0.4 to 0.9 of its
points, with the palm itself below the jaw; three fingertips mostly 0.3."""

OPEN_STRAIGHT = 0.5
"""How straight the fingers of an open hand are, at least (`hands.arrays.straightness`)."""

FINGER = 0.12
"""Half a finger's thickness in inter-ocular distances (a finger is 16 mm, the distance 90 mm): hand
landmarks run along the bones, so the hand is that much wider than their hull."""

NEAR, FAR = 0.60, 0.80
"""From the middle of the palm to the middle of the cheek, in inter-ocular distances. A palm is
10 cm long (1.1): beyond half of that, and a finger's width, it is not what lies there. A palm on
the cheek reads 0.2 to 0.35, a hand that reaches it with its fingertips alone 0.85 to 1.1."""

TIPS_TOUCH = 2
"""With this many fingertips at a cheek a hand is on it, even if the palm is not."""

TOUCH = 0.2
"""How far from the cheek's points a tip may be, in inter-ocular distances: the points stop short of
the temple and the jaw, where fingers lie as well."""

_TIPS = np.array(lm.FINGER_TIPS)

_Flags = NDArray[np.bool_]


class OnCheeks(NamedTuple):
    """How hands lie on cheeks.

    Attributes:
        on_cheek: ``(2, hands)``, whether a hand lies on the person's right cheek, and on the left
            one.
        is_open: ``(2, hands)``, whether it lies there as an open hand does.
        flat: ``(hands,)``, how flat it lies there, 0 to 1; 0 where it lies on neither.
    """

    on_cheek: _Flags
    is_open: _Flags
    flat: Floats


def on_cheeks(points: Floats, middle: Floats, cheeks: Floats, unit: Floats) -> OnCheeks:
    """Read some hands.

    Args:
        points: ``(3, 21, hands)`` in pixels.
        middle: ``(2, hands)``, the middles of wrist and knuckles.
        cheeks: ``(2, n, 2 * hands)``, the points of the right cheek of each hand's face in the
            order of the hands, then those of the left ones.
        unit: ``(hands,)``, the inter-ocular distance of each one's face in pixels.
    """
    twice, units = np.concatenate([points[:2]] * 2, axis=2), np.concatenate([unit] * 2)
    count = cheeks.shape[1]
    share = count_within(twice, cheeks, FINGER * units, COVERED * count) / count
    covered = share >= COVERED
    on, rest = covered.copy(), (~covered).nonzero()[0]
    if len(rest):
        tips = twice[:, _TIPS][..., rest]
        on[rest] = (
            count_within(cheeks[..., rest], tips, TOUCH * units[rest], TIPS_TOUCH) >= TIPS_TOUCH
        )
    share, covered, on = (column.reshape(2, -1) for column in (share, covered, on))
    if not covered.any():
        return OnCheeks(on, covered, np.zeros(len(unit)))
    straight = straightness(points)
    # Where the palm itself lies is for the exercise to ask: on the real clip an open hand lies on
    # cheek and mouth with its palm below the jaw.
    is_open = covered & (straight > OPEN_STRAIGHT) & (share >= OPEN_COVERED)
    away = mean(cheeks).reshape(2, 2, -1) - middle[:, None]
    near = ramp(-np.sqrt(away[0] * away[0] + away[1] * away[1]) / unit, -FAR, -NEAR)
    flat = np.where(covered, straight * near, 0.0)
    return OnCheeks(on, is_open, np.where(on[1], flat[1], flat[0]))


def count_within(points: Floats, spots: Floats, margin: Floats, least: float) -> NDArray[np.intp]:
    """How many spots lie in the hulls of points, or outside by no more than the margin.

    Args:
        points: ``(2, k, sets)``.
        spots: ``(2, n, sets)``.
        margin: ``(sets,)``.
        least: Where fewer are reached, the answer may be 0: they are not worth a hull.

    Returns:
        ``(sets,)``.
    """
    low, high = (of.reduce(points, axis=1)[:, None] for of in (np.minimum, np.maximum))
    outside = np.maximum(low - spots, spots - high)
    boxed = np.add.reduce(np.maximum(outside[0], outside[1]) <= margin, axis=0)
    found = np.zeros(len(margin), np.intp)
    worth = (boxed >= least).nonzero()[0]
    away = hull_distances(convex_hulls(points[..., worth]), spots[..., worth])
    found[worth] = np.add.reduce(away <= margin[worth], axis=0)
    return found
