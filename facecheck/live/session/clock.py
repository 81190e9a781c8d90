"""The session's time: the source's, less pauses and gaps."""

from __future__ import annotations

from facecheck.engine.view.presence import LOST_S

STALL_S = LOST_S
"""A camera's gap longer than this was not the user's doing; it is taken out of the time. With a
longer one in time, the engine would end an attempt for which no picture came."""
_USUAL_STEP_S = 1 / 30


class SessionClock:
    """Turns a source's times into the session's, which neither pauses nor gaps lengthen.

    Attributes:
        jumped: Whether time was taken out before the last observation.

    Args:
        gaps_count: Whether a gap between observations is time that passed (a clip's) or trouble:
            a camera that froze or was unplugged, a machine that slept.
    """

    def __init__(self, *, gaps_count: bool) -> None:
        self._gaps_count = gaps_count
        self._offset_s = 0.0
        self._raw_s: float | None = None
        self._step_s = _USUAL_STEP_S
        self._resumed = False
        self.jumped = False

    def resume(self) -> None:
        """The time until the next observation was a pause."""
        self._resumed = True

    def at(self, raw_s: float) -> float:
        """The session's time for the next observation's own time."""
        self.jumped = False
        if self._raw_s is not None:
            gap_s = raw_s - self._raw_s
            if self._resumed or (gap_s > STALL_S and not self._gaps_count):
                self._offset_s += gap_s - self._step_s
                self.jumped = True
            elif gap_s > 0:
                self._step_s = min(gap_s, STALL_S)
        self._raw_s = raw_s
        self._resumed = False
        # Without gaps the times are the source's own, bit for bit.
        return raw_s - self._offset_s if self._offset_s else raw_s
