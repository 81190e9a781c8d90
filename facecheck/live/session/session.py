"""A session as a state machine: exercise, rest, exercise, ... Observations and keys in.

No threads, windows or clocks: time is that of the observations. Pauses and gaps are taken out of
it, so that they neither lengthen a hold nor end it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from facecheck.core.events import ByHand, Update
from facecheck.core.frames import Observation
from facecheck.core.results import ScoreResult
from facecheck.engine.factory import AnyChecker
from facecheck.engine.spec.timed_exercise import AnyExercise
from facecheck.live.keys import Action
from facecheck.live.session.calibration import Calibration, CalibrationState
from facecheck.live.session.clock import SessionClock
from facecheck.live.session.countdown import MOVING, Countdown
from facecheck.live.session.placement import Placement
from facecheck.live.session.preparation import LINGER_S, Preparation
from facecheck.live.session.rests import SKIP_REST_S, Rests
from facecheck.live.session.sets import Sets
from facecheck.live.session.state import Correction, Rest, SessionState, StepResult

EXPLAIN_S = 18.0
"""What the first exercise is, how it is done and what will be heard takes this long at least."""

_BY_HAND: Mapping[Action, ByHand] = {Action.TAKE_BACK: "taken back", Action.ADD: "added"}
_BEFORE = (SessionState.PLACING, SessionState.CALIBRATING)


class Session:
    """One exercise after the other.

    Pain ends a set: the next begins when the user says so; after the last, the session ends when
    the user says so. No hold bridges a pause: what is still held at its end continues as the same
    movement, with its time from zero.

    Args:
        exercises: In order; at least one.
        make: Makes the checker of an exercise.
        endless: The last exercise continues when its set is complete, until the source ends: what
            a clip shows is then judged as a whole, as it is without a window.
        gaps_count: Whether a gap between observations is time that passed (a clip's) or a
            camera's trouble.
        guided: Wait until the face sits well, and count down to the first exercise.
        explain_s: How long the first exercise is explained before it at least, where `guided`; 0
            for not at all. The others are explained in the rests before them, which last as long.
        reached_s: How far the first set had come before it was interrupted.
        calibration: Learns the person's own range when asked to, before the first exercise.
        only_calibrates: That is asked for from the beginning, and nothing else is done.
    """

    def __init__(
        self,
        exercises: Sequence[AnyExercise],
        make: Callable[[AnyExercise], AnyChecker],
        *,
        endless: bool = False,
        gaps_count: bool = False,
        guided: bool = False,
        explain_s: float = 0.0,
        reached_s: float = 0.0,
        calibration: Calibration | None = None,
        only_calibrates: bool = False,
    ) -> None:
        self.stage = SessionState.PLACING if guided else SessionState.EXERCISE
        self.paused = False
        self.update: Update | None = None
        self._sets = Sets(exercises, make, reached_s)
        self._endless = endless
        self._clock = SessionClock(gaps_count=gaps_count)
        self._now_s = 0.0
        self._hurt_last = False
        self._preparation = Preparation(calibration, only_calibrates=only_calibrates)
        self._countdown = Countdown(enabled=guided)
        self._rests = Rests(explain_s if guided else 0.0)
        self._complete_s: float | None = None

    @property
    def exercises(self) -> tuple[AnyExercise, ...]:
        """All of them, in order."""
        return self._sets.exercises

    @property
    def exercise(self) -> AnyExercise:
        """The present exercise; in a rest, the next one."""
        return self._sets.exercise

    @property
    def stopped_for_pain(self) -> frozenset[int]:
        """The numbers of the sets that ended because of pain."""
        return frozenset(self._sets.stopped_for_pain)

    @property
    def rest(self) -> Rest | None:
        """The rest that runs, if one does."""
        return self._rests.current(self._now_s) if self.stage is SessionState.REST else None

    @property
    def is_halted(self) -> bool:
        """Whether it stands still until the user says something."""
        return self.paused or self.stage is SessionState.HURT

    @property
    def ends_after_pain(self) -> bool:
        """Whether it stopped for pain and no exercise comes after."""
        return self.stage is SessionState.HURT and self._hurt_last

    @property
    def correction(self) -> Correction | None:
        """A count that was just corrected by hand."""
        return self._sets.recent_correction(self._now_s)

    @property
    def placement(self) -> Placement | None:
        """How the face sits, until it sits well; None before anything was looked at."""
        placing = self.stage is SessionState.PLACING
        return self._preparation.placement if placing else None

    @property
    def calibration(self) -> CalibrationState | None:
        """Where learning the person's own range stands, while that is done."""
        learning = self.stage is SessionState.CALIBRATING
        return self._preparation.calibration if learning else None

    @property
    def offers(self) -> bool:
        """Whether the person's own range can be learned now."""
        before = self.stage is SessionState.PLACING or self._rests.first
        return before and self._preparation.offers

    @property
    def countdown_s(self) -> float | None:
        """What is left of the countdown; None where none runs. A movement ends it: it counts."""
        exercising = self.stage is SessionState.EXERCISE
        return self._countdown.left_s(self._now_s) if exercising else None

    @property
    def finished_places(self) -> tuple[int, ...]:
        """The places of the exercises that `results` tells of."""
        return self._sets.finished_places

    def step(self, observation: Observation) -> StepResult | None:
        """Take one observation; None in a pause or rest."""
        if self.is_halted or self.stage is SessionState.OVER:
            return None
        self._now_s = self._clock.at(observation.time_s)
        if self._clock.jumped and self.stage is SessionState.EXERCISE:
            self._sets.resumed()
        if self.stage in _BEFORE:
            if not self._begins(observation):
                return None
        elif self.stage is SessionState.REST:
            if not self._rests.is_over(self._now_s):
                return None
            self.stage = SessionState.EXERCISE
            if self._rests.first:
                self._rests.first = False
                self._sets.start_first(self._now_s)
            else:
                self._sets.begin(self._now_s)
        step = self._sets.step(observation, self._now_s)
        self.update = step.update
        self._follow(step.update)
        return step

    def _begins(self, observation: Observation) -> bool:
        """Follow what comes before the first exercise; whether that begins now."""
        stage = self.stage
        following = self._preparation.step(stage, observation, self._now_s)
        if stage is SessionState.CALIBRATING and following is not stage:
            # The checker was made before anything was known of the person.
            self._sets.remake()
        if following is not None:
            self.stage = following
        elif self._rests.explain(self.exercise, self._now_s):
            self._show_rest()
        else:
            self.stage = SessionState.EXERCISE
            self._sets.start_first(self._now_s)
        return self.stage is SessionState.EXERCISE

    def act(self, action: Action) -> Correction | None:
        """Do what a key asked for, as far as the session is concerned.

        Returns:
            What was corrected by hand, if that was asked for.
        """
        if self.stage is SessionState.OVER:
            return None
        if action in _BY_HAND:
            before = self.stage in _BEFORE
            return None if before else self._sets.correct(_BY_HAND[action], self._now_s)
        self._act(action)
        return None

    def ready(self) -> None:
        """Begin the next exercise after a last countdown: its user waits for it."""
        if self.stage is SessionState.REST and not self.paused:
            self._rests.end_shortly(self._now_s)

    def _act(self, action: Action) -> None:
        if self.stage is SessionState.HURT:
            self._answer(action)
        elif action is Action.PAIN:
            self._stop_for_pain()
        elif action is Action.PAUSE:
            self.paused = not self.paused
            if not self.paused:
                self._clock.resume()
        elif action is Action.CALIBRATE:
            if self.offers:
                self._preparation.calibrates = True
                if self._rests.first:
                    self._rests.first, self.stage = False, SessionState.CALIBRATING
        elif action is Action.RESTART:
            self._restart()
        elif action is Action.SKIP:
            self._skip()
        elif action is Action.PREVIOUS:
            self._go_to(max(0, self._sets.index - (self.stage is SessionState.EXERCISE)))
        elif action is Action.QUIT:
            self._sets.stop("the session was ended")
            self.stop()

    def stop(self) -> None:
        """End the session."""
        if self._doing:
            self._sets.keep(self._now_s)
        self.stage = SessionState.OVER

    def results(
        self, name: str, duration_s: float | None, warnings: Sequence[str]
    ) -> tuple[ScoreResult, ...]:
        """The exercises that were begun, in their order. Ends the session.

        Args:
            name: What the results call the source.
            duration_s: The source's length if it has one and was seen to its end.
            warnings: About the source.
        """
        self.stop()
        return self._sets.results(name, duration_s, warnings)

    @property
    def _doing(self) -> bool:
        """Whether a set is being done of which something was judged."""
        return self.stage is SessionState.EXERCISE and self._sets.begun

    def _follow(self, update: Update) -> None:
        self._countdown.step(update.phase, self._now_s)
        if update.counted < update.reps or (self._sets.is_last and self._endless):
            self._complete_s = None
        elif update.phase in MOVING:
            # One more than was asked for is let end. Whoever leaves the picture instead, for the
            # band of the next exercise, does not hold up its rest.
            return
        elif self._complete_s is None:
            self._complete_s = self._now_s
        elif self._now_s - self._complete_s >= LINGER_S:
            rest_s = self.exercise.rest_s
            self._sets.keep(self._now_s)
            self._advance(rest_s)

    def _advance(self, rest_s: float) -> None:
        if self._sets.is_last:
            self.stage = SessionState.OVER
            return
        self._sets.index += 1
        self._rest(rest_s)

    def _rest(self, rest_s: float) -> None:
        self._rests.begin_before(self.exercise, rest_s, self._now_s)
        self._show_rest()

    def _show_rest(self) -> None:
        self.stage = SessionState.REST
        self.update = None
        self._complete_s = None

    def _rest_shortly(self) -> None:
        self._rest(min(self.exercise.rest_s, SKIP_REST_S))

    def _restart(self) -> None:
        if self.stage is SessionState.EXERCISE:
            self._sets.restart()
            self._complete_s = None

    def _skip(self) -> None:
        if self.stage in _BEFORE:
            self._preparation.skip(self.stage)
            return
        if self.stage is SessionState.REST:
            self._rests.end(self._now_s)
            return
        if self._doing:
            self._sets.stop("the set was ended")
            self._sets.keep(self._now_s)
        self._advance(min(self.exercise.rest_s, SKIP_REST_S))

    def _stop_for_pain(self) -> None:
        """End the set, and ask before the next; nothing continues by itself."""
        self.paused = False
        self._complete_s = None
        if self._doing:
            self._sets.keep_stopped_for_pain(self._now_s)
            self._hurt_last = self._sets.is_last
            if not self._hurt_last:
                self._sets.index += 1
        self.stage = SessionState.HURT
        self.update = None

    def _answer(self, action: Action) -> None:
        """Go on or end, after pain; other keys are no answer."""
        if self._hurt_last and action in (Action.SKIP, Action.PAUSE, Action.QUIT):
            self.stop()
        elif action in (Action.SKIP, Action.PAUSE):
            self._clock.resume()
            self._rest_shortly()
        elif action is Action.QUIT:
            self.stop()

    def _go_to(self, index: int) -> None:
        if self.stage in _BEFORE or self._rests.first:
            return
        if self._doing and index != self._sets.index:
            self._sets.keep(self._now_s)
        self._sets.index = index
        self._rest_shortly()
