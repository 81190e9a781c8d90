"""The parity check: LiteRT must see in a known picture what MediaPipe sees there.

``known.npz`` is made by ``docs/tools/known_picture.py``: a rendered face with a hand on it.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple, Self

import cv2
import numpy as np

from facecheck.core.frames import Array, Hand, Image
from facecheck.inputs.mediapipe.c_reader import RawFace

FILE = Path(__file__).with_name("known.npz")

OUTER_EYES = 33, 263
PALM = 0, 9
"""From the wrist to the middle finger: what hands are measured by."""

FACE_WITHIN = 0.005
"""Inter-ocular distances. The two ways differ by 0.001 in this picture, as on real faces; LiteRT
with another engine below it (bfloat16, whole numbers) by 0.003 to 0.014 in the median."""

TURN_WITHIN = 0.01
"""Of the matrix's rotation: half a degree."""

SHAPES_WITHIN = 0.05
HAND_WITHIN = 0.05
"""Of a palm; 0.01 was seen here."""


class Known(NamedTuple):
    """A picture and what MediaPipe saw in it.

    Attributes:
        rgb: ``(height, width, 3)`` uint8.
        face: As ``RawFace``.
        hand: ``(21, 3)`` in pixels.
    """

    rgb: Image
    face: RawFace
    hand: Array

    @classmethod
    def read(cls, file: Path = FILE) -> Self:
        """The picture that comes along.

        Raises:
            OSError: It cannot be read.
        """
        with np.load(file) as stored:
            rgb = np.asarray(cv2.imdecode(stored["png"], cv2.IMREAD_COLOR_RGB), np.uint8)
            face = RawFace(stored["landmarks"], stored["blendshapes"], stored["matrix"])
            return cls(rgb, face, stored["hand"])

    def check_face(self, face: RawFace | None) -> None:
        """Hold a face against MediaPipe's.

        Raises:
            ValueError: It is another.
        """
        if face is None:
            raise ValueError("LiteRT sees no face where MediaPipe sees one")
        height, width = self.rgb.shape[:2]
        scale = np.array([width, height, width], np.float32)
        theirs = self.face.landmarks * scale
        right, left = theirs[list(OUTER_EYES), :2]
        off = _farthest(face.landmarks * scale, theirs) / float(np.linalg.norm(left - right))
        turn = np.abs(face.matrix[:3, :3] - self.face.matrix[:3, :3]).max()
        shapes = 0.0
        if face.blendshapes is not None and self.face.blendshapes is not None:
            shapes = float(np.abs(face.blendshapes - self.face.blendshapes).max())
        if not (off <= FACE_WITHIN and turn <= TURN_WITHIN and shapes <= SHAPES_WITHIN):
            raise ValueError(
                f"LiteRT sees the face {off:.4f} inter-ocular distances from where MediaPipe does "
                f"(rotation {turn:.4f}, blendshapes {shapes:.4f})"
            )

    def check_hand(self, hands: tuple[Hand, ...]) -> None:
        """Hold a hand against MediaPipe's.

        Raises:
            ValueError: It is another.
        """
        if not hands:
            raise ValueError("LiteRT sees no hand where MediaPipe sees one")
        wrist, finger = self.hand[list(PALM), :2]
        off = _farthest(hands[0].points, self.hand) / float(np.linalg.norm(finger - wrist))
        if not off <= HAND_WITHIN:
            raise ValueError(f"LiteRT sees the hand {off:.4f} palms from where MediaPipe does")


def _farthest(points: Array, others: Array) -> float:
    return float(np.linalg.norm((points - others)[:, :2], axis=1).max())
