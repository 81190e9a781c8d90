"""The models run by MediaPipe Tasks. The only module that imports mediapipe.

One landmarker serves one clip or one camera session: MediaPipe's VIDEO mode carries state from
frame to frame and has no reset.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import numpy as np

from facecheck.core.frames import Array, Hand, Image
from facecheck.core.sides import Side
from facecheck.inputs.mediapipe.c_reader import public_reader, reader
from facecheck.inputs.mediapipe.deferred_imports import put_off_plots
from facecheck.inputs.mediapipe.models import HandModel, Hands, Models
from facecheck.inputs.mediapipe.silence_stderr import silenced_stderr
from facecheck.inputs.mediapipe.telemetry import forbid_telemetry
from facecheck.inputs.mediapipe.user_tracker import Box, roll_deg


class MediaPipeHands:
    """Hands by MediaPipe's landmarkers.

    Handedness: MediaPipe's legacy documentation says that its side labels suppose a mirrored
    picture. The Tasks API of 1.2 labels by the picture as it is: a right hand, seen by its thumb
    and little finger on unmirrored film, is called "Right". Labels are therefore the person's own
    side as given.

    Args:
        video: A hand landmarker in VIDEO mode. It looks for palms whenever it follows less than two
            hands.
        single: Another, in IMAGE mode, for one hand.
    """

    def __init__(self, video: Any, single: Any) -> None:
        self._video = video
        self._single = single
        self._heard: set[str] = set()

    def in_view(self, image: Any, time_ms: int, *, look: bool) -> Hands:  # noqa: ARG002
        """The hands in the next picture; as ``HandModel``."""
        return self._detect(self._video.detect_for_video, image, time_ms)

    def alone(self, image: Any) -> Hands:
        """The surest hand of a picture that stands for itself."""
        return self._detect(self._single.detect, image)

    def _detect(self, detect: Callable[..., Any], image: Any, *time_ms: int) -> Hands:
        if detect.__name__ in self._heard:
            return _hands(detect(image, *time_ms), image.width, image.height)
        # MediaPipe writes notices when a model looks first, and when it meets its first hand.
        with silenced_stderr():
            found = detect(image, *time_ms)
        if found.hand_landmarks:
            self._heard.add(detect.__name__)
        return _hands(found, image.width, image.height)


def _hands(found: Any, width: int, height: int) -> Hands:
    scale = np.array([width, height, width], np.float32)
    hands = []
    for landmarks, sides in zip(found.hand_landmarks, found.handedness, strict=True):
        points = np.array([(p.x, p.y, p.z) for p in landmarks], np.float32) * scale
        if np.isfinite(points).all():
            side: Side = "left" if sides[0].category_name == "Left" else "right"
            hands.append(Hand(points=points, side=side, score=float(sides[0].score)))
    return tuple(hands)


def open_mediapipe(
    stack: ExitStack, face: Path, hand: Path | None, *, blendshapes: bool = True
) -> Models:
    """Load the models; as ``models.open_models``."""
    forbid_telemetry()
    put_off_plots()
    import mediapipe as mp
    from mediapipe.tasks.python import BaseOptions, vision

    def image(rgb: Image) -> Any:
        return mp.Image(image_format=mp.ImageFormat.SRGB, data=np.ascontiguousarray(rgb))

    # Bytes, not a path: MediaPipe on Windows cannot open paths outside the code page.
    landmarker = stack.enter_context(
        vision.FaceLandmarker.create_from_options(
            vision.FaceLandmarkerOptions(
                base_options=BaseOptions(model_asset_buffer=face.read_bytes()),
                running_mode=vision.RunningMode.VIDEO,
                num_faces=1,
                output_face_blendshapes=blendshapes,
                output_facial_transformation_matrixes=True,
            )
        )
    )
    scout = stack.enter_context(
        vision.FaceDetector.create_from_options(
            vision.FaceDetectorOptions(
                base_options=BaseOptions(model_asset_buffer=_detector_in(face)),
                running_mode=vision.RunningMode.IMAGE,
            )
        )
    )

    def faces(picture: Any) -> list[Box]:
        size = np.array([picture.width, picture.height], np.float32)
        return [_box(found, size) for found in scout.detect(picture).detections]

    hands: HandModel | None = None
    if hand is not None:
        video, single = (
            stack.enter_context(
                vision.HandLandmarker.create_from_options(
                    vision.HandLandmarkerOptions(
                        base_options=BaseOptions(model_asset_buffer=hand.read_bytes()),
                        running_mode=mode,
                        num_hands=count,
                    )
                )
            )
            for mode, count in ((vision.RunningMode.VIDEO, 2), (vision.RunningMode.IMAGE, 1))
        )
        hands = MediaPipeHands(video, single)
    # Notices of the first call, and of the first that is not aligned in memory: with something
    # of another size between them, one of these is. A picture leaves no trace in the detector.
    between = []
    for size in range(1, 9):
        scout.detect(image(np.zeros((64, 64, 3), np.uint8)))
        between.append(np.zeros(size * 1000 + 16, np.uint8))
    read = reader(landmarker) or public_reader(landmarker)
    return Models(f"mediapipe {mp.__version__}", image, read, faces, hands)


def _box(found: Any, size: Array) -> Box:
    box, points = found.bounding_box, np.array([(p.x, p.y) for p in found.keypoints], np.float32)
    corners = box.origin_x, box.origin_y, box.origin_x + box.width, box.origin_y + box.height
    return Box(*corners, found.categories[0].score, roll_deg(points * size))


def _detector_in(bundle: Path) -> bytes:
    """The face detector that lies inside the landmarker's bundle, which is a zip file."""
    import zipfile

    try:
        with zipfile.ZipFile(bundle) as archive:
            return archive.read("face_detector.tflite")
    except (zipfile.BadZipFile, KeyError) as error:
        raise ValueError(f"{bundle.name} holds no face detector") from error
