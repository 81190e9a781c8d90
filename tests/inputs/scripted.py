"""Cameras and clocks that do as a test says."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

import numpy as np

BLUE = np.zeros((4, 6, 3), np.uint8)
BLUE[..., 0] = 255  # OpenCV puts blue first


class FakeCapture:
    """A camera that gives what a script says: True for a picture, False for a failure."""

    def __init__(self, script: list[bool], gate: threading.Semaphore, opened: bool = True) -> None:
        self.script, self.gate, self.opened, self.released = script, gate, opened, False

    def isOpened(self) -> bool:  # noqa: N802
        return self.opened

    def read(self) -> tuple[bool, Any]:
        if not self.gate.acquire(timeout=60) or not self.script:
            return False, None
        return (True, BLUE) if self.script.pop(0) else (False, None)

    def release(self) -> None:
        self.released = True


def opener(*captures: FakeCapture) -> Callable[..., FakeCapture]:
    left = list(captures)
    return lambda *_: left.pop(0) if len(left) > 1 else left[0]


def wait_until(true: Callable[[], bool]) -> None:
    until = time.monotonic() + 60
    while not true():
        assert time.monotonic() < until
        time.sleep(0.002)


class Ticks:
    """A clock that the test turns."""

    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        return self.now_s
