"""`python -m sample_videos.moved`: a clip of a face in, the set out."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from click.testing import CliRunner
from inputs.clips import make_clip

from facecheck.evaluate.parse_truth import read_truth
from facecheck.inputs.sources import Clip
from sample_videos.moved.__main__ import main
from sample_videos.moved.schedule import blinks_alone
from sample_videos.moved.source import shaken_picture

PORTRAIT = Path(__file__).with_name("astronaut.jpg")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clip of a face at rest, and one without a face."""
    picture = cv2.cvtColor(np.asarray(cv2.imread(str(PORTRAIT)), np.uint8), cv2.COLOR_BGR2RGB)
    face = shaken_picture("astronaut", np.asarray(picture, np.uint8), fps=15.0)
    place = tmp_path_factory.mktemp("clips")
    make_clip(place / "her.mp4", list(face.pictures), fps=15)
    make_clip(place / "nobody.mp4", [np.full((64, 64, 3), 90, np.uint8)] * 20, fps=15)
    return place


def test_a_folder_of_clips_becomes_clips_with_truth(folder: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(main, [str(folder), "--out", str(tmp_path), "--only", "blinks"])
    assert result.exit_code == 1
    assert "nobody.mp4: the face is nowhere seen still" in result.output
    made = sorted(path.name for path in tmp_path.iterdir())
    assert made == ["her-blinks.mp4", "her-blinks.truth.yaml"]
    truth = read_truth(tmp_path / "her-blinks.truth.yaml")
    assert [event.kind for event in truth.events or ()] == ["blink"] * len(blinks_alone().events)
    with Clip(tmp_path / "her-blinks.mp4") as clip:
        assert sum(1 for _ in clip) == truth.frames


def test_what_is_there_is_kept(folder: Path, tmp_path: Path) -> None:
    kept = tmp_path / "her-blinks.truth.yaml"
    kept.write_text("mine", encoding="utf-8")
    her = folder / "her.mp4"
    result = CliRunner().invoke(main, [str(her), "--out", str(tmp_path), "--only", "blinks"])
    assert (result.exit_code, result.output) == (0, "")
    assert kept.read_text(encoding="utf-8") == "mine"


def test_a_clip_of_the_set_that_there_is_not_is_refused(folder: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(main, [str(folder), "--out", str(tmp_path), "--only", "winks"])
    assert result.exit_code == 2
    assert "winks" in result.output
