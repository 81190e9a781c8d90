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

FAST_FALL, FAST_FALL_S = 0.35, 0.1
"""Lids that fall by so much in so short a time only blink, and need not come as low: the mesh
follows a blink of two frames part of the way. Lowering the eyes takes longer or goes less far."""

FAST_FALL_BELOW = 0.68
"""They come down to this at least: eyes that a raised brow had opened wider fall as fast."""

RETURNED = 0.4
"""A blink is over when this share of its fall has come back. The last part of the way is often
slow, and stays undone where the eyes go on half closed."""

REOPENED = 0.12
"""Two blinks that run together are told apart by a reopening of this much of the rest aperture."""

LEAST_FALL = REOPENED
"""A fall of less is no blink; neither is one of less before such a reopening."""

SHUT = 0.28
"""A slow blink that came as low as this was one; eyes that stayed above it were narrow."""

BY_UPPER_LID = 0.6
"""A blink is the upper lid's: it does this share of the way at least (0.62 to 0.95 in blinks of
seven real people, 0.75 and more in rendered ones). Cheeks that come up in a laugh or a grimace lift
the lower lid by as much as the upper one comes down, or more: smiles of real people 0.37 to 0.41, a
squeezed eye 0.53, rendered squints 0.33 to 0.58."""

SLOW_BLINK_MOST_S = 1.0
"""A slow blink may take this long to return, if its shut part is short."""

NARROW_S = 0.25
"""Eyes that stay above `SHUT` this long after their lowest point are held narrow: the next blink is
measured from there."""


class Blink(NamedTuple):
    """One blink: from when to when, and its least aperture as a fraction of rest."""

    start_s: float
    end_s: float
    min_aperture: float


@dataclass(slots=True)
class _Dip:
    """A fall that has not come back.

    Attributes:
        start_s: Where the fall began.
        top: The aperture it fell from.
        top_upper: The upper lids' height there.
        min_aperture: Its lowest so far, at `least_s`.
        least_upper: The upper lids' height there.
        turned: The highest aperture since then, at `turned_s`.
        turned_upper: The upper lids' height there.
        snapped: It fell as only a blink does.
        shut_s: How long it has been under `SHUT`.
    """

    start_s: float
    top: float
    top_upper: float
    min_aperture: float
    least_upper: float
    least_s: float
    turned: float
    turned_upper: float
    turned_s: float
    snapped: bool = False
    shut_s: float = 0.0


@dataclass(slots=True)
class BlinkWatch:
    """Follows both eyes: their aperture and their upper lids, in apertures of rest."""

    _dip: _Dip | None = None
    _recent: deque[tuple[float, float, float]] = field(default_factory=deque)

    def step(self, time_s: float, aperture: float, upper: float) -> Blink | None:
        """Take one aperture and the upper lids' height; return the blink that ended, if one did."""
        ended = None
        if self._dip is not None:
            ended = self._continue(self._dip, time_s, aperture, upper)
        else:
            self._begin(time_s, aperture, upper)
        self._recent.append((time_s, aperture, upper))
        while time_s - self._recent[0][0] > BLINK_MOST_S:
            self._recent.popleft()
        return ended

    def finish(self, time_s: float) -> Blink | None:
        """End what is going on: the face is lost or the clip ends."""
        dip, self._dip = self._dip, None
        self._recent.clear()
        return self._blink_of(dip, time_s) if dip is not None else None

    def forget(self) -> None:
        """What goes on is no blink, and what comes is no fall from where the lids were."""
        self._dip = None
        self._recent.clear()

    def _begin(self, time_s: float, aperture: float, upper: float) -> None:
        if not self._recent:
            return  # nothing is known to have fallen
        _, top, top_upper = max(self._recent, key=lambda seen: seen[1])
        just = max(
            (level for t, level, _ in self._recent if time_s - t <= FAST_FALL_S), default=0.0
        )
        snapped = aperture < min(FAST_FALL_BELOW, just - FAST_FALL)
        if snapped or aperture < min(BLINK_BELOW, top - FALL):
            # The steep part began where the eyes were last less than half-way down: a smile or a
            # squint may have narrowed them slowly before.
            half = 0.5 * (top + aperture)
            start_s = next(t for t, level, _ in reversed(self._recent) if level > half)
            here = (aperture, upper, time_s)
            self._dip = _Dip(start_s, top, top_upper, *here, *here, snapped)

    def _continue(self, dip: _Dip, time_s: float, aperture: float, upper: float) -> Blink | None:
        here = (aperture, upper, time_s)
        if dip.turned - dip.min_aperture >= REOPENED and dip.turned - aperture >= REOPENED:
            ended = self._end(dip, dip.turned_s, dip.turned, dip.turned_upper)
            self._dip = _Dip(dip.turned_s, dip.turned, dip.turned_upper, *here, *here)
            return ended
        if aperture < dip.min_aperture:
            dip.min_aperture, dip.least_upper, dip.least_s = here
            dip.turned, dip.turned_upper, dip.turned_s = here
        elif aperture > dip.turned:
            dip.turned, dip.turned_upper, dip.turned_s = here
        if aperture < SHUT:
            dip.shut_s += time_s - self._recent[-1][0]
        if aperture >= dip.min_aperture + RETURNED * (dip.top - dip.min_aperture):
            return self._end(dip, time_s, aperture, upper)
        narrow = dip.min_aperture > SHUT and time_s - dip.least_s > NARROW_S
        if narrow or time_s - dip.start_s > SLOW_BLINK_MOST_S:
            self._end(dip, time_s, aperture, upper)
        return None

    def _end(self, dip: _Dip, time_s: float, aperture: float, upper: float) -> Blink | None:
        self._dip = None
        # What comes next is a fall from here, not from before this blink.
        self._recent.clear()
        self._recent.append((time_s, aperture, upper))
        return self._blink_of(dip, time_s)

    def _blink_of(self, dip: _Dip, end_s: float) -> Blink | None:
        lasted_s = end_s - dip.start_s
        slow = (
            lasted_s <= SLOW_BLINK_MOST_S and dip.min_aperture < SHUT and dip.shut_s <= BLINK_MOST_S
        )
        deep = dip.min_aperture < (FAST_FALL_BELOW if dip.snapped else BLINK_BELOW)
        fell = dip.top - dip.min_aperture
        deep = (
            deep and fell >= LEAST_FALL and dip.top_upper - dip.least_upper >= BY_UPPER_LID * fell
        )
        if not deep or (lasted_s > BLINK_MOST_S and not slow):
            return None
        return Blink(dip.start_s, end_s, dip.min_aperture)
