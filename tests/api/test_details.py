"""What nobody reads is not looked at, and nobody notices."""

from __future__ import annotations

from pathlib import Path

import pytest

from facecheck.api import check
from facecheck.core.frames import EVERYTHING, Details
from facecheck.inputs.mediapipe import landmarker

SAMPLES = Path(__file__).parents[2] / "sample_videos"


@pytest.mark.parametrize(
    ("clip", "exercise", "details"),
    [
        ("palsy_open_smile", "open-smile", Details(blendshapes=False, lids=False)),
        ("palsy_open_smile", "jaw-open", Details(blendshapes=True, lids=False)),
    ],
)
def test_a_result_is_the_same_without_what_it_does_not_rest_on(
    clip: str, exercise: str, details: Details, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Details] = []
    begin = landmarker.Landmarker._begin

    def noted(self: landmarker.Landmarker) -> None:
        asked.append(self._details)
        begin(self)

    monkeypatch.setattr(landmarker.Landmarker, "_begin", noted)
    path = SAMPLES / f"{clip}.mp4"
    alone = check(path, exercise)
    handed_over = check(path, exercise, on_frame=lambda *_: None)
    assert set(asked[: len(asked) // 2]) == {details}
    assert set(asked[len(asked) // 2 :]) == {EVERYTHING}
    assert alone.to_dict("1") == handed_over.to_dict("1")
