"""Two hands that hold a band under the chin: there, level, and as far apart as at the beginning.

The band itself is not looked for. What the hands tell: that two of them are beside the jaw, that
the line between them is level with the eyes, and that they do not give way. What they cannot tell:
that they hold a band, how strong it is, and whether it lies under the chin.
"""

from __future__ import annotations

from math import atan2, degrees, hypot
from statistics import median

from facecheck.core import landmarks as lm
from facecheck.core.frames import Face, Hand
from facecheck.engine.derived import Derived

BAND_MEASURES: dict[str, Derived] = {
    "hands_at_jaw": Derived("0 or 1", "two hands beside the jaw"),
    "band_tilt": Derived("degrees", "line between the hands against the eyes', left low positive"),
    "band_spread": Derived("of its own", "the hands' distance over that at the beginning"),
}

HANDS_BRIDGE_S = 0.7
"""Hands lost beside a jaw are taken to be there this long, as a palm on a cheek is."""

REFERENCE_S = 1.0
"""How far apart the hands are in the first second of holding is what they are compared with."""

# Beside or below the jaw: the middle of the palm, in inter-ocular distances from the nose's base.
# On the rendered clips hands that hold a band stand at 1.4 to 1.6 aside and 0.5 to 1.1 below.
_ASIDE = (0.45, 2.6)
_BELOW = (-0.6, 2.4)
_APART = 2.2
"""Of their heights: beyond it the lower hand lies in the lap, and holds no band."""


class BandWatch:
    """Reads both hands of one observation after the other."""

    def __init__(self) -> None:
        """Start without a hand ever seen."""
        self._seen_s: float | None = None
        self._since_s = 0.0
        self._first: list[float] = []
        self._tilt = 0.0
        self._spread = 0.0

    def step(self, time_s: float, face: Face, hands: tuple[Hand, ...], unit: float) -> None:
        """Take the hands of one tick; `unit` is the inter-ocular distance in pixels."""
        found = _pair(face, hands, unit)
        if found is None:
            return
        if not self._there(time_s):
            self._since_s, self._first = time_s, []
        self._seen_s = time_s
        self._tilt, self._spread = found
        if time_s - self._since_s <= REFERENCE_S:
            self._first.append(self._spread)

    def values(self, time_s: float) -> dict[str, float]:
        """The measures now; without hands there is nothing to be level or taut."""
        if not self._there(time_s):
            return {"hands_at_jaw": 0.0, "band_tilt": 0.0, "band_spread": 1.0}
        return {
            "hands_at_jaw": 1.0,
            "band_tilt": self._tilt,
            "band_spread": self._spread / max(median(self._first), 1e-6),
        }

    def _there(self, time_s: float) -> bool:
        return self._seen_s is not None and time_s - self._seen_s <= HANDS_BRIDGE_S


def _pair(face: Face, hands: tuple[Hand, ...], unit: float) -> tuple[float, float] | None:
    """Tilt in degrees and distance in inter-ocular of two hands beside the jaw; None without."""
    if len(hands) < 2:
        return None
    nose = face.points[lm.NOSE_BASE, :2].tolist()
    palms = []
    for hand in hands:
        x, y = hand.points[[lm.WRIST, 5, 17], :2].mean(axis=0).tolist()
        palms.append(((x - nose[0]) / unit, (y - nose[1]) / unit))
    (ax, ay), (bx, by) = min(palms), max(palms)
    beside = all(_ASIDE[0] <= abs(x) <= _ASIDE[1] for x in (ax, bx)) and ax < 0 < bx
    below = all(_BELOW[0] <= y <= _BELOW[1] for y in (ay, by))
    if not (beside and below and abs(ay - by) <= _APART):
        return None
    right, left = face.points[lm.EYE_RIGHT_OUTER], face.points[lm.EYE_LEFT_OUTER]
    eyes = atan2(float(left[1] - right[1]), float(left[0] - right[0]))
    # The picture is not mirrored: the person's left hand is the one on its right.
    return degrees(atan2(by - ay, bx - ax) - eyes), hypot(bx - ax, by - ay)
