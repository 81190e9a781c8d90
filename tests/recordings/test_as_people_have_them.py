"""One of the recordings that `docs/tools/as_people_have_them.py` makes and judges: the command's
own parts work, and it can tell a wrong answer."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest

from facecheck.evaluate.truth import ClipReading
from facecheck.inputs.sources import Clip

ROOT = Path(__file__).parents[2]
TOOL: dict[str, Any] = runpy.run_path(str(ROOT / "docs" / "tools" / "as_people_have_them.py"))
KINDS = {kind.name: kind for kind in TOOL["KINDS"]}


def test_there_are_forty_and_more_of_four_samples() -> None:
    assert 2 * len(KINDS) >= 40
    assert len(set(TOOL["CLIPS"])) == 4


def test_a_raw_stream_asks_and_is_right_once_it_is_told(tmp_path: Path) -> None:
    kind = KINDS["raw H.264 of uneven frames"]
    with Clip(ROOT / "sample_videos" / "jaw_12fps.mp4") as clip:
        path = kind.make(tmp_path / "a", list(clip))
    answered, asked = TOOL["judged"](path, "jaw_12fps", None)
    assert not answered
    assert "--fps N" in asked
    right, what = TOOL["judged"](path, "jaw_12fps", kind.said)
    assert right, what
    assert what.startswith("3 of 3")


def test_a_wrong_rate_is_told_from_a_right_one(tmp_path: Path) -> None:
    kind = KINDS["AVI that says 60 of 20 a second"]
    with Clip(ROOT / "sample_videos" / "jaw_12fps.mp4") as clip:
        path = kind.make(tmp_path / "a", list(clip))
    right, what = TOOL["judged"](path, "jaw_12fps", ClipReading(fps=60))
    assert not right
    assert what.startswith("0 of 3")
    assert kind.said is not None
    assert kind.said.fps == pytest.approx(20)
