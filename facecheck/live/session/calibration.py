"""Learning a person's own range as a session does: one movement at a time, each kept when good.

Time is that in which the face was seen: whoever looks away loses nothing by it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from facecheck.core.errors import CalibrationError
from facecheck.core.frames import Observation
from facecheck.engine.level.calibration import (
    Row,
    TooLittleError,
    TooMuchError,
    full_effort,
    rest_levels,
)
from facecheck.engine.level.level import needed_rests
from facecheck.engine.measures.table import measure_face
from facecheck.engine.spec.exercise import Exercise

if TYPE_CHECKING:
    from facecheck.outputs.words import Words

RELAX_S = 4.0
READY_S = 7.0
"""What is to be done is said, and the last three seconds are counted down."""
EFFORT_S = 4.0
AFTER_S = 3.0
TRIES = 3
LOST_S = 0.5
"""A face that is away for less loses only that time."""

Keep = Callable[[Mapping[str, float], Mapping[str, float]], object]
"""Takes what one movement gave: full effort and rest, by measure."""


class CalibrationStep(Enum):
    """What the person is to do; the value ends the key of its words."""

    RELAX = "relax"
    READY = "ready"
    EFFORT = "effort"
    AFTER = "after"
    OVER = "over"


_LENGTHS_S = {
    CalibrationStep.RELAX: RELAX_S,
    CalibrationStep.READY: READY_S,
    CalibrationStep.EFFORT: EFFORT_S,
    CalibrationStep.AFTER: AFTER_S,
}


@dataclass(frozen=True, slots=True)
class CalibrationState:
    """Where calibrating stands.

    Attributes:
        step: What the person is to do.
        cue: What the movement's exercise asks for.
        message_key: The key of what came of the movement before, or of what is in the way; None for
            nothing.
        good: Whether a movement was kept just now; None while nothing was decided.
        left_s: Until the step is over.
        share: How much of it has passed, 0 to 1.
        ranges_kept: Each exercise's title, and whether its range was kept; None for not yet.
        face_in_view: Whether the face is in view.
    """

    step: CalibrationStep
    cue: str
    message_key: str | None
    good: bool | None
    left_s: float
    share: float
    ranges_kept: tuple[tuple[str, bool | None], ...]
    face_in_view: bool = True

    @property
    def is_counted_down(self) -> bool:
        """Whether the movement comes next: its beginning is counted down."""
        return self.step is CalibrationStep.READY


class Calibration:
    """Asks for a relaxed face, then for each movement at full effort.

    Args:
        exercises: Whose full effort is wanted; at least one.
        keep: Told of each movement that is good, at once.

    Attributes:
        full: What was learned of full effort, by measure.
        rest: Likewise of the relaxed face.
    """

    def __init__(self, exercises: Sequence[Exercise], keep: Keep = lambda _full, _rest: None):
        self.full: dict[str, float] = {}
        self.rest: dict[str, float] = {}
        self._exercises = tuple(exercises)
        self._keep = keep
        self._kept: list[bool | None] = [None] * len(self._exercises)
        self._place = self._tries = 0
        self._rests: dict[str, float] = {}
        self._effort: list[Row] = []
        self._message_key: str | None = None
        self._good: bool | None = None
        self._seen_s: float | None = None
        self._missing: str | None = None
        self._last_s: float | None = None
        self._begin(CalibrationStep.RELAX)

    @property
    def is_over(self) -> bool:
        """Whether every movement was asked for."""
        return self._step is CalibrationStep.OVER

    @property
    def state(self) -> CalibrationState:
        """Where it stands."""
        whole_s = _LENGTHS_S.get(self._step, 0.0)
        share = min(1.0, self._passed_s / whole_s) if whole_s > 0 else 1.0
        titles = (exercise.title for exercise in self._exercises)
        return CalibrationState(
            step=self._step,
            cue=self._exercises[min(self._place, len(self._exercises) - 1)].cues.ready,
            message_key=self._missing or self._message_key,
            good=self._good,
            left_s=max(0.0, whole_s - self._passed_s),
            share=share,
            ranges_kept=tuple(zip(titles, self._kept, strict=True)),
            face_in_view=self._missing is None,
        )

    def step(self, observation: Observation) -> None:
        """Take one observation, in order of time."""
        time_s, face = observation.time_s, observation.face
        passed_s = 0.0 if self._last_s is None else time_s - self._last_s
        self._last_s = time_s
        if face is None:
            if self._seen_s is None or time_s - self._seen_s > LOST_S:
                self._missing = "place.closer" if observation.distant else "place.nobody"
            return
        self._seen_s, self._missing = time_s, None
        self._passed_s += min(passed_s, LOST_S)
        self._rows.append((self._passed_s, measure_face(face)))
        if not self.is_over and self._passed_s >= _LENGTHS_S[self._step]:
            self._next()

    def skip(self) -> None:
        """Leave this movement out: its usual range stays."""
        if self._step is CalibrationStep.RELAX or self.is_over:
            return
        self._settle(None)

    def _begin(self, step: CalibrationStep) -> None:
        self._step = step
        self._passed_s = 0.0
        self._rows: list[Row] = []

    def _next(self) -> None:
        step = self._step
        if step is CalibrationStep.RELAX:
            self._rests = rest_levels(self._rows)
            self._begin(CalibrationStep.READY)
        elif step is CalibrationStep.READY:
            self._message_key = self._good = None
            self._begin(CalibrationStep.EFFORT)
        elif step is CalibrationStep.EFFORT:
            self._effort = self._rows
            self._judge()
        elif step is CalibrationStep.AFTER:
            self._judge_again()

    def _judge(self) -> None:
        """What a movement gave, against the rest that was learned before it."""
        try:
            found = full_effort(self._exercises[self._place], self._effort, self._rests)
        except TooLittleError:
            # Whether it was little is known only against a face that is relaxed for certain.
            self._begin(CalibrationStep.AFTER)
        except CalibrationError as problem:
            much = isinstance(problem, TooMuchError)
            self._retry("calibrate.much" if much else "calibrate.unseen")
        else:
            self._settle(found, "calibrate.kept")

    def _judge_again(self) -> None:
        """The same against the rest after it: a face may not have been relaxed at the start."""
        rests = rest_levels(self._rows)
        try:
            found = full_effort(self._exercises[self._place], self._effort, rests)
        except CalibrationError:
            self._retry("calibrate.little")
        else:
            self._rests = rests
            self._settle(found, "calibrate.late")

    def _retry(self, message_key: str) -> None:
        self._tries += 1
        if self._tries >= TRIES:
            self._settle(None, "calibrate.left")
            return
        self._message_key, self._good = message_key, False
        self._begin(CalibrationStep.READY)

    def _settle(
        self, ranges: Mapping[str, float] | None, message_key: str = "calibrate.left"
    ) -> None:
        """Keep a movement, or leave its usual range; then the next one."""
        exercise = self._exercises[self._place]
        self._message_key, self._good = message_key, ranges is not None
        self._kept[self._place] = ranges is not None
        if ranges is not None:
            rest = {name: self._rests[name] for name in needed_rests(exercise.movement)}
            self.full |= ranges
            self.rest |= rest
            self._keep(ranges, rest)
        self._tries = 0
        self._place += 1
        done = self._place == len(self._exercises)
        self._begin(CalibrationStep.OVER if done else CalibrationStep.READY)


def calibration_text(state: CalibrationState, words: Words) -> str:
    """What to do now, after the result of the movement before."""
    if not state.face_in_view and state.message_key is not None:
        return words(state.message_key)
    step = state.step
    if step is CalibrationStep.OVER:
        known = any(kept for _, kept in state.ranges_kept)
        what = words("calibrate.over" if known else "calibrate.none")
    else:
        what = words(f"calibrate.{step.value}", cue=state.cue)
    return what if state.message_key is None else f"{words(state.message_key)} {what}"
