"""A clip played at its own pace, as a camera would: it does not wait for its reader."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from facecheck.core.frames import Frame
from facecheck.inputs.sources.base import FrameSource
from facecheck.inputs.sources.delegating import DelegatingSource
from facecheck.inputs.sources.live_source import NewestWins


class RealtimePlayback(NewestWins[Frame], DelegatingSource):
    """Plays any source on a thread; the newest frame wins and times stay the clip's own.

    The clip starts when the first frame is asked for, so that loading a model costs no frames.

    Args:
        inner: What to play; opened and closed with this source.
        speed: 2 plays twice as fast.
        clock: Seconds that only grow.
        sleep: Waits that many seconds; by default until then or until the source is closed.
    """

    def __init__(
        self,
        inner: FrameSource,
        speed: float = 1.0,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] | None = None,
    ) -> None:
        if not speed > 0:
            raise ValueError(f"speed is {speed}, needs more than 0")
        NewestWins.__init__(self, clock)
        DelegatingSource.__init__(self, inner)
        self._speed = speed
        self._sleep = sleep if sleep is not None else self._stop.wait
        self._thread: threading.Thread | None = None

    def __exit__(self, *exc: object) -> None:
        """Stop playing and close the clip."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()
        super().__exit__(*exc)

    def newest(self, timeout_s: float) -> Frame | None:
        """The newest frame not yet handed over; None after the timeout or at the end.

        Raises:
            SourceError: The clip cannot be read.
        """
        if self._thread is None:
            self._arrived_s = self._clock()
            self._thread = threading.Thread(target=self._play, name="facecheck-clip", daemon=True)
            self._thread.start()
        frame = self._newest.take(timeout_s)
        if frame is not None:
            self._arrived_s = self._clock()
        return frame

    def _play(self) -> None:
        try:
            started_s = self._clock()
            for frame in self._inner:
                ahead_s = frame.time_s / self._speed - (self._clock() - started_s)
                if ahead_s > 0:
                    self._sleep(ahead_s)
                if self._stop.is_set():
                    break
                self._newest.put(frame)
            self._newest.close()
        except BaseException as error:  # told to the reader's thread, which raises it
            self._newest.close(error)
