"""How steady and even a hold is, and the derived measures that form rules read."""

from __future__ import annotations

from collections import deque

from facecheck.engine.level.level import Level
from facecheck.engine.repetitions.detector import HOLD, StartKind, State
from facecheck.engine.spec.thresholds import Thresholds

WINDOW_S = 1.0
"""Tremor of the face is 3 to 10 Hz: a second holds several swings and little of a slow fade."""

SETTLE_S = 0.4
"""The movement is still arriving for this long after the hold begins."""

RISE_FAULT_SHOWN_S = 1.0
"""How long the fault of a movement that rose too fast is shown: it cannot be mended."""

_EPSILON_S = 1e-6
"""Rounding must not decide whether a level lies just at the end of such a time."""

ONE_SIDED = 0.5
"""From this mean asymmetry on a movement is one-sided, in exercises that have no limit of it."""


class Steadiness:
    """Follows the level through one hold."""

    def __init__(self, rule: Thresholds, one_sided: float = ONE_SIDED) -> None:
        """Start empty.

        Args:
            rule: Its levels tell how fast a movement rose.
            one_sided: From which mean asymmetry on it is one side's.
        """
        self._one_sided = one_sided
        self._rise = rule.enter - rule.onset
        self._window = _Window()
        self.reset()

    def reset(self) -> None:
        """Begin the next hold."""
        self._window = _Window()
        self._from_s: float | None = None
        self._peak = 0.0
        self._shaking_sum = self._left_sum = self._right_sum = self._uneven_sum = 0.0
        self._firsts = (0.0, 0.0)
        self._sided = False
        self._ticks = 0
        self._shaking = 0.0

    def step(self, time_s: float, level: Level) -> None:
        """Take one tick of the hold."""
        if self._from_s is None:
            self._from_s = time_s
        if time_s - self._from_s < SETTLE_S - _EPSILON_S:
            return
        self._peak = max(self._peak, level.chosen)
        # From the hold's begin, so that squares of times stay small.
        self._shaking = self._window.spread(time_s - self._from_s, level.chosen)
        self._shaking_sum += self._shaking
        if level.left is not None and level.right is not None:
            self._sided = True
            self._left_sum += level.left
            self._right_sum += level.right
            self._uneven_sum += level.asymmetry
        if level.first_parts is not None:
            left, right = self._firsts
            self._firsts = left + level.first_parts[0], right + level.first_parts[1]
        self._ticks += 1

    @property
    def mean_shaking(self) -> float:
        """Mean spread of the level within the hold, as a fraction of full effort."""
        return self._shaking_sum / self._ticks if self._ticks else 0.0

    @property
    def mean_asymmetry(self) -> float:
        """Mean difference of the sides within the hold."""
        return abs(self._left_sum - self._right_sum) / self._ticks if self._ticks else 0.0

    @property
    def side(self) -> str | None:
        """The side that worked; None without sides, or when the hold was too short to tell."""
        if not self._sided:
            return None
        if self._uneven_sum <= self._one_sided * self._ticks:
            return "both"
        return "left" if self._left_sum > self._right_sum else "right"

    @property
    def mean_sides(self) -> dict[str, float] | None:
        """Each side's mean first part within the hold; None without sides or in too short a one."""
        if not self._sided:
            return None
        left, right = self._firsts
        return {"left": left / self._ticks, "right": right / self._ticks}

    def values(self, level: Level, state: State) -> dict[str, float]:
        """The derived measures at this tick."""
        holding = state.stage is HOLD
        rise_speed = 0.0
        # One that was not seen to rise from rest has no speed.
        rose = state.start_kind is StartKind.SEEN and state.hold_from_s > state.onset_s
        if holding and rose and (state.time_s or 0.0) - state.hold_from_s <= RISE_FAULT_SHOWN_S:
            # As a share of what was reached: who opens wider passes the levels in less time.
            rise_s = max(state.hold_from_s - state.onset_s, 1e-3)
            rise_speed = self._rise / rise_s / state.peak
        return {
            "level": level.chosen,
            "asymmetry": level.asymmetry,
            "part_lead": level.lead,
            # What is lost beyond full effort is no loss.
            "fading": max(min(self._peak, 1.0) - level.chosen, 0.0) if holding else 0.0,
            "shaking": self._shaking if holding else 0.0,
            "rise_speed": rise_speed,
            # Known only when it is over: the judge fills it in.
            "fall_speed": 0.0,
        }


class _Window:
    """The levels of the last second, and the sums that a straight line through them needs."""

    def __init__(self) -> None:
        self._points: deque[tuple[float, float]] = deque()
        self._t = self._x = self._tt = self._tx = 0.0

    def spread(self, time_s: float, level: float) -> float:
        """Mean size of the level's deviation from that line, with one more level."""
        points = self._points
        points.append((time_s, level))
        self._t += time_s
        self._x += level
        self._tt += time_s * time_s
        self._tx += time_s * level
        while time_s - points[0][0] > WINDOW_S + _EPSILON_S:
            t, x = points.popleft()
            self._t -= t
            self._x -= x
            self._tt -= t * t
            self._tx -= t * x
        n = len(points)
        if n < 4:
            return 0.0
        mean_t, mean_x = self._t / n, self._x / n
        var = self._tt - self._t * mean_t
        # Of times that are all the same, rounding may leave a little.
        slope = (self._tx - self._t * mean_x) / var if var > 1e-9 else 0.0
        at_zero = mean_x - slope * mean_t
        # As much lies above the line as below it. This is the dearest line of a tick.
        above = [off for t, x in points if (off := x - at_zero - slope * t) > 0.0]
        return 2.0 * sum(above) / n
