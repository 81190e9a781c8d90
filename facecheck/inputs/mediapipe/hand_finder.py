"""Finds hands, frame after frame, where they are worth looking for."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable
from threading import Lock
from typing import Any

import cv2
import numpy as np

from facecheck.core.frames import Frame, Hand, Image
from facecheck.core.landmarks import FINGER_BASES, WRIST
from facecheck.inputs.mediapipe.hand_crops import CloserLook, FacePlace
from facecheck.inputs.mediapipe.models import HandModel, Hands
from facecheck.inputs.threads import Deferred

GAIN_FROM = 0.3
"""Face brightness under which the hand model gets a brighter picture: it looks for an outline, and
a dark hand on a dark face has none left (seen in 0 of 87 frames at 0.24, in 86 with the gain)."""

GAIN_TO = 0.45
"""The brightness that the gain aims at: a well-lit face reads 0.3 to 0.5."""

GAIN_MOST = 4.0
"""A stronger gain burns the background out and lost the hand again (21 of 59 frames at 5)."""

PAUSE_S = 0.15
"""Without a hand in view the hand model looks only so often: a hand takes longer to arrive."""

LINGER_S = 1.0
"""A hand that was seen this lately is looked for as often: at a face it is often lost."""

FOLLOW_S = 0.05
"""A hand in view is looked at so often, in every other of 30 pictures a second. A look at it takes
longer than one at the face, and hands on a face move slowly: what is told of them is told of a
quarter of a second and more. In between a hand is where it was seen last."""

STILL_S = 0.1
"""A hand that lies still is looked at so often, in every third of 30 pictures a second."""

STILL_SPEED = 0.5
"""Palm lengths a second under which a hand lies still: the landmarks of one that does tremble at up
to 0.3, and until the next look one this fast is a twentieth of a palm from where it was seen."""

SLACK_S = 0.008
"""A picture that is this early is looked at: cameras are not punctual."""

SEARCH_S = 0.15
"""While fewer than two hands are followed, the picture is searched for others so often, and at the
look after one was lost: searching takes longer than following a hand."""


class HandFinder:
    """Finds hands. When it looks depends on the frames' times and on what was found in them.

    Args:
        model: The hand model.
        to_image: Makes the model's image of a picture.
    """

    def __init__(self, model: HandModel, to_image: Callable[[Image], Any]) -> None:
        self._model = model
        self._closer = CloserLook(_alone(model, to_image))
        self._to_image = to_image
        self._looked_s = self._found_s = self._searched_s = -math.inf
        self._count = 0
        self._shape: tuple[int, ...] = ()
        self._last: Deferred[Hands] = Deferred(tuple)
        self._followed: tuple[float, Hands] = -math.inf, ()
        self._pace_s = FOLLOW_S
        self._open: deque[tuple[float, Deferred[Hands]]] = deque()

    def find(
        self, frame: Frame, image: Any, time_ms: int, light: float | None, place: FacePlace | None
    ) -> Deferred[Hands]:
        """The hands in this frame; without looking where it is not worth it, those seen last.

        The whole picture is looked at now, what is worth a closer look when somebody asks for the
        hands: on another thread, while this one continues to the next frame.

        Args:
            frame: The picture.
            image: The same as the model's image.
            time_ms: The model's time stamp, growing.
            light: Brightness of the face in the frame before: this frame's face may be looked for
                at this very moment.
            place: Where that face was.
        """
        lately = self._lately(frame.time_s)
        waited_s = frame.time_s - self._looked_s
        if not lately and waited_s < PAUSE_S:
            return Deferred(tuple)
        if lately and waited_s < self._pace_s - SLACK_S and frame.rgb.shape == self._shape:
            return self._last
        self._looked_s, self._shape = frame.time_s, frame.rgb.shape
        self._last = self._look(frame, image, time_ms, light, place, lately=lately)
        return self._last

    def _look(
        self,
        frame: Frame,
        image: Any,
        time_ms: int,
        light: float | None,
        place: FacePlace | None,
        *,
        lately: bool,
    ) -> Deferred[Hands]:
        rgb = frame.rgb
        if light is not None and light < GAIN_FROM:
            gain = min(GAIN_TO / max(light, 1e-3), GAIN_MOST)
            rgb = np.asarray(cv2.convertScaleAbs(rgb, alpha=gain), np.uint8)
            image = self._to_image(rgb)
        hands = self._model.in_view(image, time_ms, look=self._searches(frame.time_s))
        if len(hands) < self._count:
            self._searched_s = -math.inf
        self._count = len(hands)
        self._pace_s = STILL_S if self._lie_still(frame.time_s, hands) else FOLLOW_S
        if hands:
            self._found_s = frame.time_s
            self._open.clear()
        look = None
        if place is not None:
            near = lately or bool(hands)
            look = self._closer.next_look(frame.time_s, rgb, place, hands, near=near)
        if look is None:
            return Deferred(lambda: hands)
        every = Deferred(lambda: hands + look())
        if not hands:
            self._open.append((frame.time_s, every))
        return every

    def _lie_still(self, time_s: float, hands: Hands) -> bool:
        """Whether these hands are where they were at the last look."""
        (before_s, before), self._followed = self._followed, (time_s, hands)
        if not hands or len(hands) != len(before):
            return False
        most = STILL_SPEED * (time_s - before_s)
        return all(_moved(hand, other) < most for hand, other in zip(hands, before, strict=True))

    def _searches(self, time_s: float) -> bool:
        """Whether it is time to look for hands that are not followed."""
        if time_s - self._searched_s < SEARCH_S:
            return False
        self._searched_s = time_s
        return True

    def _lately(self, time_s: float) -> bool:
        """Whether a hand was found not long ago; waits for closer looks only where they decide."""
        while time_s - self._found_s > LINGER_S and self._open:
            looked_s, hands = self._open.popleft()
            if hands():
                self._found_s = looked_s
        return time_s - self._found_s <= LINGER_S


def _alone(model: HandModel, to_image: Callable[[Image], Any]) -> Callable[[Image], Hands]:
    """Finds the hands of a cut-out, one at a time.

    A function of its own, not a method: a finder that refers to itself keeps 30 MB of models until
    Python's collector comes by.
    """
    at_work = Lock()

    def find(rgb: Image) -> Hands:
        with at_work:
            return model.alone(to_image(rgb))

    return find


def _moved(hand: Hand, before: Hand) -> float:
    """How far a hand's landmarks moved on the mean, in lengths of its palm."""
    palm = hand.points[FINGER_BASES[1], :2] - hand.points[WRIST, :2]
    length = max(float(np.hypot(*palm)), 1.0)
    steps = hand.points[:, :2] - before.points[:, :2]
    return float(np.hypot(steps[:, 0], steps[:, 1]).mean()) / length
