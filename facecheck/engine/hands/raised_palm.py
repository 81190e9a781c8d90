"""An open palm that is raised beside the head: a sign that needs neither a key nor an eye.

Hands that do an exercise are on the face, beside the jaw as fists, or pass through: none of them
stands open beside the head for a second (in the rendered and real clips with hands: never).
"""

from __future__ import annotations

import math

import numpy as np

from facecheck.core import landmarks as lm
from facecheck.core.frames import Face, Hand, Observation
from facecheck.engine.hands.arrays import columns, inter_ocular, palm_from_nose, straightness

HELD_S = 1.0
"""A hand on its way to the face or away from it stands still for less."""

LOST_S = 0.3
"""A raised hand that is lost for less is still there."""

LOWERED_S = 0.7
"""It must be down for this long before it can be raised again: one sign, one command."""

STRAIGHT = 0.7
"""How straight its fingers are, at least (`hands.arrays.straightness`)."""

UPRIGHT = 0.8
"""Cosine of the angle between the palm and the vertical: 37 degrees."""

FACING = 0.45
"""Width of the knuckles over the length of the palm; seen from the edge it is far less."""

ASIDE = 1.2
"""Inter-ocular distances from the nose to the middle of the palm. A palm on a cheek is at 0.5 to
0.9, and its fingers reach no farther than the temple."""

STILL = 0.4
"""Inter-ocular distances that it may wander meanwhile: a hand that waves or passes goes farther."""

_ROWS = [lm.EYE_RIGHT_OUTER, lm.EYE_LEFT_OUTER, lm.NOSE_BASE]


class RaisedPalm:
    """Notices the sign in one observation after the other."""

    def __init__(self) -> None:
        """Start with the hands down."""
        self._since_s: float | None = None
        self._seen_s = -math.inf
        self._place = (0.0, 0.0)
        self._told = False

    def step(self, observation: Observation) -> bool:
        """Take one observation; whether a palm has just been up for long enough.

        Without a face nothing is noticed: who is away gives no sign.
        """
        time_s, face = observation.time_s, observation.face
        place = None if face is None else _raised_palm_place(observation.hands or (), face)
        if place is None:
            if time_s - self._seen_s > (LOWERED_S if self._told else LOST_S):
                self._since_s, self._told = None, False
            return False
        self._seen_s = time_s
        if self._since_s is None or math.dist(place, self._place) > STILL:
            self._since_s, self._place = time_s, place
        if self._told or time_s - self._since_s < HELD_S:
            return False
        self._told = True
        return True


def _raised_palm_place(hands: tuple[Hand, ...], face: Face) -> tuple[float, float] | None:
    """Where the palm is, in inter-ocular distances from the nose; None where none is raised."""
    chin = float(face.points[lm.CHIN, 1])
    for hand in hands:
        if not _is_raised(hand, chin):
            continue
        points = columns(hand.points[None])
        eye_right, eye_left, nose = face.points[_ROWS, :, None]
        x, y = palm_from_nose(points, nose[:2], inter_ocular(eye_right, eye_left))[:, 0].tolist()
        if abs(x) >= ASIDE and straightness(points.astype(np.float64))[0] >= STRAIGHT:
            return x, y
    return None


def _is_raised(hand: Hand, chin: float) -> bool:
    """Whether it is upright, faces the camera and is above the chin, which is in pixels."""
    wrist, first, middle, last = hand.points[[lm.WRIST, 5, 9, 17], :2].tolist()
    length = max(math.dist(wrist, middle), 1e-3)
    upright: bool = (wrist[1] - middle[1]) / length >= UPRIGHT
    facing = math.dist(first, last) / length >= FACING
    return upright and facing and middle[1] < chin
