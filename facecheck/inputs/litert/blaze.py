"""Reads what MediaPipe's two detectors give: faces and palms, by the same scheme of anchors.

The scheme is BlazeFace's (Bazarevsky et al. 2019): at each cell of two grids stand two and six
anchors, and for each the network says how sure it is of an object there, where its box lies and
where some points of it do.
"""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np

from facecheck.core.frames import Array, Image
from facecheck.inputs.litert.networks import Network
from facecheck.inputs.litert.regions import RegionOfInterest

GRIDS = ((8, 2), (16, 6))
"""Cells of so many pixels, and so many anchors in each."""

SURE = 0.5
"""MediaPipe's default confidence."""

SAME = 0.3
"""Boxes that share more of their union than this show one object, in MediaPipe's graphs of hands;
``Detector`` takes another for faces."""


_CLIPPED = 80.0
"""No logit beyond it makes a difference to a float32; MediaPipe clips at 100."""


class Detection(NamedTuple):
    """An object.

    Attributes:
        score: How sure the network is, in [0, 1].
        box: Left, top, right and bottom, in pixels of the picture.
        points: ``(n, 2)`` in pixels of the picture.
    """

    score: float
    box: Array
    points: Array


class Detector:
    """Finds objects in a whole picture.

    Args:
        network: The detector.
        low: What a black pixel is to it; a white one is 1.
        same: Boxes that share more of their union than this show one object.
    """

    def __init__(self, network: Network, *, low: float, same: float = SAME) -> None:
        self._network = network
        self._size = network.shape[1]
        self._low = low
        self._same = same
        self._anchors = _anchors(self._size)

    def __call__(self, rgb: Image) -> list[Detection]:
        """The objects in a picture, the surest first."""
        region = RegionOfInterest.around_picture(rgb)
        cut = region.cut(rgb, self._size, cv2.BORDER_CONSTANT)
        given = cut.astype(np.float32)[None]
        given *= np.float32((1 - self._low) / 255)
        given += np.float32(self._low)
        boxes, logits = self._network(given)
        logits = np.clip(logits, -_CLIPPED, _CLIPPED)
        scores = 1 / (1 + np.exp(-logits))
        sure = np.flatnonzero(scores >= SURE)
        if sure.size == 0:
            return []
        found = self._decoded(boxes.reshape(len(logits), -1)[sure], self._anchors[sure])
        merged = _merged(found, scores[sure].astype(np.float32), self._same)
        corner = np.array([region.x - region.width / 2, region.y - region.height / 2])
        return [
            Detection(score, *_split(row * region.width + np.tile(corner, len(row) // 2)))
            for score, row in merged
        ]

    def _decoded(self, raw: Array, anchors: Array) -> Array:
        """``(n, 4 + 2 * points)``: corners, then points, as fractions of what the network saw."""
        raw = raw / np.float32(self._size)
        middle, half = raw[:, :2] + anchors, raw[:, 2:4] / 2
        points = raw[:, 4:] + np.tile(anchors, (1, raw.shape[1] // 2 - 2))
        return np.concatenate([middle - half, middle + half, points], axis=1)


def _anchors(size: int) -> Array:
    """``(n, 2)``: where each anchor stands, as fractions of the picture."""
    stands = []
    for step, count in GRIDS:
        cells = (np.arange(size // step) + 0.5) * step / size
        y, x = np.meshgrid(cells, cells, indexing="ij")
        stands.append(np.repeat(np.stack([x.ravel(), y.ravel()], axis=1), count, axis=0))
    return np.concatenate(stands).astype(np.float32)


def _split(row: Array) -> tuple[Array, Array]:
    return row[:4], row[4:].reshape(-1, 2)


def _merged(rows: Array, scores: Array, same: float) -> list[tuple[float, Array]]:
    """Boxes of one object as their mean, weighted by their scores; the surest first."""
    left = np.argsort(-scores, kind="stable")
    found = []
    while left.size:
        first = left[0]
        alike = _overlap(rows[first, :4], rows[left, :4]) > same
        group = left[alike]
        if group.size == 0:
            break
        weights = scores[group]
        found.append((float(scores[first]), weights @ rows[group] / weights.sum()))
        left = left[~alike]
    return found


def _overlap(box: Array, boxes: Array) -> Array:
    """Intersection over union of one box with several."""
    low = np.maximum(box[:2], boxes[:, :2])
    high = np.minimum(box[2:], boxes[:, 2:])
    shared = np.clip(high - low, 0, None).prod(axis=1)
    areas = (boxes[:, 2:] - boxes[:, :2]).prod(axis=1)
    union = (box[2:] - box[:2]).prod() + areas - shared
    overlap: Array = np.where(union > 0, shared / np.where(union > 0, union, 1), 0.0)
    return overlap
