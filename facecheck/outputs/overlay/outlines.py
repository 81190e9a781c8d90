"""The outline of what is measured: lids for the eyes, lips and jaw line for the mouth, palms."""

from __future__ import annotations

import cv2
import numpy as np

from facecheck.core import landmarks
from facecheck.core.events import Phase
from facecheck.core.frames import Image
from facecheck.outputs.overlay.palette import GREEN, ORANGE, SKY, WHITE, YELLOW, Colour
from facecheck.outputs.overlay.view import Points, Region, View

_LIDS = (landmarks.EYE_LEFT_OUTLINE, landmarks.EYE_RIGHT_OUTLINE)
_LIPS = (landmarks.LIPS_OUTER_OUTLINE, landmarks.LIPS_INNER_OUTLINE)
_JAW = (landmarks.JAW_LINE,)
_THUMB_BASE = 1
_PALM = ((landmarks.WRIST, _THUMB_BASE, *landmarks.FINGER_BASES),)
_FINGERS = ((1, 2, 3, 4), (5, 6, 7, 8), (9, 10, 11, 12), (13, 14, 15, 16), (17, 18, 19, 20))

_LINES = {
    Region.EYES: (_LIDS, ()),
    Region.MOUTH: (_LIPS, _JAW),
    Region.FACE: (_LIDS + _LIPS, _JAW),
}
_COLOURS: dict[Phase, Colour] = {
    Phase.HOLDING: YELLOW,
    Phase.RUNNING: YELLOW,
    Phase.RELEASING: GREEN,
    Phase.DONE: GREEN,
    Phase.CANNOT_JUDGE: ORANGE,
}
# OpenCV takes fixed-point coordinates: with whole pixels an outline trembles.
_SHIFT = 4


def face_outline(canvas: Image, view: View) -> None:
    """Outline the measured part of the face in the colour of the phase."""
    if view.face is None:
        return
    strong, faint = _LINES[view.region]
    if view.update.timed is not None:
        # The area that is due is marked; lids and lips would only distract from it.
        strong = ()
    colour = _COLOURS.get(view.phase, SKY)
    line = view.layout.line
    if faint:
        _draw(canvas, view.face, faint, WHITE, max(1, line // 2), closed=False)
    if strong:
        _draw(canvas, view.face, strong, colour, line)


def hand_outlines(canvas: Image, view: View) -> None:
    """Outline each palm, with thinner fingers."""
    line = view.layout.line
    for hand in view.hands:
        _draw(canvas, hand, _FINGERS, WHITE, max(1, line // 2), closed=False)
        _draw(canvas, hand, _PALM, SKY, line)


def placement_guide(canvas: Image, view: View) -> None:
    """Show where the face should be while there is none."""
    if view.face is not None:
        return
    layout = view.layout
    centre = layout.picture.width // 2, (layout.banner_top + layout.footer.y0) // 2 + layout.px(4)
    axes = layout.px(24), layout.px(32)
    for start in range(0, 360, 18):
        cv2.ellipse(canvas, centre, axes, 0, start, start + 10, WHITE, layout.line, cv2.LINE_AA)


def _draw(
    canvas: Image,
    points: Points,
    runs: tuple[tuple[int, ...], ...],
    colour: Colour,
    line: int,
    *,
    closed: bool = True,
) -> None:
    fixed = np.rint(points * (1 << _SHIFT)).astype(np.int32)
    paths = [fixed[list(run)].reshape(-1, 1, 2) for run in runs]
    cv2.polylines(canvas, paths, closed, colour, line, cv2.LINE_AA, _SHIFT)
