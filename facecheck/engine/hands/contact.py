"""Hands in contact with the face: on which area, and how fast they glide.

One camera sees no touch. A hand counts as on the face when its outline reaches the face's points
in the picture; a hand held just before the face looks the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from facecheck.core import landmarks as lm
from facecheck.core.frames import Array, Face, Hand, Observation
from facecheck.core.sides import Side
from facecheck.engine.hands.convex_hull import convex_hulls, hull_distances
from facecheck.engine.hands.speed import Motion
from facecheck.engine.measures.geometry import Floats
from facecheck.engine.measures.movement_measures import Derived

CONTACT_MEASURES: Mapping[str, Derived] = {
    "hand_on_face": Derived("0 or 1", "a hand reaches the face"),
    "hand_speed": Derived("inter-ocular per s", "how fast it glides over the face; 0 without one"),
    "hand_elsewhere": Derived("0 or 1", "it is on another area than the one that is due"),
}

HAND_REACH = 0.15
"""A bare hand touches what lies within half a finger of its landmarks' hull, and the mesh's points
stand about as far apart."""

DEVICE_REACH = 0.30
"""A device in the hand reaches farther: on rendered sessions the hull stays within 0.13 of the
face's points while the device is on the jaw, and is 0.6 away 0.15 s after it left."""

HAND_NEAR = 0.30
DEVICE_NEAR = 0.85
"""A hand this near to an area may be on it: a device's tip is up to 7 cm from the hand."""

ACROSS = 0.25
"""A palm this far beyond the middle of the face is on the other side."""

TEMPLES = 1.53
"""From temple to temple in inter-ocular distances: 1.50 to 1.60 on four real faces and four
rendered ones. Lengths are taken from the temples and places from the bridge of the nose, which lids
do not move: over 24 real blinks the outer eye corners went 3 % apart in the median and 7 % at most,
and down, which reads as a glide of a hand at rest; the temples 0.2 %.
"""

_FACE = tuple(sorted({i for halves in lm.AREAS.values() for half in halves for i in half}))
_PLACE = {index: place for place, index in enumerate(_FACE)}
_PALM = [lm.WRIST, *lm.FINGER_BASES]


def rows_of(area: str, side: Side | None) -> list[int]:
    """Which of the face's points an area has; both halves without a side."""
    right, left = lm.AREAS[area]
    chosen = {"right": right, "left": left, None: right + left}[side]
    return [_PLACE[index] for index in chosen]


@dataclass(frozen=True, slots=True, eq=False)
class HandPlace:
    """One hand at one tick, in inter-ocular distances.

    Attributes:
        x: The palm from the bridge of the nose, to the person's left.
        y: The palm, downwards.
        gaps: ``(points,)`` from the hand's outline to each point of the face; 0 under it.
    """

    x: float
    y: float
    gaps: Floats

    def may_touch(self, area: str, side: Side | None, reach: float) -> bool:
        """Whether it may be on an area."""
        if side is not None and (self.x if side == "right" else -self.x) > ACROSS:
            return False
        return bool(self.gaps[rows_of(area, side)].min() <= reach)


@dataclass(frozen=True, slots=True)
class Contact:
    """The hand that matters most at one tick.

    Attributes:
        seen: Whether any hand is in view.
        on_face: Whether one is on the face.
        speed: How fast it glides, in inter-ocular distances a second; None while that is unknown.
        elsewhere: Whether it is on another area than the one that is due.
        x: The palm from the bridge of the nose, to the person's left.
        y: The palm, downwards.
    """

    seen: bool = False
    on_face: bool = False
    speed: float | None = None
    elsewhere: bool = False
    x: float = 0.0
    y: float = 0.0


class ContactWatch:
    """Follows the hands on a face.

    Args:
        device: Whether the hand holds something that it touches the face with.
    """

    def __init__(self, *, device: bool) -> None:
        self._reach = DEVICE_REACH if device else HAND_REACH
        self._near = DEVICE_NEAR if device else HAND_NEAR
        self._motions: dict[Side, Motion] = {"left": Motion(), "right": Motion()}

    def step(self, observation: Observation, area: str, side: Side | None) -> Contact:
        """Take one observation with a face, while an area is due."""
        face, hands = observation.face, observation.hands or ()
        if face is None or not hands:
            return Contact()
        found: list[tuple[bool, float, Contact]] = []
        # The model at times reads one hand twice; the better reading of a side stands for it.
        best = {hand.side: hand for hand in sorted(hands, key=lambda h: h.score)}
        for name, hand in best.items():
            place = place_of(face, hand)
            speed = self._motions[name].step(observation.time_s, place.x, place.y)
            if float(place.gaps.min()) <= self._reach:
                there = place.may_touch(area, side, self._near)
                seen = Contact(True, True, speed, not there, place.x, place.y)
                found.append((there, speed or 0.0, seen))
        # Of two hands on the face the one on the area speaks, else the one that moves.
        return max(found, key=lambda f: f[:2])[2] if found else Contact(seen=True)


def place_of(face: Face, hand: Hand) -> HandPlace:
    """A hand in the face's own frame: turned with the head's tilt, in inter-ocular distances."""
    points = hand.points[:, :2].astype(np.float64)
    right, left = (face.points[i].astype(np.float64) for i in (lm.TEMPLE_RIGHT, lm.TEMPLE_LEFT))
    across = left - right
    unit = max(float(np.sqrt((across * across).sum())) / TEMPLES, 1e-6)
    along = across[:2] / max(float(np.hypot(across[0], across[1])), 1e-6)
    palm = points[_PALM].mean(axis=0) - face.points[lm.NOSE_BRIDGE, :2]
    x = float(palm[0] * along[0] + palm[1] * along[1]) / unit
    y = float(palm[1] * along[0] - palm[0] * along[1]) / unit
    return HandPlace(x, y, _gaps(points, face.points[list(_FACE), :2]) / unit)


def _gaps(hand: Floats, spots: Array) -> Floats:
    """Distance of each spot from the hand's convex hull, 0 inside, in pixels."""
    hull = convex_hulls(hand.T[..., None])
    away: Floats = hull_distances(hull, spots.astype(np.float64).T[..., None])[:, 0]
    return away
