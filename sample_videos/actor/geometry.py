"""Small geometry helpers: smooth normals, spheres, tubes, rounded boxes."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from sample_videos.actor.mesh import FloatArray, IntArray


@dataclass(slots=True)
class Normals:
    """Smooth vertex normals of a fixed set of quads, recomputed for moved vertices.

    Attributes:
        quads: `(F, 4)` vertex indices.
        count: Number of vertices.
    """

    quads: IntArray
    count: int
    _flat: IntArray = field(init=False)

    def __post_init__(self) -> None:
        """Flatten the quads once."""
        self._flat = self.quads.ravel()

    def __call__(self, points: FloatArray) -> FloatArray:
        """`(V, 3)` unit normals; weighted by area, so slivers do not matter."""
        p = points[self.quads]
        face = np.cross(p[:, 2] - p[:, 0], p[:, 3] - p[:, 1])
        spread = np.repeat(face, 4, axis=0)
        total = np.stack(
            [np.bincount(self._flat, spread[:, k], self.count) for k in range(3)], axis=1
        )
        return np.asarray(total / np.maximum(np.linalg.norm(total, axis=1, keepdims=True), 1e-12))


def unit(vector: FloatArray) -> FloatArray:
    """The vector scaled to length 1."""
    return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-12))


def sphere(radius: float, rings: int = 24, segments: int = 32) -> tuple[FloatArray, IntArray]:
    """A sphere with its pole at +z, `(V, 3)` points and `(F, 4)` quads."""
    theta = np.linspace(0, np.pi, rings + 1)[:, None]
    phi = np.linspace(0, 2 * np.pi, segments + 1)[None, :]
    x, y, z = np.sin(theta) * np.cos(phi), np.sin(theta) * np.sin(phi), np.cos(theta) + 0 * phi
    return radius * np.stack([x, y, z], axis=-1).reshape(-1, 3), grid_quads(rings + 1, segments + 1)


def grid_quads(rows: int, columns: int) -> IntArray:
    """Quads `(F, 4)` joining a grid of `rows` x `columns` points."""
    i = np.arange(rows * columns).reshape(rows, columns)
    return np.stack([i[:-1, :-1], i[1:, :-1], i[1:, 1:], i[:-1, 1:]], axis=-1).reshape(-1, 4)


def tube(
    line: FloatArray, width: float, depth: float, around: int = 10
) -> tuple[FloatArray, IntArray]:
    """A tube of elliptic section along `line` `(N, 3)`: half axes `width`, `depth`."""
    ahead = np.gradient(line, axis=0)
    ahead /= np.maximum(np.linalg.norm(ahead, axis=1, keepdims=True), 1e-9)
    reference = np.array([0.0, 0.0, 1.0])
    side = reference - ahead * (ahead @ reference)[:, None]
    side /= np.maximum(np.linalg.norm(side, axis=1, keepdims=True), 1e-9)
    up = np.cross(ahead, side)
    angle = np.linspace(0, 2 * np.pi, around + 1)
    ring = (
        width * np.cos(angle)[None, :, None] * side[:, None]
        + depth * np.sin(angle)[None, :, None] * up[:, None]
    )
    return (line[:, None] + ring).reshape(-1, 3), grid_quads(len(line), around + 1)
