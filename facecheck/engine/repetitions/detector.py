"""The state machine of one movement: levels in, attempts out. Pure, and timed in seconds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from math import inf
from typing import NamedTuple

from facecheck.engine.spec.thresholds import Thresholds

RELEASE_S = 0.7
"""After the hold, the movement has this long to come back to rest before the attempt is closed:
an unhurried return takes half a second, and lips may stay parted between repetitions."""


DIP_S = 0.15
"""A hold that broke off by a jump and is there again within this never ended: a stale picture, and
what the landmarks' smoothing makes of it. No real movement comes back so soon."""

JUMP_PER_S = 9.5
"""Nobody goes from full effort to rest in a tenth of a second: the fastest releases of the
rendered and real clips fall by 8 of full effort a second, a stale picture by 9.6 at 12 frames a
second and by 12 to 30 at 30."""

JUMPED_S = 0.07
"""The level may go on falling for so long after a jump: the landmarks' smoothing follows it."""


class Stage(Enum):
    """Where a movement stands."""

    REST = auto()
    HOLD = auto()
    RELEASE = auto()


REST, HOLD, RELEASE = Stage
"""The stages as names: looking one up in its class takes 0.1 us, ten times at every tick."""


class StartKind(Enum):
    """How a movement left rest."""

    SEEN = auto()
    """The level was seen under the onset level, and rising from there."""
    DIP = auto()
    """It never came back to rest after the movement before."""
    UNSEEN = auto()
    """It was under way when it was first seen: at the clip's beginning, or after a gap."""


class State(NamedTuple):
    """Everything the state machine remembers.

    A tuple, for one is made at every tick, and a frozen dataclass takes three times as long.

    Attributes:
        stage: Where the movement stands.
        time_s: Time of the last level; None before the first and after a gap.
        level: The last level.
        onset_s: When the level last rose past the onset level.
        hold_from_s: When the hold started.
        hold_until_s: When the hold ended.
        peak: Highest level of the attempt.
        dip_s: When the hold broke off by a jump, while it may be a dip; None outside one.
        low_s: When the level fell below the onset level in that dip; None where it did not.
        back_s: When the last dip was over.
        jump_s: When the level last fell as no movement does.
        start_kind: How the movement that continues, or begins next, left rest.
        peak_s: When the level was at its peak.
    """

    stage: Stage = REST
    time_s: float | None = None
    level: float = 0.0
    onset_s: float = 0.0
    hold_from_s: float = 0.0
    hold_until_s: float = 0.0
    peak: float = 0.0
    dip_s: float | None = None
    low_s: float | None = None
    back_s: float = 0.0
    jump_s: float = -inf
    start_kind: StartKind = StartKind.SEEN
    peak_s: float = 0.0

    @property
    def unsettled(self) -> bool:
        """Whether the level has just jumped, and is not to be read as a movement's."""
        return self.time_s is not None and self.time_s - self.jump_s <= DIP_S

    @property
    def held_until_s(self) -> float | None:
        """Until when a hold that continues was held; None before the first level."""
        return self.time_s if self.dip_s is None else self.dip_s


@dataclass(frozen=True, slots=True)
class Movement:
    """One finished movement.

    Attributes:
        start_s: When the level left rest.
        hold_from_s: When it reached the enter level.
        hold_until_s: When it fell below the leave level.
        end_s: When it was back at rest, or when waiting for that was given up.
        peak: Highest level.
        start_kind: How it left rest.
        peak_s: When the level was highest.
    """

    start_s: float
    hold_from_s: float
    hold_until_s: float
    end_s: float
    peak: float
    start_kind: StartKind = StartKind.SEEN
    peak_s: float | None = None


