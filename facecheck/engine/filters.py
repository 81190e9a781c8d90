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
        rate = _gain(passed_s, self.derivative_cutoff_hz)
        self._speed += rate * ((value - self._value) / passed_s - self._speed)
        cutoff_hz = self.min_cutoff_hz + self.beta * abs(self._speed)
        self._value += _gain(passed_s, cutoff_hz) * (value - self._value)
        return self._value

    def reset(self) -> None:
        """Forget: the next sample is taken as it is."""
        self._time_s, self._value, self._speed = None, 0.0, 0.0


def _gain(passed_s: float, cutoff_hz: float) -> float:
    r = _TURN * cutoff_hz * passed_s
    return r / (r + 1.0)
