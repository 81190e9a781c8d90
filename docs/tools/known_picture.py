"""Makes the picture that LiteRT is tried on, with what MediaPipe sees in it.

    .venv/bin/python docs/tools/known_picture.py

writes facecheck/inputs/litert/known.npz from a rendered sample clip.
"""

from __future__ import annotations

from contextlib import ExitStack
from itertools import islice
from pathlib import Path

import cv2
import numpy as np

from facecheck.inputs.litert.known import FILE
from facecheck.inputs.mediapipe import assets
from facecheck.inputs.mediapipe.tasks import open_mediapipe
from facecheck.inputs.sources import Clip

ROOT = Path(__file__).parents[2]
CLIP, FRAME, SIZE = "squint_palm_3x5.mp4", 110, (256, 192)


def main() -> None:
    """Write the file."""
    with Clip(ROOT / "sample_videos" / CLIP) as clip:
        frame = next(islice(clip, FRAME, None))
    rgb = np.asarray(cv2.resize(frame.rgb, SIZE, interpolation=cv2.INTER_AREA), np.uint8)
    with ExitStack() as stack:
        models = open_mediapipe(stack, assets.face_model(), assets.hand_model())
        image = models.image(rgb)
        face = models.read(image, 0)
        hands = () if models.hands is None else models.hands.alone(image)
    if face is None or face.blendshapes is None or not hands:
        raise SystemExit("MediaPipe sees no face or no hand in it; choose another frame")
    _, png = cv2.imencode(".png", rgb[..., ::-1])
    np.savez_compressed(
        FILE,
        png=png.ravel(),
        landmarks=face.landmarks,
        blendshapes=face.blendshapes,
        matrix=face.matrix,
        hand=hands[0].points,
    )
    print(f"{FILE.relative_to(ROOT)}: {FILE.stat().st_size} bytes")  # noqa: T201


if __name__ == "__main__":
    main()
