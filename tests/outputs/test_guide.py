"""The oval that says where the face should be, wherever the picture lies in its window."""

from __future__ import annotations

import numpy as np
import pytest

from facecheck.outputs.overlay import Layout, canvas_for
from facecheck.outputs.overlay.guide import Guide, draw_guide
from facecheck.outputs.overlay.pen import Pen

GUIDE = Guide("Take your place", "Come closer", [("Place", True), ("Distance", False)], 0.5)


@pytest.mark.parametrize("window", [(588, 366), (1216, 604), (1280, 720), (500, 900)])
@pytest.mark.parametrize("picture", [(640, 480), (1280, 720)])
def test_what_is_bright_lies_in_the_middle_of_the_picture(
    window: tuple[int, int], picture: tuple[int, int]
) -> None:
    layout = Layout.within(*picture, window)
    rgb = np.full((picture[1], picture[0], 3), 200, np.uint8)
    canvas = canvas_for(rgb, layout).rgb
    draw_guide(canvas, layout, Pen(), GUIDE)
    shown = layout.picture
    rows, columns = np.nonzero((shown.of(canvas) == 200).all(axis=2))
    assert abs(float(columns.mean()) / shown.width - 0.5) < 0.02
    assert abs(float(rows.mean()) / shown.height - 0.5) < 0.02
    assert len(rows) > 0.1 * shown.width * shown.height
