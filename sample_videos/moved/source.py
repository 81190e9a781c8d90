"""A still stretch of a clip, or a still picture, as a face at rest that goes on for any time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from facecheck.core.errors import SourceError
from facecheck.core.frames import Array, Frame, Group, Image
from facecheck.engine.measures.rows import values_of
from facecheck.inputs.mediapipe.landmarker import Landmarker
from facecheck.inputs.sources.clip import Clip

STRETCH_S = 1.0
"""How long the still stretch is; it is played forwards and backwards by turns."""
OPEN = 0.88
"""Its eyes are at least this open, of what the clip's open eyes are."""
STEADY = (
    "lip_gap",
    "corner_pull_left",
    "corner_pull_right",
    "brow_height_left",
    "brow_height_right",
    "lid_aperture_left",
    "lid_aperture_right",
)
"""What must not move for a stretch to be still."""


@dataclass(frozen=True, slots=True)
class RestingFace:
    """A face at rest.

    Attributes:
        name: Of what it was taken from.
        pictures: ``(height, width, 3)`` uint8 each.
        points: The face mesh in each of them, ``(478, 3)`` in pixels.
        fps: Pictures a second.
    """

    name: str
    pictures: Sequence[Image]
    points: Sequence[Array]
    fps: float

    def at(self, number: int) -> tuple[Image, Array]:
        """A picture and its mesh: there and back through the stretch, as often as it takes."""
        last = len(self.pictures) - 1
        place = number % (2 * last) if last else 0
        place = place if place <= last else 2 * last - place
        return self.pictures[place], self.points[place]


def resting_face(clip: Path) -> RestingFace:
    """The stillest second of a clip in which the eyes are open.

    Raises:
        SourceError: There is none.
    """
    with Clip(clip) as source:
        frames = [Frame(f.time_s, f.rgb.copy()) for f in source]
    if len(frames) < 2:
        raise SourceError(f"{clip.name}: holds no two pictures; name a clip")
    fps = (len(frames) - 1) / max(frames[-1].time_s - frames[0].time_s, 1e-6)
    return _stillest(clip.name, clip.stem, frames, fps)


def shaken_picture(
    name: str, picture: Image, seconds: float = STRETCH_S, fps: float = 30.0
) -> RestingFace:
    """A still picture as a camera would see it: its head sways a little, and there is noise.

    Args:
        name: What the clips are called after.
        picture: ``(height, width, 3)`` uint8 of one face.
        seconds: Length of the stretch.
        fps: Its pictures a second.

    Raises:
        SourceError: There is no face in it.
    """
    noise = np.random.default_rng(1)
    height, width = picture.shape[:2]
    frames = []
    for n in range(round(seconds * fps)):
        turn = 2 * np.pi * n / (seconds * fps) / 2
        sway = cv2.getRotationMatrix2D((width / 2, height / 2), 0.8 * np.sin(turn), 1.0)
        sway[:, 2] += 1.5 * np.cos(turn), 1.0 * np.sin(2 * turn)
        seen = cv2.warpAffine(picture, sway, (width, height), borderMode=cv2.BORDER_REFLECT)
        grain = noise.normal(0, 2.0, seen.shape)
        frames.append(Frame(n / fps, np.clip(seen + grain, 0, 255).astype(np.uint8)))
    return _stillest(name, name, frames, fps, still=True)


def _stillest(
    called: str, name: str, frames: Sequence[Frame], fps: float, *, still: bool = False
) -> RestingFace:
    with Landmarker() as look:
        seen = [look(frame) for frame in frames]
    rows = list(values_of(Group.of(seen)))
    count = len(frames) if still else max(2, round(STRETCH_S * fps))
    open_eyes = {
        side: np.quantile([r[f"lid_aperture_{side}"] for r in rows if r] or [0.0], 0.8)
        for side in ("left", "right")
    }
    best: tuple[float, int] | None = None
    for start in range(len(frames) - count + 1):
        window = [row for row in rows[start : start + count] if row is not None]
        if len(window) < count:
            continue
        if not still and any(
            row[f"lid_aperture_{side}"] < OPEN * level
            for row in window
            for side, level in open_eyes.items()
        ):
            continue
        motion = sum(float(np.std([row[name] for row in window])) for name in STEADY)
        if best is None or motion < best[0]:
            best = motion, start
    if best is None:
        raise SourceError(f"{called}: no second in which the face is seen with open eyes")
    chosen = range(best[1], best[1] + count)
    points = [face.points for n in chosen if (face := seen[n].face) is not None]
    return RestingFace(name, [frames[n].rgb for n in chosen], points, fps)
