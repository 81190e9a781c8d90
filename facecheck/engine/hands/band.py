"""Two hands that hold a band under the chin: there, level, and as far apart as at the beginning.

The band itself is not looked for. What the hands tell: that two of them are beside the jaw, that
the line between them is level with the eyes, and that they do not give way. What they cannot tell:
that they hold a band, how strong it is, and whether it lies under the chin.
"""

from __future__ import annotations

from math import atan2, degrees, hypot
from statistics import median
from typing import NamedTuple

from facecheck.engine.hands.hand_on_face import FaceWithHands
from facecheck.engine.measures.movement_measures import Derived

BAND_MEASURES: dict[str, Derived] = {
    "hands_at_jaw": Derived("0 or 1", "two hands beside the jaw"),
    "hand_outside": Derived("0 or 1", "one hand beside the jaw; the other's place is not in view"),
    "band_tilt": Derived("degrees", "line between the hands against the eyes', left low positive"),
    "band_spread": Derived("of its own", "the hands' distance over that at the beginning"),
}

HANDS_BRIDGE_S = 0.7
"""Hands lost beside a jaw are taken to be there this long, as a palm on a cheek is."""

VOUCHED_S = 1.5
"""So long while the other hand is seen in its place: who lets go of one end of a taut band moves
the other one as well."""

REFERENCE_S = 1.0
"""How far apart the hands are in the first second in which both are seen in place is what they are
compared with."""

# Beside or below the jaw: the middle of the palm, in inter-ocular distances from the nose's base.
# On the rendered clips hands that hold a band stand at 1.4 to 1.6 aside and 0.5 to 1.1 below.
_ASIDE = (0.45, 2.6)
_BELOW = (-0.6, 2.4)
_APART = 2.2
"""Of their heights: beyond it the lower hand lies in the lap, and holds no band."""

_HALF_HAND = 0.3
"""Inter-ocular distances from the middle of a fist to its edge, nearly: a hand that lies nearer to
the picture's edge is cut through, and not found."""


class _Palm(NamedTuple):
    """The middle of a palm beside the jaw, in inter-ocular distances from the base of the nose."""

    seen_s: float
    x: float
    y: float


class BandWatch:
    """Reads both hands of one observation after the other.

    Each hand is remembered by itself: one is often lost in the frame in which the other is found.
    """

    def __init__(self) -> None:
        """Start without a hand ever seen."""
        self._right: _Palm | None = None
        self._left: _Palm | None = None
        self._held = False
        self._since_s: float | None = None
        self._first: list[float] = []
        self._outside = False
        self._tilt = 0.0
        self._spread = 0.0

    def step(self, time_s: float, width: int, seen: FaceWithHands) -> None:
        """Take one tick's face and hands; `width` is the picture's."""
        palms = _palms(time_s, seen)
        # The picture is not mirrored: the person's left hand is the one on its right.
        right = next((palm for palm in palms if palm.x < 0.0), None)
        left = next((palm for palm in palms if palm.x > 0.0), None)
        self._right = right or _still(self._right, time_s, left)
        self._left = left or _still(self._left, time_s, right)
        one = (self._right or self._left) if None in (self._right, self._left) else None
        self._outside = one is not None and not _has_room(one, seen, width)
        self._held = _side_by_side(self._right, self._left)
        if not self._held:
            self._since_s, self._first, self._tilt = None, [], 0.0
        # A hand that is remembered may have been seen on its way there: it says nothing of a band.
        elif right is not None and left is not None:
            self._compare(time_s, right, left, seen)

    def _compare(self, time_s: float, right: _Palm, left: _Palm, seen: FaceWithHands) -> None:
        level = atan2(seen.eyes[1], seen.eyes[0])
        self._tilt = degrees(atan2(left.y - right.y, left.x - right.x) - level)
        self._spread = hypot(left.x - right.x, left.y - right.y)
        if self._since_s is None:
            self._since_s = time_s
        if time_s - self._since_s <= REFERENCE_S:
            self._first.append(self._spread)

    def values(self) -> dict[str, float]:
        """The measures now; without hands there is nothing to be level or taut."""
        return {
            "hands_at_jaw": float(self._held),
            "hand_outside": float(self._outside),
            "band_tilt": self._tilt,
            "band_spread": self._spread / max(median(self._first), 1e-6) if self._first else 1.0,
        }


def _still(palm: _Palm | None, time_s: float, other: _Palm | None) -> _Palm | None:
    """A palm that was lost only just now."""
    bridge_s = HANDS_BRIDGE_S if other is None else VOUCHED_S
    return palm if palm is not None and time_s - palm.seen_s <= bridge_s else None


def _side_by_side(right: _Palm | None, left: _Palm | None) -> bool:
    """Whether both hands are there, neither of them in the lap."""
    return right is not None and left is not None and abs(right.y - left.y) <= _APART


def _has_room(palm: _Palm, seen: FaceWithHands, width: int) -> bool:
    """Whether the picture shows the place over against a hand, where the other one would be."""
    x = seen.nose_x - palm.x * seen.unit
    return _HALF_HAND * seen.unit <= x <= width - _HALF_HAND * seen.unit


def _palms(time_s: float, seen: FaceWithHands) -> list[_Palm]:
    """The palms that are where hands hold a band."""
    places = (hand.palm for hand in seen.hands)
    return [
        _Palm(time_s, x, y)
        for x, y in places
        if _ASIDE[0] <= abs(x) <= _ASIDE[1] and _BELOW[0] <= y <= _BELOW[1]
    ]
