"""A media player's position when something happens; captions use it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

MOST_OFF_S = 0.001
"""How far a straight line may be from the pictures' own times: captions have milliseconds."""


@dataclass(frozen=True, slots=True)
class PlayerClock:
    """From the times of results, which begin at the first picture, to those a player shows.

    Attributes:
        starts_s: Where the first picture stands, in seconds of the player.
        times_s: Where pictures were given other times than the file's: times of results, rising.
        shown_s: When the file shows them, counted from the first picture; as many.
    """

    starts_s: float = 0.0
    times_s: tuple[float, ...] = ()
    shown_s: tuple[float, ...] = ()

    def at(self, time_s: float) -> float:
        """Seconds of the player at a time of the results, on a straight line between pictures.

        >>> PlayerClock(0.7).at(1.0)
        1.7
        >>> PlayerClock(0.0, (0.0, 1.0), (0.0, 4.0)).at(0.5)
        2.0
        """
        if len(self.times_s) < 2:
            return self.starts_s + time_s
        i = min(max(bisect_right(self.times_s, time_s), 1), len(self.times_s) - 1)
        t0, t1 = self.times_s[i - 1], self.times_s[i]
        s0, s1 = self.shown_s[i - 1], self.shown_s[i]
        rate = (s1 - s0) / (t1 - t0) if t1 > t0 else 0.0
        return self.starts_s + s0 + (time_s - t0) * rate


class PlayerClockBuilder:
    """Makes a clock of pictures as they come; of those on a straight line it keeps the ends."""

    def __init__(self) -> None:
        self.starts_s = 0.0
        self._kept: list[tuple[float, float]] = []
        self._last: tuple[float, float] | None = None
        self._least, self._most = float("-inf"), float("inf")

    def add(self, time_s: float, shown_s: float) -> None:
        """Add a picture: its time in the results, and when the file shows it."""
        point = time_s, shown_s
        if not self._kept:
            self._kept.append(point)
            return
        t0, s0 = self._kept[-1]
        gap = time_s - t0
        if gap <= 0:
            return
        slope = (shown_s - s0) / gap
        if self._last is not None and not self._least <= slope <= self._most:
            t0, s0 = self._last
            self._kept.append(self._last)
            self._least, self._most = float("-inf"), float("inf")
            gap = time_s - t0
        if gap > 0:
            self._least = max(self._least, (shown_s - s0 - MOST_OFF_S) / gap)
            self._most = min(self._most, (shown_s - s0 + MOST_OFF_S) / gap)
            self._last = point

    def clock(self) -> PlayerClock:
        """The clock of what was added."""
        points = [*self._kept] + ([self._last] if self._last is not None else [])
        if all(abs(time_s - shown_s) <= MOST_OFF_S for time_s, shown_s in points):
            return PlayerClock(self.starts_s)
        return PlayerClock(self.starts_s, *zip(*points, strict=True))
