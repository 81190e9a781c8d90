"""Who the user is when several faces are in view: the nearest, and then the same one."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from facecheck.core.frames import Array, Image
from facecheck.core.read_as import LARGEST

SCOUT_S = 1.0
"""How often to look for other faces while one is followed."""
GONE_S = 1.0
"""A user out of sight for longer is gone, and the nearest face becomes the user."""
NEAR = 1.0
"""How far, in face widths, the user may move while out of sight."""
MUCH_NEARER = 1.5
"""A face this many times as wide is nearer to the camera: the one followed is a bystander or a
photo on the wall."""
SAME = 0.5
"""Boxes whose centres are closer than this, in face widths, show one face."""
GREY = 128


@dataclass(frozen=True, slots=True)
class Box:
    """A face's bounding box in pixels, ``x0 < x1`` and ``y0 < y1``.

    Attributes:
        score: How sure the detector is that there is a face, in [0, 1].
        roll_deg: Where its mouth is, seen from between its eyes: 0 is down, 90 to the right.
    """

    x0: float
    y0: float
    x1: float
    y1: float
    score: float = 1.0
    roll_deg: float = 0.0

    @classmethod
    def around(cls, points: Array) -> Self:
        """The box around ``(n, 3)`` points."""
        (x0, y0), (x1, y1) = points[:, :2].min(axis=0).tolist(), points[:, :2].max(axis=0).tolist()
        return cls(x0, y0, x1, y1)

    @property
    def width(self) -> float:
        """The width in pixels; the detector's boxes and the landmarks' are about as wide."""
        return self.x1 - self.x0

    def distance(self, other: Box) -> float:
        """Between the centres, in widths of the wider box."""
        dx = (self.x0 + self.x1 - other.x0 - other.x1) / 2
        dy = (self.y0 + self.y1 - other.y0 - other.y1) / 2
        return float(np.hypot(dx, dy)) / max(self.width, other.width, 1.0)


def roll_deg(points: Array) -> float:
    """The direction of a detector's mouth from between its eyes, in degrees; 0 is down.

    Args:
        points: ``(n, 2)`` with y down, in both runtimes' order: right eye, left eye, nose, mouth.
    """
    x, y = (points[3] - (points[0] + points[1]) / 2).tolist()
    return math.degrees(math.atan2(x, y))


class UserTracker:
    """Keeps to one face without asking for two.

    MediaPipe follows the one face it has until it loses it, then takes whichever face it is
    surest of. Following is left to it; finding is decided here, from a face detector's boxes, by
    covering the faces that are not the user's in the picture it is given. Everything depends on
    frame times and boxes alone, so that a clip gives the same answer on every run.

    Args:
        choice: Who the user is; see ``ReadAs.face``.

    Attributes:
        user: The user's box when last seen; None while there is no user.
        company: Whether the last look found somebody else as well.
    """

    def __init__(self, choice: str = LARGEST) -> None:
        self._choice = choice
        self.company = False
        self.user: Box | None = None
        self._seen_s = 0.0
        self._following = False
        self._scouted_s: float | None = None
        self._rival = False

    @property
    def chooses(self) -> bool:
        """Whether a face is to be found that need not be the largest."""
        return self._choice != LARGEST and not self._following

    def wants_scout(self, time_s: float) -> bool:
        """Whether to look for faces in this frame."""
        due = self._scouted_s is None or time_s - self._scouted_s >= SCOUT_S
        return due or not self._following

    def scouted(self, time_s: float, boxes: Sequence[Box]) -> list[Box]:
        """Decide who the user is among the faces found.

        Returns:
            The boxes to cover before the landmarker looks.
        """
        self._scouted_s = time_s
        self.company = len(boxes) > 1
        if self._following:
            return self._look_for_nearer(boxes) if self._choice == LARGEST else []
        self._rival = False
        if self.user is not None and time_s - self._seen_s > GONE_S:
            self.user = None
        if not boxes:
            return []
        if self.user is None:
            self.user = self._chosen(boxes)
            self._seen_s = time_s
            if self.user is None:
                return list(boxes)
        else:
            near = [b for b in boxes if b.distance(self.user) <= NEAR]
            if not near:
                return list(boxes)
            user = self.user
            self.user = min(near, key=lambda b: b.distance(user))
        return [b for b in boxes if b is not self.user]

    def _chosen(self, boxes: Sequence[Box]) -> Box | None:
        """The one who is asked for; None while it is not in view."""
        if self._choice == LARGEST:
            return max(boxes, key=lambda b: b.width)
        row = sorted(boxes, key=lambda b: b.x0 + b.x1)
        place = {"left": 0, "right": len(row) - 1}.get(self._choice)
        place = int(self._choice) - 1 if place is None else place
        return row[place] if place < len(row) else None

    def _look_for_nearer(self, boxes: Sequence[Box]) -> list[Box]:
        """Change over to a much nearer face that is still there at the second look."""
        user = self.user
        if user is None:
            return []
        # The detector's own box of the user: its boxes and the landmarks' differ in size.
        own = [b for b in boxes if b.distance(user) < SAME]
        width = own[0].width if own else user.width
        others = [b for b in boxes if b not in own and b.width > MUCH_NEARER * width]
        if not others:
            self._rival = False
            return []
        if not self._rival:
            self._rival = True
            return []
        self._rival = False
        self._following = False
        nearest = max(others, key=lambda b: b.width)
        self.user = nearest
        return [user, *(b for b in boxes if b is not nearest)]

    def mark_seen(self, time_s: float, box: Box) -> None:
        """The landmarker has found the user here."""
        self.user = box
        self._seen_s = time_s
        self._following = True

    def mark_lost(self) -> None:
        """The landmarker found no face in this frame."""
        self._following = False


def blank(rgb: Image, boxes: Sequence[Box], keep: Box | None) -> Image:
    """A copy with boxes painted grey, except where the user's own box is.

    The boxes are widened by half, since a detector still finds a face by its rim.
    """
    height, width = rgb.shape[:2]
    covered = rgb.copy()

    def window(box: Box, margin: float) -> tuple[slice, slice]:
        dx, dy = margin * (box.x1 - box.x0), margin * (box.y1 - box.y0)
        x0, x1 = max(0, int(box.x0 - dx)), min(width, int(box.x1 + dx) + 1)
        y0, y1 = max(0, int(box.y0 - dy)), min(height, int(box.y1 + dy) + 1)
        return slice(y0, max(y0, y1)), slice(x0, max(x0, x1))

    for box in boxes:
        covered[window(box, 0.25)] = GREY
    if keep is not None:
        part = window(keep, 0.25)
        covered[part] = rgb[part]
    return covered
