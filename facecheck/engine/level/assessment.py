"""Both sides of a face at full effort, movement by movement, apart from practice.

Numbers by side with the spread of repeated attempts; no grade. MediaPipe's model has an asymmetry
of its own: a mirrored picture moves its landmarks by 1.1 to 1.4 % of the inter-ocular distance.
Each picture is therefore looked at twice, as it is and mirrored, and the side is the mean of both:
what the model adds to one side in the first look it adds to the other in the second.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, stdev

from facecheck.core.errors import CalibrationError
from facecheck.core.sides import Side
from facecheck.engine.level.calibration import Stretch, rest_levels
from facecheck.engine.level.level import read_measure
from facecheck.engine.spec.coactivation import AT_REST
from facecheck.engine.spec.exercise import Exercise
from facecheck.engine.spec.field_types import has_sides

BEST_S = 1.0
"""A side's reading is its mean over the second in which the movement went farthest."""

LEAST_SEEN = 0.7
"""Share of a stretch's pictures in which the face must be seen in both looks."""

SMALL = 0.1
"""Less of full effort on the stronger side is no movement to compare the sides of."""

CLEAR_SPREADS, CLEAR_SHARE = 2.0, 0.15
"""A side is named as going less far where the difference is larger than two standard deviations of
the attempts' differences, twice what the model's own asymmetry was, and this share of the other
side: less is how far the mesh of a healthy face differs, the same way in each attempt
(docs/rehabilitation.md)."""

TOLD_APART = frozenset({"brow_lift", "corner_pull", "lip_raise", "nose_wing_height"})
"""Measures by which a weaker side was named, and never the wrong one, on people of whom it is known
which it is. In a pucker the mesh moves both corners together; lids were not measured."""

EFFORT_S, RELAX_S, REST_S = 3.0, 2.5, 4.0

Values = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class LookPair:
    """One picture, as it is and mirrored.

    Attributes:
        time_s: When.
        plain: Its measures; None without a face.
        mirrored: Those of the mirrored picture, with left and right as the mirror has them.
        brightness: Mean luma of the face; None where it is not known.
    """

    time_s: float
    plain: Values | None
    mirrored: Values | None
    brightness: float | None = None


@dataclass(frozen=True, slots=True)
class SideValues:
    """Both sides of one thing, and what the model's own asymmetry was in it.

    Attributes:
        left: The person's left.
        right: The person's right.
        own: By how much the plain look alone would have put the left over the right side.
    """

    left: float
    right: float
    own: float

    @property
    def symmetry(self) -> float | None:
        """The weaker side's part of the stronger; None where nothing moved."""
        weak, strong = sorted((self.left, self.right))
        return max(weak, 0.0) / strong if strong >= SMALL else None


@dataclass(frozen=True, slots=True)
class MovementReading:
    """One movement, repeated.

    Attributes:
        exercise: Its id.
        title: What it is called.
        attempts: Each attempt's sides, as fractions of full effort.
        told_apart: Whether what it is read from tells a weaker side.
    """

    exercise: str
    title: str
    attempts: tuple[SideValues, ...]
    told_apart: bool = True

    def mean(self, side: str) -> float:
        """A side's mean over the attempts."""
        return fmean(getattr(attempt, side) for attempt in self.attempts)

    def spread(self, side: str) -> float | None:
        """A side's standard deviation over the attempts; None of a single one."""
        values = [getattr(attempt, side) for attempt in self.attempts]
        return stdev(values) if len(values) > 1 else None

    @property
    def weaker(self) -> Side | None:
        """The side that clearly goes less far; None where the difference says nothing."""
        if len(self.attempts) < 2 or not self.told_apart:
            return None
        apart = [attempt.left - attempt.right for attempt in self.attempts]
        own = fmean(abs(attempt.own) for attempt in self.attempts)
        stronger = max(self.mean("left"), self.mean("right"))
        least = max(CLEAR_SPREADS * max(stdev(apart), own), CLEAR_SHARE * stronger)
        if stronger < SMALL or abs(fmean(apart)) <= least:
            return None
        return "right" if fmean(apart) > 0.0 else "left"

    @property
    def symmetry(self) -> float | None:
        """Mean symmetry of the attempts in which something moved; None where nothing did."""
        known = [s for attempt in self.attempts if (s := attempt.symmetry) is not None]
        return fmean(known) if known else None


@dataclass(frozen=True, slots=True)
class Assessment:
    """What an assessment amounts to.

    Attributes:
        rest: Lids, corners of the mouth and brows at rest, in the units of their measures.
        movements: In the order in which they were done.
        brightness: Mean luma of the face throughout, 0 to 1; None where it is not known.
        distance_cm: Face to camera, mean.
        seen_share: Share of the pictures in which the face was seen in both looks.
    """

    rest: Mapping[str, SideValues]
    movements: tuple[MovementReading, ...]
    brightness: float | None
    distance_cm: float
    seen_share: float


