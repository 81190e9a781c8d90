"""What live sources share: they continue without their reader, and the newest frame wins."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

from facecheck.core.frames import Frame
from facecheck.inputs.threads import Latest

T = TypeVar("T")

POLL_S = 0.2


class NewestWins(ABC, Generic[T]):
    """Whatever takes pictures leaves them in `_newest`; the reader gets the last one.

    Args:
        clock: Seconds that only grow.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._newest: Latest[T] = Latest()
        self._stop = threading.Event()
        self._arrived_s: float | None = None
        """When the last picture came, or the first one was asked for; None before."""

    @property
    def dropped(self) -> int:
        """Pictures that came before the one before was taken."""
        return self._newest.dropped

    @property
    def ended(self) -> bool:
        """Whether no further picture will come, and the last one is taken."""
        return self._newest.ended

    @property
    def stalled_s(self) -> float:
        """How long no picture has come, since opening where none ever came."""
        return 0.0 if self._arrived_s is None else max(0.0, self._clock() - self._arrived_s)

    @abstractmethod
    def newest(self, timeout_s: float) -> Frame | None:
        """The newest frame not yet handed over; None after the timeout, or at the end.

        Raises:
            SourceError: It cannot be read.
        """

    def __iter__(self) -> Iterator[Frame]:
        """Yield the newest frame, again and again, until the source is closed or over."""
        while not self._stop.is_set() and not self.ended:
            frame = self.newest(POLL_S)
            if frame is not None:
                yield frame


class CameraFrames(NewestWins[tuple[float, T]]):
    """Frames of a camera. Pictures come with their times; the first one's is 0.

    Args:
        name: What to call the camera.
        clock: Seconds that only grow.

    Attributes:
        name: What the camera is called.
        warnings: What the user should know about it.
    """

    def __init__(self, name: str, clock: Callable[[], float]) -> None:
        super().__init__(clock)
        self.name = name
        self.warnings: list[str] = []
        self._first_s: float | None = None

    @property
    def duration_s(self) -> float | None:
        """Nobody knows how long a camera will run."""
        return None

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

    @abstractmethod
    def _frame(self, time_s: float, item: T) -> Frame | None:
        """The frame of what was taken; None where it shows nothing."""

    def _check(self) -> None:
        """Raise where nothing has come for too long."""
