"""The overlay: what an annotated clip and the live window show over the picture."""

from facecheck.outputs.overlay.canvas import Canvas, canvas_for
from facecheck.outputs.overlay.layout import Layout
from facecheck.outputs.overlay.paint import Overlay, paint
from facecheck.outputs.overlay.view import Banner, FaceRegion, Painter, View

__all__ = [
    "Banner",
    "Canvas",
    "FaceRegion",
    "Layout",
    "Overlay",
    "Painter",
    "View",
    "canvas_for",
    "paint",
]
