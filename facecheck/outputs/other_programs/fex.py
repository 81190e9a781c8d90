"""Faces as py-feat's `Fex` tables have them: box, 68 points, pose, blendshapes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from facecheck.core.frames import Observation
from facecheck.core.landmarks import BLENDSHAPE_NAMES
from facecheck.core.landmarks_68 import IBUG_68

HEADINGS = (
    "frame",
    "approx_time",
    "FaceRectX",
    "FaceRectY",
    "FaceRectWidth",
    "FaceRectHeight",
    "FaceScore",
    *(f"x_{i}" for i in range(68)),
    *(f"y_{i}" for i in range(68)),
    "Pitch",
    "Roll",
    "Yaw",
    *BLENDSHAPE_NAMES,
    "FrameHeight",
    "FrameWidth",
    "input",
    "timestamp",
)
"""Names of py-feat 2.1 (`Detectorv2`, `MPDetector`). Points and boxes are in pixels of the picture,
angles in radians, blendshapes from 0 to 1. `approx_time` is minutes and seconds; `timestamp`, in
seconds, is ours. Action units are not among them: facecheck has none."""

_POINTS = np.array(IBUG_68)


def rows(observations: Iterable[Observation], clip: str) -> Iterator[list[str]]:
    """A row for each observation; the cells of one without a face are empty but for the frame's."""
    for n, seen in enumerate(observations):
        width, height = seen.size
        minutes, whole_s = divmod(int(seen.time_s), 60)
        head = [str(n), f"{minutes:02d}:{whole_s:02d}"]
        tail = [str(height), str(width), clip, f"{seen.time_s:.6f}"]
        if seen.face is None:
            yield [*head, *[""] * (len(HEADINGS) - len(head) - len(tail)), *tail]
            continue
        points = seen.face.points[_POINTS, :2]
        low, high = seen.face.points[:, :2].min(axis=0), seen.face.points[:, :2].max(axis=0)
        r = seen.face.matrix[:3, :3].astype(float)
        angles = (
            np.arctan2(r[2, 1], r[2, 2]),
            np.arctan2(r[1, 0], r[0, 0]),
            np.arcsin(np.clip(-r[2, 0], -1.0, 1.0)),
        )
        numbers = [
            *low,
            *(high - low),
            1.0,
            *points[:, 0],
            *points[:, 1],
            *angles,
            *seen.face.known_blendshapes,
        ]
        yield [*head, *(f"{float(number):.6g}" for number in numbers), *tail]
