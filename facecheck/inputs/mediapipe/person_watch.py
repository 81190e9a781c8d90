"""Whether another person has sat down: nothing is known of their face at rest.

One person's face never changes at once. Where it was out of sight, or the picture of it jumps, its
proportions and the colour of its skin are compared with those from before.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from facecheck.core.frames import Face
from facecheck.inputs.mediapipe.region_patterns import Colours, alike

Floats = NDArray[np.float64]

GONE_S = 0.3
"""A face out of sight for longer may be another one."""

JUMPED = 0.8
"""Correlation of a face's colours with those a tenth of a second before, under which it jumped."""

LEARN_S = 1.0
"""So long a person must have been seen to be told from another one."""

SETTLES_S, COMPARE_S = 0.2, 0.5
"""The mesh settles on a face that it has just found; what is seen then is compared."""

OPEN_SHARE, WAITS_S = 0.6, 4.0
"""Eyes that are less open than this share of what they were are waited for, for so long at most:
where they are squeezed shut the outer corners, by whose distance all is measured, come in by 5 to
10 % on a rendered old man with glasses. Holds of a closure last for some seconds; somebody whose
eyes are that much narrower is compared all the same."""

LENGTHS: tuple[tuple[int, int, float, float], ...] = (
    (133, 362, 0.025, 0.0007),
    (127, 356, 0.045, 0.002),
    (10, 168, 0.025, 0.004),
    (168, 2, 0.035, 0.003),
    (6, 4, 0.022, 0.002),
    (172, 397, 0.06, 0.003),
)
"""Lengths that movements hardly change (between the inner eye corners, across the temples, the
forehead, the nose, its bridge, the jaw's angles), how far one person's wander in a clip, in
inter-ocular distances, and how much farther for each degree by which the head is turned or tipped
otherwise, for the mesh's depth is half a guess: seven real people and seven rendered ones, of whom
one tips the head back by 18 degrees."""

AS_EVER_DEG = 3.0
"""Heads are never quite still: what so little changes is in how far lengths wander."""

NEAREST = 10
"""So many looks at the one before are compared: those in the most similar pose."""

SKIN_POINTS = 7
"""The first colours are those of forehead and nose, which things seldom come before."""

WANDERS_SKIN = 0.06
"""How far one person's shares of red and blue to green wander, as light and pose change."""

LEVELS = 4.0
"""So far off may red, green and blue be of 255, by the sensor's black and the rounding of colour:
in the dark, where skin has thirty, shares wander further by it."""

ANOTHER = 1.5
"""So far two people are apart, where one person's lengths are off by 1 as they wander, and so is
the colour of one person's skin. The two add up: an expression moves the one and the light the
other. Raised brows with the head turned are 1.12 and 0.18 on a real man with glasses; seven real
people are 1.5 and more apart from each other, rendered ones, who are shaped alike, 1.5 to 7 where
their skin's colour tells them."""

_ENDS = np.array([length[:2] for length in LENGTHS])
_WANDER = np.array([wander for *_, wander, _ in LENGTHS])
_PER_DEG = np.array([per_deg for *_, per_deg in LENGTHS])
_FRONT = np.array([1.0, -1.0, -1.0])
_CORNERS = [33, 263]
_UPPER, _LOWER = [159, 386], [145, 374]


