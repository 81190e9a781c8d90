"""What all cameras have in common: the newest picture wins, and the first one's time is 0."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

from facecheck.core.frames import Frame
from facecheck.inputs.threads import Latest

T = TypeVar("T")

POLL_S = 0.2


class NewestFrames(ABC, Generic[T]):
    """Frames of a camera that goes on without its reader.

    Whatever takes the pictures leaves them in `_newest` with their times, and notes in `_arrived_s`
    when the last one came.

    Args:
        name: What to call the camera.
        clock: Seconds that only grow.

    Attributes:
        name: What the camera is called.
        warnings: What the user should know about it.
    """

    def __init__(self, name: str, clock: Callable[[], float]) -> None:
        self.name = name
        self.warnings: list[str] = []
        self._clock = clock
        self._newest: Latest[tuple[float, T]] = Latest()
        self._stop = threading.Event()
        self._first_s: float | None = None
        self._arrived_s = 0.0

    @property
    def duration_s(self) -> float | None:
        """Nobody knows how long a camera will run."""
        return None

    @property
    def dropped(self) -> int:
        """Pictures that came before the one before was taken."""
        return self._newest.dropped

    @property
    def ended(self) -> bool:
        """Whether the camera was closed."""
        return self._newest.ended

    @property
    def stalled_s(self) -> float:
        """How long no picture has come, since opening where none ever came."""
        return max(0.0, self._clock() - self._arrived_s)

    def newest(self, timeout_s: float) -> Frame | None:
        """The newest frame not yet handed over; None after the timeout.

        Raises:
            SourceError: The camera never sent a picture, or stopped for longer than it may.
        """
        taken = self._newest.take(timeout_s)
        if taken is None:
            self._check()
            return None
        time_s, item = taken
        first_s = time_s if self._first_s is None else self._first_s
        frame = self._frame(time_s - first_s, item)
        if frame is not None:
            self._first_s = first_s
        return frame

    def __iter__(self) -> Iterator[Frame]:
        """Yield the newest frame, again and again, until the source is closed."""
        while not self._stop.is_set() and not self.ended:
            frame = self.newest(POLL_S)
            if frame is not None:
                yield frame

    @abstractmethod
    def _frame(self, time_s: float, item: T) -> Frame | None:
        """The frame of what was taken; None where it shows nothing."""

    def _check(self) -> None:
        """Raise where nothing has come for too long."""
