"""A webcam of this machine: read on its own thread so that the newest frame wins."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol, Self

import numpy as np

from facecheck.core.errors import SourceError
from facecheck.core.frames import Frame, Image
from facecheck.inputs.camera_permission import why_closed
from facecheck.inputs.cameras import backend
from facecheck.inputs.sources.live_source import CameraFrames

if TYPE_CHECKING:
    import cv2

FIRST_FRAME_S = 10.0
"""Slow cameras take seconds to wake up; one that sends nothing for this long never will."""
REOPEN_S = 1.0
JOIN_S = 2.0
SMALLER = (640, 480)
ENOUGH = 0.8
"""The share of the rate asked for below which a smaller picture is taken."""


class Capture(Protocol):
    """What is needed of ``cv2.VideoCapture``."""

    def isOpened(self) -> bool:  # noqa: N802  # OpenCV's name
        """Whether the device answered."""

    def read(self) -> tuple[bool, Any]:
        """The next picture in blue-green-red, and whether there is one."""

    def release(self) -> None:
        """Let the device go."""


class Settable(Protocol):
    """What is needed of ``cv2.VideoCapture`` to agree on a format."""

    def set(self, key: int, value: float, /) -> bool:
        """Ask for a value."""

    def get(self, key: int, /) -> float:
        """The value that is used."""


class Webcam(CameraFrames[Image]):
    """The camera's newest frame, at the time it arrived.

    A camera that freezes or is unplugged gives no frames; it is opened again every second, and
    frames go on once it is back.

    Args:
        target: The camera's number.
        name: What to call it.
        size: Width and height in pixels to ask for; the camera may give others.
        fps: Frames per second to ask for.
        give_up_s: How long to wait for a camera that stopped; None waits for ever.
        capture: Opens the device.
        clock: Seconds that only grow.
    """

    def __init__(
        self,
        target: int,
        *,
        name: str | None = None,
        size: tuple[int, int] = (1280, 720),
        fps: float = 30.0,
        give_up_s: float | None = None,
        capture: Callable[[int, tuple[int, int], float], Capture] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(name if name is not None else f"camera {target}", clock)
        self._target = target
        self._size = size
        self._fps = fps
        self._give_up_s = give_up_s
        self._open = capture if capture is not None else open_capture
        self._thread: threading.Thread | None = None
        self._started_s = 0.0

    def __enter__(self) -> Self:
        """Open the camera here, not on the thread: macOS asks for permission on the main thread.

        Raises:
            SourceError: There is no such camera, or it may not be used.
        """
        capture = self._open(self._target, self._size, self._fps)
        if not capture.isOpened():
            capture.release()
            raise SourceError(
                "{name}: cannot be opened; {why_closed}",
                name=self.name,
                why_closed=why_closed(self._target, platform=sys.platform),
            )
        self._started_s = self._arrived_s = self._clock()
        self._thread = threading.Thread(
            target=self._run, args=(capture,), name="facecheck-camera", daemon=True
        )
        self._thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        """Stop reading and release the camera."""
        self._stop.set()
        if self._thread is not None:
            # A driver can block inside a read of a frozen camera; the thread is a daemon and
            # releases the device when the read returns.
            self._thread.join(JOIN_S)

    def _frame(self, time_s: float, item: Image) -> Frame:
        import cv2

        rgb = cv2.cvtColor(item, cv2.COLOR_BGR2RGB).astype(np.uint8, copy=False)
        rgb.flags.writeable = False
        return Frame(time_s=time_s, rgb=rgb)

    def _check(self) -> None:
        if self._stop.is_set():
            return
        silent_s = self.stalled_s
        if self._arrived_s == self._started_s and silent_s > FIRST_FRAME_S:
            raise SourceError(
                "{name}: opened, but sends no picture; close other programs that use it, then "
                "run: facecheck doctor",
                name=self.name,
            )
        if self._give_up_s is not None and silent_s > self._give_up_s:
            raise SourceError(
                "{name}: no picture for {silent_s:.0f} s; plug it in again, then run: "
                "facecheck doctor",
                name=self.name,
                silent_s=silent_s,
            )

    def _run(self, capture: Capture) -> None:
        try:
            while not self._stop.is_set():
                ok, bgr = capture.read()
                if ok and bgr is not None:
                    now_s = self._clock()
                    self._arrived_s = now_s
                    self._newest.put((now_s, bgr))
                    continue
                capture.release()
                if self._stop.wait(REOPEN_S):
                    break
                capture = self._open(self._target, self._size, self._fps)
            self._newest.close()
        except BaseException as error:  # told to the reader's thread, which raises it
            self._newest.close(error)
        finally:
            capture.release()


def open_capture(target: int, size: tuple[int, int], fps: float) -> cv2.VideoCapture:
    """Open a device with the platform's own back end, quietly."""
    import cv2

    # A camera that is not there is said in one line by us, not in four by OpenCV.
    level = cv2.utils.logging.getLogLevel()
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
    try:
        capture = cv2.VideoCapture(target, getattr(cv2, backend()))
        if capture.isOpened():
            negotiate(capture, size, fps)
        return capture
    finally:
        cv2.utils.logging.setLogLevel(level)


def negotiate(capture: Settable, size: tuple[int, int], fps: float) -> None:
    """Ask a camera for a size and a rate; where it cannot have both, the rate goes before.

    Uncompressed, 1280 by 720 at 30 frames a second is more than USB 2 carries: most cameras then
    give 10. Compressed (MJPG) they give 30, and those that cannot do that do it in a smaller size.
    """
    import cv2

    compressed = cv2.VideoWriter.fourcc(*"MJPG")
    capture.set(cv2.CAP_PROP_FOURCC, compressed)
    _ask(capture, size, fps)
    given = capture.get(cv2.CAP_PROP_FPS)
    # Back ends that do not know the rate answer 0.
    if int(capture.get(cv2.CAP_PROP_FOURCC)) != compressed and 0 < given < ENOUGH * fps:
        _ask(capture, SMALLER, fps)
    capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)


def _ask(capture: Settable, size: tuple[int, int], fps: float) -> None:
    import cv2

    capture.set(cv2.CAP_PROP_FRAME_WIDTH, size[0])
    capture.set(cv2.CAP_PROP_FRAME_HEIGHT, size[1])
    capture.set(cv2.CAP_PROP_FPS, fps)
