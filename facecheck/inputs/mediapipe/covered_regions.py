"""Whether the mouth or an eye is covered: the mesh continues where it sees nothing.

The mesh of a face behind a phone, a scarf or a hand is that of a face with its mouth shut. What the
pixels show there is another thing: the skin around the mouth, or around an eye, takes other colours
at once, while the rest of the face keeps its own. Fingers have the skin's own colours, and not its
pattern: brows, lips and the shades around them are no longer where the mesh has them.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from facecheck.core.frames import COVERED, NO_OBSTACLE, Array, Image
from facecheck.core.landmarks import (
    EYE_LEFT_INNER,
    EYE_LEFT_OUTER,
    EYE_RIGHT_INNER,
    EYE_RIGHT_OUTER,
)
from facecheck.inputs.mediapipe.region_patterns import (
    PATTERN_POINTS,
    Colours,
    is_cloth,
    rows_of_eye,
    unlike_eyes,
)

EVERY_S = 0.1
"""So often it is looked: a hand before a mouth takes longer to come and go."""

LEARN_S = 1.0
"""The person's own colours are known after this."""

FOLLOW_S = 8.0
"""They are followed with this time constant: light changes, and heads turn."""

DOUBTED_SHARE = 0.3
"""So much slower are patterns followed that do not look like the person's own."""

CHANGED = 0.3
"""A colour that differs by this share of the face's own brightness is not the same skin's; so is
one whose red less its blue does: cloth as bright as the skin, and blue."""

MOST, HALF = 0.75, 0.5
"""A region of whose points more than most have changed is covered, until half of them are back."""

REST = (151, 9, 6, 197, 195, 108, 337)
"""Forehead and bridge of the nose: they say how bright the face is at the moment."""

REGIONS = {
    COVERED["mouth"]: (164, 18, 200, 57, 287, 92, 322, 202, 422),
    COVERED["left eye"]: (443, 444, 445, 448, 449, 450),
    COVERED["right eye"]: (223, 224, 225, 228, 229, 230),
}
"""Skin around a region that its movements leave the same: lips and lids themselves are not read."""

BELOW_MOUTH = (18, 200, 57, 287, 202, 422)
"""What comes from below, a phone or a scarf, hides the lower lip, the corners and the chin, and may
leave the upper lip: how far the mouth is open cannot be seen either."""

FORESHORTENED = 0.6
"""An eye narrower than this share of the other one is turned away, by some 30 degrees."""

AT_THE_EDGE = 0.9
"""One narrower than this, by some 12 degrees, has its brow's end and temple at the face's edge,
where a few pixels' error of the mesh reads what is behind the person."""

TIPPED_DEG = 10.0
"""A head that is bowed or tipped back by more than when its patterns were learned has glasses, and
the shade under its brows, elsewhere on the mesh: 0.6 alike at 11 degrees, nothing alike at 15."""

TURN_S = 2.0
"""How wide the eyes are is averaged over this: fingers on an eye pull its corners for a moment."""

_RIGHT_EYE = [EYE_RIGHT_OUTER, EYE_RIGHT_INNER]
_LEFT_EYE = [EYE_LEFT_OUTER, EYE_LEFT_INNER]
SKIN = (*REST, *(point for points in REGIONS.values() for point in points), *PATTERN_POINTS)
"""All landmarks whose colours are compared, in the order in which `step` takes them."""

_POINTS = np.array(SKIN)
_PATTERNS = len(SKIN) - len(PATTERN_POINTS)
AROUND = np.array([(0, 0), (1, 0), (-1, 0), (0, 1), (0, -1)])


@dataclass(slots=True)
class _Region:
    rows: slice
    parts: tuple[slice | list[int], ...]
    covered: bool = False
    before: bool = False


