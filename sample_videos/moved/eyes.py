"""Pictures of single eyes with their lids moved at random, and where the lids are: for training.

What is looked at is what `facecheck/inputs/mediapipe/lid_reader.py` will look at: the mesh is run
over the moved pictures, and eyes are cut out by the corners that it finds there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from facecheck.core.frames import Array, Frame, Image
from facecheck.core.sides import Side
from facecheck.inputs.mediapipe.landmarker import Landmarker
from facecheck.inputs.mediapipe.lid_network import PER_EYE
from facecheck.inputs.mediapipe.lid_reader import SIDES, Eye, eye_axes
from sample_videos.moved.lids import LOWER, UPPER, LidMove, move_lids, moved_landmarks

MARGIN_WIDTH, MARGIN_HEIGHT = 72, 56
"""More than the reader sees, so that training can shift and turn it."""
MARGIN_TOP = 28.0
"""The line between the corners lies so far under the upper edge."""
SMOOTHED = 0.2
"""The share of clips that are seen through a filter that smooths skin."""


@dataclass(frozen=True, slots=True)
class MovedEye:
    """One eye in one picture.

    Attributes:
        picture: ``(MARGIN_HEIGHT, MARGIN_WIDTH, 3)`` uint8, outer corner to the left.
        true: Height of the upper and of the lower lid over the line between the corners, in eye
            widths; as the reader must say it.
        mesh: The same as the mesh has it.
        was: The same before the lids were moved.
        closure: By how much they were.
        upper: The upper lid's part of that.
    """

    picture: Image
    true: tuple[float, float]
    mesh: tuple[float, float]
    was: tuple[float, float]
    closure: float
    upper: float


def wandering(count: int, chance: np.random.Generator) -> list[LidMove]:
    """Lids that go anywhere at any speed, stay a while, and go on."""
    moves: list[LidMove] = []
    last = LidMove(0.0, 0.4)
    while len(moves) < count:
        closure = 0.0 if chance.random() < 0.18 else chance.uniform(0.05, 1.0)
        kind = chance.random()
        upper = chance.uniform(0.1, 0.6) if kind < 0.6 else chance.uniform() if kind < 0.85 else 1.0
        way, stay = int(chance.integers(1, 8)), int(chance.integers(1, 9))
        for n in range(1, way + 1):
            part = n / way
            between = (a + (b - a) * part for a, b in zip(last, (closure, upper), strict=True))
            moves.append(LidMove(*between))
        last = LidMove(closure, upper)
        moves += [last] * stay
    return moves[:count]


def moved_eyes(frames: Sequence[Frame], chance: np.random.Generator) -> Iterator[MovedEye]:
    """Both eyes of every frame in which there is a face.

    Args:
        frames: Of one clip, in time order.
        chance: What decides how lids go, and how much the pictures are compressed.
    """
    with Landmarker() as look:
        faces = [look(frame).face for frame in frames]
        before = [None if face is None else face.points for face in faces]
    right = wandering(len(frames), chance)
    left = right if chance.random() < 0.7 else wandering(len(frames), chance)
    quality = int(chance.uniform(55, 95))
    smooth = chance.random() < SMOOTHED
    with Landmarker() as look:
        for n, (frame, points) in enumerate(zip(frames, before, strict=True)):
            if points is None:
                continue
            moves: dict[Side, LidMove] = {"right": right[n], "left": left[n]}
            rgb = frame.rgb.copy()
            for side, move in moves.items():
                move_lids(rgb, points, side, move)
            if smooth:
                rgb = _beautified(rgb, points)
            rgb = compressed(rgb, quality)
            face = look(Frame(frame.time_s, rgb)).face
            if face is not None:
                yield from _eyes(rgb, face.points, points, moves)


def _eyes(rgb: Image, seen: Array, before: Array, moves: dict[Side, LidMove]) -> Iterator[MovedEye]:
    after, was = seen[:, :2].astype(np.float64), before[:, :2].astype(np.float64)
    for (outer, inner, upper, lower, mirror), (side, move) in zip(
        SIDES, moves.items(), strict=True
    ):
        eye, eye_was = eye_axes(after, outer, inner, mirror), eye_axes(was, outer, inner, mirror)
        turn = np.stack([eye.along, -eye.up]) * PER_EYE / eye.width
        place = np.array([(MARGIN_WIDTH - 1) / 2, MARGIN_TOP]) - turn @ eye.middle
        picture = cv2.warpAffine(
            rgb,
            np.column_stack([turn, place]),
            (MARGIN_WIDTH, MARGIN_HEIGHT),
            flags=cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_REPLICATE,
        )
        true = [moved_landmarks(before, side, move, lid) for lid in ("upper", "lower")]
        yield MovedEye(
            np.asarray(picture, np.uint8),
            _heights(eye, true),
            _heights(eye, [after[list(upper)], after[list(lower)]]),
            _heights(eye_was, [was[list(UPPER[side])][3:6], was[list(LOWER[side])][3:6]]),
            *move,
        )


def _heights(eye: Eye, lids: Sequence[NDArray[np.float64]]) -> tuple[float, float]:
    upper, lower = (eye.height(lid) / eye.width for lid in lids)
    return upper, lower


def _beautified(rgb: Image, points: Array) -> Image:
    """With smooth skin, as phones and meetings show faces."""
    x0, y0 = (max(0, int(low)) for low in points[:, :2].min(axis=0))
    x1, y1 = (int(high) for high in points[:, :2].max(axis=0))
    face = rgb[y0:y1, x0:x1]
    if face.size:
        rgb[y0:y1, x0:x1] = cv2.bilateralFilter(np.ascontiguousarray(face), 7, 30, 5)
    return rgb


def compressed(rgb: Image, quality: int) -> Image:
    """As a webcam hands its pictures over."""
    written = cv2.imencode(".jpg", rgb[:, :, ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    return np.ascontiguousarray(np.asarray(cv2.imdecode(written, 1), np.uint8)[:, :, ::-1])
