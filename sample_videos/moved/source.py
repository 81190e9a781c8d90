"""A still stretch of a clip, or a still picture, as a face at rest that continues for any time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import inf
from pathlib import Path

import cv2
import numpy as np

from facecheck.core.errors import SourceError
from facecheck.core.frames import Array, Frame, Group, Image
from facecheck.engine.measures.rows import values_of
from facecheck.inputs.mediapipe.landmarker import Landmarker
from facecheck.inputs.sources.clip import Clip

STRETCHES_S = (1.0, 0.6, 0.3)
"""How long the still stretch is, or at least; it is played forwards and backwards by turns."""
OPEN = 0.88
"""Its eyes are at least this open, of what the clip's open eyes are."""
LIPS_APART = 0.13
"""Mouths that are wider open than this are not at rest; a stretch with a shut one is preferred."""
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
    name: str, picture: Image, seconds: float = STRETCHES_S[0], fps: float = 30.0
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
    lengths = [len(frames)] if still else [max(2, round(s * fps)) for s in STRETCHES_S]
    for mouth, count in product((LIPS_APART, inf), lengths):
        start = _start(rows, count, mouth, still=still)
        if start is not None:
            chosen = range(start, start + count)
            points = [face.points for n in chosen if (face := seen[n].face) is not None]
            return RestingFace(name, [frames[n].rgb for n in chosen], points, fps)
    raise SourceError(f"{called}: the face is nowhere seen still, with open eyes; take another")


def _start(
    rows: Sequence[Mapping[str, float] | None], count: int, mouth: float, *, still: bool
) -> int | None:
    """Where the stillest stretch of so many pictures begins; None where there is none."""
    eyes = [f"lid_aperture_{side}" for side in ("left", "right")]
    least = {eye: OPEN * np.quantile([r[eye] for r in rows if r] or [0.0], 0.8) for eye in eyes}
    best: tuple[float, int] | None = None
    for start in range(len(rows) - count + 1):
        window = [row for row in rows[start : start + count] if row is not None]
        if len(window) < count:
            continue
        if not still and any(row[eye] < least[eye] for row in window for eye in eyes):
            continue
        if any(row["lip_gap"] > mouth for row in window):
            continue
        motion = sum(float(np.std([row[name] for row in window])) for name in STEADY)
        if best is None or motion < best[0]:
            best = motion, start
    return None if best is None else best[1]
