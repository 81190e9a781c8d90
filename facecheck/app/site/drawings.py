"""The animated line drawing of an exercise, frame by frame, for the page."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from facecheck.engine.spec.timed_exercise import AnyExercise
from facecheck.live.session.moving_region import moving_measures
from facecheck.outputs.overlay.figure import Pose, Sketch, sketch_figure
from facecheck.outputs.overlay.palette import Colour

FRAMES = 16
"""From rest to full effort."""


class Strokes(Sketch):
    """Keeps the lines: their points in tenths of a unit, one after the other."""

    def __init__(self) -> None:
        self.strokes: list[dict[str, Any]] = []

    def line(
        self,
        points: ArrayLike,
        colour: Colour,
        wide: float = 1.6,
        *,
        closed: bool = False,
        filled: bool = False,
    ) -> None:
        """Keep a line."""
        flat = np.rint(np.asarray(points, np.float64).reshape(-1) * 10).astype(int)
        self.strokes.append(
            {
                "points": flat.tolist(),
                "colour": "#{:02x}{:02x}{:02x}".format(*colour),
                "wide": wide,
                "closed": closed,
                "filled": filled,
            }
        )


def drawing_of(exercise: AnyExercise) -> list[list[dict[str, Any]]]:
    """The lines of each frame."""
    pose = Pose.of(moving_measures(exercise), exercise.requires)
    frames = []
    for n in range(FRAMES):
        sketch = Strokes()
        sketch_figure(sketch, pose, n / (FRAMES - 1))
        frames.append(sketch.strokes)
    return frames
