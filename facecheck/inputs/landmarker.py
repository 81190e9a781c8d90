"""MediaPipe Tasks: a frame in, an observation out. The only module that imports mediapipe.

One landmarker serves one clip or one camera session: MediaPipe's VIDEO mode carries state from
frame to frame and has no reset.

Handedness: MediaPipe's legacy documentation says that its side labels suppose a mirrored picture.
The Tasks API of 1.2 labels by the picture as it is: a right hand, seen by its thumb and little
finger on unmirrored film, is called "Right". Labels are therefore the person's own side as given.
"""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Self

import cv2
import numpy as np

from facecheck.core.errors import ModelError
from facecheck.core.frames import (
    Array,
    Face,
    Frame,
    Hand,
    Image,
    Observation,
    Side,
)
from facecheck.inputs.assets import face_model as find_face_model
from facecheck.inputs.assets import hand_model as find_hand_model
from facecheck.inputs.faces import Box, Follower, blank
from facecheck.inputs.native import Reader, public_reader, reader
from facecheck.inputs.quiet import quiet

LUMA = np.array([0.299, 0.587, 0.114], np.float32) / 255
LUMA_STEP = 4
"""Brightness needs no more than every fourth pixel of every fourth row."""

HAND_GAIN_FROM = 0.3
"""Face brightness under which the hand model gets a brighter picture: it looks for an outline, and
a dark hand on a dark face has none left (seen in 0 of 87 frames at 0.24, in 86 with the gain)."""

HAND_GAIN_TO = 0.45
"""The brightness that the gain aims at: a well-lit face reads 0.3 to 0.5."""

HAND_GAIN_MOST = 4.0
"""A stronger gain burns the background out and lost the hand again (21 of 59 frames at 5)."""

HAND_PAUSE_S = 0.15
"""Without a hand in view the hand model looks only so often: a hand takes longer to arrive."""

HAND_LINGER_S = 1.0
"""A hand that was seen this lately is looked for at every frame: at a face it is often lost."""


