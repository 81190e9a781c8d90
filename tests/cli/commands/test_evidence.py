from __future__ import annotations

from pathlib import Path

import pytest

from facecheck.cli import run

Capture = pytest.CaptureFixture[str]
ROOT = Path(__file__).parents[3]


def test_it_says_everything_with_its_sources(capsys: Capture) -> None:
    assert run(["evidence"]) == 0
    text = capsys.readouterr().out
    assert text.startswith("Nobody has tested the squint and jaw exercises")
    assert "https://doi.org/10.1111/jocd.12007; read: its abstract" in text
    assert "It cannot show: muscle, force" in text


def test_it_says_one_claim_alone(capsys: Capture) -> None:
    assert run(["evidence", "botox"]) == 0
    text = capsys.readouterr().out
    assert "After botulinum toxin" in text
    assert "roller" not in text


def test_a_slip_is_one_line(capsys: Capture) -> None:
    assert run(["evidence", "botx"]) == 1
    assert capsys.readouterr().err == "facecheck: 'botx': no such claim; did you mean 'botox'?\n"


def test_it_writes_the_page_of_the_documents(tmp_path: Path, capsys: Capture) -> None:
    assert run(["evidence", "--page", str(tmp_path / "evidence.md")]) == 0
    written = (tmp_path / "evidence.md").read_bytes()
    assert written == (ROOT / "docs" / "evidence.md").read_bytes()
    capsys.readouterr()
