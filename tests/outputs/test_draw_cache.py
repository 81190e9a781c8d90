"""What lies still over a moving picture is drawn once, and again where it says something else."""

from __future__ import annotations

import numpy as np

from facecheck.core.events import Quality, Update
from facecheck.core.frames import Image
from facecheck.outputs.overlay import Overlay
from facecheck.outputs.overlay.palette import YELLOW
from facecheck.outputs.overlay.pen import Pen
from facecheck.outputs.overlay.rect import Rect

from .states import face, grey, update


def test_other_words_of_the_same_width_are_drawn_anew() -> None:
    def in_view(reason: str) -> Update:
        return update(quality=Quality(ok=True, reason=reason))

    shared = Pen()
    one, other = Overlay("no on", pen=shared), Overlay("on no", pen=shared)
    one(grey(), in_view("no on"), face(1280, 720))
    np.testing.assert_array_equal(
        other(grey(), in_view("on no"), face(1280, 720)),
        Overlay("on no")(grey(), in_view("on no"), face(1280, 720)),
    )


def test_a_layer_lets_the_picture_shine_through_as_drawing_itself_does() -> None:
    kept, rect = Pen().draw_cache, Rect(100, 100, 300, 200)
    for value in (0, 7, 128, 255):
        layered, drawn = grey(value=value), grey(value=value)
        for canvas in (layered, drawn):

            def draw(canvas: Image = canvas) -> None:
                pen = Pen()
                pen.panel(canvas, rect, 20)
                pen.text(canvas, "12.3", (200, 150), 60, YELLOW, align=0.5)

            if canvas is layered:
                kept.layer(canvas, rect, "the same", draw)
            else:
                draw()
        assert np.abs(layered.astype(np.int16) - drawn).max() <= 2
        outside = layered.copy()
        outside[100:200, 100:300] = value
        assert (outside == value).all()
