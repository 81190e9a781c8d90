"""The window is there before anything that takes long."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from facecheck.core.frames import Frame, Observation
from facecheck.inputs.mediapipe.deferred_imports import PLOTS
from facecheck.live import LiveOptions, run
from facecheck.live.display.lines import LinesDisplay
from facecheck.outputs.sound.player import Silent

from ..fakes import FakeClip, FakeLandmarker, FakeWindow, exercise

HEAVY = ("mediapipe", "av", "pyarrow", "sqlite3", "ruamel.yaml", "rich", "matplotlib")


def python(program: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_nothing_heavy_stands_between_the_command_and_its_window() -> None:
    loaded = python(
        "import sys, facecheck.cli.commands.live\n"
        "from facecheck.live.display.choose import opened_display\n"
        "from facecheck.live.options import LiveOptions\n"
        "import facecheck.live.display.desktop, facecheck.live.display.sdl_window\n"
        "import facecheck.live.display.window\n"
        "from facecheck.live.display.window import WindowDisplay\n"
        "class Glass:\n"
        "    closed, fills, size = False, False, (1280, 720)\n"
        "    def show(self, rgb, bar=None): assert rgb.max() > 200\n"
        "    def key(self): return None\n"
        "    def close(self): pass\n"
        "WindowDisplay(Glass(), LiveOptions()).starting([('Camera', False), ('Models', False)])\n"
        "print(*sys.modules)"
    ).split()
    assert "cv2" in loaded
    assert not set(HEAVY) & set(loaded)
    assert not [name for name in loaded if name.startswith("facecheck.engine")]


def test_the_plotting_functions_that_mediapipe_imports_are_not_loaded() -> None:
    said = python(
        "import os, sys\n"
        "os.environ['FACECHECK_MODELS_BY'] = 'mediapipe'\n"
        "from facecheck.inputs.mediapipe.deferred_imports import put_off_plots\n"
        "put_off_plots()\n"
        "from facecheck.inputs.mediapipe.landmarker import Landmarker\n"
        "with Landmarker(): pass\n"
        f"print('matplotlib.figure' in sys.modules, {PLOTS!r} in sys.modules)\n"
        "import matplotlib.pyplot\n"
        "print(callable(matplotlib.pyplot.figure), 'matplotlib.figure' in sys.modules)"
    )
    assert said.split() == ["False", "True", "True", "True"], "later, and whole when asked for"


def test_the_window_is_open_before_camera_and_models_are() -> None:
    happened: list[str] = []

    class Window(FakeWindow):
        def show(self, rgb: Any, bar: Any = None) -> None:
            super().show(rgb, bar)
            happened.append("shown")

    class Clip(FakeClip):
        def __enter__(self) -> Any:
            happened.append("camera")
            return super().__enter__()

    class Models(FakeLandmarker):
        def __enter__(self) -> Callable[[Frame], Observation]:
            happened.append("models")
            return super().__enter__()

    from facecheck.live.display.window import WindowDisplay

    options = LiveOptions(summary_s=0.0)
    display = WindowDisplay(Window(), options)
    run([exercise()], Clip(1), options, display=display, player=Silent(), landmarker=Models())
    assert happened[0] == "shown"
    assert set(happened) == {"shown", "camera", "models"}


@pytest.mark.usefixtures("home")
def test_the_command_says_that_it_is_starting_before_it_reads_what_is_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from facecheck.cli import run as command

    order: list[str] = []

    def starting(_self: object, ready: Sequence[tuple[str, bool]]) -> None:
        order.append(f"starting {ready[0][0]}")

    def admit(*_: object, **__: object) -> Any:
        order.append("exercises")
        raise KeyboardInterrupt

    monkeypatch.setattr(LinesDisplay, "starting", starting)
    monkeypatch.setattr("facecheck.cli.admission.admit", admit)
    monkeypatch.setattr("facecheck.api.camera_choice.camera_source", lambda *_, **__: FakeClip(1))
    assert command(["live", "jaw-open", "--lines"]) == 1
    assert order == ["starting Camera", "exercises"]
