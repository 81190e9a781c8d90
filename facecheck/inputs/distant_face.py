"""Tells a face that is too far away to be followed from nobody at all.

MediaPipe's detector sees the whole picture on 128x128 points. In 640x480 it lost a rendered face of
34 pixels between the outer eye corners and a real one of 23; in cut-outs of a half and a third of
the picture it found both down to a third of that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np

from facecheck.core.frames import FROZEN, Frame, Image, Observation

MISSED_S = 0.5
"""A face that was lost for less is only turning, or covered."""
PAUSE_S = 0.6
"""The parts are looked at so often at most: that takes some 50 ms."""
_PARTS = (2, 3)
"""How many times a part goes into the picture's width and height."""


class DistantFaceLook:
    """Looks at frames, and where there is no face for a while, at parts of them.

    Args:
        look: Finds the user's face.
        shows_face: Whether there is a face in a picture that stands for itself.
    """

    def __init__(
        self, look: Callable[[Frame], Observation], shows_face: Callable[[Image], bool]
    ) -> None:
        self._look = look
        self._shows_face = shows_face
        self._missed_s: float | None = None
        self._looked_s = 0.0
        self._distant = False

    def __call__(self, frame: Frame) -> Observation:
        """What is seen in a frame; frames come in time order."""
        observation = self._look(frame)
        if observation.face is not None:
            self._missed_s, self._distant = None, False
            return observation
        if self._missed_s is None:
            self._missed_s = self._looked_s = frame.time_s
        waited = frame.time_s - self._looked_s >= (PAUSE_S if self._distant else MISSED_S)
        # What stands still hides the face that is there: it is not far away.
        if waited and not frame.damaged and FROZEN not in observation.obstacles:
            self._looked_s = frame.time_s
            self._distant = any(map(self._shows_face, _parts(frame.rgb)))
        return replace(observation, distant=True) if self._distant else observation


def _parts(rgb: Image) -> Iterator[Image]:
    """Parts of a picture that overlap by half, the middle ones first."""
    height, width = rgb.shape[:2]
    for count in _PARTS:
        high, across = height // count, width // count
        places = [(n - count + 1) / (2 * count - 2) for n in range(2 * count - 1)]
        order = sorted(places, key=abs)
        for y in order:
            for x in order:
                top = round((0.5 + y) * (height - high))
                left = round((0.5 + x) * (width - across))
                part = rgb[top : top + high, left : left + across]
                yield np.ascontiguousarray(part)
