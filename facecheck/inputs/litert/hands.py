"""The hand landmarker: MediaPipe's own steps, but palms are looked for when it is worth it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from facecheck.core.frames import HAND_POINTS, Array, Hand, Image
from facecheck.inputs.litert.blaze import SURE, Detector
from facecheck.inputs.litert.networks import Network, unpacked
from facecheck.inputs.litert.regions import RegionOfInterest, direction

FILES = ("hand_detector.tflite", "hand_landmarks_detector.tflite")
MOST = 2

# From a palm's box to the square with the whole hand in it, and from a hand to the next one's:
# hand_detector_graph.cc and hand_landmarks_detector_graph.cc.
_AROUND_PALM, _ABOVE_PALM = 2.6, -0.5
_AROUND_HAND, _ABOVE_HAND = 2.0, -0.1

_UPRIGHT = math.pi / 2
"""From the wrist to the fingers, in an upright picture of a hand."""

_UPRIGHT_PALM = 90.0
"""The same for a palm that was just found. MediaPipe's graph of 1.2 gives 90 where radians are
asked for (``rotation_vector_target_angle``), so the landmark network first sees a hand turned by
27 degrees. It is done here as there: the two are to see the same hands."""

_PALM_WRIST, _PALM_MIDDLE = 0, 2
_WRIST, _INDEX, _MIDDLE, _RING, _LITTLE = 0, 5, 9, 13, 17
_STEADY = np.array([0, 1, 2, 3, 5, 6, 9, 10, 13, 14, 17, 18])
"""The palm and the fingers' lower joints, which say where a hand is."""

_DEPTH = 0.4
"""MediaPipe's scale of a hand's depth: ``kLandmarksNormalizeZ``."""

SAME_REGION = 0.5
"""A palm in a region that shares more of the union with one that is followed is that hand."""

_NEAR, _MANY, _SHARED = 0.2, 10, 0.2
"""Two hands are one where so many points lie this near, in palms, and the boxes share so much."""


class _TrackedHand(NamedTuple):
    hand: Hand
    region: RegionOfInterest


class HandLandmarks:
    """Finds hands, picture by picture.

    Pictures that stand for themselves may be looked at on another thread than a film's.

    Args:
        bundle: MediaPipe's hand landmarker file.

    Raises:
        ImportError: LiteRT is not installed.
        OSError: The bundle cannot be read.
        ValueError: It is no such bundle.
    """

    def __init__(self, bundle: Path) -> None:
        self._networks = _Networks(*unpacked(bundle, FILES))
        self._followed: list[RegionOfInterest] = []

    def in_view(self, image: Image, time_ms: int, *, look: bool) -> tuple[Hand, ...]:  # noqa: ARG002
        """The hands in the next picture, two at most; as ``HandModel``.

        Args:
            image: ``(height, width, 3)`` uint8.
            time_ms: Of no use here: hands are not smoothed.
            look: Whether to look for palms where less than two hands are followed.
        """
        regions = self._followed
        if look and len(regions) < MOST:
            found = self._networks.palm_regions(image)
            new = [r for r in found if all(_share(r, o) <= SAME_REGION for o in regions)]
            regions = [*regions, *new][:MOST]
        seen = _different(
            [one for one in (self._networks.in_region(image, r) for r in regions) if one]
        )
        self._followed = [one.region for one in seen]
        return tuple(one.hand for one in seen)

    def alone(self, image: Image) -> tuple[Hand, ...]:
        """The surest hand of a picture that stands for itself."""
        regions = self._networks.palm_regions(image)[:1]
        seen = [self._networks.in_region(image, region) for region in regions]
        return tuple(one.hand for one in seen if one)


