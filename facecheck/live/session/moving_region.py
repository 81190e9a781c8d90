"""Which part of the face an exercise moves, for outlines and drawings."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from facecheck.engine.spec.timed_exercise import AnyExercise


def moving_measures(exercise: AnyExercise) -> tuple[str, ...]:
    """What is measured of the movement; nothing where the clock alone decides."""
    # Here, not above: the window is opened before the engine is loaded.
    from facecheck.engine.spec.timed_exercise import TimedExercise

    if isinstance(exercise, TimedExercise):
        return ()
    # What shrinks is drawn the other way: brows that come down, corners that are drawn down.
    return tuple(
        f"{part.measure}_down" if part.full < part.zero else part.measure
        for part in exercise.movement.parts
    )
