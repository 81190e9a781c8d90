"""Every example runs as a reader would run it, from the checkout, and says what it should."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from facecheck.cli import run

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.py"))


def output(name: str, *args: str) -> str:
    done = subprocess.run(
        [sys.executable, ROOT / "examples" / f"{name}.py", *args],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_example_has_its_line_and_its_test() -> None:
    page = (ROOT / "examples" / "README.md").read_text("utf-8")
    tests = Path(__file__).read_text("utf-8")
    for path in EXAMPLES:
        assert f"`{path.name}`" in page
        assert f'output("{path.stem}"' in tests


def test_score_a_clip() -> None:
    first, *attempts = output("score_a_clip").splitlines()
    assert first.startswith("3 of 3 counted")
    assert len(attempts) == 3


def test_plot_a_rep() -> None:
    # The three openings of the clip reach a lip gap of a third of the inter-ocular distance.
    (most,) = [x for x in output("plot_a_rep").splitlines() if x.startswith("max")]
    assert 0.25 < float(most.split()[1]) < 0.6


def test_my_exercise() -> None:
    assert output("my_exercise") == "3 smiles counted\n"


def test_rescore_a_folder(tmp_path: Path) -> None:
    clip, trace = ROOT / "sample_videos" / "jaw_12fps.mp4", tmp_path / "jaw.parquet"
    assert run(["score", str(clip), "-e", "jaw-open", "--hold", "2", "--trace", str(trace)]) == 0
    assert output("rescore_a_folder", str(tmp_path)) == "jaw.parquet: 3 before, 0 now\n"


def test_own_window() -> None:
    lines = output("own_window").splitlines()
    assert [line.split(": ")[1] for line in lines] == ["1 of 3", "2 of 3", "3 of 3"]


def test_gallery(tmp_path: Path) -> None:
    assert output("gallery", str(tmp_path / "page.html")).endswith("page.html: 2 clips\n")
    page = (tmp_path / "page.html").read_text("utf-8")
    assert "jaw_12fps.mp4: 3 counted as jaw-open" in page


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_uses_public_names_only(path: Path) -> None:
    import facecheck

    used = {
        w.split("(")[0].split(".")[1]
        for w in path.read_text("utf-8").split()
        if w.startswith("facecheck.") and "(" in w
    }
    assert used <= set(facecheck.__all__)
