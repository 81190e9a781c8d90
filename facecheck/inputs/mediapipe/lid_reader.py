"""Where the lids are, as the picture of an eye shows it: the mesh flattens what they do.

MediaPipe's mesh follows lids that narrow by a third to a half of their way (``docs/measures.md``).
A small network looks at each eye by itself, cut out of the frame and turned to its corners, and
says how high both lids stand over the line between these. It was trained on the lids of other
people, moved by known amounts: ``docs/tools/train_lid_reader.py``.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import NamedTuple

import cv2
import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray

from facecheck.core import landmarks as lm
from facecheck.core.frames import LIDS, Array, Image

Floats = NDArray[np.float64]

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
STEADY_S = 0.15
"""Half as long as an unhurried squint takes to come, so that its hold is late by less than that."""
FORGOTTEN_S = 0.5
"""A face that was out of sight for longer restarts."""
LEAST_PX = 6.0
"""Eyes narrower than this show nothing."""

SIDES = (
    (lm.EYE_RIGHT_OUTER, lm.EYE_RIGHT_INNER, lm.EYE_RIGHT_UPPER, lm.EYE_RIGHT_LOWER, 1.0),
    (lm.EYE_LEFT_OUTER, lm.EYE_LEFT_INNER, lm.EYE_LEFT_UPPER, lm.EYE_LEFT_LOWER, -1.0),
)
"""Right and left: corners, middle landmarks of the lids, and the side of the mirror."""


class Eye(NamedTuple):
    """One eye's own axes in the picture.

    Attributes:
        middle: Between its corners, ``(2,)`` pixels.
        along: From the outer corner to the inner one, of length 1.
        up: At right angles to that, towards the brow, of length 1.
        width: Pixels between the corners.
    """

    middle: Floats
    along: Floats
    up: Floats
    width: float

    def height(self, points: Floats) -> float:
        """Mean height of points ``(n, 2)`` over the line between the corners, in pixels."""
        return float((points - self.middle).mean(axis=0) @ self.up)


def eye_axes(points: Floats, outer: int, inner: int, mirror: float) -> Eye:
    """The axes of an eye; `mirror` is 1 for the person's right eye and -1 for the left."""
    first, last = points[outer], points[inner]
    span = last - first
    width = float(np.hypot(span[0], span[1]))
    along = span / max(width, 1e-6)
    up = np.array([along[1], -along[0]]) * mirror
    return Eye((first + last) / 2, along, up, width)


def eye_picture(rgb: Image, eye: Eye) -> Image:
    """An eye cut out, its outer corner to the left: ``(HEIGHT, WIDTH, 3)`` uint8.

    Args:
        rgb: ``(height, width, 3)`` uint8.
        eye: Whose axes; wider than `LEAST_PX`.
    """
    scale = PER_EYE / eye.width
    turn = np.stack([eye.along, -eye.up]) * scale
    place = np.array([(WIDTH - 1) / 2, BELOW_TOP]) - turn @ eye.middle
    picture = cv2.warpAffine(
        rgb,
        np.column_stack([turn, place]),
        (WIDTH, HEIGHT),
        flags=cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return np.asarray(picture, np.uint8)


def eyes_of(points: Array) -> list[Eye] | None:
    """The axes of both eyes, right first; None where one is too small to show its lids.

    Args:
        points: ``(478, 3)`` of the mesh, in pixels.
    """
    flat = points[:, :2].astype(np.float64)
    eyes = [eye_axes(flat, outer, inner, mirror) for outer, inner, _, _, mirror in SIDES]
    return None if min(eye.width for eye in eyes) < LEAST_PX else eyes


def eye_pictures(rgb: Image, points: Array) -> Image | None:
    """Both eyes cut out, right first: ``(2, HEIGHT, WIDTH, 3)`` uint8; None where they are small.

    Args:
        rgb: ``(height, width, 3)`` uint8.
        points: ``(478, 3)`` of the mesh in it, in pixels.
    """
    eyes = eyes_of(points)
    return None if eyes is None else np.stack([eye_picture(rgb, eye) for eye in eyes])


def lids_of(pictures: Image, points: Array) -> Array | None:
    """How much higher pictures of the eyes have each lid than the mesh, in pixels.

    Args:
        pictures: As `eye_pictures` cuts them out.
        points: ``(478, 3)`` of the mesh, in pixels.

    Returns:
        ``(4,)`` float32 as in ``Face.lids``; None where an eye is too small to show its lids.
    """
    eyes = eyes_of(points)
    if eyes is None:
        return None
    flat = points[:, :2].astype(np.float64)
    mesh = [
        [eye.height(flat[list(lid)]) / eye.width for lid in (upper, lower)]
        for eye, (_, _, upper, lower, _) in zip(eyes, SIDES, strict=True)
    ]
    higher = _network()(pictures, np.array(mesh, np.float32))
    widths = np.array([[eye.width] for eye in eyes], np.float32)
    shift: Array = (higher * widths).reshape(LIDS)
    return shift


def lids_in(rgb: Image, points: Array) -> Array | None:
    """How much higher the picture has each lid than the mesh, in pixels.

    Args:
        rgb: ``(height, width, 3)`` uint8.
        points: ``(478, 3)`` of the mesh in it, in pixels.

    Returns:
        ``(4,)`` float32 as in ``Face.lids``; None where an eye is too small to show its lids.
    """
    pictures = eye_pictures(rgb, points)
    return None if pictures is None else lids_of(pictures, points)


class LidReader:
    """Reads lids frame after frame, and steadies what it reads.

    The mesh follows what is quick, such as blinks; what it leaves out is slow. So the correction is
    averaged over `STEADY_S` of the past, and a frame's own noise goes.
    """

    def __init__(self) -> None:
        self._last_s: float | None = None
        self._higher = np.zeros(LIDS)

    def __call__(self, time_s: float, rgb: Image, points: Array) -> Array | None:
        """As `lids_in`; frames come in time order.

        Args:
            time_s: When the frame was taken.
            rgb: ``(height, width, 3)`` uint8.
            points: ``(478, 3)`` of the mesh in it, in pixels.
        """
        return self.step(time_s, eye_pictures(rgb, points), points)

    def step(self, time_s: float, pictures: Image | None, points: Array) -> Array | None:
        """As `lids_of`; frames come in time order.

        Args:
            time_s: When the frame was taken.
            pictures: As `eye_pictures` cuts them out; None where it did not.
            points: ``(478, 3)`` of the mesh, in pixels.
        """
        found = None if pictures is None else lids_of(pictures, points)
        if found is None:
            self._last_s = None
            return None
        flat = points[:, :2].astype(np.float64)
        # In widths of the eyes: the face may come nearer meanwhile.
        widths = np.repeat([eye_axes(flat, o, i, m).width for o, i, _, _, m in SIDES], 2)
        higher = found / widths
        if self._last_s is None or time_s - self._last_s > FORGOTTEN_S:
            self._higher = higher
        else:
            share = 1.0 - np.exp(-(time_s - self._last_s) / STEADY_S)
            self._higher = self._higher + share * (higher - self._higher)
        self._last_s = time_s
        shift: Array = (self._higher * widths).astype(np.float32)
        return shift


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
def _network() -> LidNetwork:
    data = files("facecheck.inputs.mediapipe").joinpath("lid_reader.npz").read_bytes()
    with np.load(BytesIO(data), allow_pickle=False) as weights:
        return LidNetwork(dict(weights))
