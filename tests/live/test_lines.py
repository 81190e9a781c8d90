"""A session in lines of text, as a screen reader has it, with keys from the terminal."""

from __future__ import annotations

import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

CLIP = Path(__file__).parents[2] / "sample_videos" / "blinks_only.mp4"
SECONDS = 90.0

pytestmark = [
    pytest.mark.usefixtures("home"),
    pytest.mark.skipif(not CLIP.exists(), reason=f"{CLIP.name} was not rendered"),
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals"),
]


class Reader:
    """Somebody who reads the lines as they come, and presses keys in the terminal."""

    def __init__(self, *arguments: str) -> None:
        import pty

        self.lines: list[str] = []
        self._keys, terminal = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "live.driver", str(CLIP), "999", "0", *arguments],
            cwd=Path(__file__).parents[1],
            stdin=terminal,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )
        os.close(terminal)
        self._come: queue.Queue[str] = queue.Queue()
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def press(self, key: str) -> None:
        os.write(self._keys, key.encode())

    def until(self, line: str) -> list[str]:
        """The lines up to the next one that begins so."""
        deadline, begin = time.monotonic() + SECONDS, len(self.lines)
        while True:
            try:
                self.lines.append(self._come.get(timeout=max(0.1, deadline - time.monotonic())))
            except queue.Empty:
                pytest.fail(f"{line!r} never came after {self.lines}")
            if self.lines[-1].startswith(line):
                return self.lines[begin:]

    def end(self) -> int:
        return self.process.wait(SECONDS)

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        self._thread.join()
        os.close(self._keys)

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as lines:
            for line in lines:
                self._come.put(line.rstrip())


@pytest.fixture
def reader() -> Iterator[Reader]:
    reading = Reader("jaw-open", "--lines", "--no-explain", "--mute", "--no-voice")
    yield reading
    reading.close()


def test_placing_countdown_and_pause_are_read(reader: Reader) -> None:
    before = reader.until("Get ready: 3")
    assert "Good. Stay there" in before
    reader.press("p")
    paused = reader.until("Paused")
    assert paused[-1] == "Paused. Press p, or hold an open palm up beside your head, to go on"
    reader.press("p")
    after = reader.until("Get ready: 1")
    assert after[-2:] == ["Get ready: 2", "Get ready: 1"]
    reader.press("x")
    (stopped,) = (line for line in reader.until("Stopped") if line.startswith("Stopped"))
    assert stopped.endswith("This was the last exercise: q ends the session")
    reader.press("q")
    assert reader.end() == 0
