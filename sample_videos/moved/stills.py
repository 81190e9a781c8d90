"""Photographs as a webcam would see those in them: many people, where clips show a few.

Each face of a photograph is brought to a size at which people sit before a camera, and sways,
turns, comes nearer and is lit a little otherwise from picture to picture.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import cv2
import numpy as np

from facecheck.core.frames import Frame, Image
from facecheck.inputs.mediapipe.assets import face_model
from facecheck.inputs.mediapipe.models import open_models
from facecheck.inputs.mediapipe.user_tracker import Box

WIDTH, HEIGHT, FPS = 480, 360, 30.0
NEAR, FAR = 220.0, 75.0
"""Pixels that a face is wide: of someone close to a camera, and far away. Between the outer corners
of the eyes it is about 0.55 of that."""
LEAST_PX = 45.0
"""Narrower faces show no lids."""
MOST_ENLARGED = 2.5
"""More than that only blurs."""


def faces_in(photograph: Image) -> list[Box]:
    """Where there are faces that are large enough, the largest first."""
    with ExitStack() as stack:
        models = open_models(stack, face_model(), None)
        boxes = models.faces(models.image(photograph))
    large = [box for box in boxes if box.width >= LEAST_PX]
    return sorted(large, key=lambda box: -box.width)


def swayed(
    photograph: Image, face: Box, count: int, chance: np.random.Generator
) -> Iterator[Frame]:
    """One face of a photograph, as so many pictures of a camera.

    Args:
        photograph: ``(height, width, 3)`` uint8.
        face: Where it is.
        count: How many.
        chance: What decides how it moves.
    """
    # As many are far away as are near.
    size = np.exp(chance.uniform(np.log(FAR), np.log(NEAR))) / face.width
    size = float(min(size, MOST_ENLARGED))
    how = cv2.INTER_AREA if size < 1 else cv2.INTER_CUBIC
    still = cv2.resize(photograph, None, fx=size, fy=size, interpolation=how)
    middle = np.array([face.x0 + face.x1, face.y0 + face.y1]) / 2 * size
    phase, speed = chance.uniform(0, 2 * np.pi, 5), chance.uniform(0.1, 0.7, 5)
    swing, grain = chance.uniform(0.3, 1.2), chance.uniform(1.0, 5.0)
    noise = chance.normal(0, grain, (HEIGHT + 64, WIDTH + 64, 3)).astype(np.float32)
    for n in range(count):
        at = swing * np.sin(2 * np.pi * speed * n / FPS + phase)
        turn, scale = np.radians(6 * at[0]), 1 + 0.05 * at[1]
        cos, sin = np.cos(turn) * scale, np.sin(turn) * scale
        turned = np.array([[cos, -sin], [sin, cos]])
        place = np.array([WIDTH / 2 + 25 * at[2], HEIGHT / 2 + 18 * at[3]]) - turned @ middle
        seen = cv2.warpAffine(
            still,
            np.column_stack([turned, place]),
            (WIDTH, HEIGHT),
            flags=cv2.INTER_CUBIC,
            borderMode=cv2.BORDER_REFLECT,
        )
        x, y = chance.integers(0, 64, 2)
        lit = seen * np.float32(1 + 0.06 * at[4]) + noise[y : y + HEIGHT, x : x + WIDTH]
        yield Frame(n / FPS, np.clip(lit, 0, 255).astype(np.uint8))
