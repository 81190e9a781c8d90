"""The data of a set that is being stored."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from facecheck.core.curves import Curve, LevelKeeper
from facecheck.core.events import AreaState, Attempt, Phase, Update
from facecheck.engine.form.scoring import set_score
from facecheck.live.session.state import StepResult

KEEP_EVERY_S = 5.0
"""Of an area's time: what a killed process may lose of it."""
INTERRUPTED = "interrupted"


@dataclass(slots=True)
class SetRecording:
    """A set of a session.

    Attributes:
        step: Its first.
        started_at: The time of day.
        id: In the history, once it is written there.
        levels: The level's curve.
        attempts: By their number, as last heard of.
        is_ended: Whether it was ended in the history.
    """

    step: StepResult
    started_at: datetime
    id: int | None = None
    levels: LevelKeeper = field(default_factory=LevelKeeper)
    attempts: dict[int, Attempt] = field(default_factory=dict)
    is_ended: bool = False
    _area_n: int = 0
    _area_from_s: float = 0.0
    _area_kept_s: float = 0.0

    def add(self, attempt: Attempt) -> tuple[Curve, int]:
        """Take an attempt; returns its curve, and the set's score with it."""
        self.attempts[attempt.n] = attempt
        curve = self.levels.curve().between(attempt.start_s, attempt.end_s)
        return curve, set_score(list(self.attempts.values()), self.step.update.reps)

    def area_so_far(self, update: Update, timed: AreaState) -> Attempt | None:
        """The time of an area so far, whenever it should be stored: an area takes minutes."""
        n = update.counted + 1
        if n != self._area_n:
            self._area_n, self._area_from_s = n, update.time_s
            self._area_kept_s = update.hold_s
        if update.phase is Phase.DONE or update.hold_s - self._area_kept_s < KEEP_EVERY_S:
            return None
        self._area_kept_s = update.hold_s
        return Attempt(
            n,
            self._area_from_s,
            update.time_s,
            update.hold_s,
            update.level or 0.0,
            False,
            INTERRUPTED,
            0,
            side=timed.side,
            area=timed.area,
        )
