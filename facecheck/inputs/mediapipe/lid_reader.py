"""Where the lids are, as the picture of an eye shows it: the mesh flattens what they do.

MediaPipe's mesh follows lids that narrow by a third to a half of their way (``docs/measures.md``).
A small network looks at each eye by itself, cut out of the frame and turned to its corners, and
says how high both lids stand over the line between these. It was trained on the lids of other
people, moved by known amounts: ``docs/tools/train_lid_reader.py``.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from facecheck.core import landmarks as lm
from facecheck.core.frames import LIDS, Array, Image
from facecheck.inputs.mediapipe.lid_network import BELOW_TOP, HEIGHT, PER_EYE, WIDTH, lid_network

Floats = NDArray[np.float64]

STEADY_S = 0.15
"""Half as long as an unhurried squint takes to come, so that its hold is late by less than that."""
SWAYS_S = 1.0
"""Lids that seem to open while the mesh has them stand still: the head sways, and the network reads
the same lids otherwise for half a second. Those that do open are followed by the mesh as well."""
MOVES = 0.03
"""In eye widths: lids that move in the mesh are farther from its mean of the last `MOVED_S` than
this; the release of half a squint is 0.05 to 0.1."""
MOVED_S = 0.3
"""An unhurried release takes half a second."""
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


class _Reading(NamedTuple):
    """What one look at both eyes says, in widths of each eye: right upper and lower, then left.

    Attributes:
        higher: How much higher each lid is than in the mesh, ``(4,)``.
        mesh: How high the mesh has each over the line between the corners, ``(4,)``.
        widths: Of the eye that each belongs to, in pixels, ``(4,)``.
    """

    higher: Floats
    mesh: Floats
    widths: Floats


def _read(pictures: Image, points: Array) -> _Reading | None:
    eyes = eyes_of(points)
    if eyes is None:
        return None
    flat = points[:, :2].astype(np.float64)
    mesh = np.array(
        [
            [eye.height(flat[list(lid)]) / eye.width for lid in (upper, lower)]
            for eye, (_, _, upper, lower, _) in zip(eyes, SIDES, strict=True)
        ]
    )
    higher = lid_network()(pictures, mesh.astype(np.float32)).astype(np.float64)
    widths = np.repeat([eye.width for eye in eyes], 2)
    return _Reading(higher.reshape(LIDS), mesh.reshape(LIDS), widths)


def lids_in(rgb: Image, points: Array) -> Array | None:
    """How much higher the picture has each lid than the mesh, in pixels.

    Args:
        rgb: ``(height, width, 3)`` uint8.
        points: ``(478, 3)`` of the mesh in it, in pixels.

    Returns:
        ``(4,)`` float32 as in ``Face.lids``; None where an eye is too small to show its lids.
    """
    pictures = eye_pictures(rgb, points)
    read = None if pictures is None else _read(pictures, points)
    return None if read is None else (read.higher * read.widths).astype(np.float32)


class LidReader:
    """Reads lids frame after frame, and steadies what it reads.

    The mesh follows what is quick, such as blinks; what it leaves out is slow. So the correction is
    averaged over `STEADY_S` of the past, and a frame's own noise goes. A correction by which lids
    open that stand still in the mesh is averaged over `SWAYS_S`.
    """

    def __init__(self) -> None:
        self._first_s = 0.0
        self._last_s: float | None = None
        self._higher = np.zeros(LIDS)
        self._apart = np.zeros(2)

    def __call__(self, time_s: float, rgb: Image, points: Array) -> Array | None:
        """As `lids_in`; frames come in time order.

        Args:
            time_s: When the frame was taken.
            rgb: ``(height, width, 3)`` uint8.
            points: ``(478, 3)`` of the mesh in it, in pixels.
        """
        return self.step(time_s, eye_pictures(rgb, points), points)

    def step(self, time_s: float, pictures: Image | None, points: Array) -> Array | None:
        """As `lids_in`; frames come in time order.

        Args:
            time_s: When the frame was taken.
            pictures: As `eye_pictures` cuts them out; None where it did not.
            points: ``(478, 3)`` of the mesh, in pixels.
        """
        read = None if pictures is None else _read(pictures, points)
        if read is None:
            self._last_s = None
            return None
        last_s, self._last_s = self._last_s, time_s
        # In widths of the eyes: the face may come nearer meanwhile.
        apart = _apart(read.mesh)
        if last_s is None or time_s - last_s > FORGOTTEN_S:
            self._first_s, self._higher, self._apart = time_s, read.higher, apart
        else:
            passed_s = time_s - last_s
            self._apart = self._apart + _share(passed_s, 1.0 / MOVED_S) * (apart - self._apart)
            off = read.higher - self._higher
            moves = np.minimum(np.abs(apart - self._apart) / MOVES, 1.0)
            rate = np.where(
                _apart(off) > 0.0, moves / STEADY_S + (1.0 - moves) / SWAYS_S, 1.0 / STEADY_S
            )
            # The first frame's noise is no better known than that of the next.
            known_s = passed_s + time_s - self._first_s
            least = passed_s / known_s if known_s > 0.0 else 0.0
            share = np.maximum(_share(passed_s, rate), least)
            self._higher = self._higher + np.repeat(share, 2) * off
        shift: Array = (self._higher * read.widths).astype(np.float32)
        return shift


def _apart(lids: Floats) -> Floats:
    """How far the lids of either eye are apart, ``(2,)``, of heights as in `_Reading`."""
    return np.asarray(lids[0::2] - lids[1::2])


def _share(passed_s: float, rate: Any) -> Any:
    """How much of what is new a mean takes that forgets at a rate per second."""
    return 1.0 - np.exp(-passed_s * rate)
