"""The state machine of one movement: levels in, attempts out. Pure, and timed in seconds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import NamedTuple

from facecheck.engine.spec.thresholds import Thresholds

RELEASE_S = 0.7
"""After the hold, the movement has this long to come back to rest before the attempt is closed:
an unhurried return takes half a second, and lips may stay parted between repetitions."""


class Stage(Enum):
    """Where a movement stands."""

    REST = auto()
    HOLD = auto()
    RELEASE = auto()


REST, HOLD, RELEASE = Stage
"""The stages by themselves: to look one up in its class takes 0.1 us, ten times at every tick."""


class State(NamedTuple):
    """Everything the machine remembers.

    A tuple, for one is made at every tick, and a frozen dataclass takes three times as long.

    Attributes:
        stage: Where the movement stands.
        time_s: Time of the last level; None before the first and after a gap.
        level: The last level.
        onset_s: When the level last rose past the onset level.
        hold_from_s: When the hold started.
        hold_until_s: When the hold ended.
        peak: RollingMax level of the attempt.
    """

    stage: Stage = REST
    time_s: float | None = None
    level: float = 0.0
    onset_s: float = 0.0
    hold_from_s: float = 0.0
    hold_until_s: float = 0.0
    peak: float = 0.0


@dataclass(frozen=True, slots=True)
class Movement:
    """One finished movement.

    Attributes:
        start_s: When the level left rest.
        hold_from_s: When it reached the enter level.
        hold_until_s: When it fell below the leave level.
        end_s: When it was back at rest, or when waiting for that was given up.
        peak: RollingMax level.
    """

    start_s: float
    hold_from_s: float
    hold_until_s: float
    end_s: float
    peak: float


def advance(
    state: State, rule: Thresholds, time_s: float, level: float
) -> tuple[State, Movement | None]:
    """Take one level; return the new state, and the movement that ended at it, if one did.

    Crossing times are interpolated between samples, so that a hold measured at 10 frames a second
    agrees with the same hold at 60.
    """
    closed: Movement | None = None
    stage, last_s, last, onset_s, from_s, until_s, peak = state
    if level >= rule.onset and (last_s is None or last < rule.onset):
        onset_s = _crossing(state, time_s, level, rule.onset)
    if stage is RELEASE:
        overdue = time_s - until_s >= RELEASE_S
        if level < rule.onset or level >= rule.enter or overdue:
            end_s = time_s
            if level < rule.onset:
                end_s = _crossing(state, time_s, level, rule.onset)
            closed = _movement(state, end_s)
            # A dip between two repetitions is the end of one and the onset of the next.
            stage, onset_s = REST, end_s if level >= rule.onset else 0.0
    if stage is REST and level >= rule.enter:
        stage, peak = HOLD, level
        from_s = max(_crossing(state, time_s, level, rule.enter), onset_s)
    elif stage is HOLD:
        peak = max(peak, level)
        if level < rule.leave:
            stage, until_s = RELEASE, _crossing(state, time_s, level, rule.leave)
            if level < rule.onset:
                end_s = _crossing(state, time_s, level, rule.onset)
                stage, closed = REST, Movement(onset_s, from_s, until_s, end_s, peak)
    return State(stage, time_s, level, onset_s, from_s, until_s, peak), closed


def interrupt(state: State, time_s: float) -> tuple[State, Movement | None]:
    """End whatever is going on, because the movement cannot be seen any more or the clip ends."""
    if state.stage is HOLD:
        return State(), _movement(state._replace(hold_until_s=time_s), time_s)
    if state.stage is RELEASE:
        return State(), _movement(state, max(time_s, state.hold_until_s))
    return State(), None


def _movement(state: State, end_s: float) -> Movement:
    return Movement(state.onset_s, state.hold_from_s, state.hold_until_s, end_s, state.peak)


def _crossing(state: State, time_s: float, level: float, threshold: float) -> float:
    """When the line from the last sample to this one passes the threshold."""
    if state.time_s is None or level == state.level:
        return time_s
    share = (threshold - state.level) / (level - state.level)
    return state.time_s + min(max(share, 0.0), 1.0) * (time_s - state.time_s)
