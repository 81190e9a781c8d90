"""Bootstrap intervals: how far a share varies when clips are drawn again."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 1000
SEED = 20260101
LEVEL = 0.95

Interval = tuple[float, float]


def share_interval(
    parts: Sequence[tuple[float, float]], *, resamples: int = RESAMPLES, seed: int = SEED
) -> Interval | None:
    """A percentile interval for a ratio of sums, by drawing whole clips with replacement.

    Clips are drawn and not single rows, because the rows of one clip share its face and its light:
    drawn one by one they would promise more than they know. The generator has a fixed seed, so the
    same results always give the same interval.

    Args:
        parts: For each clip, its part of the numerator and of the denominator.
        resamples: How many times to draw.
        seed: Of the generator.

    Returns:
        The 95 % interval; None with fewer than two clips that have anything to say. Where all
        clips are right, or all wrong, every draw is the same and says nothing: then the far end
        is the share at which so many clips in a row would still come out so by luck, one time in
        forty (Clopper and Pearson).
    """
    told: NDArray[np.float64] = np.array([p for p in parts if p[1] > 0], dtype=np.float64)
    if len(told) < 2:
        return None
    far = ((1 - LEVEL) / 2) ** (1 / len(told))
    if np.array_equal(told[:, 0], told[:, 1]):
        return far, 1.0
    if not told[:, 0].any():
        return 0.0, 1 - far
    draws = np.random.default_rng(seed).integers(0, len(told), size=(resamples, len(told)))
    sums = told[draws].sum(axis=1)
    low, high = np.percentile(sums[:, 0] / sums[:, 1], [50 * (1 - LEVEL), 50 * (1 + LEVEL)])
    return float(low), float(high)