class _Networks:
    """Both networks: the film and single pictures share them, for they take 30 MB."""

    def __init__(self, palms: bytes, landmarks: bytes) -> None:
        self._palms = Detector(Network(palms), low=0.0)
        self._landmarks = Network(landmarks)
        self._size = self._landmarks.shape[1]

    def palm_regions(self, rgb: Image) -> list[RegionOfInterest]:
        regions = []
        for palm in self._palms(rgb)[:MOST]:
            left, top, right, bottom = palm.box.tolist()
            turned = direction(palm.points[_PALM_WRIST], palm.points[_PALM_MIDDLE], _UPRIGHT_PALM)
            box = RegionOfInterest(
                (left + right) / 2, (top + bottom) / 2, right - left, bottom - top, turned
            )
            regions.append(box.grown(_AROUND_PALM, down=_ABOVE_PALM))
        return regions

    def in_region(self, rgb: Image, region: RegionOfInterest) -> _TrackedHand | None:
        given = region.cut(rgb, self._size).astype(np.float32)[None]
        given *= np.float32(1 / 255)
        marks, presence, sides, _ = self._landmarks(given)
        if float(presence[0]) <= SURE or not math.isfinite(float(marks.sum())):
            return None
        fractions = marks.reshape(HAND_POINTS, 3) / np.float32(self._size)
        fractions[:, 2] /= np.float32(_DEPTH)
        points = region.placed(fractions)
        right = float(sides[0])
        hand = Hand(
            points=points, side="right" if right > SURE else "left", score=max(right, 1 - right)
        )
        return _TrackedHand(hand, _around(points))


def _around(points: Array) -> RegionOfInterest:
    """Where the hand will be in the next picture."""
    knuckles = ((points[_INDEX] + points[_RING]) / 2 + points[_MIDDLE]) / 2
    turned = direction(points[_WRIST, :2], knuckles[:2], _UPRIGHT)
    steady = points[_STEADY, :2].astype(np.float64)
    sin, cos = math.sin(turned), math.cos(turned)
    # The box is upright with the hand, and its middle is found there.
    upright = steady @ np.array([[cos, -sin], [sin, cos]])
    low, high = upright.min(axis=0), upright.max(axis=0)
    x, y = ((low + high) / 2).tolist()
    width, height = (high - low).tolist()
    box = RegionOfInterest(x * cos - y * sin, x * sin + y * cos, width, height, turned)
    return box.grown(_AROUND_HAND, down=_ABOVE_HAND)


def _different(seen: Sequence[_TrackedHand]) -> list[_TrackedHand]:
    """Hands without those that are seen twice; the first stays."""
    kept: list[_TrackedHand] = []
    for one in seen:
        if not any(_same(one.hand.points, other.hand.points) for other in kept):
            kept.append(one)
    return kept


def _same(one: Array, other: Array) -> bool:
    palm = max(_palm(one), _palm(other))
    near = np.linalg.norm(one[:, :2] - other[:, :2], axis=1) < _NEAR * palm
    boxes = [
        RegionOfInterest(*((low + high) / 2).tolist(), *(high - low).tolist())
        for low, high in ((p[:, :2].min(axis=0), p[:, :2].max(axis=0)) for p in (one, other))
    ]
    return int(near.sum()) >= _MANY and _share(*boxes) > _SHARED


def _palm(points: Array) -> float:
    """The longest side of the triangle of wrist, index finger and little finger."""
    corners = points[[_WRIST, _INDEX, _LITTLE], :2]
    return float(np.linalg.norm(corners - np.roll(corners, 1, axis=0), axis=1).max())


def _share(one: RegionOfInterest, other: RegionOfInterest) -> float:
    """Intersection over union of two regions, as if they were not turned."""
    across = min(one.x + one.width / 2, other.x + other.width / 2) - max(
        one.x - one.width / 2, other.x - other.width / 2
    )
    along = min(one.y + one.height / 2, other.y + other.height / 2) - max(
        one.y - one.height / 2, other.y - other.height / 2
    )
    shared = max(0.0, across) * max(0.0, along)
    union = one.width * one.height + other.width * other.height - shared
    return shared / union if union > 0 else 0.0
