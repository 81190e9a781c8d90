"""State of a palm on a cheek: there, flat, slipped, or out of sight.

MediaPipe loses hands that lie on a face, for it looks for skin against something else. A hand that
was there and still a moment ago is therefore taken to be there for `BRIDGE_S`; after that, whether
it was last seen lying still or moving away decides between "cannot see" and "slipped".
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from facecheck.core.frames import Group, Observation
from facecheck.engine.hands.band import BAND_MEASURES, BandWatch
from facecheck.engine.hands.hand_on_face import (
    FaceWithHands,
    HandOnFace,
    face_with_hands,
    faces_with_hands,
)
from facecheck.engine.hands.resting_palm import RestingPalm
from facecheck.engine.measures.movement_measures import Derived
from facecheck.engine.measures.rows import Values

HAND_MEASURES: dict[str, Derived] = {
    "palm_on_cheek": Derived("0 or 1", "a hand covers a cheek"),
    "palm_on_cheek_left": Derived("0 or 1", "an open hand lies on the person's left cheek"),
    "palm_on_cheek_right": Derived("0 or 1", "an open hand lies on the person's right cheek"),
    "palm_missing": Derived("0 or 1", "no hand covers a cheek, nor did lately"),
    "palm_slipped": Derived("0 or 1", "no hand covers a cheek, and one was seen leaving it"),
    "palm_unseen": Derived("0 or 1", "a hand that lay still on a cheek is out of sight"),
    "palm_flat": Derived("0 to 1", "fingers straight and the palm itself at the cheek"),
    **BAND_MEASURES,
}

BRIDGE_S = 0.7
"""A hand lost on a cheek is taken to be there this long. On the real clip with a palm on a face the
model's longest gap was under 0.2 s; moving a hand away and out of sight takes about half a second,
and the hand is mostly seen on its way."""

LATELY_S = 6.0
"""A palm that left within this has slipped; longer ago, it is missing. A hold takes five s."""

LEAVING = 0.8
"""In inter-ocular distances a second (7 cm/s): a hand that lies on a cheek drifts by a tenth of it,
one that is taken away passes it within 0.1 s."""

MOTION_S = 0.25
"""Over how long a hand's speed is read: two or three frames of a slow camera."""

_SIDES = ("right", "left")
"""In the order of `hand_on_face.HandOnFace`."""


@dataclass(slots=True)
class HandWatch:
    """Reads the hands of one observation after the other."""

    _covered_s: dict[str, float]
    _open_s: dict[str, float]
    _lying: dict[str, RestingPalm]
    _path: deque[tuple[float, float, float]]
    _band: BandWatch
    _flat: float
    _left: bool

    def __init__(self) -> None:
        """Start without a hand ever seen."""
        self._covered_s, self._open_s = {}, {}
        self._lying = {side: RestingPalm() for side in _SIDES}
        self._path = deque()
        self._band = BandWatch()
        self._flat = 1.0
        self._left = False

    def step(self, observation: Observation) -> Values:
        """Every hand measure at this tick; without a face, nothing is covered."""
        face = observation.face
        if face is None:
            return self._values(observation.time_s)
        seen = face_with_hands(face, observation.hands or ())
        return self._take(observation.time_s, observation.size[0], seen)

    def step_group(self, group: Group) -> Iterator[Values | None]:
        """As `step` at each observation that has a face; None, and nothing noted, at the others."""
        faces = faces_with_hands(group)
        for at in group.instants():
            yield self._take(at.time_s, at.size[0], next(faces)) if at.seen else None

    def _take(self, time_s: float, width: int, seen: FaceWithHands) -> Values:
        on_cheeks = [hand for hand in seen.hands if True in hand.on_cheek]
        for side, covered_s in self._covered_s.items():
            if time_s - covered_s > BRIDGE_S:
                self._lying[side].forget()
        for hand in on_cheeks:
            self._note(time_s, hand)
        self._note_lying(time_s, seen.hands)
        if on_cheeks:
            # The model at times reads one hand twice; the poorer reading is the safer one.
            self._flat = min(hand.flat for hand in on_cheeks)
            self._left = self._speed() > LEAVING
        elif seen.hands and not self._holds(time_s - MOTION_S):
            # A hand is in view, and for a while not on the cheek.
            self._left = True
        self._band.step(time_s, width, seen)
        return self._values(time_s)

    def _note(self, time_s: float, hand: HandOnFace) -> None:
        """Remember which cheeks a hand is on, and where it is.

        It is seen from the nose: a head that turns takes it along.
        """
        for side, on in zip(_SIDES, hand.on_cheek, strict=True):
            if on:
                self._covered_s[side] = time_s
        x, y = hand.middle
        self._path.append((time_s, x, y))
        while time_s - self._path[0][0] > MOTION_S:
            self._path.popleft()

    def _note_lying(self, time_s: float, hands: Sequence[HandOnFace]) -> None:
        """Remember on which cheeks an open hand lies."""
        if not hands:
            return  # the model loses hands that lie on a face
        for at, side in enumerate(_SIDES):
            there = [(hand.middle[0], hand.middle[1]) for hand in hands if hand.is_open[at]]
            if self._lying[side].step(time_s, there):
                self._open_s[side] = time_s

    def _speed(self) -> float:
        """How fast the hand moves over the face, in inter-ocular distances a second."""
        (t0, x0, y0), (t1, x1, y1) = self._path[0], self._path[-1]
        return float(((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5 / (t1 - t0)) if t1 > t0 else 0.0

    def _holds(self, since_s: float) -> bool:
        return any(seen_s > since_s for seen_s in self._covered_s.values())

    def _is_open(self, side: str, time_s: float) -> float:
        seen_s = self._open_s.get(side)
        return float(seen_s is not None and time_s - seen_s <= BRIDGE_S)

    def _values(self, time_s: float) -> Values:
        gap_s = min((time_s - seen_s for seen_s in self._covered_s.values()), default=LATELY_S)
        there, lately = gap_s <= BRIDGE_S, gap_s < LATELY_S
        gone = lately and not there
        return {
            "palm_on_cheek": float(there),
            "palm_on_cheek_left": self._is_open("left", time_s),
            "palm_on_cheek_right": self._is_open("right", time_s),
            "palm_missing": float(not lately),
            "palm_slipped": float(gone and self._left),
            "palm_unseen": float(gone and not self._left),
            # Without a hand there is nothing to be flat: that is another rule's business.
            "palm_flat": self._flat if there else 1.0,
            **self._band.values(),
        }
