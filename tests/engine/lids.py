"""Eyes as the watches of face events take them."""

from __future__ import annotations

from facecheck.engine.face_events.eyes import Eyes

UPPER_LID = 0.22
"""An open eye's upper lid over the line between the corners; it comes down as the eye shuts."""

UPPER, OVER_IRIS = 0.65, 0.45
"""Of open eyes, in apertures: the upper lid over that line, and over the middle of the iris."""


def upper(aperture: float, by_upper: float = 0.8) -> float:
    """The upper lids' height where they do that share of an aperture's way down."""
    return UPPER - by_upper * (1.0 - aperture)


def eyes(
    left: float,
    right: float | None = None,
    *,
    lid: float | None = None,
    by_upper: float = 0.8,
    over_iris: float | None = None,
    squinting: bool = False,
) -> Eyes:
    """Two apertures as fractions of rest; the lids cover the irises as they meet."""
    right = left if right is None else right
    both = 0.5 * (left + right)
    return Eyes(
        left=left,
        right=right,
        lid=UPPER_LID * both if lid is None else lid,
        upper=upper(both, by_upper),
        over_iris=OVER_IRIS - 0.5 * (1.0 - both) if over_iris is None else over_iris,
        squinting=squinting,
    )
