"""The facial transformation matrix: how MediaPipe's canonical face is to be turned to be this one.

As its ``geometry_pipeline`` does it: the landmarks are put into space behind an assumed camera, at
the distance at which they have the canonical face's size, and the weighted orthogonal problem
(Procrustes) is solved between the two.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from facecheck.core.frames import Array

HEIGHT_AT_NEAR = 2 * math.tan(math.radians(63.0) / 2)
"""MediaPipe's assumed camera sees 63 degrees from top to bottom; its near plane is at 1 cm."""

Floats = NDArray[np.float64]

_CANONICAL_POINTS = 468
"""The canonical face has no irises."""

_CANONICAL_MESH, _WEIGHTS = 1, 2
_VERTICES = 3
_FLOATS_PER_VERTEX = 5


class CanonicalFace:
    """MediaPipe's average face, by the landmarks that a pose is found with.

    Args:
        points: ``(n, 3)`` in centimetres.
        weights: ``(n,)``.
        indices: ``(n,)``: which landmarks those are.
    """

    def __init__(self, points: Floats, weights: Floats, indices: NDArray[np.intp]) -> None:
        self._indices = indices
        self._shares = weights / weights.sum()
        self._centre = self._shares @ points
        centred = points - self._centre
        self._weighted = centred * self._shares[:, None]
        self._spread = float((self._weighted * centred).sum())

    @classmethod
    def read(cls, metadata: bytes) -> CanonicalFace:
        """The face in a bundle's geometry metadata, which is a protocol buffer.

        Raises:
            ValueError: It is not in there.
        """
        try:
            vertices: list[float] = []
            weighted: list[tuple[int, float]] = []
            for number, value in _fields(metadata):
                if number == _CANONICAL_MESH:
                    vertices += [_float(v) for n, v in _fields(value) if n == _VERTICES]
                elif number == _WEIGHTS:
                    one = dict(_fields(value))
                    weighted.append((one[1], _float(one[2])))
            indices = np.array([index for index, _ in weighted])
            points = np.array(vertices).reshape(-1, _FLOATS_PER_VERTEX)[indices, :3]
        except (IndexError, KeyError, TypeError, struct.error) as error:
            raise ValueError("holds no canonical face") from error
        return cls(points, np.array([weight for _, weight in weighted]), indices)

    def pose(self, landmarks: Array, size: tuple[int, int]) -> Array:
        """The matrix from this face to the one seen.

        Args:
            landmarks: ``(478, 3)``, x and y as fractions of the picture, z on the scale of x.
            size: Width and height of the picture.

        Returns:
            ``(4, 4)`` float32, as ``Face.matrix``.
        """
        height = HEIGHT_AT_NEAR
        width = height * size[0] / size[1]
        mean_z = float(landmarks[:_CANONICAL_POINTS, 2].mean(dtype=np.float64)) * width
        at_near = landmarks[self._indices] * np.array([width, -height, width])
        at_near += (-width / 2, height / 2, 0.0)
        # Without a scale, depth means nothing yet; the second look makes up for the first's error.
        scale = self._scale(at_near * (1.0, 1.0, -1.0))
        scale *= self._scale(_in_space(at_near, mean_z, scale))
        points = _in_space(at_near, mean_z, scale)
        turn, size_of = self._turn(points)
        turn *= size_of
        matrix = np.eye(4, dtype=np.float32)
        matrix[:3, :3] = turn
        matrix[:3, 3] = self._shares @ points - turn @ self._centre
        return matrix

    def _scale(self, points: Floats) -> float:
        """How many times as large as this face points are, ``(n, 3)``, best turned."""
        both = points.T @ self._weighted
        sizes = np.linalg.svd(both, compute_uv=False)
        sizes[2] = math.copysign(sizes[2], _determinant(both))
        return float(sizes.sum()) / self._spread

    def _turn(self, points: Floats) -> tuple[Floats, float]:
        """The rotation that brings this face nearest to points, and how many times as large."""
        both = points.T @ self._weighted
        left, sizes, right = np.linalg.svd(both)
        if _determinant(both) < 0:
            left[:, 2] *= -1
            sizes[2] *= -1
        return left @ right, float(sizes.sum()) / self._spread


def _determinant(matrix: Floats) -> float:
    """Of a matrix of three rows: by hand in a tenth of the time."""
    rows: list[list[float]] = matrix.tolist()
    (a, b, c), (d, e, f), (g, h, i) = rows
    return a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)


def _in_space(at_near: Floats, mean_z: float, scale: float) -> Floats:
    """Points on the near plane, put as far away as their scale says; z towards the viewer."""
    z = (at_near[:, 2] - mean_z + 1) / scale
    points = at_near * z[:, None]
    points[:, 2] = -z
    return points


def _float(value: Any) -> float:
    return float(struct.unpack("<f", value)[0])


def _fields(message: bytes) -> Iterator[tuple[int, Any]]:
    """Numbers and values of a protocol buffer's fields; lengths and floats as bytes."""
    at = 0

    def number() -> int:
        nonlocal at
        value = shift = 0
        while True:
            byte = message[at]
            at += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    while at < len(message):
        key = number()
        kind = key & 7
        if kind == 0:
            yield key >> 3, number()
            continue
        length = number() if kind == 2 else {1: 8, 5: 4}[kind]
        yield key >> 3, message[at : at + length]
        at += length