def advance(
    state: State, rule: Thresholds, time_s: float, level: float
) -> tuple[State, Movement | None]:
    """Take one level; return the new state, and the movement that ended at it, if one did.

    Crossing times are interpolated between samples, so that a hold measured at 10 frames a second
    agrees with the same hold at 60.
    """
    closed: Movement | None = None
    stage, last_s, last, onset_s, from_s, until_s, peak, dip_s, _, back_s, jump_s = state[:11]
    start_kind, peak_s = state[11:]
    if last_s is not None and last - level > JUMP_PER_S * (time_s - last_s):
        jump_s = time_s
        state = state._replace(jump_s=jump_s)
    if stage is HOLD and (dip_s is not None or level < rule.leave):
        after = _dipping(state, rule, time_s, level)
        if after is not None:
            return after, None
        if dip_s is not None:
            # It was a release after all, of the moment at which it jumped.
            return _released(state, rule, time_s, level)
    if level >= rule.onset and (last_s is None or last < rule.onset):
        onset_s = _crossing(state, time_s, level, rule.onset)
        start_kind = StartKind.UNSEEN if last_s is None else StartKind.SEEN
    if stage is RELEASE:
        overdue = time_s - until_s >= RELEASE_S
        if level < rule.onset or level >= rule.enter or overdue:
            end_s = time_s
            if level < rule.onset:
                end_s = _crossing(state, time_s, level, rule.onset)
            closed = _movement(state, end_s)
            # A dip between two repetitions is the end of one and the onset of the next.
            stage, onset_s = REST, end_s if level >= rule.onset else 0.0
            start_kind = StartKind.DIP
    if stage is REST and level >= rule.enter:
        stage, peak, peak_s = HOLD, level, time_s
        from_s = max(_crossing(state, time_s, level, rule.enter), onset_s)
    elif stage is HOLD:
        if level > peak:
            peak, peak_s = level, time_s
        if level < rule.leave:
            stage, until_s = RELEASE, _crossing(state, time_s, level, rule.leave)
            if level < rule.onset:
                end_s = _crossing(state, time_s, level, rule.onset)
                stage = REST
                closed = Movement(onset_s, from_s, until_s, end_s, peak, start_kind, peak_s)
    held = onset_s, from_s, until_s, peak
    after = State(stage, time_s, level, *held, None, None, back_s, jump_s, start_kind, peak_s)
    return after, closed


def _dipping(state: State, rule: Thresholds, time_s: float, level: float) -> State | None:
    """The state in a dip or at its end; None where the movement is released."""
    dip_s, low_s = state.dip_s, state.low_s
    if dip_s is not None and level >= rule.leave:
        back_s = _crossing(state, time_s, level, rule.leave)
        if level > state.peak:
            state = state._replace(peak=level, peak_s=time_s)
        return state._replace(time_s=time_s, level=level, dip_s=None, low_s=None, back_s=back_s)
    if dip_s is None:
        if time_s - state.jump_s > JUMPED_S:
            return None
        dip_s = _crossing(state, time_s, level, rule.leave)
    elif time_s - dip_s > DIP_S:
        return None
    if low_s is None and level < rule.onset:
        low_s = _crossing(state, time_s, level, rule.onset)
    return state._replace(time_s=time_s, level=level, dip_s=dip_s, low_s=low_s)


def _released(
    state: State, rule: Thresholds, time_s: float, level: float
) -> tuple[State, Movement | None]:
    """End a hold whose dip did not come back; the state, and the movement if it ended."""
    until_s = state.dip_s if state.dip_s is not None else time_s
    low_s = state.low_s
    if low_s is None and level < rule.onset:
        low_s = _crossing(state, time_s, level, rule.onset)
    after = state._replace(
        stage=RELEASE, time_s=time_s, level=level, hold_until_s=until_s, dip_s=None, low_s=None
    )
    if low_s is None:
        return after, None
    # What has risen since then is a movement of its own.
    onset_s = low_s if level >= rule.onset else 0.0
    rest = after._replace(stage=REST, onset_s=onset_s, start_kind=StartKind.SEEN)
    return rest, _movement(after, low_s)


def interrupt(state: State, time_s: float) -> tuple[State, Movement | None]:
    """End whatever is going on, because the movement cannot be seen any more or the clip ends."""
    if state.stage is HOLD:
        until_s = time_s if state.dip_s is None else min(state.dip_s, time_s)
        return State(), _movement(state._replace(hold_until_s=until_s), until_s)
    if state.stage is RELEASE:
        return State(), _movement(state, max(time_s, state.hold_until_s))
    return State(), None


def held_within(before: State, after: State, time_s: float, passed_s: float) -> float | None:
    """Seconds of a tick that lie within a hold; None where there is none.

    Args:
        before: The state that the tick before left.
        after: The state that `advance` made of it.
        time_s: The tick's time.
        passed_s: Seconds since the tick before, judged or not.
    """
    if after.stage is HOLD:
        until_s = time_s if after.dip_s is None else min(after.dip_s, time_s)
    elif before.stage is HOLD:
        until_s = min(after.hold_until_s, time_s)
    else:
        return None
    from_s = max(time_s - passed_s, after.hold_from_s or before.hold_from_s)
    if before.dip_s is not None and after.stage is HOLD:
        # What was not seen to be held in a dip is not held.
        from_s = time_s if after.dip_s is not None else max(from_s, after.back_s)
    return max(until_s - from_s, 0.0)


def _movement(state: State, end_s: float) -> Movement:
    held = state.hold_from_s, state.hold_until_s, end_s, state.peak
    return Movement(state.onset_s, *held, state.start_kind, state.peak_s)


def _crossing(state: State, time_s: float, level: float, threshold: float) -> float:
    """When the line from the last sample to this one passes the threshold."""
    if state.time_s is None or level == state.level:
        return time_s
    share = (threshold - state.level) / (level - state.level)
    return state.time_s + min(max(share, 0.0), 1.0) * (time_s - state.time_s)