class Landmarker:
    """Finds the user's face, and the hands where asked, frame by frame.

    Only one face is looked for (``num_faces=1``), for two reasons. With two, MediaPipe runs its
    detector on every frame with fewer than two faces, 10 to 20 percent of the whole time; and it
    smooths landmarks over time only when there is one. Who the user is when several people are in
    view is decided by a detector of its own that looks once a second and whenever no face is
    being followed: see ``faces.Follower``.

    Args:
        hands: Whether to look for hands. On a second thread: the models' calls free Python's
            lock, and the results are those of one call after the other.
        face_model: Face landmarker file; by default the one that ``assets`` finds.
        hand_model: Hand landmarker file; likewise.
    """

    def __init__(
        self,
        *,
        hands: bool = False,
        face_model: Path | None = None,
        hand_model: Path | None = None,
    ) -> None:
        self._with_hands = hands
        self._face_path = face_model
        self._hand_path = hand_model
        self._stack = ExitStack()
        self._mp: Any = None
        self._read: Reader | None = None
        self._hand: Any = None
        self._scout: Any = None
        self._pool: ThreadPoolExecutor | None = None
        self._follower = Follower()
        self._last_ms = -1
        self._hand_seen = False
        self._hand_looked_s = self._hand_found_s = -math.inf
        self._brightness: float | None = None

    def __enter__(self) -> Self:
        """Load the models.

        Raises:
            ModelError: A model is missing, is not the published file, or cannot be loaded.
        """
        face_path = self._face_path or find_face_model()
        hand_path = (self._hand_path or find_hand_model()) if self._with_hands else None
        with ExitStack() as stack, quiet():
            try:
                self._load(stack, face_path, hand_path)
            except (OSError, RuntimeError, ValueError, ImportError) as error:
                reason = str(error).splitlines()[0] if str(error) else type(error).__name__
                raise ModelError(
                    f"MediaPipe cannot load {face_path.name} ({reason}); run: facecheck doctor"
                ) from error
            # Notices of the first call; a single picture leaves no trace in the detector.
            self._scout.detect(self._image(np.zeros((64, 64, 3), np.uint8)))
            self._stack = stack.pop_all()
        self._follower = Follower()
        self._last_ms = -1
        self._hand_seen = False
        self._hand_looked_s = self._hand_found_s = -math.inf
        self._brightness = None
        return self

    def _load(self, stack: ExitStack, face_path: Path, hand_path: Path | None) -> None:
        import mediapipe as mp
        from mediapipe.tasks.python import BaseOptions, vision

        self._mp = mp
        # Bytes, not a path: MediaPipe on Windows cannot open paths outside the code page.
        bundle = face_path.read_bytes()
        face = stack.enter_context(
            vision.FaceLandmarker.create_from_options(
                vision.FaceLandmarkerOptions(
                    base_options=BaseOptions(model_asset_buffer=bundle),
                    running_mode=vision.RunningMode.VIDEO,
                    num_faces=1,
                    output_face_blendshapes=True,
                    output_facial_transformation_matrixes=True,
                )
            )
        )
        self._read = reader(face) or public_reader(face)
        self._scout = stack.enter_context(
            vision.FaceDetector.create_from_options(
                vision.FaceDetectorOptions(
                    base_options=BaseOptions(model_asset_buffer=_detector_in(face_path)),
                    running_mode=vision.RunningMode.IMAGE,
                )
            )
        )
        if hand_path is None:
            return
        self._hand = stack.enter_context(
            vision.HandLandmarker.create_from_options(
                vision.HandLandmarkerOptions(
                    base_options=BaseOptions(model_asset_buffer=hand_path.read_bytes()),
                    running_mode=vision.RunningMode.VIDEO,
                    num_hands=2,
                )
            )
        )
        self._pool = stack.enter_context(ThreadPoolExecutor(1, "facecheck-hands"))

    def __exit__(self, *exc: object) -> None:
        """Free the models."""
        with quiet():
            self._stack.close()
        self._read = self._hand = self._scout = self._pool = None

    def __call__(self, frame: Frame) -> Observation:
        """Look at one frame; frames must come in time order.

        Raises:
            ModelError: The landmarker is not open.
        """
        if self._read is None:
            raise ModelError("the landmarker is not open; use it in a with statement")
        # MediaPipe refuses a millisecond that does not grow, and frames may share one.
        self._last_ms = max(round(frame.time_s * 1000), self._last_ms + 1)
        height, width = frame.rgb.shape[:2]
        image = self._image(frame.rgb)
        pending = None
        if self._pool is not None and self._wants_hands(frame.time_s):
            self._hand_looked_s = frame.time_s
            pending = self._pool.submit(self._find_hands, frame.rgb, image, self._last_ms)
        try:
            face = self._find_face(self._read, frame, image)
        finally:
            found = pending.result() if pending is not None else None
        hands: tuple[Hand, ...] = () if found is None else _hands(found, width, height)
        if hands:
            self._hand_found_s = frame.time_s
        self._brightness = None if face is None else brightness(frame.rgb, face.points)
        return Observation(
            time_s=frame.time_s,
            size=(width, height),
            face=face,
            hands=None if self._pool is None else hands,
            brightness=self._brightness,
        )

    def _wants_hands(self, time_s: float) -> bool:
        lately = time_s - self._hand_found_s <= HAND_LINGER_S
        return lately or time_s - self._hand_looked_s >= HAND_PAUSE_S

    def _image(self, rgb: Image) -> Any:
        return self._mp.Image(
            image_format=self._mp.ImageFormat.SRGB, data=np.ascontiguousarray(rgb)
        )

    def _find_hands(self, rgb: Image, image: Any, time_ms: int) -> Any:
        # By the face of the frame before: this frame's is being looked for at this moment.
        light = self._brightness
        if light is not None and light < HAND_GAIN_FROM:
            gain = min(HAND_GAIN_TO / max(light, 1e-3), HAND_GAIN_MOST)
            image = self._image(np.asarray(cv2.convertScaleAbs(rgb, alpha=gain), np.uint8))
        if self._hand_seen:
            return self._hand.detect_for_video(image, time_ms)
        # MediaPipe writes one more notice when it meets the first hand, whenever that is.
        with quiet():
            found = self._hand.detect_for_video(image, time_ms)
        self._hand_seen = bool(found.hand_landmarks)
        return found

    def _find_face(self, read: Reader, frame: Frame, image: Any) -> Face | None:
        height, width = frame.rgb.shape[:2]
        follower = self._follower
        if follower.wants_scout(frame.time_s):
            boxes = [
                Box(b.origin_x, b.origin_y, b.origin_x + b.width, b.origin_y + b.height)
                for b in (d.bounding_box for d in self._scout.detect(image).detections)
            ]
            hidden = follower.scouted(frame.time_s, boxes)
            if hidden:
                image = self._image(blank(frame.rgb, hidden, follower.user))
        raw = read(image, self._last_ms)
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


def _hands(found: Any, width: int, height: int) -> tuple[Hand, ...]:
    scale = np.array([width, height, width], np.float32)
    hands = []
    for landmarks, sides in zip(found.hand_landmarks, found.handedness, strict=True):
        points = np.array([(p.x, p.y, p.z) for p in landmarks], np.float32) * scale
        if np.isfinite(points).all():
            side: Side = "left" if sides[0].category_name == "Left" else "right"
            hands.append(Hand(points=points, side=side, score=float(sides[0].score)))
    return tuple(hands)


def _detector_in(bundle: Path) -> bytes:
    """The face detector that lies inside the landmarker's bundle, which is a zip file."""
    import zipfile

    try:
        with zipfile.ZipFile(bundle) as archive:
            return archive.read("face_detector.tflite")
    except (zipfile.BadZipFile, KeyError) as error:
        raise ValueError(f"{bundle.name} holds no face detector") from error
