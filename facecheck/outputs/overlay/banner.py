"""The banner after a repetition, and how long it stays: counted, or why not."""

from __future__ import annotations

from facecheck.core.events import Phase, Update
from facecheck.outputs.overlay.palette import GROUNDS
from facecheck.outputs.overlay.view import Banner
from facecheck.outputs.words import Words

COUNTED_S = 1.4
"""How long a counted repetition is announced."""
MISSED_S = 3.5
"""How long the reason of one that does not count stays; it has to be read."""


class BannerState:
    """Follows the updates of one exercise, in the order of time.

    Args:
        words: The interface's language.
    """

    def __init__(self, words: Words) -> None:
        self._words = words
        self._last_s: float | None = None
        self._before: int | None = None
        self._counted_s: float | None = None
        self._missed: tuple[float, str] | None = None

    def step(self, update: Update) -> None:
        """Take one update; an earlier one than the one before restarts."""
        if self._last_s is not None and update.time_s < self._last_s:
            self._before = self._counted_s = self._missed = None
        self._last_s = update.time_s
        if self._before is not None and update.counted > self._before:
            self._counted_s = update.time_s
        self._before = update.counted
        if update.closed is not None and update.closed.reason is not None:
            self._missed = (update.time_s, update.closed.reason)
        elif update.noted:
            self._missed = (update.time_s, self._words.noted(update.noted[0]))

    def pulse(self, time_s: float) -> float:
        """1 just after a repetition was counted, falling to 0."""
        if self._counted_s is None:
            return 0.0
        return max(0.0, 1.0 - (time_s - self._counted_s) / COUNTED_S)

    def banner(self, update: Update, notice: str | None) -> Banner | None:
        """One message at a time: of a repetition, else the notice, else why nothing is judged."""
        words = self._words
        of_repetition = self._of_repetition(update)
        if of_repetition is not None:
            return of_repetition
        if notice:
            return Banner(notice, GROUNDS["warning"], "warning")
        if update.phase is Phase.CANNOT_JUDGE:
            reason = update.quality.reason or words("blind.unknown")
            return Banner(words("banner.blind", reason=reason), GROUNDS["warning"], "warning")
        return None

    def _of_repetition(self, update: Update) -> Banner | None:
        words = self._words
        missed_s = None if self._missed is None else self._missed[0]
        latest_is_missed = missed_s is not None and missed_s >= (self._counted_s or missed_s)
        if self._missed is not None and latest_is_missed:
            if update.time_s - self._missed[0] >= MISSED_S:
                return None
            text = words("banner.missed", reason=self._missed[1])
            return Banner(text, GROUNDS["warning"], "cross")
        if self.pulse(update.time_s) > 0:
            done = update.counted >= update.reps
            if update.timed is not None and not done:
                text = words("banner.area", area=words.area(update.timed.area, update.timed.side))
                return Banner(text, GROUNDS["ready"], "check")
            key = "banner.done" if done else "banner.counted"
            text = words(key, counted=update.counted, reps=update.reps)
            return Banner(text, GROUNDS["good"], "check")
        return None
