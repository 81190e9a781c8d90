"""Arrays in, arrays out: turning faces to the front, head angles.

Everything is written as elementwise operations over the frames, never as a matrix product, because
elementwise results do not depend on how many frames are computed together. A live frame and the
same frame inside a recorded trace therefore give the same numbers, bit for bit.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def turn_to_front(points: Floats, matrix: Floats) -> Floats:
    """Undo the head's rotation.

    The facial transformation matrix carries the canonical face (y up, z to the viewer) into the
    camera; its transpose carries the seen points back. What is left is the expression.

    Args:
        points: ``(frames, n, 3)`` pixels; x right, y down, z away from the camera.
        matrix: ``(frames, 4, 4)`` facial transformation matrices.

    Returns:
        ``(frames, n, 3)`` on the scale of pixels, x to the person's left, y up, z to the viewer.
    """
    x, y, z = points[..., 0], -points[..., 1], -points[..., 2]
    r = matrix[:, :3, :3]
    out = np.empty_like(points)
    for axis in range(3):
        out[..., axis] = r[:, 0, axis, None] * x + r[:, 1, axis, None] * y + r[:, 2, axis, None] * z
    return out


def head_angles(matrix: Floats) -> tuple[Floats, Floats, Floats]:
    """Pitch, yaw and roll of the head, each ``(frames,)`` in degrees.

    Pitch grows as the chin comes down, yaw as the head turns to the person's left, roll as it
    tilts to the person's right shoulder.
    """
    r = matrix[:, :3, :3]
    pitch = np.degrees(np.arctan2(r[:, 2, 1], r[:, 2, 2]))
    yaw = np.degrees(np.arcsin(np.clip(-r[:, 2, 0], -1.0, 1.0)))
    roll = np.degrees(np.arctan2(r[:, 1, 0], r[:, 0, 0]))
    return pitch, yaw, roll


def distance(a: Floats, b: Floats) -> Floats:
    """Euclidean distance of points: ``(frames, 3)`` or ``(frames, n, 3)``, less the last axis."""
    apart = a - b
    apart *= apart
    length: Floats = np.sqrt(apart[..., 0] + apart[..., 1] + apart[..., 2])
    return length


def height_over_line(point: Floats, start: Floats, end: Floats) -> Floats:
    """How far a point stands above the line from start to end, in line lengths, ``(frames,)``.

    Works in the frontal plane: depth is the least certain coordinate of a monocular mesh.
    The line must run along x; above is towards the brow.
    """
    dx, dy = end[:, 0] - start[:, 0], end[:, 1] - start[:, 1]
    px, py = point[:, 0] - start[:, 0], point[:, 1] - start[:, 1]
    length_squared = dx * dx + dy * dy
    cross = dx * py - dy * px
    return np.where(dx < 0, -cross, cross) / np.maximum(length_squared, 1e-12)
