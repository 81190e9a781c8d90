"""Encodes values in the file: times of day, curves."""

from __future__ import annotations

import json
import struct
from datetime import UTC, datetime
from math import floor
from typing import Any

from facecheck.core.curves import Curve

RATE_HZ = 10.0
"""Of a curve that is kept: enough to draw a repetition, and a few hundred bytes."""

MOST_POINTS = 1200
"""Two minutes; a longer attempt is kept more coarsely."""

_MS = 1000.0
_NOTHING = -32768
_EPSILON = 1e-6
_POINT = struct.Struct("<ih")


def stamp(at: datetime) -> str:
    """A time of day with its offset, to the millisecond.

    Raises:
        ValueError: It has no offset.
    """
    if at.tzinfo is None:
        raise ValueError("a time in the history needs its offset from UTC")
    return at.isoformat(timespec="milliseconds")


def utc_s(at: datetime) -> float:
    """Seconds since 1970, by which times are compared in the file."""
    return at.astimezone(UTC).timestamp()


def unstamp(text: str) -> datetime:
    """A time of day that `stamp` wrote."""
    return datetime.fromisoformat(text)


def now() -> datetime:
    """This moment, with the offset of this place."""
    return datetime.now(UTC).astimezone()


def packed(curve: Curve | None) -> bytes | None:
    """A curve in six bytes a point: milliseconds, and thousandths of full effort.

    >>> len(packed(Curve((0.0, 0.1), (0.5, None))))
    12
    """
    if curve is None or not curve.times_s:
        return None
    thin = _thinned(curve).thinned(MOST_POINTS)
    return b"".join(
        _POINT.pack(
            round(time_s * _MS),
            _NOTHING if level is None else max(-32767, min(32767, round(level * _MS))),
        )
        for time_s, level in zip(thin.times_s, thin.levels, strict=True)
    )


def _thinned(curve: Curve) -> Curve:
    """Of each tenth of a second the highest level; a tenth in which nothing was seen stays."""
    kept: dict[int, tuple[float, float | None]] = {}
    for time_s, level in zip(curve.times_s, curve.levels, strict=True):
        tenth = floor(time_s * RATE_HZ + _EPSILON)
        known = kept.get(tenth)
        higher = level is not None and (known is None or known[1] is None or level > known[1])
        if known is None or higher:
            kept[tenth] = (time_s, level)
    return Curve(tuple(t for t, _ in kept.values()), tuple(v for _, v in kept.values()))


def unpacked(data: bytes | None) -> Curve | None:
    """What `packed` made.

    >>> unpacked(packed(Curve((0.0, 0.1), (0.5, None))))
    Curve(times_s=(0.0, 0.1), levels=(0.5, None))
    """
    if data is None:
        return None
    points = list(_POINT.iter_unpack(data))
    return Curve(
        tuple(ms / _MS for ms, _ in points),
        tuple(None if level == _NOTHING else level / _MS for _, level in points),
    )


def text_of(value: Any) -> str:
    """A mapping or list as it stands in a column."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
