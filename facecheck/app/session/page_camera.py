"""The browser's camera as a source of frames: what the page sends, at the time it was captured."""

from __future__ import annotations

import time
from collections.abc import Callable
from math import isfinite
from typing import Self

from facecheck.app.session.jpeg import acceptable, decoded
from facecheck.app.session.page_observation import is_sight, seen_frame, unpacked
from facecheck.core.frames import Frame
from facecheck.inputs.sources.live_source import CameraFrames

APART_S = 2.0
"""Where the page's clock and this machine's differ by more than this, the page was loaded again, a
machine slept, or the time is no time: it is counted from here again."""
LEAST_STEP_S = 0.004
"""No camera gives more than 250 pictures a second: times nearer to each other are one picture's."""


class PageCamera(CameraFrames[bytes]):
    """The newest picture that the page sent. The page continues without its reader.

    Times are the page's own, of the instants at which the pictures were captured, so that a busy
    line or machine changes no hold; the first picture's is 0. What is no picture, or has no later
    time than the one before, is left out.

    Args:
        name: What to call the camera.
        sights: Pictures stay in the page: it sends what it saw in them (``page_observation.py``).
        clock: Seconds that only grow.

    Attributes:
        refused: Pictures that could not be used.
    """

    def __init__(
        self,
        name: str = "browser",
        *,
        sights: bool = False,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(name, clock)
        self.refused = 0
        self._sights = sights
        self._offset_s: float | None = None
        self._last_s = float("-inf")
        self._opened_s = self._arrived_s = clock()

    def put(self, captured_s: float, data: bytes) -> bool:
        """Take a picture from the page, or what it saw in one, on any thread; whether it is one.

        Args:
            captured_s: When it was captured, on a clock of the page that only grows.
            data: A JPEG, or a message of ``page_observation.py``.
        """
        fits = is_sight(data) if self._sights else acceptable(data)
        if not isfinite(captured_s) or not fits:
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

    def _frame(self, time_s: float, item: bytes) -> Frame | None:
        frame = _decoded_frame(time_s, item) if self._sights else _filmed(time_s, item)
        self.refused += frame is None
        return frame


def _decoded_frame(time_s: float, item: bytes) -> Frame | None:
    sight = unpacked(item)
    return None if sight is None else seen_frame(time_s, sight)


def _filmed(time_s: float, item: bytes) -> Frame | None:
    rgb = decoded(item)
    return None if rgb is None else Frame(time_s=time_s, rgb=rgb)
