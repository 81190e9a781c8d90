"""Full disks, places that are none, and Ctrl-C: one line, and nothing is left by half."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from strips import opening_clip

from facecheck.cli import run
from facecheck.core.frames import Frame
from facecheck.inputs.library import sample_clip
from facecheck.inputs.sources import Clip

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


@pytest.mark.skipif(not FULL.exists(), reason="there is no disk that is always full")
@pytest.mark.usefixtures("home")
def test_a_full_disk_is_one_line_to_every_command_that_writes(trace: Path, capfd: Capture) -> None:
    for command in (
        ["events", str(trace), "--vtt", str(FULL)],
        ["history", "--json", str(FULL)],
        ["history", "--csv", str(FULL)],
        ["export", str(FULL)],
        ["plan", "--start", "today", "-e", "squint", "--ics", str(FULL)],
        ["today", "--json", str(FULL)],
    ):
        assert run(command) == 1, command
        line = capfd.readouterr().err.splitlines()[-1]
        assert line.startswith("facecheck: "), command
        assert "disk is full" in line, (command, line)


def interrupt() -> None:
    """Ctrl-C, as the terminal sends it to this process."""
    os.kill(os.getpid(), signal.SIGINT)


def stopped(command: list[str], folder: Path, capfd: Capture) -> None:
    """Run a command that is interrupted: a word, 1, and what was there before."""
    before = sorted(path.name for path in folder.iterdir())
    assert run(command) == 1, command
    assert capfd.readouterr().err.split() == ["stopped"], command
    assert sorted(path.name for path in folder.iterdir()) == before, command


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C cannot be sent there")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("frame", [0, 20])
def test_ctrl_c_at_a_frame_leaves_no_half(
    frame: int,
    tmp_path: Path,
    capfd: Capture,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    clip, frames = opening_clip(tmp_path_factory), Clip.__iter__

    def interrupted(self: Clip) -> Iterator[Frame]:
        for n, each in enumerate(frames(self)):
            # Again while nothing happens: what reaches Python inside a finalizer, it drops.
            if n >= frame and (n - frame) % 12 == 0:
                interrupt()
            yield each

    monkeypatch.setattr(Clip, "__iter__", interrupted)
    monkeypatch.chdir(tmp_path)
    stopped(
        [
            "score",
            str(clip),
            *JAW,
            "--annotate",
            "a.mp4",
            "--trace",
            "a.parquet",
            "--report",
            "a.html",
            "--json",
            "a.json",
        ],
        tmp_path,
        capfd,
    )
    stopped(["events", str(clip), "--json", "a.json", "--vtt", "a.vtt"], tmp_path, capfd)
    stopped(["measure", str(clip), "--out", "a.csv"], tmp_path, capfd)


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C cannot be sent there")
@pytest.mark.usefixtures("home")
def test_ctrl_c_before_a_file_is_in_its_place_leaves_the_old_one(
    trace: Path, tmp_path: Path, capfd: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = Path.replace

    def interrupted(self: Path, target: Path) -> Path:
        if ".part" in self.name:
            interrupt()
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", interrupted)
    out = tmp_path / "out"
    out.write_text("of yesterday")
    for command in (
        *commands(trace, out),
        ["score", str(trace), *JAW, "--trace", str(out)],
        ["history", "--csv", str(out)],
        ["export", str(out)],
        ["plan", "--start", "today", "-e", "squint", "--ics", str(out)],
    ):
        assert run(command) == 1, command
        assert capfd.readouterr().err.splitlines()[-1] == "stopped", command
        assert out.read_text() == "of yesterday", command
        assert sorted(path.name for path in tmp_path.iterdir()) == ["a.parquet", "out"], command


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C cannot be sent there")
def test_ctrl_c_from_outside_ends_in_a_word_and_leaves_no_half(tmp_path: Path) -> None:
    clip = sample_clip("jaw_open_3x5.mp4")
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "facecheck",
            "score",
            str(clip),
            *JAW,
            "--annotate",
            "a.mp4",
            "--trace",
            "a.parquet",
            "--json",
            "a.json",
        ],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    # It writes: both files were begun. The clip is long enough for the rest of its time.
    while process.poll() is None and len(list(tmp_path.glob(".a.*.part*"))) < 2:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=120.0)
    # Interrupted while a module was loading, Python ends by the signal once all is said and done.
    assert process.returncode in (1, -signal.SIGINT), said
    assert said.split() == ["stopped"]
    assert list(tmp_path.iterdir()) == []