class _FaceLook(NamedTuple):
    """One look at a face. What it shows is asked for where there is a doubt, which is seldom."""

    face: Face
    colours: Colours

    @property
    def pose_deg(self) -> Floats:
        """How far the head is turned and tipped: what front-turning has to make up for."""
        forward = self.face.matrix[:3, 2].astype(np.float64)
        forward = forward / max(float(np.linalg.norm(forward)), 1e-9)
        return np.degrees(np.arcsin(np.clip(forward[:2], -1.0, 1.0)))

    @property
    def opening(self) -> float:
        """How far both lids are apart, as a share of the outer eye corners' distance."""
        points = self.face.points
        apart = np.linalg.norm(points[_UPPER] - points[_LOWER], axis=1).mean()
        wide = np.linalg.norm(points[_CORNERS[0]] - points[_CORNERS[1]])
        return float(apart / max(float(wide), 1e-6))

    @property
    def traits(self) -> Floats:
        """The lengths, the shares of red and blue, and the level of green."""
        turn, _, back = np.linalg.svd(self.face.matrix[:3, :3].astype(np.float64))
        points = (self.face.points.astype(np.float64) * _FRONT) @ (turn @ back)
        unit = max(float(np.hypot(*(points[_CORNERS[0], :2] - points[_CORNERS[1], :2]))), 1e-6)
        ends = points[_ENDS][..., :2]
        lengths = np.hypot(*(ends[:, 0] - ends[:, 1]).T) / unit
        skin = self.colours[:SKIN_POINTS].mean(axis=0).astype(np.float64)
        red, green, blue = skin.tolist()
        green = max(green, 1.0)
        return np.array([*lengths, red / green, blue / green, green])


class PersonWatch:
    """Compares the face that is seen with the one before."""

    def __init__(self) -> None:
        """Start without anybody."""
        self._own: list[_FaceLook] = []
        self._new: list[_FaceLook] = []
        self._doubt_s: float | None = None
        self._new_s = self._open_before = 0.0
        self._last_s: float | None = None
        self._last: Colours | None = None
        self._known_s = 0.0

    def step(self, time_s: float, face: Face, colours: Colours) -> bool:
        """Take a face, some ten times a second; whether it turned out to be another person's.

        Args:
            time_s: Not before the step before.
            face: The face.
            colours: ``(n, 3)`` at landmarks all over it, the forehead and the nose's first.
        """
        last_s, last = self._last_s, self._last
        self._last_s, self._last = time_s, colours
        if last_s is None or last is None:
            return False
        if time_s - last_s > GONE_S or alike(colours, last) < JUMPED:
            self._new.clear()
            # Less was seen of the one before than tells people apart.
            self._doubt_s = time_s if self._known_s >= LEARN_S else None
            if self._doubt_s is None:
                self._own.clear()
                self._known_s = 0.0
            else:
                self._open_before = float(np.median([look.opening for look in self._own]))
            return False
        seen = _FaceLook(face, colours)
        if self._doubt_s is None:
            self._own.append(seen)
            del self._own[:-60]
            self._known_s += time_s - last_s
            return False
        waited_s = time_s - self._doubt_s
        narrowed = seen.opening < OPEN_SHARE * self._open_before
        if waited_s < SETTLES_S or (narrowed and waited_s < WAITS_S):
            return False
        if not self._new:
            self._new_s = time_s
        self._new.append(seen)
        if time_s - self._new_s < COMPARE_S:
            return False
        other = _are_two(self._own, self._new)
        self._own = [*([] if other else self._own), *self._new]
        self._new, self._doubt_s = [], None
        if other:
            self._known_s = LEARN_S
        return other


def _are_two(own: Sequence[_FaceLook], new: Sequence[_FaceLook]) -> bool:
    """Whether what was seen before and what is seen now are two people."""
    pose = np.median([look.pose_deg for look in new], axis=0)
    off = np.array([math.hypot(*(look.pose_deg - pose)) for look in own])
    nearest = np.argsort(off, kind="stable")[:NEAREST]
    before = np.median([own[n].traits for n in nearest], axis=0)
    now = np.median([look.traits for look in new], axis=0)
    return _apart(before, now, float(np.median(off[nearest]))) > ANOTHER


def _apart(one: Floats, other: Floats, turned_deg: float) -> float:
    """How far two people's traits are apart; see `ANOTHER`."""
    off = np.abs(one - other)
    wander = np.hypot(_WANDER, _PER_DEG * max(turned_deg - AS_EVER_DEG, 0.0))
    shape = float(np.sqrt(np.mean((off[: len(LENGTHS)] / wander) ** 2)))
    wanders = max(WANDERS_SKIN, LEVELS / float(min(one[-1], other[-1])))
    skin = float(off[len(LENGTHS) : -1].max()) / wanders
    return shape + skin
