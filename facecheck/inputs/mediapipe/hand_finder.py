"""The hands in one frame after the other, and when they are worth looking for.

Handedness: MediaPipe's legacy documentation says that its side labels suppose a mirrored picture.
The Tasks API of 1.2 labels by the picture as it is: a right hand, seen by its thumb and little
finger on unmirrored film, is called "Right". Labels are therefore the person's own side as given.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable
from threading import Lock
from typing import Any

import cv2
import numpy as np

from facecheck.core.frames import Frame, Hand, Image, Side
from facecheck.inputs.mediapipe.hand_crops import CloserLook, Place
from facecheck.inputs.mediapipe.silence_stderr import silenced_stderr
from facecheck.inputs.threads import Deferred

Hands = tuple[Hand, ...]

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
"""A hand that was seen this lately is looked for at every frame: at a face it is often lost."""


class HandFinder:
    """Finds hands. When it looks depends on the frames' times and on what was found in them.

    Args:
        model: MediaPipe's hand landmarker, in VIDEO mode.
        closer: Another, in IMAGE mode, for single cut-outs.
        to_image: Makes MediaPipe's image of a picture.
    """

    def __init__(self, model: Any, closer: Any, to_image: Callable[[Image], Any]) -> None:
        self._model = model
        self._single = closer
        self._single_at_work = Lock()
        self._closer = CloserLook(self._in_cut_out)
        self._to_image = to_image
        self._heard: set[str] = set()
        self._looked_s = self._found_s = -math.inf
        self._open: deque[tuple[float, Deferred[Hands]]] = deque()

    def find(
        self, frame: Frame, image: Any, time_ms: int, light: float | None, place: Place | None
    ) -> Deferred[Hands]:
        """The hands in this frame; none without looking where it is not worth it.

        The whole picture is looked at now, what is worth a closer look when somebody asks for the
        hands: on another thread, while this one goes on to the next frame.

        Args:
            frame: The picture.
            image: The same as MediaPipe's image.
            time_ms: MediaPipe's time stamp, growing.
            light: Brightness of the face in the frame before: this frame's face may be looked for
                at this very moment.
            place: Where that face was.
        """
        lately = self._lately(frame.time_s)
        if not lately and frame.time_s - self._looked_s < PAUSE_S:
            return Deferred(tuple)
        self._looked_s = frame.time_s
        rgb = frame.rgb
        if light is not None and light < GAIN_FROM:
            gain = min(GAIN_TO / max(light, 1e-3), GAIN_MOST)
            rgb = np.asarray(cv2.convertScaleAbs(rgb, alpha=gain), np.uint8)
            image = self._to_image(rgb)
        height, width = rgb.shape[:2]
        hands = _hands(self._detect(image, time_ms), width, height)
        if hands:
            self._found_s = frame.time_s
            self._open.clear()
        look = None
        if place is not None:
            near = lately or bool(hands)
            look = self._closer.due(frame.time_s, rgb, place, hands, near=near)
        if look is None:
            return Deferred(lambda: hands)
        every = Deferred(lambda: hands + look())
        if not hands:
            self._open.append((frame.time_s, every))
        return every

    def _lately(self, time_s: float) -> bool:
        """Whether a hand was found not long ago; waits for closer looks only where they decide."""
        while time_s - self._found_s > LINGER_S and self._open:
            looked_s, hands = self._open.popleft()
            if hands():
                self._found_s = looked_s
        return time_s - self._found_s <= LINGER_S

    def _in_cut_out(self, rgb: Image) -> Hands:
        height, width = rgb.shape[:2]
        with self._single_at_work:
            found = self._seen(self._single.detect, self._to_image(rgb))
        return _hands(found, width, height)

    def _detect(self, image: Any, time_ms: int) -> Any:
        return self._seen(self._model.detect_for_video, image, time_ms)

    def _seen(self, detect: Callable[..., Any], *arguments: Any) -> Any:
        if detect.__name__ in self._heard:
            return detect(*arguments)
        # MediaPipe writes notices when a model looks first, and when it meets its first hand.
        with silenced_stderr():
            found = detect(*arguments)
        if found.hand_landmarks:
            self._heard.add(detect.__name__)
        return found


def _hands(found: Any, width: int, height: int) -> Hands:
    scale = np.array([width, height, width], np.float32)
    hands = []
    for landmarks, sides in zip(found.hand_landmarks, found.handedness, strict=True):
        points = np.array([(p.x, p.y, p.z) for p in landmarks], np.float32) * scale
        if np.isfinite(points).all():
            side: Side = "left" if sides[0].category_name == "Left" else "right"
            hands.append(Hand(points=points, side=side, score=float(sides[0].score)))
    return tuple(hands)
