"""Changes to single pictures: what another camera, room or seat would have made of them.

Each factory returns a function from a picture to a picture of its own; the one handed in stays as
it was. OpenCV is imported where it is used, so that reading this module costs nothing.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from facecheck.core.frames import Image

Picture = Callable[[Image], Image]
"""From an ``(height, width, 3)`` uint8 picture to another."""

_NOISE_FIELDS = 7
"""Noise repeats after this many frames at the same place; shifted, it never does in a clip."""


def mirrored(picture: Image) -> Image:
    """The picture as a mirror shows it: left and right are exchanged."""
    return np.ascontiguousarray(picture[:, ::-1])


def resized(factor: float) -> Picture:
    """The picture at another size.

    Args:
        factor: Of width and height. Below 1 pixels are averaged, as a smaller sensor would.
    """

    def change(picture: Image) -> Image:
        import cv2

        how = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
        return np.asarray(
            cv2.resize(picture, None, fx=factor, fy=factor, interpolation=how), np.uint8
        )

    return change


def brighter(gain: float) -> Picture:
    """The picture with every stored value multiplied and clipped.

    Stored values are already gamma-compressed, so a gain of 2 is more than two stops of light: it
    burns out whatever was brighter than mid-grey, as a wrong exposure does.

    Args:
        gain: 1 changes nothing.
    """
    table = np.clip(np.arange(256) * gain + 0.5, 0, 255).astype(np.uint8)

    def change(picture: Image) -> Image:
        return np.asarray(table[picture], np.uint8)

    return change


def rolled(angle_deg: float) -> Picture:
    """The picture turned about its middle, the same size; the corners repeat its edge.

    Args:
        angle_deg: Positive turns clockwise as the viewer sees it, as a head tilts to the
            person's right.
    """

    def change(picture: Image) -> Image:
        import cv2

        height, width = picture.shape[:2]
        middle = ((width - 1) / 2, (height - 1) / 2)
        turn = cv2.getRotationMatrix2D(middle, -angle_deg, 1.0)
        return np.asarray(
            cv2.warpAffine(
                picture,
                turn,
                (width, height),
                flags=cv2.INTER_LINEAR,
                borderMode=cv2.BORDER_REPLICATE,
            ),
            np.uint8,
        )

    return change


def noisy(spread: float, seed: int = 1) -> Picture:
    """The picture with the grain of a sensor in poor light: the same for the same seed.

    Args:
        spread: Standard deviation in grey levels of 255; colour channels are independent.
        seed: Of the grain.
    """
    rng = np.random.default_rng(seed)
    fields: dict[tuple[int, ...], list[np.ndarray]] = {}

    def change(picture: Image) -> Image:
        import cv2

        grains = fields.setdefault(picture.shape, [])
        if not grains:
            grains += [
                (spread * rng.standard_normal(picture.shape, np.float32)).astype(np.int16)
                for _ in range(_NOISE_FIELDS)
            ]
        # Drawing a field costs more than the models; shifting one that is drawn costs nothing.
        grain = grains[int(rng.integers(_NOISE_FIELDS))]
        grain = np.roll(grain, int(rng.integers(picture.shape[0])), axis=0)
        return np.asarray(cv2.add(picture, grain, dtype=cv2.CV_8U), np.uint8)

    return change
