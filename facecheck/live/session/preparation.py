"""What comes before the first exercise: the face sits well, and the person's range is learned."""

from __future__ import annotations

from dataclasses import replace

from facecheck.core.frames import Observation
from facecheck.live.session.calibration import Calibration, CalibrationState
from facecheck.live.session.placement import Placement
from facecheck.live.session.positioner import Positioner
from facecheck.live.session.state import SessionState

LINGER_S = 2.0
"""How long what is complete, a set or the learning, stays on the screen before what comes next."""


class Preparation:
    """Follows the stages `PLACING` and `CALIBRATING`.

    Args:
        calibration: Learns the person's own range when asked to.
        only_calibrates: That is asked for from the beginning, and nothing else is done.

    Attributes:
        calibrates: Whether learning was asked for.
    """

    def __init__(self, calibration: Calibration | None, *, only_calibrates: bool) -> None:
        self.calibrates = self._only_calibrates = only_calibrates
        self._calibration = calibration
        self._positioner = Positioner()
        self._looked = False
        self._learned_s = 0.0

    @property
    def offers(self) -> bool:
        """Whether the person's own range can still be asked for."""
        return self._calibration is not None and not self.calibrates

    @property
    def placement(self) -> Placement | None:
        """How the face sits; None before anything was looked at."""
        return self._positioner.placement if self._looked else None

    @property
    def calibration(self) -> CalibrationState | None:
        """Where learning stands; None where it was not asked for."""
        return None if self._calibration is None else self._calibration.state

    def step(
        self, stage: SessionState, observation: Observation, now_s: float
    ) -> SessionState | None:
        """Take one observation, in one of its stages.

        Args:
            stage: The session's.
            observation: What was seen.
            now_s: The session's time.

        Returns:
            The stage that follows; None where the first exercise does.
        """
        learning = self._calibration
        if stage is SessionState.PLACING or learning is None:
            self._looked = True
            self._positioner.step(observation)
            if not self._positioner.done:
                return SessionState.PLACING
            learns = self.calibrates and learning is not None and not learning.is_over
            return SessionState.CALIBRATING if learns else None
        learning.step(replace(observation, time_s=now_s))
        if not learning.is_over:
            self._learned_s = now_s
        elif now_s - self._learned_s >= LINGER_S:
            return SessionState.OVER if self._only_calibrates else None
        return SessionState.CALIBRATING

    def skip(self, stage: SessionState) -> None:
        """Begin however the face sits; or go on to the next movement to be learned."""
        if stage is SessionState.PLACING:
            self._positioner.skip()
        elif self._calibration is not None:
            self._calibration.skip()
