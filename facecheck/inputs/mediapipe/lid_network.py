"""The network that reads how high the lids of an eye stand off its picture.

It was trained on the lids of people, moved by known amounts: ``docs/tools/train_lid_reader.py``.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from io import BytesIO

import numpy as np
from numpy.lib.stride_tricks import as_strided

from facecheck.core.frames import Array, Image

WIDTH, HEIGHT = 48, 32
"""Pixels of the picture of an eye."""
PER_EYE = 30.0
"""Of these, pixels between the corners of the eye: what a webcam gives at arm's length."""
BELOW_TOP = 16.0
"""The line between the corners lies so many pixels under the picture's upper edge."""
MOST = 0.16
"""In eye widths: an open eye is 0.3 high, and the mesh never leaves more than half of it out."""
GAIN = 1.2
"""What the network corrects is taken times this. Of people whom it does not know it sees less than
it would of those that it was trained on: the slope of the true corrections over those that it gives
of 135 faces that were left out."""
MIDDLE = 0.02
"""In eye widths: so far the middle between the lids may be from where the mesh has it. On people
whose eyes were not trained on, the opening is read well where both lids are read too high."""
MESH_WEIGHT = 10.0
"""Heights of lids are tenths of an eye's width; what the network computes with is around 1."""


class LidNetwork:
    """Three convolutions and two layers, in plain numpy: a fifth of a millisecond for two eyes.

    Args:
        weights: By name, as ``docs/tools/train_lid_reader.py`` writes them.
    """

    def __init__(self, weights: dict[str, Array]) -> None:
        self._weights = {name: array.astype(np.float32) for name, array in weights.items()}

    def __call__(self, pictures: Image, mesh: Array) -> Array:
        """How much higher the upper and the lower lid are than in the mesh, in eye widths.

        The correction is limited: where a brow or the rim of glasses was taken for a lid, it cannot
        lead far from the eye.

        Args:
            pictures: ``(n, HEIGHT, WIDTH, 3)`` of `eye_picture`.
            mesh: ``(n, 2)``, how high the mesh has them over the line between the corners.

        Returns:
            ``(n, 2)``, within `MOST` and `MIDDLE`.
        """
        w = self._weights
        x = pictures.astype(np.float32)
        flat = x.reshape(len(x), -1)
        flat -= flat.mean(axis=1, keepdims=True)
        spread = np.sqrt(np.einsum("ni,ni->n", flat, flat) / flat.shape[1])
        flat /= (spread + 8.0)[:, None]
        x = _convolved(x, w["c1.weight"], w["c1.bias"], step=2)
        x = _convolved(x, w["c2.weight"], w["c2.bias"], step=2)
        x = _convolved(x, w["c3.weight"], w["c3.bias"], step=1)
        known = np.concatenate([x.reshape(len(x), -1), mesh * MESH_WEIGHT], axis=1)
        hidden = np.maximum(known @ w["d1.weight"] + w["d1.bias"], 0)
        heights = hidden @ w["d2.weight"] + w["d2.bias"]
        higher: Array = np.clip(GAIN * (heights - mesh), -MOST, MOST)
        # How far apart the lids are is what the network knows better; where the eye is, the mesh.
        middle = higher.mean(axis=1, keepdims=True)
        higher += np.clip(middle, -MIDDLE, MIDDLE) - middle
        return higher


def _convolved(x: Array, weight: Array, bias: Array, *, step: int) -> Array:
    """A convolution with its edges padded, and what is negative cut off.

    Args:
        x: ``(n, height, width, channels)``.
        weight: ``(k * k * channels, filters)``: rows of the window, columns, channels.
        bias: ``(filters,)``.
        step: Between two places.
    """
    n, height, width, channels = x.shape
    k = round((len(weight) / channels) ** 0.5)
    edge = k // 2
    padded = np.zeros((n, height + 2 * edge, width + 2 * edge, channels), np.float32)
    padded[:, edge : edge + height, edge : edge + width] = x
    # A window's row lies together in memory: copied so, it costs a third.
    image, row, column, one = padded.strides
    high, wide = -(-height // step), -(-width // step)
    windows = as_strided(
        padded,
        (n, high, wide, k, k * channels),
        (image, row * step, column * step, row, one),
        writeable=False,
    )
    out = windows.reshape(n * high * wide, -1) @ weight
    out += bias
    np.maximum(out, 0, out=out)
    convolved: Array = out.reshape(n, high, wide, -1)
    return convolved


@cache
def lid_network() -> LidNetwork:
    """The network that is shipped, loaded once."""
    data = files("facecheck.inputs.mediapipe").joinpath("lid_reader.npz").read_bytes()
    with np.load(BytesIO(data), allow_pickle=False) as weights:
        return LidNetwork(dict(weights))
