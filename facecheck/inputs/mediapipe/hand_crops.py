"""A second look for hands beside the face, where the whole picture shows the model too little.

MediaPipe's palm detector sees the whole picture on 192x192 points, and misses fists beside a jaw:
on rendered clips of two fists in plain view it found one in 70 % of the frames and the other in
none. In a cut-out of one side of the face it found them in 40 to 90 %.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

import cv2
import numpy as np

from facecheck.core.frames import Array, Face, Hand, Image
from facecheck.core.landmarks import EYE_LEFT_OUTER, EYE_RIGHT_OUTER, NOSE_BASE

PAUSE_S, PAUSE_NEAR_S = 0.3, 0.15
"""It is done so often at most, and so often while a hand is near: a hand that holds a band is taken
to be there for 0.7 s after it was seen."""

# In inter-ocular distances: where the middle of the cut-out lies from the base of the nose, and
# half its side: a fist that is lost in one is found in the other as a rule, so they take turns.
_ASIDE = 1.5
_BELOW = 0.9
_REACHES = (2.2, 1.6)

_BESIDE = 0.7
"""Inter-ocular distances sideways from the nose, under which nothing that is found is believed: in
cut-outs of bare faces the model took cheeks for fists, at 0.2 to 0.6 (rendered, 4 of 100 clips)."""

_APART = 0.75
"""Inter-ocular distances between two hands' middles, under which they are one hand seen twice."""


class FacePlace(NamedTuple):
    """Where a face is: the base of its nose, and its inter-ocular distance, in pixels."""

    x: float
    y: float
    unit: float

    @classmethod
    def of(cls, face: Face) -> FacePlace:
        """A face's place."""
        x, y = face.points[NOSE_BASE, :2].tolist()
        (ax, ay), (bx, by) = face.points[[EYE_RIGHT_OUTER, EYE_LEFT_OUTER], :2].tolist()
        return cls(x, y, max(math.hypot(bx - ax, by - ay), 1.0))


class CloserLook:
    """Looks at one side of the face, or both, in a cut-out.

    Args:
        find: The hands in a picture by itself, in that picture's pixels.
    """

    def __init__(self, find: Callable[[Image], tuple[Hand, ...]]) -> None:
        self._find = find
        self._looked_s = -math.inf
        self._looks = 0

    def next_look(
        self, time_s: float, rgb: Image, place: FacePlace, known: tuple[Hand, ...], *, near: bool
    ) -> Callable[[], tuple[Hand, ...]] | None:
        """What looks for hands beside the face that are not known yet; None before it is time.

        When it is time depends on nothing that was found by looking: it can be done later, and
        elsewhere.

        Args:
            time_s: The frame's time.
            rgb: Its picture, ``(height, width, 3)``.
            place: Where the face was a frame ago.
            known: Hands that the whole picture showed.
            near: A hand is in view or was lately: both sides are worth a look, not each in its
                turn.
        """
        if len(known) > 1 or time_s - self._looked_s < (PAUSE_NEAR_S if near else PAUSE_S):
            return None
        self._looked_s = time_s
        reach = _REACHES[self._looks // 2 % 2 if not near else self._looks % 2]
        sides = (-1, 1) if near else ((-1, 1)[self._looks % 2],)
        self._looks += 1
        worth = [side for side in sides if not any(_is_on(hand, place, side) for hand in known)]
        return lambda: self._find_new_hands(rgb, place, known, worth, round(reach * place.unit))

    def _find_new_hands(
        self, rgb: Image, place: FacePlace, known: tuple[Hand, ...], sides: list[int], reach: int
    ) -> tuple[Hand, ...]:
        found: list[Hand] = []
        for side in sides:
            found += self._look(rgb, place, side, reach)
        new: list[Hand] = []
        for hand in found:
            aside = abs(float(_middle(hand)[0]) - place.x) >= _BESIDE * place.unit
            if aside and all(_apart(hand, other) > _APART * place.unit for other in (*known, *new)):
                new.append(hand)
        return tuple(new[: 2 - len(known)])

    def _look(self, rgb: Image, place: FacePlace, side: int, reach: int) -> list[Hand]:
        left = round(place.x + side * _ASIDE * place.unit) - reach
        top = round(place.y + _BELOW * place.unit) - reach
        cut, x, y = _cut(rgb, left, top, 2 * reach)
        if 2 * min(cut.shape[:2]) < reach:
            return []  # hardly any of it is in the picture
        # What lies outside is filled up: a hand at the very edge of what it sees, the model drops.
        filled = cv2.copyMakeBorder(
            cut,
            y - top,
            top + 2 * reach - y - cut.shape[0],
            x - left,
            left + 2 * reach - x - cut.shape[1],
            cv2.BORDER_REPLICATE,
        )
        moved = np.array([left, top, 0], np.float32)
        return [
            Hand(points=hand.points + moved, side=hand.side, score=hand.score)
            for hand in self._find(np.asarray(filled, np.uint8))
        ]


def _cut(rgb: Image, left: int, top: int, side: int) -> tuple[Image, int, int]:
    """What a square and the picture share, and where its corner lies."""
    height, width = rgb.shape[:2]
    x, y = min(max(left, 0), width), min(max(top, 0), height)
    return rgb[y : max(top + side, y), x : max(left + side, x)], x, y


def _middle(hand: Hand) -> Array:
    middle: Array = hand.points[[0, 5, 17], :2].mean(axis=0)
    return middle


def _is_on(hand: Hand, place: FacePlace, side: int) -> bool:
    return (float(_middle(hand)[0]) - place.x) * side > 0.0


def _apart(one: Hand, other: Hand) -> float:
    dx, dy = (_middle(one) - _middle(other)).tolist()
    return math.hypot(dx, dy)
