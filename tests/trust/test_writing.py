"""Full disks, places that are none, and Ctrl-C: one line, and nothing is left by half."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from facecheck.cli import run
from facecheck.inputs.library import sample_clip

from .awkward_traces import good

Capture = pytest.CaptureFixture[str]
JAW = ["-e", "jaw-open"]
FULL = Path("/dev/full")


@pytest.fixture
def trace(tmp_path: Path) -> Path:
    path = tmp_path / "a.parquet"
    path.write_bytes(good())
    return path


def commands(trace: Path, out: Path) -> list[list[str]]:
    return [
        ["score", str(trace), *JAW, "--json", str(out)],
        ["score", str(trace), *JAW, "--vtt", str(out)],
        ["score", str(trace), *JAW, "--report", str(out)],
        ["events", str(trace), "--json", str(out)],
    ]


@pytest.mark.skipif(not FULL.exists(), reason="there is no disk that is always full")
def test_a_full_disk_is_one_line(trace: Path, capfd: Capture) -> None:
    for command in commands(trace, FULL):
        assert run(command) == 1, command
        line = capfd.readouterr().err.splitlines()[-1]
        assert line.startswith("facecheck: ")
        assert "disk is full" in line, command


@pytest.mark.parametrize("place", ["nowhere/a.out", "folder"])
def test_a_place_that_is_none_is_one_line_and_leaves_nothing(
    place: str, trace: Path, tmp_path: Path, capfd: Capture
) -> None:
    (tmp_path / "folder").mkdir()
    before = sorted(p.name for p in tmp_path.rglob("*"))
    for command in commands(trace, tmp_path / place):
        assert run(command) == 1, command
        line = capfd.readouterr().err.splitlines()[-1]
        assert line.startswith("facecheck: "), command
        assert "Traceback" not in line
    assert sorted(p.name for p in tmp_path.rglob("*")) == before


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C cannot be sent there")
@pytest.mark.parametrize("when", ["at once", "while it writes"])
def test_ctrl_c_ends_in_a_word_and_leaves_no_half(when: str, tmp_path: Path) -> None:
    clip = sample_clip("jaw_open_3x5.mp4")
    process = subprocess.Popen(
        [sys.executable, "-m", "facecheck", "score", str(clip), *JAW, "--annotate", "a.mp4",
         "--trace", "a.parquet", "--json", "a.json"],
        cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        # A shell's job in the background hears no Ctrl-C, nor does what it starts.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip
    deadline = time.monotonic() + 120.0
    while process.poll() is None and time.monotonic() < deadline and not any(tmp_path.iterdir()):
        time.sleep(0.05)
    if when == "while it writes":
        time.sleep(1.0)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=120.0)
    assert process.returncode == 1, said
    assert said.split() == ["stopped"]
    assert list(tmp_path.iterdir()) == []
