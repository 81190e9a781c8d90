"""A palm on a cheek: there, flat, slipped, or out of sight.

MediaPipe loses hands that lie on a face, for it looks for skin against something else. A hand that
was there and still a moment ago is therefore taken to be there for `BRIDGE_S`; after that, whether
it was last seen lying still or moving away decides between "cannot see" and "slipped".
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from facecheck.core import landmarks as lm
from facecheck.core.frames import Face, Hand, Observation
from facecheck.engine.band import BAND_MEASURES, BandWatch
from facecheck.engine.derived import Derived
from facecheck.engine.outline import Outline, Point

HAND_MEASURES: dict[str, Derived] = {
    "palm_on_cheek": Derived("0 or 1", "a hand covers a cheek"),
    "palm_on_cheek_left": Derived("0 or 1", "an open hand covers the person's left cheek"),
    "palm_on_cheek_right": Derived("0 or 1", "an open hand covers the person's right cheek"),
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

COVERED = 0.3
"""Share of the cheek's points that a hand must cover. A palm covers 0.6 to 0.8 of them, three
fingers laid on a cheek 0.3, a hand at the mouth or nose less."""

FINGER = 0.12
"""Half a finger's thickness in inter-ocular distances (a finger is 16 mm, the distance 90 mm): hand
landmarks run along the bones, so the hand is that much wider than their hull."""

STRAIGHT, BENT = 0.9, 0.4
"""Cosine between a finger's first and last part: straight fingers read 0.95 and more, a fist 0. The
median finger speaks, for the mesh often misreads one finger of a hand seen edge-on."""

NEAR, FAR = 0.60, 0.80
"""From the middle of the palm to the middle of the cheek, in inter-ocular distances. A palm is
10 cm long (1.1): beyond half of that, and a finger's width, it is not what lies there. A palm on
the cheek reads 0.2 to 0.35, a hand that reaches it with its fingertips alone 0.85 to 1.1."""

OPEN_COVERED = 0.35
"""An open hand on a cheek covers more of it than fingertips do: on the real clip 0.4 to 0.9 of its
points, with the palm itself below the jaw; three fingertips mostly 0.3."""

LEAVING = 0.8
"""In inter-ocular distances a second (7 cm/s): a hand that lies on a cheek drifts by a tenth of it,
one that is taken away passes it within 0.1 s."""

MOTION_S = 0.25
"""Over how long a hand's speed is read: two or three frames of a slow camera."""

TIPS_TOUCH = 2
"""So many fingertips at a cheek are a hand on it, though it is no palm."""

TOUCH = 0.2
"""How far from the cheek's points a tip may be, in inter-ocular distances: the points stop short of
the temple and the jaw, where fingers lie as well."""

_CHEEKS = {"right": lm.CHEEK_AREA_RIGHT, "left": lm.CHEEK_AREA_LEFT}


@dataclass(slots=True)
class HandWatch:
    """Reads the hands of one observation after the other."""

    _covered_s: dict[str, float]
    _open_s: dict[str, float]
    _path: deque[tuple[float, float, float]]
    _band: BandWatch
    _flat: float
    _left: bool

    def __init__(self) -> None:
        """Start without a hand ever seen."""
        self._covered_s, self._open_s = {}, {}
        self._path = deque()
        self._band = BandWatch()
        self._flat = 1.0
        self._left = False

    def step(self, observation: Observation) -> dict[str, float]:
        """Every hand measure at this tick; without a face, nothing is covered."""
        time_s, face, hands = observation.time_s, observation.face, observation.hands or ()
        if face is not None:
            unit = inter_ocular(face)
            # The model at times reads one hand twice; the poorer reading is the safer one.
            flats = [
                flat
                for hand in hands
                if (flat := self._cheeks(time_s, face, hand, unit)) is not None
            ]
            self._flat = min(flats, default=self._flat)
            if flats:
                self._left = self._speed() > LEAVING
            elif hands and not self._holds(time_s - MOTION_S):
                # A hand is in view, and for a while not on the cheek.
                self._left = True
            self._band.step(time_s, face, hands, unit, observation.size[0])
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
                straight, near = straightness(hand), nearness(hand, spots, unit)
                flat = straight * near
                # Where the palm itself lies is for the exercise to ask: on the real clip an open
                # hand lies on cheek and mouth with its palm below the jaw.
                if straight > 0.5 and share >= OPEN_COVERED:
                    self._open_s[side] = time_s
                self._follow(time_s, face, hand, unit)
            elif _touches(hand, spots, unit):
                self._covered_s[side] = time_s
                flat = 0.0
                self._follow(time_s, face, hand, unit)
        return flat

    def _follow(self, time_s: float, face: Face, hand: Hand, unit: float) -> None:
        """Remember where the hand is, seen from the nose: a head that turns takes it along."""
        nose = _point(face, lm.NOSE_BASE)
        x, y = hand.points[[lm.WRIST, *lm.FINGER_BASES], :2].mean(axis=0).tolist()
        self._path.append((time_s, (x - nose[0]) / unit, (y - nose[1]) / unit))
        while time_s - self._path[0][0] > MOTION_S:
            self._path.popleft()

    def _speed(self) -> float:
        """How fast the hand moves over the face, in inter-ocular distances a second."""
        (t0, x0, y0), (t1, x1, y1) = self._path[0], self._path[-1]
        return float(((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5 / (t1 - t0)) if t1 > t0 else 0.0

    def _holds(self, since_s: float) -> bool:
        return any(seen_s > since_s for seen_s in self._covered_s.values())

    def _is_open(self, side: str, time_s: float) -> float:
        seen_s = self._open_s.get(side)
        return float(seen_s is not None and time_s - seen_s <= BRIDGE_S)

    def _values(self, time_s: float) -> dict[str, float]:
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


def _touches(hand: Hand, cheek: list[Point], unit: float) -> bool:
    """Whether fingertips lie on the cheek, though the hand does not cover it."""
    area = Outline(cheek)
    tips = hand.points[list(lm.FINGER_TIPS), :2].tolist()
    return sum(area.within((x, y), TOUCH * unit) for x, y in tips) >= TIPS_TOUCH


def inter_ocular(face: Face) -> float:
    """Distance of the outer eye corners in pixels, and in depth as the mesh has it."""
    right, left = face.points[[lm.EYE_RIGHT_OUTER, lm.EYE_LEFT_OUTER]].astype(float)
    return max(float(((right - left) @ (right - left)) ** 0.5), 1e-6)


def _point(face: Face, index: int) -> Point:
    return float(face.points[index, 0]), float(face.points[index, 1])


def _ramp(value: float, low: float, high: float) -> float:
    return min(max((value - low) / (high - low), 0.0), 1.0)
