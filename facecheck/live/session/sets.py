"""The current set of a session, and the finished ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from facecheck.core.events import ByHand
from facecheck.core.frames import Observation
from facecheck.core.messages import Code, Message
from facecheck.core.results import ScoreResult
from facecheck.engine.factory import AnyChecker
from facecheck.engine.spec.timed_exercise import AnyExercise
from facecheck.live.session.state import Correction, StepResult

REMARK_S = 4.0
"""How long it is told that a count was corrected by hand."""
HURT = Message(Code.HURT)
"""The warning of a set that was."""


class Sets:
    """One set after the other, each with the checker that judges it.

    Args:
        exercises: In order; at least one.
        make: Makes the checker of an exercise.
        reached_s: How far the first set had come before it was interrupted.

    Attributes:
        index: The present exercise's place.
        begun: Whether anything was judged in the present set.
        stopped_for_pain: The numbers of the sets that ended because of pain.
    """

    def __init__(
        self,
        exercises: Sequence[AnyExercise],
        make: Callable[[AnyExercise], AnyChecker],
        reached_s: float = 0.0,
    ) -> None:
        self.exercises = tuple(exercises)
        self.index = 0
        self.begun = False
        self.stopped_for_pain: set[int] = set()
        self._make = make
        self._checker = make(self.exercises[0])
        self._kept: dict[int, tuple[AnyChecker, float, int]] = {}
        self._last: tuple[AnyChecker, int, AnyExercise] | None = None
        self._reached_s = reached_s
        self._begun_s = -reached_s
        self._set_n = 1
        self._restarts = self._pauses = 0
        self._correction: Correction | None = None
        self._corrected_s = 0.0

    @property
    def exercise(self) -> AnyExercise:
        """The present exercise; in a rest, the next one."""
        return self.exercises[self.index]

    @property
    def is_last(self) -> bool:
        """Whether no exercise comes after this one."""
        return self.index == len(self.exercises) - 1

    @property
    def finished_places(self) -> tuple[int, ...]:
        """The places of the exercises that `results` tells of."""
        return tuple(sorted(self._kept))

    def start_first(self, now_s: float) -> None:
        """The first set begins now, not at the source's first picture."""
        self._begun_s = now_s - self._reached_s

    def remake(self) -> None:
        """Make the first set's checker again: more is known of the person, and nothing was done."""
        if not self.begun and not self._kept:
            self._checker = self._make(self.exercise)

    def begin(self, now_s: float) -> None:
        """Begin a set of the present exercise; what was kept of it is done again."""
        self._begun_s = now_s
        self._checker = self._make(self.exercise)
        self._set_n += 1
        self._restarts = self._pauses = 0
        self.begun = False
        self._kept.pop(self.index, None)

    def step(self, observation: Observation, now_s: float) -> StepResult:
        """Judge one observation.

        Args:
            observation: With the source's own time.
            now_s: The session's time.
        """
        seen = replace(observation, time_s=now_s)
        # The first exercise's clock is the source's own, bit for bit.
        local = replace(observation, time_s=now_s - self._begun_s) if self._begun_s else seen
        self.begun = True
        return StepResult(
            exercise=self.exercise,
            set_n=self._set_n,
            begun_s=self._begun_s,
            source_s=observation.time_s,
            observation=seen,
            update=self._checker.step(local),
            place=self.index,
            restarts=self._restarts,
            pauses=self._pauses,
        )

    def restart(self) -> None:
        """Begin the set again; what was learned of the person stays."""
        self._checker.restart()
        self._set_n += 1
        self._restarts += 1

    def resumed(self) -> None:
        """The time until the next observation was a pause: nothing bridges it."""
        if self.begun:
            self._checker.resumed()
            self._pauses += 1

    def recent_correction(self, now_s: float) -> Correction | None:
        """What was corrected by hand a moment ago."""
        return None if now_s - self._corrected_s > REMARK_S else self._correction

    def correct(self, how: ByHand, now_s: float) -> Correction | None:
        """Take the last count back by hand, or add one: of the present set, else the one before.

        None where there is nothing to correct.
        """
        self._correction, self._corrected_s = self._corrected_now(how), now_s
        return self._correction

    def _corrected_now(self, how: ByHand) -> Correction | None:
        checker, set_n, exercise = self._checker, self._set_n, self.exercise
        if not self.begun:
            if self._last is None:
                return None
            checker, set_n, exercise = self._last
        changed = checker.add() if how == "added" else checker.take_back()
        if changed is None:
            return None
        counted = sum(a.counted for a in checker.attempts if a.n != changed.n) + changed.counted
        return Correction(how, changed, counted, checker.reps, set_n, exercise)

    def stop(self, why: str) -> None:
        """End what is being held, with a reason."""
        self._checker.stop(why)

    def keep(self, now_s: float) -> None:
        """Keep the present set as its exercise's result."""
        self._kept[self.index] = (self._checker, now_s - self._begun_s, self._set_n)
        self._last = self._checker, self._set_n, self.exercise
        self.begun = False

    def keep_stopped_for_pain(self, now_s: float) -> None:
        """Keep the present set as one that was stopped because it hurt."""
        self.stopped_for_pain.add(self._set_n)
        self.stop("it hurt")
        self.keep(now_s)

    def results(
        self, name: str, duration_s: float | None, warnings: Sequence[str]
    ) -> tuple[ScoreResult, ...]:
        """The exercises that were begun, in their order.

        Args:
            name: What the results call the source.
            duration_s: The source's length if it has one and was seen to its end.
            warnings: About the source.
        """
        found = []
        for index in self.finished_places:
            checker, lasted_s, set_n = self._kept[index]
            alone = len(self.exercises) == 1 and not self._reached_s
            whole_s = duration_s if alone and duration_s is not None else lasted_s
            hurt = (HURT,) if set_n in self.stopped_for_pain else ()
            found.append(checker.finish(name, whole_s, (*warnings, *hurt)))
        return tuple(found)
