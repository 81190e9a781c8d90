"""A virtual screen for sessions in a real window."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from .on_screen import end_all


@pytest.fixture
def screen(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[dict[str, str]]:
    """An environment with a virtual screen of its own, of the size that a test asks for."""
    read, write = os.pipe()
    size = getattr(request, "param", "1400x1000")
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{size}x24", "-noreset"],
        pass_fds=(write,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    # -noreset: without it the screen restarts whenever its last client leaves, which is xdotool.
    os.close(write)
    with os.fdopen(read) as numbers:
        display = f":{numbers.readline().strip()}"
    runtime = tmp_path / "runtime"
    runtime.mkdir(mode=0o700)
    yield {**os.environ, "DISPLAY": display, "XDG_RUNTIME_DIR": str(runtime)}
    end_all()
    server.terminate()
    server.wait(10)
