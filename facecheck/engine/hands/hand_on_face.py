"""Pairs each face with the hands of the same instant, for `hands` and `band`.

One frame or a whole group goes through the same arrays; what comes out are plain numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

import numpy as np

from facecheck.core import landmarks as lm
from facecheck.core.frames import Array, Face, Group, Hand
from facecheck.engine.hands.arrays import columns, inter_ocular, mean, palm_from_nose
from facecheck.engine.hands.cheek_cover import on_cheeks
from facecheck.engine.measures.geometry import Floats

_EYES_AND_NOSE = (lm.EYE_RIGHT_OUTER, lm.EYE_LEFT_OUTER, lm.NOSE_BASE)
_CHEEKS = np.array([lm.CHEEK_AREA_RIGHT, lm.CHEEK_AREA_LEFT]).T
_ROWS = np.concatenate([_EYES_AND_NOSE, _CHEEKS.ravel()])
_MIDDLE_ROWS = np.array([lm.WRIST, *lm.FINGER_BASES])


class HandOnFace(NamedTuple):
    """One hand; lengths in inter-ocular distances.

    Attributes:
        on_cheek: Whether it lies on the person's right cheek, and whether on the left one.
        is_open: Whether it lies there as an open hand does, likewise.
        flat: How flat it lies there, 0 to 1; 0 where it lies on neither.
        middle: Of wrist and knuckles, from the base of the nose; x and y.
        palm: The middle of the palm, likewise.
    """

    on_cheek: Sequence[bool]
    is_open: Sequence[bool]
    flat: float
    middle: Sequence[float]
    palm: Sequence[float]


class FaceWithHands(NamedTuple):
    """One face, and the hands that were seen with it.

    Attributes:
        unit: Its inter-ocular distance in pixels, more than 0.
        nose_x: The base of its nose, in pixels.
        eyes: From the outer corner of the right eye to that of the left one, x and y in pixels.
        hands: In the order in which they were seen.
    """

    unit: float
    nose_x: float
    eyes: Sequence[float]
    hands: tuple[HandOnFace, ...]


def face_with_hands(face: Face, hands: Sequence[Hand]) -> FaceWithHands:
    """One face by itself."""
    return next(_read([face], [hands]))


def faces_with_hands(group: Group) -> Iterator[FaceWithHands]:
    """The faces of a group in their order."""
    seen = [(o.face, o.hands or ()) for o in group.observations if o.face is not None]
    return _read([face for face, _ in seen], [hands for _, hands in seen])


def _read(seen: Sequence[Face], hands: Sequence[Sequence[Hand]]) -> Iterator[FaceWithHands]:
    """Faces, and the hands that were seen with each."""
    if not seen:
        return
    faces = columns(np.array([face.points.take(_ROWS, axis=0) for face in seen]))
    unit = inter_ocular(faces[:, 0], faces[:, 1])
    every = [hand.points for each in hands for hand in each]
    read: Iterator[HandOnFace] = iter(())
    if every:
        of = np.repeat(np.arange(len(hands)), [len(each) for each in hands])
        read = _hands(columns(np.array(every)), faces[:2, :, of], unit[of])
    eyes = (faces[:2, 1] - faces[:2, 0]).T
    rows = zip(unit.tolist(), faces[0, 2].tolist(), eyes.tolist(), hands, strict=True)
    for unit_px, nose_x, apart, each in rows:
        yield FaceWithHands(unit_px, nose_x, apart, tuple(islice(read, len(each))))


def _hands(hands: Array, faces: Array, unit: Floats) -> Iterator[HandOnFace]:
    """Hands ``(3, 21, hands)`` with the chosen points of each one's face, ``(2, 23, hands)``."""
    points, seen = hands.astype(np.float64), faces.astype(np.float64)
    cheeks = seen[:, len(_EYES_AND_NOSE) :].reshape(2, len(_CHEEKS), -1)
    middle = mean(points[:2, _MIDDLE_ROWS])
    found = on_cheeks(points, middle, cheeks, unit)
    from_nose = (middle - seen[:, 2]) / unit
    each = (*found, from_nose, palm_from_nose(hands, faces[:, 2], unit))
    return map(HandOnFace._make, zip(*(column.T.tolist() for column in each), strict=True))
