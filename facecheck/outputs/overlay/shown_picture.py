"""Replaces the camera's picture for people who do not want to see their face."""

from __future__ import annotations

from typing import Final, Literal, get_args

import cv2
import numpy as np

from facecheck.core import landmarks as lm
from facecheck.core.frames import Face, Image
from facecheck.core.sides import Side
from facecheck.outputs.overlay.figure import Pose, draw_figure
from facecheck.outputs.overlay.palette import NIGHT, SOFT, WHITE

PictureKind = Literal["mine", "outline", "figure", "none", "healthy"]
PICTURES: Final = get_args(PictureKind)

# OpenCV takes fixed-point coordinates: with whole pixels an outline trembles.
_SHIFT = 4
_CLOSED = (lm.EYE_LEFT_OUTLINE, lm.EYE_RIGHT_OUTLINE, lm.LIPS_OUTER_OUTLINE, lm.LIPS_INNER_OUTLINE)
_OPEN = (
    lm.JAW_LINE,
    (107, 66, 105, 63, 70),
    (336, 296, 334, 293, 300),
    (168, 6, 197, 195, 5, 4),
    (129, 98, 2, 327, 358),
)
"""Jaw, brows, and the nose's bridge and base."""


def shown_picture(
    rgb: Image,
    kind: PictureKind,
    face: Face | None,
    pose: Pose,
    share: float,
    affected: Side | None = None,
) -> Image:
    """What to draw an overlay on; of the picture's size, and never the picture itself changed.

    Args:
        rgb: ``(height, width, 3)`` uint8, not mirrored.
        kind: `mine`: the picture. `outline`: the face in lines. `figure`: a drawn face that does
            the movement as far as the person does. `none`: nothing. `healthy`: the picture with
            the healthy half of the face mirrored over the affected one.
        face: The face in the picture; None while nobody is in view.
        pose: What moves in the exercise.
        share: How far the person has moved, 0 at rest to 1 at full effort.
        affected: The side that is covered by the other one; None shows the picture as it is.
    """
    if kind == "mine":
        return rgb
    if kind == "healthy":
        return rgb if face is None or affected is None else _healthy_half(rgb, face, affected)
    ground = np.empty_like(rgb)
    ground[:] = NIGHT
    if kind == "outline" and face is not None:
        _outline(ground, face)
    elif kind == "figure":
        height, width = ground.shape[:2]
        middle = width // 2, round(0.56 * height)
        draw_figure(ground, middle, round(0.62 * height), pose, min(max(share, 0.0), 1.0))
    return ground


def _outline(canvas: Image, face: Face) -> None:
    fixed = np.rint(face.points[:, :2] * (1 << _SHIFT)).astype(np.int32)
    size = float(np.linalg.norm(face.points[lm.EYE_RIGHT_OUTER] - face.points[lm.EYE_LEFT_OUTER]))
    line = max(1, round(size / 70))
    paths = [fixed[list(path)] for path in _CLOSED]
    cv2.polylines(canvas, paths, True, WHITE, line, cv2.LINE_AA, _SHIFT)
    open_paths = [fixed[list(path)] for path in _OPEN]
    cv2.polylines(canvas, open_paths, False, SOFT, line, cv2.LINE_AA, _SHIFT)
    for iris in (lm.IRIS_LEFT, lm.IRIS_RIGHT):
        x, y = (int(v) for v in fixed[iris])
        cv2.circle(canvas, (x, y), round(size * 0.06) << _SHIFT, WHITE, line, cv2.LINE_AA, _SHIFT)


def _healthy_half(rgb: Image, face: Face, affected: Side) -> Image:
    """The picture reflected at the face's midline, where the affected half is."""
    top, bottom = face.points[lm.NOSE_BRIDGE, :2], face.points[lm.CHIN, :2]
    along = (bottom - top).astype(np.float64)
    length = float(np.hypot(*along))
    if length < 1.0:
        return rgb
    across = np.array([-along[1], along[0]]) / length
    # Reflection at a line through `top` along `along`: p - 2 ((p - top) . across) across.
    turn = np.eye(2) - 2.0 * np.outer(across, across)
    matrix = np.column_stack([turn, 2.0 * np.outer(across, across) @ top])
    height, width = rgb.shape[:2]
    mirrored = cv2.warpAffine(rgb, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE)
    y, x = np.mgrid[0:height, 0:width]
    side = (x - top[0]) * across[0] + (y - top[1]) * across[1]
    outer = face.points[lm.EYE_LEFT_OUTER if affected == "left" else lm.EYE_RIGHT_OUTER, :2]
    sign = float(np.sign(np.dot(outer - top, across)))
    out: Image = np.where((sign * side > 0.0)[..., None], mirrored, rgb)
    return np.ascontiguousarray(out)
