"""The outline of what is measured: lids for the eyes, lips and jaw line for the mouth, palms."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from facecheck.core import landmarks
from facecheck.core.events import Phase
from facecheck.core.frames import Image
from facecheck.outputs.overlay.palette import GREEN, ORANGE, SKY, WHITE, YELLOW, Colour
from facecheck.outputs.overlay.view import FaceRegion, Points, View

_Runs = tuple[NDArray[np.intp], ...]


def _runs(*paths: tuple[int, ...]) -> _Runs:
    return tuple(np.array(path, np.intp) for path in paths)


_LIDS = _runs(landmarks.EYE_LEFT_OUTLINE, landmarks.EYE_RIGHT_OUTLINE)
_LIPS = _runs(landmarks.LIPS_OUTER_OUTLINE, landmarks.LIPS_INNER_OUTLINE)
_JAW = _runs(landmarks.JAW_LINE)
_THUMB_BASE = 1
PALM = _runs((landmarks.WRIST, _THUMB_BASE, *landmarks.FINGER_BASES))
FINGERS = _runs(*(tuple(range(first, first + 4)) for first in range(1, 21, 4)))

LINES: dict[FaceRegion, tuple[_Runs, _Runs]] = {
    FaceRegion.EYES: (_LIDS, ()),
    FaceRegion.MOUTH: (_LIPS, _JAW),
    FaceRegion.FACE: (_LIDS + _LIPS, _JAW),
    FaceRegion.NONE: ((), ()),
}
"""Of each region, the closed loops that are drawn strongly and the open lines that are faint."""
PHASE_COLOURS: dict[Phase, Colour] = {
    Phase.HOLDING: YELLOW,
    Phase.RUNNING: YELLOW,
    Phase.RELEASING: GREEN,
    Phase.DONE: GREEN,
    Phase.CANNOT_JUDGE: ORANGE,
    Phase.WAITING: ORANGE,
}
"""The colour of an outline; `SKY` in any other phase."""
# OpenCV takes fixed-point coordinates: with whole pixels an outline trembles.
_SHIFT = 4


def face_outline(canvas: Image, view: View) -> None:
    """Outline the measured part of the face in the colour of the phase."""
    if view.face is None:
        return
    strong, faint = LINES[view.region]
    if view.update.timed is not None:
        # The area that is due is marked; lids and lips would only distract from it.
        strong = ()
    colour = PHASE_COLOURS.get(view.phase, SKY)
    line = view.layout.line
    if faint:
        _draw(canvas, view.face, faint, WHITE, max(1, line // 2), closed=False)
    if strong:
        _draw(canvas, view.face, strong, colour, line)


def hand_outlines(canvas: Image, view: View) -> None:
    """Outline each palm, with thinner fingers."""
    line = view.layout.line
    for hand in view.hands:
        _draw(canvas, hand, FINGERS, WHITE, max(1, line // 2), closed=False)
        _draw(canvas, hand, PALM, SKY, line)


def placement_guide(canvas: Image, view: View) -> None:
    """Show where the face should be while there is none."""
    if view.face is not None:
        return
    layout = view.layout
    centre = layout.picture.middle[0], (layout.banner_top + layout.footer.y0) // 2 + layout.px(4)
    axes = layout.px(24), layout.px(32)
    for start in range(0, 360, 18):
        cv2.ellipse(canvas, centre, axes, 0, start, start + 10, WHITE, layout.line, cv2.LINE_AA)


def _draw(
    canvas: Image,
    points: Points,
    runs: _Runs,
    colour: Colour,
    line: int,
    *,
    closed: bool = True,
) -> None:
    fixed = np.rint(points * (1 << _SHIFT)).astype(np.int32)
    paths = [fixed[run] for run in runs]
    cv2.polylines(canvas, paths, closed, colour, line, cv2.LINE_AA, _SHIFT)
