"""What the hands do at the face: a palm on a cheek, two hands holding a band.

MediaPipe loses hands that lie on a face, for it looks for skin against something else; a hand that
was there and still a moment ago is therefore taken to be there for `BRIDGE_S`.
"""

from __future__ import annotations

from dataclasses import dataclass

from facecheck.core import landmarks as lm
from facecheck.core.frames import Face, Hand, Observation
from facecheck.engine.derived import Derived
from facecheck.engine.outline import Outline, Point

HAND_MEASURES: dict[str, Derived] = {
    "palm_on_cheek": Derived("0 or 1", "a hand covers a cheek"),
    "palm_on_cheek_left": Derived("0 or 1", "an open hand covers the person's left cheek"),
    "palm_on_cheek_right": Derived("0 or 1", "an open hand covers the person's right cheek"),
    "palm_missing": Derived("0 or 1", "no hand covers a cheek, nor did lately"),
    "palm_slipped": Derived("0 or 1", "no hand covers a cheek, but one did lately"),
    "palm_flat": Derived("0 to 1", "fingers straight and the palm itself at the cheek"),
    "hands_at_jaw": Derived("0 or 1", "two hands beside the jaw, about level"),
}

BRIDGE_S = 0.7
"""A hand lost on a cheek is taken to be there this long. On the real clip with a palm on a face the
model's longest gap was under 0.2 s; moving a hand away and out of sight takes about half a second,
and the hand is mostly seen on its way."""

LATELY_S = 6.0
"""A palm that left within this has slipped; longer ago, it is missing. A hold takes five s."""

COVERED = 0.3
"""Share of the cheek's points that a hand must cover. A palm covers 0.6 to 0.8 of them, three
fingers laid on a cheek 0.3, a hand at the mouth or nose less."""

FINGER = 0.12
"""Half a finger's thickness in inter-ocular distances (a finger is 16 mm, the distance 90 mm): hand
landmarks run along the bones, so the hand is that much wider than their hull."""

STRAIGHT, BENT = 0.9, 0.4
"""Cosine between a finger's first and last part: straight fingers read 0.95 and more, a fist 0. The
median finger speaks, for the mesh often misreads one finger of a hand seen edge-on."""

NEAR, FAR = 0.75, 0.95
"""From the middle of the palm to the middle of the cheek, in inter-ocular distances: a palm on the
cheek reads 0.3, a fist 0.5, a hand that reaches the cheek with its fingertips alone 1.0."""

# Beside or below the jaw: the middle of the palm, in inter-ocular distances from the nose's base.
_ASIDE = (0.45, 2.6)
_BELOW = (-0.4, 1.9)
_LEVEL = 0.6

_CHEEKS = {"right": lm.CHEEK_AREA_RIGHT, "left": lm.CHEEK_AREA_LEFT}


