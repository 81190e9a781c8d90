"""A session in a real window of a virtual screen: keys, clicks, and what is to be seen."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from facecheck.core.frames import Image
from facecheck.outputs.overlay.palette import GREEN, NIGHT, SKY, YELLOW, Colour

TOOLS = ("Xvfb", "xdotool", "import")
MISSING = [tool for tool in TOOLS if shutil.which(tool) is None]
SECONDS = 90.0
SIZES = ("640x480", "1024x600", "1280x720", "3840x2160")
FAILING = "live.driver"
"""First argument of a session with a camera that fails; then the driver's own and the command's."""
OBEDIENT = "live.obedient"
"""Likewise before somebody who does what the voice says; then a clip and the command's."""
TOLD = "live.told"
"""First argument of a session that writes down what is heard; then the command's."""


def on_every_screen(quick: str) -> pytest.MarkDecorator:
    """Run a test on screens of all sizes; on all but one only where slow tests are asked for."""
    slow = [pytest.param(size, marks=pytest.mark.slow) for size in SIZES if size != quick]
    return pytest.mark.parametrize("screen", [quick, *slow], indirect=True)


_begun: list[Session] = []


class Session:
    """``facecheck live`` as its user has it, or one of the programs beside this module."""

    def __init__(self, screen: dict[str, str], *arguments: str) -> None:
        self.screen = screen
        ours = arguments[0] in (FAILING, OBEDIENT, TOLD)
        program = [*arguments] if ours else ["facecheck", "live", *arguments]
        self.process = subprocess.Popen(
            [sys.executable, "-m", *program],
            env=screen,
            cwd=Path(__file__).parents[1] if ours else None,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def picture(self) -> Image:
        """What is on the screen, every other pixel."""
        grabbed = subprocess.run(
            ["import", "-window", "root", "png:-"], env=self.screen, capture_output=True, check=True
        )
        bgr = cv2.imdecode(np.frombuffer(grabbed.stdout, np.uint8), cv2.IMREAD_COLOR)
        assert bgr is not None
        return cv2.cvtColor(bgr[::2, ::2], cv2.COLOR_BGR2RGB).astype(np.uint8)

    def press(self, key: str) -> None:
        """A key pressed in the window; there is no window manager to give it the focus."""
        self._xdotool("windowfocus", str(self.window()))
        self._xdotool("key", key)

    def click(self, x: float, y: float) -> None:
        """A click at a share of the window's width and height."""
        rows = self._xdotool("getwindowgeometry", "--shell", str(self.window())).splitlines()
        at = {k: int(v) for k, _, v in (row.partition("=") for row in rows) if v.isdigit()}
        left, top = round(at["X"] + x * at["WIDTH"]), round(at["Y"] + y * at["HEIGHT"])
        self._xdotool("mousemove", str(left), str(top), "click", "1")

    def window(self) -> int:
        """Its id; the only one on this screen. Its name xdotool does not find, SDL's being new."""
        deadline = time.monotonic() + SECONDS
        while not (found := self._xdotool("search", "--class", ".").split()):
            assert time.monotonic() < deadline, "no window"
            time.sleep(0.1)
        return int(found[-1])

    def wait_for(self, what: Callable[[Image], bool]) -> Image:
        deadline = time.monotonic() + SECONDS
        while time.monotonic() < deadline:
            picture = self.picture()
            if what(picture):
                return picture
            shares = [round(share(picture, colour), 5) for colour in (NIGHT, SKY, YELLOW, GREEN)]
            assert self.process.poll() is None, (shares, self.process.communicate())
            time.sleep(0.1)
        pytest.fail(f"it never came on the screen; there is {shares}")

    def press_until(self, key: str, what: Callable[[Image], bool]) -> None:
        self.press(key)
        self.wait_for(what)

    def end(self) -> tuple[int, str, str]:
        out, error = self.process.communicate(timeout=SECONDS)
        return self.process.returncode, out, error

    def _xdotool(self, *arguments: str) -> str:
        done = subprocess.run(
            ["xdotool", *arguments], env=self.screen, capture_output=True, text=True, check=False
        )
        return done.stdout


def begin(screen: dict[str, str], *arguments: str) -> Session:
    """A session whose window is painted."""
    session = Session(screen, *arguments)
    _begun.append(session)
    session.wait_for(lambda picture: bool(picture.max() > 100))
    return session


def end_all() -> None:
    """End the sessions that a failed test left behind, which would be held against a later one."""
    while _begun:
        process = _begun.pop().process
        process.kill()
        process.wait()
        for pipe in (process.stdout, process.stderr):
            if pipe is not None:
                pipe.close()


def share(picture: Image, colour: Colour) -> float:
    away = np.abs(picture.astype(np.int16) - np.array(colour, np.int16)).max(axis=2)
    return float((away <= 8).mean())
