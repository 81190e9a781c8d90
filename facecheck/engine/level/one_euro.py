"""Causal, time-aware smoothing of one number."""

from __future__ import annotations

import math
from dataclasses import dataclass

_TURN = 2.0 * math.pi


@dataclass(slots=True)
class OneEuro:
    """The One Euro filter of Casiez, Roussel and Vogel (CHI 2012): smooth at rest, quick in motion.

    The lag in a movement of speed v is about 1 / (2 pi (min_cutoff_hz + beta v)) seconds.

    Attributes:
        min_cutoff_hz: Cutoff while nothing moves.
        beta: How much the cutoff grows with speed, in Hz per unit per second.
        derivative_cutoff_hz: Cutoff of the speed estimate; the authors' 1 Hz.
    """

    min_cutoff_hz: float
    beta: float
    derivative_cutoff_hz: float = 1.0
    _time_s: float | None = None
    _value: float = 0.0
    _speed: float = 0.0

    def step(self, time_s: float, value: float) -> float:
        """Take one sample and return the smoothed value. A repeated time returns the last one."""
        if self._time_s is None:
            self._time_s, self._value = time_s, value
            return value
        passed_s = time_s - self._time_s
        if passed_s <= 0.0:
            return self._value
        self._time_s = time_s
        off = value - self._value
        turns = _TURN * self.derivative_cutoff_hz * passed_s
        self._speed += turns / (turns + 1.0) * (off / passed_s - self._speed)
        turns = _TURN * (self.min_cutoff_hz + self.beta * abs(self._speed)) * passed_s
        self._value += turns / (turns + 1.0) * off
        return self._value

    def reset(self) -> None:
        """Forget: the next sample is taken as it is."""
        self._time_s, self._value, self._speed = None, 0.0, 0.0
