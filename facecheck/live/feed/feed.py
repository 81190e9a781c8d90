"""Runs capture and landmarking on two threads and keeps only the newest frame."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol, Self, runtime_checkable

from facecheck.core.frames import Frame, Observation
from facecheck.live.feed.frame_pairing import FramePairing, PairedFrame

if TYPE_CHECKING:
    from facecheck.inputs.sources import FrameSource

POLL_S = 0.1
JOIN_S = 3.0


@runtime_checkable
class _Live(Protocol):
    """A source that continues without its reader."""

    @property
    def ended(self) -> bool: ...

    @property
    def stalled_s(self) -> float: ...

    def newest(self, timeout_s: float) -> Frame | None: ...


class Feed:
    """Takes frames from a source and runs the landmarker on the newest one.

    A live source drops what nobody takes. Any other source is played at its own pace and drops
    nothing: it waits for the landmarker.

    Args:
        source: An open source.
        look: The landmarker.
        judge: Called on the landmarker's thread with every observation, in order.
        idle: While true, frames are shown but not looked at.
        clock: Seconds that only grow.
    """

    def __init__(
        self,
        source: FrameSource,
        look: Callable[[Frame], Observation],
        judge: Callable[[Observation], object],
        *,
        idle: Callable[[], bool] = lambda: False,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self._source = source
        # Asked once: what a protocol's check costs, a session would pay for every picture.
        self._live = source if isinstance(source, _Live) else None
        self._look = look
        self._judge = judge
        self._idle = idle
        self._clock = clock
        self._changed = threading.Condition()
        self._stop = threading.Event()
        self._pending: tuple[Frame, float] | None = None
        self._showing = FramePairing()
        self._exhausted = self._finished = False
        self._error: BaseException | None = None
        self._overtaken = 0
        self._arrived_s: deque[float] = deque(maxlen=60)
        self._threads: list[threading.Thread] = []

    @property
    def dropped(self) -> int:
        """Frames that were not landmarked because newer ones had come."""
        return self._source.dropped + self._overtaken

    @property
    def stalled_s(self) -> float:
        """How long a live source has sent nothing."""
        return 0.0 if self._live is None else self._live.stalled_s

    @property
    def rate_hz(self) -> float:
        """Pictures that come in a second, of late; 0 before there are two."""
        with self._changed:
            steps_s = sorted(b - a for a, b in pairwise(self._arrived_s))
        # The median: after a camera was away, the mean would call it slow.
        step_s = steps_s[len(steps_s) // 2] if steps_s else 0.0
        return 1.0 / step_s if step_s > 0 else 0.0

    @property
    def ended(self) -> bool:
        """Whether every frame was landmarked and shown, and none will come."""
        with self._changed:
            return self._finished and not self._showing.has_result

    def __enter__(self) -> Self:
        """Start the threads."""
        for run, name in ((self._capture, "capture"), (self._landmarks, "landmarks")):
            thread = threading.Thread(target=run, name=f"facecheck-{name}", daemon=True)
            thread.start()
            self._threads.append(thread)
        return self

    def __exit__(self, *exc: object) -> None:
        """Stop the threads and wait for them."""
        self._stop.set()
        with self._changed:
            self._changed.notify_all()
        for thread in self._threads:
            # A frozen camera's driver may never return; its thread is a daemon.
            thread.join(JOIN_S)

    def next(self, timeout_s: float) -> PairedFrame | None:
        """What to show next, waiting for it; None after the timeout.

        Raises:
            FacecheckError: The source or the landmarker failed.
        """
        deadline_s = self._clock() + timeout_s
        with self._changed:
            while True:
                if self._error is not None:
                    error, self._error = self._error, None
                    raise error
                seen = self._showing.next_picture(self._clock(), idle=self._idle())
                left_s = deadline_s - self._clock()
                if seen is not None or left_s <= 0 or self._finished:
                    return seen
                self._changed.wait(left_s)

    def _capture(self) -> None:
        try:
            if self._live is not None:
                self._follow(self._live)
            else:
                self._play()
        except BaseException as error:  # raised again where the picture is shown
            self._fail(error)
        finally:
            with self._changed:
                self._exhausted = True
                self._changed.notify_all()

    def _follow(self, source: _Live) -> None:
        while not self._stop.is_set() and not source.ended:
            frame = source.newest(POLL_S)
            if frame is not None:
                self._put(frame)

    def _play(self) -> None:
        started_s: float | None = None
        for frame in self._source:
            now_s = self._clock()
            started_s = now_s - frame.time_s if started_s is None else started_s
            self._stop.wait(max(0.0, frame.time_s - (now_s - started_s)))
            with self._changed:
                self._changed.wait_for(lambda: self._pending is None or self._stop.is_set())
            if self._stop.is_set():
                return
            self._put(frame)

    def _put(self, frame: Frame) -> None:
        with self._changed:
            if self._pending is not None:
                self._overtaken += 1
            arrived_s = self._clock()
            self._pending = frame, arrived_s
            self._showing.picture(frame, arrived_s)
            self._arrived_s.append(arrived_s)
            self._changed.notify_all()

    def _landmarks(self) -> None:
        try:
            while not self._stop.is_set():
                with self._changed:
                    self._changed.wait_for(
                        lambda: self._pending or self._exhausted or self._stop.is_set(), POLL_S
                    )
                    taken, self._pending = self._pending, None
                    if taken is None and self._exhausted:
                        break
                    self._changed.notify_all()
                if taken is not None and not self._idle():
                    self._look_at(*taken)
        except BaseException as error:  # raised again where the picture is shown
            self._fail(error)
        finally:
            with self._changed:
                self._finished = True
                self._changed.notify_all()

    def _look_at(self, frame: Frame, arrived_s: float) -> None:
        observation = self._look(frame)
        self._judge(observation)
        with self._changed:
            self._showing.result(frame, observation, arrived_s)
            self._changed.notify_all()

    def _fail(self, error: BaseException) -> None:
        with self._changed:
            self._error = error
            self._changed.notify_all()