@dataclass(slots=True)
class HandWatch:
    """Reads the hands of one observation after the other."""

    _covered_s: dict[str, float]
    _open_s: dict[str, float]
    _band_s: float | None
    _flat: float

    def __init__(self) -> None:
        """Start without a hand ever seen."""
        self._covered_s, self._open_s = {}, {}
        self._band_s = None
        self._flat = 1.0

    def step(self, observation: Observation) -> dict[str, float]:
        """Every hand measure at this tick; without a face, nothing is covered."""
        time_s, face = observation.time_s, observation.face
        if face is not None:
            unit = _inter_ocular(face)
            # The model at times reads one hand twice; the poorer reading is the safer one.
            flats = [
                flat
                for hand in observation.hands or ()
                if (flat := self._cheeks(time_s, face, hand, unit)) is not None
            ]
            self._flat = min(flats, default=self._flat)
            if _holds_band(face, observation.hands or (), unit):
                self._band_s = time_s
        return self._values(time_s)

    def _cheeks(self, time_s: float, face: Face, hand: Hand, unit: float) -> float | None:
        """Note the cheeks that a hand covers; how flat it is there, None if it covers none."""
        flat = None
        outline = Outline([(float(x), float(y)) for x, y in hand.points[:, :2]])
        for side, area in _CHEEKS.items():
            spots = [_point(face, index) for index in area]
            share = sum(outline.within(spot, FINGER * unit) for spot in spots) / len(spots)
            if share >= COVERED:
                self._covered_s[side] = time_s
                straight = straightness(hand)
                flat = straight * nearness(hand, spots, unit)
                if straight > 0.5:
                    self._open_s[side] = time_s
        return flat

    def _is_open(self, side: str, time_s: float) -> float:
        seen_s = self._open_s.get(side)
        return float(seen_s is not None and time_s - seen_s <= BRIDGE_S)

    def _values(self, time_s: float) -> dict[str, float]:
        gap_s = min((time_s - seen_s for seen_s in self._covered_s.values()), default=LATELY_S)
        there, lately = float(gap_s <= BRIDGE_S), gap_s < LATELY_S
        band = self._band_s is not None and time_s - self._band_s <= BRIDGE_S
        return {
            "palm_on_cheek": there,
            "palm_on_cheek_left": self._is_open("left", time_s),
            "palm_on_cheek_right": self._is_open("right", time_s),
            "palm_missing": float(not there and not lately),
            "palm_slipped": float(not there and lately),
            # Without a hand there is nothing to be flat: that is another rule's business.
            "palm_flat": self._flat if there else 1.0,
            "hands_at_jaw": float(band),
        }


def straightness(hand: Hand) -> float:
    """1 for a hand with straight fingers, 0 for a fist."""
    points = hand.points.astype(float)
    cosines = []
    for base, middle, tip in zip(lm.FINGER_BASES, lm.FINGER_MIDDLES, lm.FINGER_TIPS, strict=True):
        first, last = points[middle] - points[base], points[tip] - points[middle]
        lengths = float((first @ first) * (last @ last)) ** 0.5
        cosines.append(float(first @ last) / lengths if lengths > 0 else 0.0)
    cosines.sort()
    return _ramp(0.5 * (cosines[1] + cosines[2]), BENT, STRAIGHT)


def nearness(hand: Hand, cheek: list[Point], unit: float) -> float:
    """1 where the palm itself is at the cheek, 0 where only the fingers reach it."""
    palm = hand.points[[lm.WRIST, *lm.FINGER_BASES], :2].astype(float).mean(axis=0)
    x = sum(spot[0] for spot in cheek) / len(cheek) - float(palm[0])
    y = sum(spot[1] for spot in cheek) / len(cheek) - float(palm[1])
    return _ramp(-((x * x + y * y) ** 0.5) / unit, -FAR, -NEAR)


def _holds_band(face: Face, hands: tuple[Hand, ...], unit: float) -> bool:
    if len(hands) < 2:
        return False
    nose = _point(face, lm.NOSE_BASE)
    palms = []
    for hand in hands:
        x, y = (float(v) for v in hand.points[[lm.WRIST, 5, 17], :2].mean(axis=0))
        palms.append(((x - nose[0]) / unit, (y - nose[1]) / unit))
    (ax, ay), (bx, by) = sorted(palms)[0], sorted(palms)[-1]
    beside = all(_ASIDE[0] <= abs(x) <= _ASIDE[1] for x in (ax, bx)) and ax < 0 < bx
    below = all(_BELOW[0] <= y <= _BELOW[1] for y in (ay, by))
    return beside and below and abs(ay - by) <= _LEVEL


def _inter_ocular(face: Face) -> float:
    right, left = face.points[[lm.EYE_RIGHT_OUTER, lm.EYE_LEFT_OUTER]].astype(float)
    return max(float(((right - left) @ (right - left)) ** 0.5), 1e-6)


def _point(face: Face, index: int) -> Point:
    return float(face.points[index, 0]), float(face.points[index, 1])


def _ramp(value: float, low: float, high: float) -> float:
    return min(max((value - low) / (high - low), 0.0), 1.0)
