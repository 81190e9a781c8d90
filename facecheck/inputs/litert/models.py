"""Both models run by LiteRT, after the parity check."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

from facecheck.core.frames import Image
from facecheck.inputs.litert.blaze import Detection
from facecheck.inputs.litert.face import FaceLandmarks
from facecheck.inputs.litert.hands import HandLandmarks
from facecheck.inputs.litert.known import Known
from facecheck.inputs.mediapipe.models import HandModel, Models
from facecheck.inputs.mediapipe.user_tracker import Box, roll_deg


def open_litert(face: Path, hand: Path | None, *, blendshapes: bool = True) -> Models:
    """Load the models; as ``models.open_models``.

    Raises:
        ValueError: They see something else than MediaPipe.
    """
    known = Known.read()
    read = FaceLandmarks(face, blendshapes=blendshapes)
    known.check_face(read(known.rgb, 0))
    read.forget()
    hands: HandModel | None = None
    if hand is not None:
        hands = HandLandmarks(hand)
        known.check_hand(hands.alone(known.rgb))

    def faces(rgb: Image) -> list[Box]:
        return [_box(found) for found in read.detect(rgb)]

    return Models(f"litert {version('ai-edge-litert')}", lambda rgb: rgb, read, faces, hands)


def _box(found: Detection) -> Box:
    x0, y0, x1, y1 = found.box.tolist()
    return Box(x0, y0, x1, y1, float(found.score), roll_deg(found.points))
