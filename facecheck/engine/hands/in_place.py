"""Hands that have come to where an exercise needs them, and wait there: its user is ready.

Whoever holds a band in both hands, or a device and the gel for it, has none for a key and none to
raise. Hands that are there already when one begins to look say nothing: they are left over from
the exercise before.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from facecheck.core.frames import Face, Hand, Observation
from facecheck.engine.hands.contact import DEVICE_REACH, HAND_REACH, place_of
from facecheck.engine.hands.hand_on_face import face_with_hands
from facecheck.engine.hands.palm_on_cheek import BRIDGE_S, HandWatch

WAITS_S = 2.0
"""So long they are still. Hands that arrange a band, or spread a gel, stop for less."""

AWAY_S = 0.5
"""So long they have to be elsewhere before they can come."""

STILL = 0.2
"""Inter-ocular distances that a hand may wander meanwhile. On the rendered clips hands that hold a
band go 0.08 in two seconds and seldom more than 0.11, a palm on a cheek 0.04, and strokes 0.3."""

_REACH = {"hand": HAND_REACH, "hand_with_device": DEVICE_REACH}


class HandsInPlace:
    """Notices that in one observation after the other.

    Args:
        requires: What the exercise needs in view, as `requires` of an exercise has it.
    """

    def __init__(self, requires: Sequence[str]) -> None:
        self._requires = tuple(requires)
        self._watch = HandWatch()
        self._touched_s = -math.inf
        self._away_s: float | None = None
        self._arrived = self._reported = False
        self._since_s: float | None = None
        self._first: dict[bool, tuple[float, float]] = {}

    def step(self, observation: Observation) -> bool:
        """Take one observation; whether the hands have just waited for long enough."""
        time_s = observation.time_s
        places = list(self._hand_places(observation))
        if not self._are_in_place(observation, touched=bool(places)):
            self._away_s = time_s if self._away_s is None else self._away_s
            self._arrived = self._arrived or time_s - self._away_s >= AWAY_S
            self._since_s, self._first = None, {}
            return False
        self._away_s = None
        if self._since_s is None or self._moved(places):
            self._since_s = time_s
            self._first = {x < 0.0: (x, y) for x, y in places}
        if not self._arrived or self._reported or time_s - self._since_s < WAITS_S:
            return False
        self._reported = True
        return True

    def _are_in_place(self, observation: Observation, *, touched: bool) -> bool:
        if touched:
            self._touched_s = observation.time_s
        values = self._watch.step(observation)
        touches = observation.time_s - self._touched_s <= BRIDGE_S
        return bool(self._requires) and all(
            touches if name in _REACH else values[name] > 0.5 for name in self._requires
        )

    def _hand_places(self, observation: Observation) -> Iterator[tuple[float, float]]:
        """Where the hands are that matter, in inter-ocular distances from the nose."""
        face, hands = observation.face, observation.hands or ()
        if face is None:
            return
        for name in self._requires:
            if name in _REACH:
                yield from _touching(face, hands, _REACH[name])
        for hand in face_with_hands(face, hands).hands:
            if "hands_at_jaw" in self._requires or (
                "palm_on_cheek" in self._requires and True in hand.on_cheek
            ):
                yield hand.middle[0], hand.middle[1]

    def _moved(self, places: Sequence[tuple[float, float]]) -> bool:
        """Whether one is not where it was first; the model at times loses one of two."""
        for x, y in places:
            before = self._first.setdefault(x < 0.0, (x, y))
            if math.dist((x, y), before) > STILL:
                return True
        return False


def _touching(face: Face, hands: Sequence[Hand], reach: float) -> Iterator[tuple[float, float]]:
    for hand in hands:
        place = place_of(face, hand)
        if float(place.gaps.min()) <= reach:
            yield place.x, place.y
