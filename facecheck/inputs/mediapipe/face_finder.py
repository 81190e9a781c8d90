"""Finds the user's face, frame after frame."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import cv2
import numpy as np

from facecheck.core.frames import (
    NO_OBSTACLE,
    OTHER_FACE,
    UPSIDE_DOWN,
    Array,
    Face,
    Frame,
    Image,
)
from facecheck.core.read_as import LARGEST
from facecheck.inputs.mediapipe.c_reader import Reader
from facecheck.inputs.mediapipe.face_window import FaceWindow, SecondLook, around, everyone
from facecheck.inputs.mediapipe.user_tracker import SAME, Box, UserTracker, blank
from facecheck.inputs.upright import SURER, UPRIGHT

LUMA = np.array([0.299, 0.587, 0.114], np.float32) / 255
LUMA_STEP = 4
"""Brightness needs no more than every fourth pixel of every fourth row."""


DOUBTS = 2
"""So many looks in a row, a second apart, must find the face better upside down."""


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
        choice: Who the user is; see ``ReadAs.face``.
    """

    def __init__(
        self,
        read: Reader,
        scout: Callable[[Any], list[Box]],
        to_image: Callable[[Image], Any],
        choice: str = LARGEST,
    ) -> None:
        self._read = read
        self._scout = scout
        self._to_image = to_image
        self._choice = choice
        self._size = 0, 0
        self._begin()

    def _begin(self) -> None:
        self._follower = UserTracker(self._choice)
        self._second = SecondLook()
        self._window: FaceWindow | None = None
        self._doubts = 0

    @property
    def obstacles(self) -> frozenset[str]:
        """What was found beside the face, or against it."""
        found = [OTHER_FACE] if self._follower.company else []
        found += [UPSIDE_DOWN] if self._doubts >= DOUBTS else []
        return frozenset(found) if found else NO_OBSTACLE

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
            self._size = width, height
            self._begin()
        follower, rgb = self._follower, frame.rgb
        if follower.wants_scout(frame.time_s):
            boxes = self._scout(image)
            self._doubt(rgb, boxes)
            smaller: list[Box] = []
            if follower.chooses:
                # Who is asked for may be too far away to be found beside somebody near.
                others = everyone(rgb, self._scout, self._to_image)
                smaller = [b for b in others if all(b.distance(box) >= SAME for box in boxes)]
            hidden = follower.scouted(frame.time_s, [*boxes, *smaller])
            user = follower.user
            if hidden:
                rgb = blank(rgb, hidden, user)
                image = self._to_image(rgb)
            if user is not None and user in smaller:
                self._window = around(user, width, height)
            elif hidden:
                self._window = None
            elif not boxes and self._window is None:
                self._window = self._second.find(rgb, self._scout, self._to_image)
        window = self._window or FaceWindow(0, 0, width, height)
        if self._window is not None:
            image = self._to_image(window.of(rgb))
        raw = self._read(image, time_ms)
        # Nothing but numbers may go on from here: a comparison with NaN is silently false.
        if raw is None or not (np.isfinite(raw.landmarks).all() and np.isfinite(raw.matrix).all()):
            follower.mark_lost()
            self._window = None
            return None
        points = raw.landmarks * np.array([window.width, window.height, window.width], np.float32)
        points += np.array([window.x, window.y, 0], np.float32)
        box = Box.around(points)
        follower.mark_seen(frame.time_s, box)
        if self._window is not None and not window.holds(box):
            self._window = around(box, width, height)
        return Face(points=points, blendshapes=raw.blendshapes, matrix=raw.matrix)

    def _doubt(self, rgb: Image, boxes: Sequence[Box]) -> None:
        """Whether the face would be a better one upside down; looked at where it is a poor one."""
        surest = max((box.score for box in boxes), default=0.0)
        if surest >= UPRIGHT or not boxes:
            self._doubts = 0 if boxes else self._doubts
            return
        turned = self._scout(self._to_image(np.ascontiguousarray(rgb[::-1, ::-1])))
        other = max((box.score for box in turned), default=0.0)
        self._doubts = self._doubts + 1 if other >= max(UPRIGHT, surest + SURER) else 0


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
    red_green_blue = np.array(cv2.sumElems(np.ascontiguousarray(part))[:3])
    return float(red_green_blue / (part.shape[0] * part.shape[1]) @ LUMA)
