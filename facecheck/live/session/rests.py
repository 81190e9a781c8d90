"""The rests before exercises: how long they last, and where the one that runs stands."""

from __future__ import annotations

from facecheck.engine.spec.timed_exercise import AnyExercise
from facecheck.live.session.explanation import explaining_s
from facecheck.live.session.state import Rest

SKIP_REST_S = 5.0
"""The rest after a skip: long enough to read what comes next."""
READY_REST_S = 3.0
"""What is left of it when hands that wait in their place say "ready": it is counted down."""


class Rests:
    """One rest after the other.

    Args:
        explain_s: How long the first exercise is explained at least; 0 where nothing is explained.

    Attributes:
        first: Whether the one that runs is before the first exercise.
    """

    def __init__(self, explain_s: float) -> None:
        self.first = False
        self._explain_s = explain_s
        self._until_s = self._whole_s = 0.0

    def explain(self, exercise: AnyExercise, now_s: float) -> bool:
        """Begin the one in which the first exercise is explained; False where that is not done."""
        if self._explain_s <= 0.0:
            return False
        least_s = max(self._explain_s, exercise.prepare_s, explaining_s(exercise, first=True))
        self.begin(least_s, now_s)
        self.first = True
        return True

    def begin_before(self, exercise: AnyExercise, rest_s: float, now_s: float) -> None:
        """Begin one before an exercise; `rest_s` is what the set before asks for, in seconds."""
        # Whoever takes a band or a gel needs longer than whoever only rests, and whoever is told
        # what comes is told it to the end.
        told_s = explaining_s(exercise) if self._explain_s > 0.0 else 0.0
        self.begin(max(rest_s, exercise.prepare_s, told_s), now_s)

    def begin(self, rest_s: float, now_s: float) -> None:
        """Begin one of so many seconds."""
        self.first = False
        self._whole_s, self._until_s = rest_s, now_s + rest_s

    def end(self, now_s: float) -> None:
        """Let the one that runs be over now."""
        self._until_s = now_s

    def end_shortly(self, now_s: float) -> None:
        """Leave of the one that runs only what is counted down."""
        self._until_s = min(self._until_s, now_s + READY_REST_S)

    def is_over(self, now_s: float) -> bool:
        """Whether the exercise may begin."""
        return now_s >= self._until_s

    def current(self, now_s: float) -> Rest:
        """Where it stands."""
        return Rest(max(0.0, self._until_s - now_s), self._whole_s, self.first)
