"""A face cut out of a picture, and made a JPEG."""

from __future__ import annotations

import cv2

from facecheck.core.frames import Face, Image


def around(rgb: Image, face: Face | None, reach: float) -> Image:
    """The square around a face, as far as the picture goes; the whole picture without a face.

    Args:
        rgb: ``(height, width, 3)`` uint8.
        face: In the picture's pixels.
        reach: Half the square's side, in sizes of the face.

    Returns:
        A view of the picture.
    """
    if face is None:
        return rgb
    height, width = rgb.shape[:2]
    low, high = face.points[:, :2].min(axis=0), face.points[:, :2].max(axis=0)
    centre, half = (low + high) / 2, reach * float((high - low).max())
    left, top = (max(0, int(v)) for v in centre - half)
    right, bottom = (
        int(min(edge, v)) for edge, v in zip((width, height), centre + half, strict=True)
    )
    if right - left < 2 or bottom - top < 2:
        return rgb
    return rgb[top:bottom, left:right]


def jpeg(rgb: Image, most_px: int, quality: int) -> tuple[bytes, int, int]:
    """A picture as a JPEG file's bytes, with its width and height.

    Args:
        rgb: ``(height, width, 3)`` uint8.
        most_px: Its height at most; a lower one stays as it is.
        quality: 0 to 100.
    """
    height, width = rgb.shape[:2]
    scale = min(1.0, most_px / height)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    small = cv2.resize(rgb, size, interpolation=cv2.INTER_AREA)
    _, data = cv2.imencode(
        ".jpg", cv2.cvtColor(small, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, quality]
    )
    return data.tobytes(), *size
