"""Strokes of a hand over the face: where it glides, when it moves, when it rests.

A tour is written as `area:seconds` pairs, e.g. `jaw:6 cheek:6 rest:4 cheek:6`. The hand goes from
one area to the next without leaving the face; in a `rest` it lies where it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from sample_videos.actor.action import Action, smooth
from sample_videos.actor.mesh import FloatArray

TOURING = ("toner", "massage")
REST = "rest"
STROKE_S = 2.4  # there and back
CHANGE_S = 0.7  # from one area to the next
STOP_S = 0.25  # a stroke slows down and gathers speed within this
CONTACT = 0.1  # decimetres from where it lies within which a hand is on the face
RATE_HZ = 240.0

# For the left side, in the head's frame: where the middle of the palm is, and half a stroke.
# The device reaches 0.7 dm above the palm, hence the anchors below what it touches.
DEVICE: Mapping[str, tuple[tuple[float, float], tuple[float, float]]] = {
    "jaw": ((0.72, -1.22), (0.16, 0.10)),
    "cheek": ((0.66, -0.74), (0.10, 0.16)),
    "forehead": ((0.42, -0.12), (0.14, 0.06)),
}
PALM: Mapping[str, tuple[tuple[float, float], tuple[float, float]]] = {
    "jaw": ((0.56, -0.86), (0.10, 0.14)),
    "cheek": ((0.56, -0.52), (0.08, 0.16)),
    "forehead": ((0.46, 0.16), (0.12, 0.10)),
}


@dataclass(frozen=True, slots=True)
class Segment:
    """One part of a tour; `area` may be `REST`."""

    area: str
    seconds: float


def segments(style: str) -> tuple[Segment, ...]:
    """A tour from its words."""
    return tuple(
        Segment(area, float(seconds))
        for area, _, seconds in (word.partition(":") for word in style.split())
    )


def tour_seconds(style: str) -> float:
    """How long a tour takes."""
    return sum(part.seconds for part in segments(style))


def rests(action: Action) -> list[tuple[float, float]]:
    """When the hand lies still on the face: start and end of each rest, in clip time."""
    at = action.start_s + action.rise_s
    out = []
    for part in segments(action.style):
        if part.area == REST:
            out.append((at, at + part.seconds))
        at += part.seconds
    return out


@dataclass(slots=True)
class Tour:
    """The way of one hand's touching point over the face.

    Args:
        action: A toner's or a massaging hand's, whose style is the tour.
        lie: Gives the move that lays the hand on the face with its palm at (x, y).
    """

    action: Action
    lie: Callable[[tuple[float, float]], FloatArray]
    _time_s: FloatArray = field(init=False)
    _moves: FloatArray = field(init=False)
    _moving: FloatArray = field(init=False)

    def __post_init__(self) -> None:
        """Lay the hand down at both ends of every stroke, once."""
        areas = DEVICE if self.action.kind == "toner" else PALM
        parts = segments(self.action.style)
        ends = {
            name: (
                self.lie((x - dx, y - dy)),
                self.lie((x + dx, y + dy)),
            )
            for name, ((x, y), (dx, dy)) in areas.items()
            if any(part.area == name for part in parts)
        }
        count = int(tour_seconds(self.action.style) * RATE_HZ) + 1
        self._time_s = np.arange(count) / RATE_HZ
        self._moving = self._speed(parts)
        phase = 2 * np.pi / STROKE_S * np.cumsum(self._moving) / RATE_HZ
        along = (0.5 - 0.5 * np.cos(phase))[:, None]
        places = {name: low + along * (high - low) for name, (low, high) in ends.items()}
        first = next(part.area for part in parts if part.area != REST)
        self._moves = places[first].copy()
        at, before = 0.0, first
        for part in parts:
            if part.area not in (REST, before):
                share = smooth((self._time_s - at) / CHANGE_S)[:, None]
                after = self._time_s >= at
                mixed = places[before] + share * (places[part.area] - places[before])
                self._moves[after] = mixed[after]
                before = part.area
            at += part.seconds

    def _speed(self, parts: tuple[Segment, ...]) -> FloatArray:
        """1 while it strokes, 0 while it rests, with ramps between."""
        speed = np.ones(len(self._time_s))
        at = 0.0
        for part in parts:
            if part.area == REST:
                slowing = smooth((self._time_s - at + STOP_S / 2) / STOP_S)
                going = smooth((self._time_s - at - part.seconds + STOP_S / 2) / STOP_S)
                speed -= slowing - going
            at += part.seconds
        return np.clip(speed, 0.0, 1.0)

    def at(self, time_s: float) -> FloatArray:
        """The move `(3,)` of the hand from its own place at an instant of the clip."""
        return np.asarray(self._moves[self._index(time_s)])

    def moving(self, time_s: float) -> bool:
        """Whether it strokes: at half its speed or more, rests being what the script says."""
        return bool(self._moving[self._index(time_s)] >= 0.5)

    def _index(self, time_s: float) -> int:
        since_s = time_s - self.action.start_s - self.action.rise_s
        return int(np.clip(round(since_s * RATE_HZ), 0, len(self._time_s) - 1))
