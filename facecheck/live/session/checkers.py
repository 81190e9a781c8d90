"""Makes the checker of an exercise with the session's options."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from facecheck.core.events import Attempt
from facecheck.engine.factory import AnyChecker, checker_for
from facecheck.engine.spec.timed_exercise import AnyExercise
from facecheck.live.options import LiveOptions


class CheckerFactory:
    """Makes checkers, one for each set.

    Args:
        options: The session's.
        earlier: Attempts of the first set, from before it was interrupted.
    """

    def __init__(self, options: LiveOptions, earlier: Sequence[Attempt] = ()) -> None:
        self._options = options
        self._person = options.personal
        self._earlier = earlier

    def learn(self, full: Mapping[str, float], rest: Mapping[str, float]) -> None:
        """Take what was learned of the person since: checkers made from now on know it."""
        known = self._person
        self._person = replace(
            known, full={**(known.full or {}), **full}, rest={**(known.rest or {}), **rest}
        )

    def __call__(self, exercise: AnyExercise) -> AnyChecker:
        """The checker of a set."""
        # Only the session's first set continues; an exercise that is done again restarts.
        before, self._earlier = self._earlier, ()
        return checker_for(exercise, self._options.targets, self._person, earlier=before)
