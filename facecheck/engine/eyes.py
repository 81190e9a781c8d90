"""Blinks, winks and held closures, told apart by depth, duration and side."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from facecheck.core.events import FaceEvent

BLINK_BELOW = 0.5
"""Fraction of the rest aperture under which the eyes are on their way shut. Frames of 33 ms and the
mesh's smoothing leave a quick blink at 0.4; looking down at a keyboard stays above 0.55."""

OPEN_ABOVE = 0.56
"""Fraction at which they are open again."""

START_ABOVE = 0.75
"""A blink's start is where the aperture last was above this."""

CLOSED_BELOW = 0.28
"""Fraction under which a lid that stays there is shut. Shut eyes read 0.02 to 0.2 on the real
clips: the mesh leaves a slit under lashes."""

LID_DOWN = 0.045
"""Height of the upper lid over the line between the eye corners, in eye widths, under which it is
down. A shut lid lies on that line or below it (-0.10 to 0.03 on the real clips); in a squint,
however narrow, it stays at 0.09 and more."""

CLOSED_ABOVE = 0.40
"""A held closure ends above this; higher than `CLOSED_BELOW`: the mesh wavers under lashes."""

BLINK_MOST_S = 0.5
"""The longest blink; a longer closure is held."""

REOPENED = 0.12
"""Two blinks that run together are told apart by a reopening of this much of the rest aperture."""

FALL = 0.2
"""A blink falls by this much of the rest aperture within `BLINK_MOST_S`: eyes that are held narrow
waver around a limit without falling."""

ONE_OPEN = 0.65
"""With one eye this open, the other one winks."""

_UNCLEAR_BLINK_MOST_S = 1.0
"""A slow blink may stay under half aperture this long, if its shut part is short."""


@dataclass(slots=True)
class _Dip:
    """Something that went below a limit and has not come back."""

    start_s: float
    below_s: float
    least: float
    before: float = 1.0
    turned: float = 0.0
    turned_s: float = 0.0


@dataclass(slots=True)
class EyeWatch:
    """Follows both eyes' apertures, as fractions of their rest."""

    _last_open_s: float | None = None
    _dip: _Dip | None = None
    _shut: _Dip | None = None
    _shut_until_s: float = -1.0
    _ended_s: float = 0.0
    _recent: deque[tuple[float, float]] = field(default_factory=deque)
    _events: list[FaceEvent] = field(default_factory=list)

    def step(self, time_s: float, left: float, right: float, lid: float) -> list[FaceEvent]:
        """Take both fractions and the height of the higher upper lid; return the events that ended.

        A blink is read from the mean of both eyes: the eye turned away or beside a hand is the
        less certain one, but seldom wrong alone.
        """
        both = 0.5 * (left + right)
        if max(left, right) > ONE_OPEN:
            both = max(both, OPEN_ABOVE)
        self._held(time_s, both, lid)
        self._blink(time_s, both)
        if both >= START_ABOVE:
            self._last_open_s = time_s
        self._recent.append((time_s, both))
        while time_s - self._recent[0][0] > BLINK_MOST_S:
            self._recent.popleft()
        done, self._events = self._events, []
        return done

    def finish(self, time_s: float) -> list[FaceEvent]:
        """End what is going on: the face is lost or the clip ends."""
        self._end_held(time_s)
        self._end_blink(time_s)
        self._last_open_s = None
        self._recent.clear()
        done, self._events = self._events, []
        return done

    def _held(self, time_s: float, both: float, lid: float) -> None:
        shut = self._shut
        if shut is None:
            if both < CLOSED_BELOW and lid < LID_DOWN:
                self._shut = _Dip(time_s, time_s, both)
        elif both < CLOSED_ABOVE:
            shut.least = min(shut.least, both)
        else:
            self._end_held(time_s)

    def _end_held(self, time_s: float) -> None:
        shut, self._shut = self._shut, None
        if shut is not None and time_s - shut.start_s > BLINK_MOST_S:
            self._shut_until_s = time_s
            self._add("eyes_closed", shut.start_s, time_s, shut.least)

    def _blink(self, time_s: float, both: float) -> None:
        dip = self._dip
        if dip is None:
            if both < BLINK_BELOW:
                start_s = self._last_open_s if self._last_open_s is not None else time_s
                start_s = max(start_s, time_s - BLINK_MOST_S, self._ended_s)
                before = max((level for _, level in self._recent), default=1.0)
                self._dip = _Dip(start_s, time_s, both, before, both, time_s)
            return
        if both >= OPEN_ABOVE:
            self._end_blink(time_s)
            return
        if both > dip.turned:
            dip.turned, dip.turned_s = both, time_s
        reopened = dip.turned - dip.least >= REOPENED and dip.turned - both >= REOPENED
        if reopened and dip.turned_s - dip.below_s <= BLINK_MOST_S and dip.turned_s > dip.below_s:
            turned_s = dip.turned_s
            self._end_blink(turned_s)
            self._dip = _Dip(turned_s, turned_s, both, dip.turned, both, time_s)
        elif both < dip.least:
            dip.least, dip.turned, dip.turned_s = both, both, time_s

    def _end_blink(self, time_s: float) -> None:
        dip, self._dip = self._dip, None
        if dip is not None:
            self._ended_s = time_s
        if dip is None or dip.start_s < self._shut_until_s:
            return
        below_s = time_s - dip.below_s
        slow_but_shut = below_s <= _UNCLEAR_BLINK_MOST_S and dip.least < CLOSED_BELOW
        fell = dip.before - dip.least >= (REOPENED if dip.before < BLINK_BELOW else FALL)
        if fell and (below_s <= BLINK_MOST_S or slow_but_shut):
            self._add("blink", dip.start_s, time_s, dip.least)

    def _add(self, kind: str, start_s: float, end_s: float, least: float) -> None:
        self._events.append(
            FaceEvent(kind, "both", start_s, end_s, min(max(1.0 - least, 0.0), 1.0))
        )
