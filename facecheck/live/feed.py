"""Frames and what was seen in them, on threads of their own. The newest wins; no queue grows."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple, Protocol, Self, runtime_checkable

from facecheck.core.frames import Frame, Observation
from facecheck.inputs.sources import FrameSource

POLL_S = 0.1
JOIN_S = 3.0
SMOOTH_S = 0.06
"""A picture that waits longer than this for its landmarks is shown with the last ones."""


class Seen(NamedTuple):
    """A picture and what the landmarker saw in it, or in an earlier one.

    Attributes:
        frame: The picture.
        observation: What was seen; None before the first result and in a pause.
        arrived_s: When a picture was in hand, on the feed's clock: the one that was looked at
            where the observation is fresh, otherwise the one that is shown.
        fresh: Whether the observation is shown for the first time.
    """

    frame: Frame
    observation: Observation | None
    arrived_s: float
    fresh: bool


@runtime_checkable
class _Live(Protocol):
    """A source that goes on without its reader."""

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
        self._look = look
        self._judge = judge
        self._idle = idle
        self._clock = clock
        self._changed = threading.Condition()
        self._stop = threading.Event()
        self._pending: tuple[Frame, float] | None = None
        self._latest: tuple[Frame, float] | None = None
        self._result: Seen | None = None
        self._last: Observation | None = None
        self._shown_s: float | None = None
        self._exhausted = self._finished = False
        self._error: BaseException | None = None
        self._overtaken = 0
        self._arrived_s: deque[float] = deque(maxlen=60)
        self._threads: list[threading.Thread] = []

    @property
    def dropped(self) -> int:
        """Frames that nobody looked at because newer ones had come."""
        return self._source.dropped + self._overtaken

    @property
    def stalled_s(self) -> float:
        """How long a live source has sent nothing."""
        return self._source.stalled_s if isinstance(self._source, _Live) else 0.0

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
        """Whether every frame was looked at and shown, and none will come."""
        with self._changed:
            return self._finished and self._result is None

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

    def next(self, timeout_s: float) -> Seen | None:
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
                seen = self._due()
                left_s = deadline_s - self._clock()
                if seen is not None or left_s <= 0 or self._finished:
                    return seen
                self._changed.wait(left_s)

    def _due(self) -> Seen | None:
        result, self._result = self._result, None
        latest = self._latest
        if result is not None:
            if latest is None or self._shown_s is None or result.frame.time_s > self._shown_s:
                self._shown_s = result.frame.time_s
                return result
            # The picture never goes back: a late result is shown at once, on the newest picture,
            # which may have been shown without it. Its delay is that of the picture looked at.
            self._shown_s = latest[0].time_s
            return result._replace(frame=latest[0])
        if latest is None or (self._shown_s is not None and latest[0].time_s <= self._shown_s):
            return None
        if self._idle() or self._clock() - latest[1] > SMOOTH_S:
            self._shown_s = latest[0].time_s
            return Seen(latest[0], self._last, latest[1], fresh=False)
        return None

    def _capture(self) -> None:
        try:
            if isinstance(self._source, _Live):
                self._follow(self._source)
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
            self._pending = self._latest = (frame, self._clock())
            self._arrived_s.append(self._latest[1])
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
                    observation = self._look(taken[0])
                    self._judge(observation)
                    self._done(Seen(taken[0], observation, taken[1], fresh=True))
        except BaseException as error:  # raised again where the picture is shown
            self._fail(error)
        finally:
            with self._changed:
                self._finished = True
                self._changed.notify_all()

    def _done(self, seen: Seen) -> None:
        with self._changed:
            self._result = seen
            self._last = seen.observation
            self._changed.notify_all()

    def _fail(self, error: BaseException) -> None:
        with self._changed:
            self._error = error
            self._changed.notify_all()
