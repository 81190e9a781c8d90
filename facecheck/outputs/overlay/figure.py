"""A schematic face that demonstrates the movement, with the hands it needs.

Nothing is drawn for one exercise alone: what moves follows from the measures of the movement, and
the hands from what the exercise requires.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import ArrayLike

from facecheck.core.frames import Image
from facecheck.outputs.overlay.palette import ORANGE, SKY, SOFT, WHITE, YELLOW, Colour

_SHIFT = 4
_PARTS: Sequence[tuple[str, str]] = (
    ("brow_lift_down", "frown"),
    ("corner_over_seam_down", "droop"),
    ("closed_alone", "wink"),
    ("jaw_aside", "aside"),
    ("lip_height", "press"),
    ("cheeks_out", "puff"),
    ("lid_upper", "shut"),
    ("lid", "lids"),
    ("eye", "lids"),
    ("lip_raise", "sneer"),
    ("lip", "jaw"),
    ("jaw", "jaw"),
    ("chin", "jaw"),
    ("lower_lip", "jaw"),
    ("brow", "brows"),
    ("corner_reach", "width"),
    ("corner", "smile"),
    ("mouth_width", "width"),
    ("upper_lip", "sneer"),
    ("nose", "sneer"),
)
"""Beginning of a measure's name, and the part of the drawing that it moves; the first that fits."""
_HANDS = {
    "palm_on_cheek": "palm",
    "hands_at_jaw": "band",
    "hand": "strokes",
    "hand_with_device": "device",
}


@dataclass(frozen=True, slots=True)
class Pose:
    """What a drawing shows.

    Attributes:
        moving: Parts of the face that move.
        hands: What the hands do; empty for free hands.
    """

    moving: frozenset[str] = frozenset()
    hands: frozenset[str] = frozenset()

    @classmethod
    def of(cls, measures: Iterable[str], requires: Iterable[str]) -> Pose:
        """The drawing of a movement.

        >>> sorted(Pose.of(["lip_gap", "jaw_drop"], ["hands_at_jaw"]).hands)
        ['band']
        """
        moving = {part for name in measures if (part := _part(name)) is not None}
        if "smile" in moving:
            # A smile takes the upper lip along, which is no snarl.
            moving.discard("sneer")
        return cls(
            frozenset(moving), frozenset(_HANDS[name] for name in requires if name in _HANDS)
        )


def _part(measure: str) -> str | None:
    return next((part for start, part in _PARTS if measure.startswith(start)), None)


class Sketch(ABC):
    """Takes lines in units around a centre, one unit being a hundredth of the drawing's height."""

    @abstractmethod
    def line(
        self,
        points: ArrayLike,
        colour: Colour,
        wide: float = 1.6,
        *,
        closed: bool = False,
        filled: bool = False,
    ) -> None:
        """A line through points; y points down."""

    def arc(
        self,
        x: float,
        y: float,
        across: float,
        down: float,
        colour: Colour,
        wide: float = 1.6,
        *,
        start: float = 0.0,
        end: float = 360.0,
        filled: bool = False,
    ) -> None:
        """Part of an ellipse, degrees clockwise from the right."""
        turn = np.radians(np.linspace(start, end, 49))
        points = np.stack([x + across * np.cos(turn), y + down * np.sin(turn)], axis=1)
        self.line(points, colour, wide, filled=filled)


class _OnCanvas(Sketch):
    """Draws on a picture."""

    def __init__(self, canvas: Image, centre: tuple[int, int], unit: float) -> None:
        self._canvas = canvas
        self._centre = centre
        self._unit = unit

    def line(
        self,
        points: ArrayLike,
        colour: Colour,
        wide: float = 1.6,
        *,
        closed: bool = False,
        filled: bool = False,
    ) -> None:
        at = (np.asarray(points, np.float64) * self._unit + self._centre) * (1 << _SHIFT)
        fixed = np.rint(at).astype(np.int32).reshape(-1, 1, 2)
        if filled:
            cv2.fillPoly(self._canvas, [fixed], colour, cv2.LINE_AA, _SHIFT)
            return
        stroke = max(2, round(wide * self._unit))
        cv2.polylines(self._canvas, [fixed], closed, colour, stroke, cv2.LINE_AA, _SHIFT)


def draw_figure(
    canvas: Image, centre: tuple[int, int], height: int, pose: Pose, share: float
) -> None:
    """Draw a face in the middle of a movement, in place.

    Args:
        canvas: The picture.
        centre: Of the drawing, in pixels.
        height: Of the drawing, in pixels.
        pose: What moves.
        share: How far it has moved, 0 at rest to 1 at full effort.
    """
    sketch_figure(_OnCanvas(canvas, centre, height / 100), pose, share)


def sketch_figure(sketch: Sketch, pose: Pose, share: float) -> None:
    """The same as lines, for whatever draws them."""
    move = dict.fromkeys(pose.moving, share)
    drop = 13 * move.get("jaw", 0.0)
    _head(sketch, drop, move)
    _eyes(sketch, pose, move)
    _mouth(sketch, pose, move, drop)
    if "palm" in pose.hands:
        _palm(sketch)
    if "band" in pose.hands:
        _band(sketch, drop)
    if pose.hands & {"strokes", "device"}:
        _stroke(sketch, share, device="device" in pose.hands)


def _colour(pose: Pose, *parts: str) -> Colour:
    return YELLOW if pose.moving & set(parts) else WHITE


def _head(sketch: Sketch, drop: float, move: dict[str, float]) -> None:
    puff, aside = 6 * move.get("puff", 0.0), 6 * move.get("aside", 0.0)
    sketch.arc(0, -6, 31, 38, SOFT, start=180, end=360)
    sketch.arc(aside, -6, 31 + puff, 42 + drop, SOFT, start=0, end=180)
    sketch.line([(-1, -6), (-4, 7), (1, 8)], SOFT)


