"""The person's own range: rest and full effort, from a few seconds of each, checked for sense."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from facecheck.core.errors import CalibrationError
from facecheck.engine.level.level import chooser, read_measure, sided_names
from facecheck.engine.spec.exercise import Exercise
from facecheck.engine.spec.rules import Part

SETTLE_S = 1.0
"""The first second of each stretch is the way into it."""

LEAST_S = 1.5
"""A stretch must have been seen for this long after that."""

LEAST_SHARE, MOST_SHARE = 0.6, 2.5
"""Full effort, as a share of the exercise file's: less is no full effort (or the wrong movement),
more is a tracking error. Faces differ by a factor of two at most on the real clips."""


class TooLittleError(CalibrationError):
    """The movement stayed far under what is usual."""


class TooMuchError(CalibrationError):
    """The movement went farther than faces go."""


Row = tuple[float, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Stretch:
    """One thing the person is asked to do.

    Attributes:
        cue: What is said.
        seconds: For how long.
        exercise: The exercise whose full effort this is; None for rest.
    """

    cue: str
    seconds: float
    exercise: Exercise | None


def stretches(exercises: Sequence[Exercise]) -> list[Stretch]:
    """Rest first, then each exercise at full effort with a rest before it."""
    plan = [Stretch("Look at the camera, face relaxed", 4.0, None)]
    for exercise in exercises:
        plan.append(Stretch(f"{exercise.cues.ready}, as far as is comfortable", 4.0, exercise))
        plan.append(Stretch("Relax", 3.0, None))
    return plan


def rest_levels(rows: Sequence[Row]) -> dict[str, float]:
    """The median of every measure over a relaxed stretch.

    Raises:
        CalibrationError: The face was not seen for long enough.
    """
    seen = _settled(rows, "your relaxed face")
    return {name: median(values[name] for _, values in seen) for name in seen[0][1]}


def full_effort(
    exercise: Exercise, rows: Sequence[Row], rests: Mapping[str, float]
) -> dict[str, float]:
    """The reading of each of a movement's measures at full effort, where the person's own counts.

    Args:
        exercise: What was done.
        rows: Times and measures of the stretch.
        rests: The person's rest levels.

    Raises:
        CalibrationError: It was not seen long enough.
        TooLittleError: It is no full effort; the message says what to do.
        TooMuchError: It is no effort of a face's.
    """
    seen = _settled(rows, exercise.title.lower())
    full = {}
    for part in exercise.movement.parts:
        reading = _reading(part, exercise, seen, rests)
        share = (reading - part.zero) / (part.full - part.zero)
        if share < LEAST_SHARE:
            raise TooLittleError(
                "{title}: {measure} went only {share:.0%} of the usual way; go as far as is "
                "comfortable and hold it, or keep the usual range",
                title=exercise.title,
                measure=part.measure,
                share=share,
            )
        if not part.personal:
            continue
        if share > MOST_SHARE:
            raise TooMuchError(
                "{title}: {measure} went {share:.0%} of the usual way, which no face does; sit "
                "still, in more light, and try again",
                title=exercise.title,
                measure=part.measure,
                share=share,
            )
        full[part.measure] = reading
    return full


def _reading(
    part: Part, exercise: Exercise, seen: Sequence[Row], rests: Mapping[str, float]
) -> float:
    readings = []
    chosen = chooser(exercise.movement.sides, higher_is_stronger=part.full > part.zero)
    for _, values in seen:
        sides = [
            read_measure(values[n], rests.get(n), part.reading) for n in sided_names(part.measure)
        ]
        known = [side for side in sides if side is not None]
        if known:
            readings.append(chosen(known[0], known[-1]))
    # The stronger half of the stretch: people drift out of an effort, never beyond it.
    readings.sort(key=lambda value: abs(value - part.zero))
    return median(readings[len(readings) // 2 :])


def _settled(rows: Sequence[Row], what: str) -> Sequence[Row]:
    seen = [row for row in rows if row[0] - rows[0][0] >= SETTLE_S]
    if not seen or seen[-1][0] - seen[0][0] < LEAST_S:
        raise CalibrationError(
            "{what} was not seen for long enough; face the camera, try again", what=what
        )
    return seen
