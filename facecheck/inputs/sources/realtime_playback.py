"""A clip played at its own pace, as a camera would: it does not wait for its reader."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

from facecheck.core.frames import Frame
from facecheck.inputs.sources.base import FrameSource
from facecheck.inputs.sources.delegating import DelegatingSource
from facecheck.inputs.threads import Latest

POLL_S = 0.2


class RealtimePlayback(DelegatingSource):
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
        super().__init__(inner)
        self._speed = speed
        self._clock = clock
        self._stop = threading.Event()
        self._sleep = sleep if sleep is not None else self._stop.wait
        self._newest: Latest[Frame] = Latest()
        self._thread: threading.Thread | None = None
        self._last_s = 0.0

    @property
    def dropped(self) -> int:
        """Frames that were due before the one before was taken."""
        return self._newest.dropped

    @property
    def ended(self) -> bool:
        """Whether the clip is over and its last frame taken."""
        return self._newest.ended

    @property
    def stalled_s(self) -> float:
        """How long no frame has been taken."""
        return self._clock() - self._last_s if self._thread is not None else 0.0

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
            self._last_s = self._clock()
            self._thread = threading.Thread(target=self._play, name="facecheck-clip", daemon=True)
            self._thread.start()
        frame = self._newest.take(timeout_s)
        if frame is not None:
            self._last_s = self._clock()
        return frame

    def __iter__(self) -> Iterator[Frame]:
        """Yield the newest frame, again and again, until the clip is over."""
        while not self._stop.is_set():
            frame = self.newest(POLL_S)
            if frame is not None:
                yield frame
            elif self.ended:
                return

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
