"""`facecheck report`, and `facecheck score --report`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from facecheck.cli import run

Capture = pytest.CaptureFixture[str]
SHORT = ["-e", "jaw-open", "--hold", "0.5", "--reps", "1"]


def test_a_clip_is_scored_and_reported_with_pictures(clip: Path, tmp_path: Path) -> None:
    page, document, trace = (tmp_path / name for name in ("a.html", "a.json", "a.parquet"))
    assert (
        run(
            [
                "score",
                str(clip),
                *SHORT,
                "--report",
                str(page),
                "--json",
                str(document),
                "--trace",
                str(trace),
            ]
        )
        == 0
    )
    assert "data:image/jpeg" in page.read_text("utf-8")
    assert "<svg" in page.read_text("utf-8")

    plain, drawn = tmp_path / "plain.html", tmp_path / "drawn.html"
    assert run(["report", str(document), "-o", str(plain)]) == 0
    assert "<svg" not in plain.read_text("utf-8")
    assert "--from" in plain.read_text("utf-8")
    assert run(["report", str(document), "--from", str(trace), "-o", str(drawn)]) == 0
    assert "<svg" in drawn.read_text("utf-8")
    assert "data:image/jpeg" not in drawn.read_text("utf-8")
    assert "came out otherwise" not in drawn.read_text("utf-8")

    other = tmp_path / "other.json"
    other.write_text(
        document.read_text("utf-8").replace('"counted": true', '"counted": false'), "utf-8"
    )
    assert run(["report", str(other), "--from", str(trace)]) == 0
    assert "came out otherwise" in other.with_suffix(".html").read_text("utf-8")


def test_pictures_are_left_out_when_asked(clip: Path, tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    assert run(["score", str(clip), *SHORT, "--report", str(page), "--no-pictures"]) == 0
    assert "data:image/jpeg" not in page.read_text("utf-8")


def test_a_report_is_of_one_clip(clip: Path, tmp_path: Path, capfd: Capture) -> None:
    assert run(["score", str(clip), str(clip), *SHORT, "--report", str(tmp_path / "a.html")]) == 2
    assert "--report takes one clip; for several: --reports-to DIR" in capfd.readouterr().err


def test_what_is_no_document_is_one_line(tmp_path: Path, capfd: Capture) -> None:
    path = tmp_path / "a.json"
    path.write_text("{}", "utf-8")
    assert run(["report", str(path)]) == 1
    said = capfd.readouterr().err
    assert said.count("\n") == 1
    assert "is no facecheck.score/1 document" in said
    assert not path.with_suffix(".html").exists()


def test_its_help_waits_for_nothing_heavy() -> None:
    script = (
        "import sys; from facecheck.cli import run; code = run(['report', '--help']);"
        "heavy = {'matplotlib', 'jinja2', 'cv2', 'numpy', 'sqlite3'} & set(sys.modules);"
        "sys.exit(code or ', '.join(heavy) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
