"""How long what is said before an exercise takes, so that its beginning does not break it off."""

from __future__ import annotations

from facecheck.engine.spec.timed_exercise import AnyExercise

CHARACTERS_A_SECOND = 13.5
"""Of an exercise file's English text as the words that come along say it; German takes as long."""
NEXT_S = 2.5
"""For that it is next, and a breath."""
HEARD_S = 6.5
"""For what will be heard, which is said before the first exercise."""
READY_S = 4.5
"""For how to say that one is ready, where something has to be taken or the hands have a place."""


def says_ready(exercise: AnyExercise) -> bool:
    """Whether it is said aloud how to be ready: not where one only rests."""
    return exercise.prepare_s > 0.0 or bool(exercise.requires)


def explaining_s(exercise: AnyExercise, *, first: bool = False) -> float:
    """Seconds in which an exercise is explained in words.

    Args:
        exercise: The one that comes.
        first: Whether nothing was done before it.
    """
    said_s = (len(exercise.title) + len(exercise.instructions)) / CHARACTERS_A_SECOND
    ready_s = READY_S if says_ready(exercise) else 0.0
    return said_s + NEXT_S + ready_s + (HEARD_S if first else 0.0)
