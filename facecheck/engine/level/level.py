"""From measures to the level of a movement: a fraction of full effort, 0 at rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from facecheck.core.errors import CalibrationError
from facecheck.engine.level.rest import Baseline
from facecheck.engine.spec.field_types import As, SideChoice, has_sides
from facecheck.engine.spec.rules import MovementRule

_SIDES = ("left", "right")

FAINT = 0.4
"""Under this level a difference of the sides is noise; it is compared with this."""

ASKED_ONLY = 1.0
"""The same of a part that is nobody's effort: its full says from where it moves at all."""


LEAST_SPAN = 1e-6
"""Full effort this near to rest is no movement, and nothing can be divided by it."""


def sided_names(measure: str) -> tuple[str, ...]:
    """The columns a name of an exercise file stands for: itself, or its left and right."""
    return tuple(f"{measure}_{side}" for side in _SIDES) if has_sides(measure) else (measure,)


def needed_rests(movement: MovementRule) -> set[str]:
    """Which rest levels a movement's parts are read against."""
    return {
        name
        for part in movement.parts
        if part.reading != "value"
        for name in sided_names(part.measure)
    }


def read_measure(value: float, rest: float | None, reading: As) -> float | None:
    """A measure read as an exercise asks; None while its rest is unknown."""
    if reading == "value":
        return value
    if rest is None:
        return None
    if reading == "change":
        return value - rest
    return value / rest if rest > 1e-6 else None


def chooser(
    sides: SideChoice, *, higher_is_stronger: bool = True
) -> Callable[[float, float], float]:
    """How the left and the right side become one number: one of the two, or their mean."""
    if sides == "mean":
        return _mean
    return max if (sides == "stronger") == higher_is_stronger else min


def _mean(left: float, right: float) -> float:
    return (left + right) / 2


class Level(NamedTuple):
    """The level at one tick.

    Attributes:
        chosen: The level that the movement's rule chooses.
        left: The left side's, where the movement has sides.
        right: The right side's.
        lead: How far the movement's first part is ahead of its least part, both of the side that
            speaks: the level would be higher by so much if the first part were all of it.
        highest_part: The highest level of any part, on the side on which that is lower.
        first_parts: The first part alone of the left and of the right side, by which sides are
            compared: the least part may be one in the middle, which is the same for both.
        mean_asymmetry: Where several parts have sides, the mean of theirs: each is read in its
            own way and errs in its own way, one side alone moves less in all of them. None where
            one part says it all.
    """

    chosen: float
    left: float | None
    right: float | None
    lead: float = 0.0
    highest_part: float = 0.0
    first_parts: tuple[float, float] | None = None
    mean_asymmetry: float | None = None

    def relative_to(self, share: float) -> Level:
        """The same of somebody whose full effort is such a share of the usual one."""
        left, right = (None if side is None else side / share for side in (self.left, self.right))
        parts = self.first_parts
        first_parts = None if parts is None else (parts[0] / share, parts[1] / share)
        return Level(
            self.chosen / share,
            left,
            right,
            self.lead / share,
            self.highest_part / share,
            first_parts,
            self.mean_asymmetry,
        )

    @property
    def asymmetry(self) -> float:
        """How much less the weaker side does, as a share of the stronger; 0 without sides."""
        if self.left is None or self.right is None:
            return 0.0
        known = self.mean_asymmetry
        return _asymmetry(self.left, self.right) if known is None else known


def _asymmetry(left: float, right: float, faint: float = FAINT) -> float:
    # On the far side of rest nobody does the movement; what lies there is noise, of both sides.
    left, right = max(left, 0.0), max(right, 0.0)
    stronger, weaker = (left, right) if left > right else (right, left)
    return min((stronger - weaker) / max(stronger, faint), 1.0)


class _Column(NamedTuple):
    """One part of the movement on one side, and what turns its reading into a level."""

    name: str
    reading: As
    zero: float
    per_span: float


class LevelMeter:
    """Reads a movement's level off the measures."""

    def __init__(self, movement: MovementRule, full: Mapping[str, float] | None = None) -> None:
        """Prepare the parts; `full` replaces a measure's reading at full effort (a profile's).

        Raises:
            CalibrationError: The profile's full effort is no movement.
        """
        full = full or {}
        self._chosen = chooser(movement.sides)
        columns: dict[str, list[_Column]] = {"left": [], "right": []}
        self._sided = any(has_sides(part.measure) for part in movement.parts)
        for part in movement.parts:
            own = full.get(part.measure, part.full) if part.personal else part.full
            span = own - part.zero
            if abs(span) < LEAST_SPAN:
                raise CalibrationError(
                    "the profile's full effort of {measure} is the reading at rest; run: facecheck "
                    "calibrate",
                    measure=part.measure,
                )
            for side in _SIDES:
                name = f"{part.measure}_{side}" if has_sides(part.measure) else part.measure
                columns[side].append(_Column(name, part.reading, part.zero, 1.0 / span))
        self._left, self._right = tuple(columns["left"]), tuple(columns["right"])
        faint = [FAINT if part.personal else ASKED_ONLY for part in movement.parts]
        pairs = [one for one in zip(self._left, self._right, faint, strict=True) if _differ(*one)]
        self._pairs = pairs if len(pairs) > 1 else []

    def level(self, values: Mapping[str, float], rests: Baseline) -> Level | None:
        """The level now; None while a rest it needs is unknown."""
        left = _parts(self._left, values, rests.now)
        if left is None:
            return None
        if not self._sided:
            return Level(left[1], None, None, left[0] - left[1], left[2])
        right = _parts(self._right, values, rests.now)
        if right is None:
            return None
        chosen = self._chosen(left[1], right[1])
        lead = self._chosen(left[0], right[0]) - chosen
        most = min(left[2], right[2])
        uneven = self._uneven(values, rests.now) if self._pairs else None
        return Level(chosen, left[1], right[1], lead, most, (left[0], right[0]), uneven)

    def _uneven(self, values: Mapping[str, float], rests: Mapping[str, float | None]) -> float:
        """The mean asymmetry of the parts that have sides."""
        total = 0.0
        for *pair, faint in self._pairs:
            left, right = (_parts((column,), values, rests) for column in pair)
            if left is not None and right is not None:
                total += _asymmetry(left[0], right[0], faint)
        return total / len(self._pairs)


def _differ(left: _Column, right: _Column, _: float) -> bool:
    """Whether the left and the right side of a part are two measures."""
    return left.name != right.name


def _parts(
    columns: tuple[_Column, ...], values: Mapping[str, float], rests: Mapping[str, float | None]
) -> tuple[float, float, float] | None:
    """The first part, the least part and the greatest part of one side."""
    first: float | None = None
    least = most = 0.0
    for name, reading, zero, per_span in columns:
        seen = read_measure(values[name], rests.get(name), reading)
        if seen is None:
            return None
        part = (seen - zero) * per_span
        if first is None:
            first = least = most = part
        elif part < least:
            least = part
        elif part > most:
            most = part
    return None if first is None else (first, least, most)
