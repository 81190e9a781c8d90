"""The current hold: its time, its tones, and whether it counts."""

from __future__ import annotations

from facecheck.core.events import ByHand, Sound
from facecheck.engine.form.hold_pauses import Pause
from facecheck.engine.form.hold_timer import HoldTimer
from facecheck.engine.form.hold_tones import HoldState, HoldTones
from facecheck.engine.repetitions.rolling_max import RollingMax
from facecheck.engine.spec.rules import MovementRule

TICKS_S = (3.0, 2.0, 1.0)
"""Seconds before the end of a hold at which a tick is asked for."""

FALLEN_TO = 0.6
"""A level that has come down to this share of its highest within `FALLING_S` is on its way back,
not held: lids that reopen slowly after a blink pass through a squint without staying there."""

FALLING_S = 0.8
"""A hold that fades takes longer than this to lose as much."""

RETURN_S = 0.3
"""A return that takes no longer is the end of the hold and belongs to it; a slower one does not.
Where half-way down is no hold, what stays there for longer has ended one; the next begins at the
enter level."""

PEAKED_TO = 0.8
"""A movement of which half-way is no hold is no hold at all until it was at its enter level for as
long as an attempt takes; and so short a peak that came down to this share is over. A syllable that
a song opens wide for is there for four pictures of 30 a second."""

_EPSILON_S = 1e-6


class CurrentHold:
    """Follows one hold after the other.

    Args:
        target_s: Seconds to hold; 0 counts on the way back.
        movement: What is held.

    Attributes:
        target_s: As given.
        timer: Its time.
        counted: Whether it counts already.
    """

    def __init__(self, target_s: float, movement: MovementRule) -> None:
        self.timer = HoldTimer()
        self.counted = False
        self.target_s = target_s
        self._enter = movement.enter
        self._half_way_ends, self._least_s = movement.half_way_ends, movement.least_s
        self._ticks_s = [target_s - tick_s for tick_s in TICKS_S if tick_s < target_s]
        self._tones = HoldTones()
        self._recent = RollingMax(FALLING_S)
        self._falling_from_s: float | None = None
        self._low_from_s: float | None = None
        self._reached_s = 0.0
        self.reset()

    def reset(self) -> None:
        """Begin the next hold."""
        self.counted = False
        self._taken_back = self._added = False
        self._earlier_held_s = 0.0
        self._from_zero()

    def resumed(self) -> None:
        """Nothing was seen for a pause: time begins again, and what was held before is kept."""
        self._earlier_held_s = self.held_s
        self._from_zero()

    def withdraw(self, seconds: float) -> None:
        """Take back the last seconds, which were not seen after all; what counted stays counted."""
        if not self.counted:
            self.timer.withdraw(seconds)

    @property
    def held_s(self) -> float:
        """The longest time that was held and seen without a break."""
        return max(self.timer.held_s, self._earlier_held_s)

    @property
    def shown_s(self) -> float:
        """The time to show; 0 before the first tone: what may be a blink is not shown to count."""
        if self.counted:
            return self.held_s
        return 0.0 if self.state is HoldState.SILENT else self.timer.held_s

    @property
    def state(self) -> HoldState:
        """Whether its time runs, as the last tone said."""
        return self._tones.state

    @property
    def is_decided(self) -> bool:
        """Whether it counts, or was told by hand not to."""
        return self.counted or self._taken_back

    @property
    def by_hand(self) -> ByHand | None:
        """What a person did to its count."""
        return "taken back" if self._taken_back else "added" if self._added else None

    def take_back(self) -> None:
        """A person says that it does not count; it will not count later either."""
        self.counted, self._taken_back = False, True

    def add(self) -> None:
        """A person says that it counts."""
        self.counted = self._added = True
        self._taken_back = False

    def reach(self, time_s: float, level: float) -> None:
        """Take a level of the hold."""
        self._recent.add(time_s, level)

    def step(
        self,
        time_s: float,
        share_s: float,
        pause: Pause,
        *,
        holding: bool,
        is_attempt: bool,
        repeated: bool = False,
    ) -> list[Sound]:
        """Add a tick's share of time; returns the sounds that are due, a tick or count apart.

        Args:
            time_s: Now.
            share_s: Seconds of this tick within the hold.
            pause: What the form rules say of that time.
            holding: Whether the hold continues.
            is_attempt: Whether it has lasted long enough to be an attempt.
            repeated: The picture is that of the tick before: its time waits for the next one.
        """
        before_s = self.timer.held_s
        pending = self._falling_back(time_s, holding=holding) or pause.exceeded
        if holding and self._half_way_ends:
            pending = self._is_low(time_s, share_s) or pending
        self.timer.step(
            share_s,
            pending=pending or repeated,
            confirmed=pause.confirmed,
            # What has counted stays counted.
            restart=pause.restart and not self.counted,
        )
        sounds: list[Sound] = []
        if holding and not self.is_decided:
            tone = self._tones.step(
                time_s, is_attempt=is_attempt, running=not pending, stopped=pause.confirmed
            )
            sounds += [] if tone is None else [tone]
        now_s = self.timer.held_s
        if self._tones.ran and any(before_s < tick_s <= now_s for tick_s in self._ticks_s):
            sounds += [] if self.is_decided or self.reaches(holding=holding) else [Sound.TICK]
        return sounds

    def reaches(self, *, holding: bool) -> bool:
        """Whether the target is reached, by a hold that nothing was decided of yet."""
        if self.is_decided:
            return False
        if self.target_s <= 0.0:
            # Without a hold, a repetition counts when the movement returns.
            return not holding
        return self.timer.held_s >= self.target_s - _EPSILON_S

    def _falling_back(self, time_s: float, *, holding: bool) -> bool:
        """Whether the movement is on its way back; that time waits until the hold has ended."""
        if not self._recent.has_fallen_to(FALLEN_TO):
            self._falling_from_s = None
            return False
        if self._falling_from_s is None:
            self._falling_from_s = time_s
        return holding or time_s - self._falling_from_s > RETURN_S + _EPSILON_S

    def _is_low(self, time_s: float, share_s: float) -> bool:
        """Whether the level is only half-way, after a fall or before it ever was a hold."""
        recent = self._recent
        if not recent or recent.last >= self._enter:
            self._low_from_s = None
            self._reached_s += share_s
            return False
        if self._low_from_s is None:
            share = FALLEN_TO if self._reached_s >= self._least_s else PEAKED_TO
            if not recent.has_fallen_to(share):
                return False
            self._low_from_s = time_s
        elif time_s - self._low_from_s > RETURN_S and not self.counted:
            self._earlier_held_s = self.held_s
            self.timer.reset()
            self._reached_s = 0.0
        return True

    def _from_zero(self) -> None:
        self._low_from_s = None
        self._reached_s = 0.0
        self.timer.reset()
        self._tones.reset()
        self._recent.clear()
        self._falling_from_s = None
