"""Hands as arrays, one or many, with the hands last: lengths and shapes read off their points.

Numpy then runs along the hands. As in `geometry`, the numbers of a hand do not depend on how many
are computed together, bit for bit: nothing is summed but element by element, in a fixed order.
"""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from facecheck.core import landmarks as lm
from facecheck.core.frames import Array
from facecheck.engine.measures.geometry import Floats

STRAIGHT, BENT = 0.9, 0.4
"""Cosine between a finger's first and last part: straight fingers read 0.95 and more, a fist 0. The
median finger speaks, for the mesh often misreads one finger of a hand seen edge-on."""

_BASES, _MIDDLES, _TIPS = (
    np.array(rows) for rows in (lm.FINGER_BASES, lm.FINGER_MIDDLES, lm.FINGER_TIPS)
)
_PALM_ROWS = np.array([lm.WRIST, lm.FINGER_BASES[0], lm.FINGER_BASES[-1]])

_Real = TypeVar("_Real", np.float32, np.float64)


def columns(points: Array) -> Array:
    """Points ``(sets, k, 3)`` with the sets last, ``(3, k, sets)``."""
    return np.ascontiguousarray(points.T)


def straightness(hands: Floats) -> Floats:
    """1 for a hand with straight fingers, 0 for a fist: ``(hands,)`` of ``(3, 21, hands)``."""
    middles = hands[:, _MIDDLES]
    first, last = middles - hands[:, _BASES], hands[:, _TIPS] - middles
    lengths = np.sqrt(_dot(first, first) * _dot(last, last))
    # A finger without length points nowhere, and counts as bent.
    cosines = _dot(first, last) / np.where(lengths > 0.0, lengths, np.inf)
    cosines.sort(axis=0)
    return ramp(0.5 * (cosines[1] + cosines[2]), BENT, STRAIGHT)


def palm_from_nose(hands: Array, nose: Array, unit: Floats) -> Array:
    """The middles of palms, in inter-ocular distances from the base of the nose.

    Args:
        hands: ``(3, 21, hands)``.
        nose: ``(2, hands)``, of the face that each was seen with.
        unit: ``(hands,)``, that face's inter-ocular distance in pixels.

    Returns:
        ``(2, hands)``, x and y.
    """
    # In single precision throughout, as the landmarks are.
    from_nose: Array = mean(hands[:2, _PALM_ROWS]) - nose
    from_nose /= unit.astype(np.float32)
    return from_nose


def inter_ocular(right: Array, left: Array) -> Floats:
    """The distance of the outer eye corners in pixels, and in depth as the mesh has it.

    Args:
        right: ``(3, faces)``.
        left: ``(3, faces)``.

    Returns:
        ``(faces,)``, more than 0.
    """
    apart = right.astype(np.float64) - left
    return np.maximum(np.sqrt(_dot(apart, apart)), 1e-6)


def mean(points: NDArray[_Real]) -> NDArray[_Real]:
    """The mean of points ``(2, k, sets)``, added in the order given: ``(2, sets)``."""
    # The last of the sums on the way: numpy's own sum takes another order in another layout.
    total: NDArray[_Real] = np.add.accumulate(points, axis=1)[:, -1]
    total /= points.shape[1]
    return total


def ramp(values: Floats, low: float, high: float) -> Floats:
    """0 up to `low`, 1 from `high` on, and straight between them."""
    return np.minimum(np.maximum((values - low) / (high - low), 0.0), 1.0)


def _dot(a: Floats, b: Floats) -> Floats:
    product = a * b
    total: Floats = product[0] + product[1] + product[2]
    return total
