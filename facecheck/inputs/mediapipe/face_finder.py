"""The user's face in one frame after the other."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from facecheck.core.frames import Array, Face, Frame, Image
from facecheck.inputs.mediapipe.c_reader import Reader
from facecheck.inputs.mediapipe.user_tracker import Box, UserTracker, blank

LUMA = np.array([0.299, 0.587, 0.114], np.float32) / 255
LUMA_STEP = 4
"""Brightness needs no more than every fourth pixel of every fourth row."""


class FaceFinder:
    """Finds the user's face.

    Only one face is looked for (``num_faces=1``), for two reasons. With two, MediaPipe runs its
    detector on every frame with fewer than two faces, 10 to 20 percent of the whole time; and it
    smooths landmarks over time only when there is one. Who the user is when several people are in
    view is decided by a detector of its own that looks once a second and whenever no face is
    being followed: see ``faces.Follower``.

    Args:
        read: Runs the landmark model.
        scout: Where there are faces in an image that stands for itself.
        to_image: Makes the models' image of a picture.
    """

    def __init__(
        self, read: Reader, scout: Callable[[Any], list[Box]], to_image: Callable[[Image], Any]
    ) -> None:
        self._read = read
        self._scout = scout
        self._to_image = to_image
        self._follower = UserTracker()
        self._size = 0, 0

    def find(self, frame: Frame, image: Any, time_ms: int) -> Face | None:
        """The user's face in this frame; frames come in time order.

        Args:
            frame: The picture.
            image: The same as the models' image.
            time_ms: The models' time stamp, growing.
        """
        height, width = frame.rgb.shape[:2]
        if (width, height) != self._size:
            # A phone that was turned, or a call that was given less room: places of the old
            # picture mean nothing in the new one, and the nearest face is the user again.
            self._size, self._follower = (width, height), UserTracker()
        follower = self._follower
        if follower.wants_scout(frame.time_s):
            hidden = follower.scouted(frame.time_s, self._scout(image))
            if hidden:
                image = self._to_image(blank(frame.rgb, hidden, follower.user))
        raw = self._read(image, time_ms)
        # Nothing but numbers may go on from here: a comparison with NaN is silently false.
        if raw is None or not (np.isfinite(raw.landmarks).all() and np.isfinite(raw.matrix).all()):
            follower.lost()
            return None
        points = raw.landmarks * np.array([width, height, width], np.float32)
        follower.seen(frame.time_s, Box.around(points))
        return Face(points=points, blendshapes=raw.blendshapes, matrix=raw.matrix)


def brightness(rgb: Image, points: Array) -> float | None:
    """Mean luma of the face's bounding box.

    Args:
        rgb: ``(height, width, 3)`` uint8.
        points: ``(n, 3)`` in pixels.

    Returns:
        A value in [0, 1]; None where the box lies outside the picture.
    """
    height, width = rgb.shape[:2]
    x0, y0 = (max(0, math.floor(v)) for v in points[:, :2].min(axis=0).tolist())
    x1, y1 = points[:, :2].max(axis=0).tolist()
    part = rgb[
        y0 : min(height, math.ceil(y1)) : LUMA_STEP, x0 : min(width, math.ceil(x1)) : LUMA_STEP
    ]
    if part.size == 0:
        return None
    # The mean of three channels, then their weights: a third of the work of weighting pixels.
    return float(part.reshape(-1, 3).mean(axis=0, dtype=np.float64) @ LUMA)
