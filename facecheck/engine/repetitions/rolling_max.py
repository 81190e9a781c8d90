"""The maximum of the last few values."""

from __future__ import annotations

from collections import deque


class RollingMax:
    """The highest value of a span of time that ends now.

    Only values that nothing higher came after are kept, so that each costs the same however long
    the span is.

    Attributes:
        last: The newest value.
    """

    def __init__(self, span_s: float) -> None:
        """Start empty; the span is in seconds."""
        self._span_s = span_s
        self._kept: deque[tuple[float, float]] = deque()
        self.last = 0.0

    def __bool__(self) -> bool:
        """Whether there is a value."""
        return bool(self._kept)

    @property
    def highest(self) -> float:
        """The highest value; there must be one."""
        return self._kept[0][1]

    def has_fallen_to(self, share: float) -> bool:
        """Whether the newest value is under this share of the highest; no without a value."""
        kept = self._kept
        return bool(kept) and self.last < share * kept[0][1]

    def add(self, time_s: float, value: float) -> None:
        """Take the next value; times must not decrease."""
        kept = self._kept
        while kept and kept[-1][1] <= value:
            kept.pop()
        kept.append((time_s, value))
        while time_s - kept[0][0] > self._span_s:
            kept.popleft()
        self.last = value

    def clear(self) -> None:
        """Begin again."""
        self._kept.clear()