def _eyes(sketch: Sketch, pose: Pose, move: dict[str, float]) -> None:
    up = 5 * move.get("brows", 0.0) - 5 * move.get("frown", 0.0)
    lids, both = move.get("lids", 0.0), move.get("shut", 0.0)
    for side in (-1, 1):
        shut = max(both, move.get("wink", 0.0)) if side == 1 else both
        x, y, narrow = side * 13.0, -13.0, 1 - max(0.72 * lids, 0.96 * shut)
        colour = _colour(pose, "lids", "shut", *(("wink",) if side == 1 else ()))
        across = np.linspace(-7.5, 7.5, 17)
        bow = np.sqrt(np.maximum(0.0, 1 - (across / 7.5) ** 2))
        # A shut eye's margin lies where the lower lid was: the upper one comes down to it.
        upper = [
            (x + float(a), y + (3.2 * shut - 4.2 * narrow) * float(b))
            for a, b in zip(across, bow, strict=True)
        ]
        lower = [
            (x + float(a), y + max(3.6 * narrow, 3.2 * shut) * float(b))
            for a, b in zip(across, bow, strict=True)
        ]
        if shut < 0.7:
            sketch.arc(x, y, 2.6, min(2.6, 3.6 * narrow), colour, filled=True)
        sketch.line(upper, colour)
        sketch.line(lower, colour)
        brow = [(x - 8.0, -21 - up), (x, -24.0 - up), (x + 8.0, -21 - up)]
        sketch.line(brow, _colour(pose, "brows", "frown"), 1.8)
        if "shut" in pose.moving:
            _arrow(sketch, x, -29.0, 1)
        elif "lids" in pose.moving:
            _arrow(sketch, x, -3.0, -1)
        if pose.moving & {"brows", "frown"}:
            _arrow(sketch, x, -29.0 - up, -1 if "brows" in pose.moving else 1)


def _mouth(sketch: Sketch, pose: Pose, move: dict[str, float], drop: float) -> None:
    colour = _colour(pose, "jaw", "smile", "width", "sneer", "droop", "press", "puff", "aside")
    aside = 6 * move.get("aside", 0.0)
    half = 9.5 + 4 * move.get("smile", 0.0) - 4 * move.get("width", 0.0) - 0.12 * drop
    lift = 4 * move.get("smile", 0.0) - 5 * move.get("droop", 0.0)
    sneer = 3 * move.get("sneer", 0.0)
    y = 17.0
    if drop > 0.5:
        sketch.arc(0, y + drop / 2, half, 1.5 + drop / 2, colour)
    else:
        across = np.linspace(-1, 1, 17)
        curve = [
            (aside + half * float(a), y - lift * float(a * a) - sneer * float(1 - abs(a)))
            for a in across
        ]
        # Lips that are pressed together show as one thin line.
        sketch.line(curve, colour, 1.6 - 0.8 * move.get("press", 0.0))
    if "jaw" in pose.moving:
        _arrow(sketch, 0, 43.0 + drop, 1)
    if "sneer" in pose.moving:
        for side in (-1, 1):
            nose = side * 6.0
            sketch.arc(nose, 6.0 - sneer, 2.6, 2.6, YELLOW, start=180, end=360)
            _arrow(sketch, side * 14.0, 8.0 - sneer, -1)


def _arrow(sketch: Sketch, x: float, y: float, way: int) -> None:
    sketch.line([(x, y - 3 * way), (x, y + 3 * way)], SKY)
    sketch.line([(x - 2.4, y + 0.6 * way), (x, y + 3.2 * way), (x + 2.4, y + 0.6 * way)], SKY)


def _palm(sketch: Sketch) -> None:
    """A flat hand on one cheek: palm at the cheekbone, fingers to the temple."""
    for n in range(4):
        x = 20.0 + 5.2 * n
        sketch.line([(x + 2, 15.0), (x + 1.0 * n, -10.0 + 2.2 * abs(n - 1.4))], ORANGE, 4.4)
    sketch.line([(22, 13), (39, 13), (40, 29), (27, 33), (22, 25)], ORANGE, filled=True)
    sketch.line([(23, 25), (14, 15)], ORANGE, 4.4)


def _band(sketch: Sketch, drop: float) -> None:
    """A band under the chin, its ends in two fists."""
    chin = 39.0 + drop
    sketch.line([(-38, 20), (-18, chin - 3), (0, chin), (18, chin - 3), (38, 20)], ORANGE, 3.0)
    for side in (-1, 1):
        sketch.arc(side * 40.0, 18, 6, 6, ORANGE, filled=True)


def _stroke(sketch: Sketch, share: float, *, device: bool) -> None:
    """A hand or a device that goes along the jaw and the cheek, from the chin to the ear."""
    way = np.radians(np.linspace(75, 20, 23))
    line = np.stack([24 * np.cos(way), -6 + 36 * np.sin(way)], axis=1)
    sketch.line(line, SKY)
    sketch.line([line[-1] + (-4.5, 0.5), line[-1], line[-1] + (1.5, 4.5)], SKY)
    x, y = line[round(share * (len(line) - 1))]
    if device:
        sketch.line([(x, y), (x + 13, y + 17)], ORANGE, 6.0)
        sketch.arc(x, y, 4.2, 4.2, YELLOW, filled=True)
        return
    for n in range(4):
        sketch.line([(x - 3 + 3.6 * n, y - 2 + 1.5 * n), (x + 7 + 3.4 * n, y + 16)], ORANGE, 3.4)
    sketch.arc(x + 13, y + 19, 8, 7, ORANGE, filled=True)
