"""Blinks by their shape: a quick fall of the lids and their return, whatever they fell from."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import NamedTuple

BLINK_MOST_S = 0.5
"""The longest blink; a longer closure is held."""

FALL = 0.2
"""A blink falls by this much of the rest aperture within `BLINK_MOST_S`: eyes that are held narrow
waver around a limit without falling."""

BLINK_BELOW = 0.5
"""A blink reaches this fraction of the rest aperture. Frames of 33 ms and the mesh's smoothing
leave a quick one at 0.4; looking down at a keyboard stays above 0.55."""

SNAP, SNAP_S = 0.35, 0.1
"""Lids that fall by so much in so short a time only blink, and need not come as low: the mesh
follows a blink of two frames part of the way. Lowering the eyes takes longer or goes less far."""

SNAP_BELOW = 0.68
"""As low they come at least: a raised brow opens the eyes wider than at rest, and lets go."""

RETURNED = 0.4
"""A blink is over when this share of its fall has come back. The last part of the way is often
slow, and stays undone where the eyes go on half closed."""

REOPENED = 0.12
"""Two blinks that run together are told apart by a reopening of this much of the rest aperture."""

LEAST_FALL = REOPENED
"""A blink that falls by less is none, nor was the fall behind a reopening."""

SHUT = 0.28
"""A slow blink that came as low as this was one; eyes that stayed above it were narrow."""

SLOW_BLINK_MOST_S = 1.0
"""A slow blink may take this long to return, if its shut part is short."""

NARROW_S = 0.25
"""Eyes that stay above `SHUT` this long after their lowest point are held narrow: the next blink is
measured from there."""


class Blink(NamedTuple):
    """One blink: from when to when, and its least aperture as a fraction of rest."""

    start_s: float
    end_s: float
    least: float


@dataclass(slots=True)
class _Dip:
    """A fall that has not come back.

    Attributes:
        start_s: Where the fall began.
        top: The aperture it fell from.
        least: Its lowest aperture so far, at `least_s`.
        turned: The highest aperture since then, at `turned_s`.
        snapped: It fell as only a blink does.
        shut_s: How long it has been under `SHUT`.
    """

    start_s: float
    top: float
    least: float
    least_s: float
    turned: float
    turned_s: float
    snapped: bool = False
    shut_s: float = 0.0


@dataclass(slots=True)
class BlinkWatch:
    """Follows the aperture of both eyes, as a fraction of its rest."""

    _dip: _Dip | None = None
    _recent: deque[tuple[float, float]] = field(default_factory=deque)

    def step(self, time_s: float, aperture: float) -> Blink | None:
        """Take one aperture; return the blink that ended with it, if one did."""
        ended = None
        if self._dip is not None:
            ended = self._go_on(self._dip, time_s, aperture)
        else:
            self._begin(time_s, aperture)
        self._recent.append((time_s, aperture))
        while time_s - self._recent[0][0] > BLINK_MOST_S:
            self._recent.popleft()
        return ended

    def finish(self, time_s: float) -> Blink | None:
        """End what is going on: the face is lost or the clip ends."""
        dip, self._dip = self._dip, None
        self._recent.clear()
        return self._judged(dip, time_s) if dip is not None else None

    def _begin(self, time_s: float, aperture: float) -> None:
        if not self._recent:
            return  # nothing is known to have fallen
        top = max(level for _, level in self._recent)
        just = max((level for t, level in self._recent if time_s - t <= SNAP_S), default=0.0)
        snapped = aperture < min(SNAP_BELOW, just - SNAP)
        if snapped or aperture < min(BLINK_BELOW, top - FALL):
            # The steep part began where the eyes were last less than half-way down: a smile or a
            # squint may have narrowed them slowly before.
            half = 0.5 * (top + aperture)
            start_s = next(t for t, level in reversed(self._recent) if level > half)
            self._dip = _Dip(start_s, top, aperture, time_s, aperture, time_s, snapped)

    def _go_on(self, dip: _Dip, time_s: float, aperture: float) -> Blink | None:
        if dip.turned - dip.least >= REOPENED and dip.turned - aperture >= REOPENED:
            ended = self._end(dip, dip.turned_s, dip.turned)
            self._dip = _Dip(dip.turned_s, dip.turned, aperture, time_s, aperture, time_s)
            return ended
        if aperture < dip.least:
            dip.least, dip.least_s = aperture, time_s
            dip.turned, dip.turned_s = aperture, time_s
        elif aperture > dip.turned:
            dip.turned, dip.turned_s = aperture, time_s
        if aperture < SHUT:
            dip.shut_s += time_s - self._recent[-1][0]
        if aperture >= dip.least + RETURNED * (dip.top - dip.least):
            return self._end(dip, time_s, aperture)
        narrow = dip.least > SHUT and time_s - dip.least_s > NARROW_S
        if narrow or time_s - dip.start_s > SLOW_BLINK_MOST_S:
            self._end(dip, time_s, aperture)
        return None

    def _end(self, dip: _Dip, time_s: float, aperture: float) -> Blink | None:
        self._dip = None
        # What comes next is a fall from here, not from before this blink.
        self._recent.clear()
        self._recent.append((time_s, aperture))
        return self._judged(dip, time_s)

    def _judged(self, dip: _Dip, end_s: float) -> Blink | None:
        lasted_s = end_s - dip.start_s
        slow = lasted_s <= SLOW_BLINK_MOST_S and dip.least < SHUT and dip.shut_s <= BLINK_MOST_S
        deep = dip.least < (SNAP_BELOW if dip.snapped else BLINK_BELOW)
        deep = deep and dip.top - dip.least >= LEAST_FALL
        if not deep or (lasted_s > BLINK_MOST_S and not slow):
            return None
        return Blink(dip.start_s, end_s, dip.least)
