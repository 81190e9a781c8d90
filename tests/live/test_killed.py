"""A live session whose process is killed: what was heard to count is kept, and can go on."""

from __future__ import annotations

import os
import random
import select
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from facecheck.store.history import Ending, History, SessionRecord, history_path

from . import heard

CLIP = Path(__file__).parents[2] / "sample_videos" / "jaw_open_3x5.mp4"
SECONDS = 90.0

pytestmark = [
    pytest.mark.usefixtures("home"),
    pytest.mark.skipif(sys.platform == "win32", reason="needs a pipe to inherit"),
    pytest.mark.skipif(not CLIP.exists(), reason=f"{CLIP.name} was not rendered"),
]


class Live:
    """A session in a process of its own."""

    def __init__(self, *arguments: str, **environment: str) -> None:
        read, write = os.pipe()
        self._heard = read
        self.process = subprocess.Popen(
            [sys.executable, heard.__file__, "live", *arguments, "--camera", str(CLIP), "--mute"],
            env={
                **os.environ,
                **environment,
                "HEARD": str(write),
                "PYTHONPATH": os.pathsep.join(sys.path),
            },
            pass_fds=(write,),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        os.close(write)

    def counted(self, within_s: float) -> int | None:
        """The next repetition that is heard to count; None when none is."""
        if not select.select([self._heard], [], [], within_s)[0]:
            return None
        told = os.read(self._heard, 100).split()
        return int(told[-1]) if told else None

    def kill(self) -> int:
        """Kill it; returns what was heard to count meanwhile."""
        self.stop()
        return self.counted(0.0) or 0

    def stop(self) -> str:
        """Kill it; returns what it had said on stderr."""
        self.process.kill()
        return self.process.communicate(timeout=SECONDS)[1]


def kept() -> SessionRecord:
    """The newest session in the file, which is sound."""
    connection = sqlite3.connect(history_path())
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()
    with History() as history:
        last = history.last()
        assert last is not None
        return history.session(last.id)


def kill_at_a_random_moment(seed: int, *arguments: str, **environment: str) -> None:
    chance = random.Random(seed)  # noqa: S311
    live = Live("jaw-open", "--hold", "0.4", *arguments, **environment)
    first = live.counted(SECONDS)
    assert first is not None, live.process.communicate()
    time.sleep(chance.uniform(0.0, 0.3 if seed % 2 else 9.0))
    wanted = max(first, live.counted(0.0) or 0, live.kill())
    session = kept()
    assert session.counted >= wanted
    assert session.ending is Ending.RUNNING
    for record in session.sets[0].attempts:
        assert record.curve is not None
        assert record.attempt.score > 50


@pytest.mark.parametrize("seed", [1])
def test_a_killed_session_has_kept_what_was_heard_to_count(seed: int) -> None:
    kill_at_a_random_moment(seed, "--no-window")


def test_an_interrupted_session_goes_on_where_it_was() -> None:
    live = Live("jaw-open", "--hold", "0.4", "--no-window")
    assert live.counted(SECONDS) == 1
    live.kill()
    before = kept()
    again = Live("--resume", "--no-window")
    assert again.counted(SECONDS) == 2, "it counts on"
    assert "going on with jaw-open of" in again.stop()
    after = kept()
    assert after.id == before.id
    (the_set,) = after.sets
    assert [r.attempt.n for r in the_set.attempts] == [1, 2]
    assert the_set.attempts[0].attempt == before.sets[0].attempts[0].attempt
    assert the_set.hold_s == 0.4, "as it was asked for before"
    ends_s = [r.attempt.end_s for r in the_set.attempts]
    assert ends_s == sorted(ends_s)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("Xvfb") is None, reason="not installed: Xvfb")
@pytest.mark.parametrize("seed", range(50))
def test_a_killed_window_has_kept_what_was_heard_to_count(seed: int, virtual: str) -> None:
    kill_at_a_random_moment(seed, DISPLAY=virtual)


@pytest.fixture(scope="module")
def virtual() -> Iterator[str]:
    """A virtual screen."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1400x1000x24", "-noreset"],
        pass_fds=(write,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as numbers:
        yield f":{numbers.readline().strip()}"
    server.terminate()
    server.wait(10)
