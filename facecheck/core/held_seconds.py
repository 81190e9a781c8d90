"""How a held time is written, the same everywhere."""

from __future__ import annotations

_EPSILON = 1e-6
"""Of a tenth: what adding up leaves of a whole one."""


def cut_to_tenths(seconds: float) -> float:
    """Seconds cut to tenths, not rounded: 4.96 s of 5 s asked for must not read as 5.0.

    >>> cut_to_tenths(4.96), cut_to_tenths(5.865), cut_to_tenths(21.699999999999996)
    (4.9, 5.8, 21.7)
    """
    return int(seconds * 10 + _EPSILON) / 10