def assessment_stretches(exercises: Sequence[Exercise], repeats: int) -> list[Stretch]:
    """Rest, then every movement `repeats` times with a rest after each."""
    plan = [Stretch("Look at the camera, face relaxed", REST_S, None)]
    for exercise in exercises:
        for n in range(repeats):
            cue = f"{exercise.cues.ready}, as far as you can ({n + 1} of {repeats})"
            plan += [Stretch(cue, EFFORT_S, exercise), Stretch("Relax", RELAX_S, None)]
    return plan


def assess(plan: Sequence[Stretch], rows: Sequence[Sequence[LookPair]]) -> Assessment:
    """Read both sides of every movement.

    Args:
        plan: What was asked for, rest first.
        rows: What was seen in each stretch of it.

    Raises:
        CalibrationError: A stretch was not seen well enough; the message says which.
    """
    for stretch, seen in zip(plan, rows, strict=True):
        good = sum(look.plain is not None and look.mirrored is not None for look in seen)
        if not seen:
            raise CalibrationError(
                "the picture ended before '{cue}'; an assessment takes {sum:.0f} s",
                cue=stretch.cue,
                sum=sum(each.seconds for each in plan),
            )
        if good < LEAST_SEEN * len(seen):
            raise CalibrationError(
                "'{cue}': your face was seen in {good} of {seen} pictures; face the camera, in "
                "even light, and begin again",
                cue=stretch.cue,
                good=good,
                seen=len(seen),
            )
    plain = rest_levels([(x.time_s, x.plain) for x in rows[0] if x.plain is not None])
    mirrored = rest_levels([(x.time_s, x.mirrored) for x in rows[0] if x.mirrored is not None])
    found: dict[str, list[SideValues]] = {}
    exercises: dict[str, Exercise] = {}
    for stretch, seen in zip(plan, rows, strict=True):
        if stretch.exercise is not None:
            exercises[stretch.exercise.id] = stretch.exercise
            sides = best_sides(stretch.exercise, seen, plain, mirrored)
            found.setdefault(stretch.exercise.id, []).append(sides)
    looks = [look for seen in rows for look in seen]
    light = [look.brightness for look in looks if look.brightness is not None]
    far = [look.plain["distance_cm"] for look in looks if look.plain is not None]
    both = sum(look.plain is not None and look.mirrored is not None for look in looks)
    return Assessment(
        {name: _of_both(_pair(plain, name), _pair(mirrored, name)) for name in AT_REST},
        tuple(_reading(exercises[name], each) for name, each in found.items()),
        fmean(light) if light else None,
        fmean(far),
        both / len(looks),
    )


def best_sides(
    exercise: Exercise, looks: Sequence[LookPair], plain: Values, mirrored: Values
) -> SideValues:
    """Both sides in the second in which the movement went farthest.

    Args:
        exercise: Whose first part is read; it has sides.
        looks: The attempt's pictures.
        plain: Rest levels of the plain look.
        mirrored: Rest levels of the mirrored look.
    """
    part = exercise.movement.parts[0]
    if not has_sides(part.measure):
        raise ValueError(f"{exercise.id}: its first part has no sides")

    def share(values: Values, rests: Values, side: str) -> float:
        name = f"{part.measure}_{side}"
        seen = read_measure(values[name], rests[name], part.reading)
        return 0.0 if seen is None else (seen - part.zero) / (part.full - part.zero)

    rows: list[tuple[float, SideValues]] = []
    for look in looks:
        if look.plain is not None and look.mirrored is not None:
            one = {s: share(look.plain, plain, s) for s in ("left", "right")}
            other = {s: share(look.mirrored, mirrored, s) for s in ("left", "right")}
            rows.append((look.time_s, _of_both(one, other)))
    best, best_mean = rows[:1], -1.0
    for n, (from_s, _) in enumerate(rows):
        window = [row for row in rows[n:] if row[0] - from_s < BEST_S]
        if rows[-1][0] - from_s < BEST_S * 0.9 and n:
            break
        mean = fmean(sides.left + sides.right for _, sides in window)
        if mean > best_mean:
            best, best_mean = window, mean
    return SideValues(*(fmean(getattr(s, k) for _, s in best) for k in ("left", "right", "own")))


def _reading(exercise: Exercise, attempts: Sequence[SideValues]) -> MovementReading:
    told = exercise.movement.parts[0].measure in TOLD_APART
    return MovementReading(exercise.id, exercise.title, tuple(attempts), told)


def _pair(levels: Values, name: str) -> dict[str, float]:
    return {side: levels[f"{name}_{side}"] for side in ("left", "right")}


def _of_both(plain: Values, mirrored: Values) -> SideValues:
    """The mean of both looks; what the mirror calls left is the person's right."""
    left = 0.5 * (plain["left"] + mirrored["right"])
    right = 0.5 * (plain["right"] + mirrored["left"])
    return SideValues(left, right, (plain["left"] - plain["right"]) - (left - right))
