"""The browser's camera as a source of frames: what the page sends, at the time it was captured."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from math import isfinite
from typing import Self

from facecheck.app.session.jpeg import acceptable, decoded
from facecheck.core.frames import Frame
from facecheck.inputs.threads import Latest

POLL_S = 0.2
APART_S = 2.0
"""Where the page's clock and this machine's differ by more than this, the page was loaded again, a
machine slept, or the time is no time: it is counted from here again."""
LEAST_STEP_S = 0.004
"""No camera gives more than 250 pictures a second: times nearer to each other are one picture's."""


class PageCamera:
    """The newest picture that the page sent. The page continues without its reader.

    Times are the page's own, of the instants at which the pictures were captured, so that a busy
    line or machine changes no hold; the first picture's is 0. What is no picture, or has no later
    time than the one before, is left out.

    Args:
        name: What to call the camera.
        clock: Seconds that only grow.

    Attributes:
        warnings: What the user should know about the camera.
        refused: Pictures that could not be used.
    """

    def __init__(
        self, name: str = "browser", *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.warnings: list[str] = []
        self.name = name
        self.refused = 0
        self._clock = clock
        self._newest: Latest[tuple[float, bytes]] = Latest()
        self._first_s: float | None = None
        self._offset_s: float | None = None
        self._last_s = float("-inf")
        self._opened_s = self._arrived_s = clock()
        self._stop = threading.Event()

    @property
    def duration_s(self) -> float | None:
        """Nobody knows how long a camera will run."""
        return None

    @property
    def dropped(self) -> int:
        """Pictures that a newer one pushed out."""
        return self._newest.dropped

    @property
    def ended(self) -> bool:
        """Whether no further picture will come."""
        return self._newest.ended

    @property
    def stalled_s(self) -> float:
        """How long no picture has come."""
        return max(0.0, self._clock() - self._arrived_s)

    def put(self, captured_s: float, data: bytes) -> bool:
        """Take a picture from the page, on any thread; whether it is one.

        Args:
            captured_s: When it was captured, on a clock of the page that only grows.
            data: A JPEG.
        """
        if not isfinite(captured_s) or not acceptable(data):
            self.refused += 1
            return False
        now_s = self._clock()
        time_s = self._at(captured_s, now_s - self._opened_s)
        if time_s < self._last_s + LEAST_STEP_S:
            self.refused += 1
            return False
        self._last_s, self._arrived_s = time_s, now_s
        self._newest.put((time_s, data))
        return True

    def _at(self, captured_s: float, elapsed_s: float) -> float:
        """An instant of the page's clock on that of the session."""
        if self._offset_s is None or abs(captured_s + self._offset_s - elapsed_s) > APART_S:
            self._offset_s = elapsed_s - captured_s
        return captured_s + self._offset_s

    def captured_s(self, time_s: float) -> float | None:
        """When a picture of a time of the session was captured, on the page's clock."""
        if self._first_s is None or self._offset_s is None:
            return None
        return time_s + self._first_s - self._offset_s

    def close(self) -> None:
        """No further picture comes."""
        self._stop.set()
        self._newest.close()

    def __enter__(self) -> Self:
        """Begin; the page's camera is the page's to open."""
        self._opened_s = self._arrived_s = self._clock()
        return self

    def __exit__(self, *exc: object) -> None:
        """End."""
        self.close()

    def newest(self, timeout_s: float) -> Frame | None:
        """The newest picture not yet handed over; None after the timeout."""
        taken = self._newest.take(timeout_s)
        if taken is None:
            return None
        time_s, data = taken
        rgb = decoded(data)
        if rgb is None:
            self.refused += 1
            return None
        if self._first_s is None:
            self._first_s = time_s
        return Frame(time_s=time_s - self._first_s, rgb=rgb)

    def __iter__(self) -> Iterator[Frame]:
        """Yield the newest picture, again and again, until the page leaves."""
        while not self._stop.is_set() and not self.ended:
            frame = self.newest(POLL_S)
            if frame is not None:
                yield frame
