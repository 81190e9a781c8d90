"""Options of timed exercises, run as from the shell."""

from __future__ import annotations

from pathlib import Path

import pytest
from inputs.clips import make_clip, numbered

from facecheck.cli import run

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def nobody(tmp_path: Path) -> str:
    return str(make_clip(tmp_path / "nobody.mp4", [numbered(i, (128, 96)) for i in range(8)]))


@pytest.mark.parametrize("option", [["--reps", "2"], ["--hold", "3"]])
def test_a_session_has_no_repetitions(option: list[str], nobody: str, capfd: Capture) -> None:
    assert run(["score", nobody, "-e", "microcurrent", *option]) == 2
    assert "microcurrent is timed: use --minutes" in capfd.readouterr().err


def test_a_set_has_no_minutes(nobody: str, capfd: Capture) -> None:
    assert run(["score", nobody, "-e", "jaw-open", "--minutes", "3"]) == 2
    assert "jaw-open counts repetitions: use --reps and --hold" in capfd.readouterr().err


def test_a_clip_without_a_face_is_one_line_and_1(nobody: str, capfd: Capture) -> None:
    assert run(["score", nobody, "-e", "massage", "--minutes", "2"]) == 1
    captured = capfd.readouterr()
    assert "no face was seen in any frame" in captured.err
    assert "0.0 of 120.0 s on the face" in captured.out


def test_a_session_cannot_be_calibrated(capfd: Capture) -> None:
    assert run(["calibrate", "-e", "microcurrent"]) == 1
    (line,) = capfd.readouterr().err.splitlines()
    assert "microcurrent: is timed and counts no repetitions" in line