class CoveredRegions:
    """Compares the colours of each region with the person's own.

    Attributes:
        looked: The colours all over the face, forehead and nose first, where the last step looked
            at them; else None.
    """

    def __init__(self) -> None:
        """Start with nothing known."""
        self.looked: Colours | None = None
        self._own: Colours | None = None
        self._learned_s = 0.0
        self._last_s: float | None = None
        self._regions: dict[str, _Region] = {}
        self._doubted: list[str] = []
        self._masked = False
        self._widths: Array | None = None
        self._pitch_deg = self._own_pitch_deg = 0.0
        first = len(REST)
        for name, points in REGIONS.items():
            rows = slice(first, first + len(points))
            below = [first + n for n, point in enumerate(points) if point in BELOW_MOUTH]
            self._regions[name] = _Region(rows, (rows, below) if below else (rows,))
            first += len(points)

    def step(
        self, time_s: float, rgb: Image, points: Array, pitch_deg: float = 0.0
    ) -> frozenset[str]:
        """The regions that are covered now.

        Args:
            time_s: Not before the step before.
            rgb: ``(height, width, 3)`` uint8.
            points: ``(478, 3)`` landmarks in pixels.
            pitch_deg: How far the head is bowed; negative where it tips back.
        """
        return self.step_colours(time_s, lambda: _colours(rgb, points), points, pitch_deg)

    def step_colours(
        self,
        time_s: float,
        colours: Callable[[], Colours],
        points: Array,
        pitch_deg: float = 0.0,
    ) -> frozenset[str]:
        """As `step`, of a picture that is somewhere else.

        Args:
            time_s: Not before the step before.
            colours: Gives those of `SKIN`, ``(n, 3)`` of 0 to 255; asked when they are wanted.
            points: ``(478, 3)`` landmarks in pixels.
            pitch_deg: How far the head is bowed; negative where it tips back.
        """
        self._pitch_deg = pitch_deg
        passed_s = EVERY_S if self._last_s is None else time_s - self._last_s
        self.looked = None
        if passed_s >= EVERY_S - 1e-6:
            self._last_s = time_s
            if _turned(points):
                # The far eye goes out of sight behind the nose, and nothing came before it.
                for region in self._regions.values():
                    region.covered = region.before = False
                self._doubted, self._masked = [], False
                return NO_OBSTACLE
            self.looked = colours()
            self._look(min(passed_s, 1.0), self.looked, self._far_eye(min(passed_s, 1.0), points))
        covered = [name for name, region in self._regions.items() if region.covered]
        covered += [name for name in self._doubted if name not in self._regions]
        if self._masked:
            covered.append(COVERED["mouth"])
        return frozenset(covered) if covered else NO_OBSTACLE

    def _far_eye(self, passed_s: float, points: Array) -> str | None:
        """The eye that is turned away so far that its outer points are at the face's edge."""
        now = np.array(_eye_widths(points), np.float32)
        if self._widths is None:
            self._widths = now
        share = min(passed_s / TURN_S, 1.0) * (DOUBTED_SHARE if self._doubted else 1.0)
        self._widths += share * (now - self._widths)
        left, right = self._widths
        if min(left, right) >= AT_THE_EDGE * max(left, right):
            return None
        return "left eye" if left < right else "right eye"

    def _look(self, passed_s: float, seen: Colours, far: str | None) -> None:
        light = float(seen[: len(REST)].mean())
        if light <= 1.0:
            return
        seen = seen / light
        self._masked = is_cloth(seen[_PATTERNS:], seen[: len(REST)].mean(axis=0))
        own = self._own
        if own is None:
            self._own, self._own_pitch_deg = seen, self._pitch_deg
            return
        if self._learned_s >= LEARN_S:
            self._doubted = unlike_eyes(
                seen[_PATTERNS:],
                own[_PATTERNS:],
                far,
                self._doubted,
                tipped=abs(self._pitch_deg - self._own_pitch_deg) > TIPPED_DEG,
            )
        off = _changed(seen, own)
        if self._learned_s >= LEARN_S:
            if _share(off[: len(REST)]) > HALF:
                return  # the light, or all of the face, is another: nothing can be compared
            for name, region in self._regions.items():
                least = HALF if region.covered or region.before else MOST
                now = any(_share(off[rows]) > least for rows in region.parts)
                now = now or name in self._doubted
                # Twice in a row: the edge of a hand that passes, a frame of blurred motion. As the
                # mesh settles, a point or two of it may come to lie beside the thing.
                region.covered, region.before = now and region.before, now
        keep = np.ones(len(own), np.bool_)
        for region in self._regions.values():
            keep[region.rows] = not region.before
        share = min(passed_s / min(self._learned_s + passed_s, FOLLOW_S), 1.0)
        weights = np.where(keep, share, 0.0).astype(np.float32)
        if self._doubted:
            # What lies there for long was no hand: a face that turned, or another light.
            weights[_PATTERNS:] *= DOUBTED_SHARE
        if far is not None:
            weights[_PATTERNS:][rows_of_eye(far)] = 0.0
        own += weights[:, None] * (seen - own)
        slower = DOUBTED_SHARE if self._doubted else 1.0
        self._own_pitch_deg += slower * share * (self._pitch_deg - self._own_pitch_deg)
        self._learned_s += passed_s


def pitch_deg(matrix: Array) -> float:
    """How far a head is bowed, in degrees; negative where it tips back.

    Args:
        matrix: ``(4, 4)``, as in ``Face``.
    """
    return math.degrees(math.atan2(float(matrix[2, 1]), float(matrix[2, 2])))


def _changed(seen: Colours, own: Colours) -> NDArray[np.bool_]:
    """Which points have another colour than the person's own there."""
    off = seen - own
    cooler = np.abs(off[:, 0] - off[:, 2])
    changed: NDArray[np.bool_] = np.maximum(np.abs(off).max(axis=1), cooler) > CHANGED
    return changed


def _share(off: NDArray[np.bool_]) -> float:
    return np.count_nonzero(off) / off.size


def _turned(points: Array) -> bool:
    """Whether the head is turned so far that one eye is much narrower than the other."""
    left, right = _eye_widths(points)
    return min(left, right) < FORESHORTENED * max(left, right)


def _eye_widths(points: Array) -> tuple[float, float]:
    """Left and right, in pixels across the picture."""
    return float(np.ptp(points[_LEFT_EYE, 0])), float(np.ptp(points[_RIGHT_EYE, 0]))


def _colours(rgb: Image, points: Array) -> Colours:
    """The colour at each point, ``(n, 3)``: the mean of five pixels."""
    height, width = rgb.shape[:2]
    places = np.rint(points[_POINTS, :2]).astype(np.intp)[:, None, :] + AROUND
    x = np.clip(places[..., 0], 0, width - 1)
    y = np.clip(places[..., 1], 0, height - 1)
    # As rows of pixels: one index to each instead of two.
    pixels = rgb.reshape(-1, 3).take(y * width + x, axis=0)
    colours: Colours = pixels.mean(axis=1, dtype=np.float32)
    return colours
