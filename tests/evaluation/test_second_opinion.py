"""What another model says of the eyes, beside what facecheck says."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from strips import neutral_face, observation

from evaluation.second_opinion import closures, opinions, second_opinion_section
from facecheck.core.frames import Face, Observation
from facecheck.core.landmarks import SHAPE
from facecheck.evaluate.cases import find_cases
from facecheck.evaluate.detectors import Facecheck, Recorded
from facecheck.inputs.library import sample_clip


def blinking(score: float) -> Face:
    face = neutral_face()
    shapes = np.zeros(len(SHAPE), np.float32)
    shapes[[SHAPE["eyeBlinkLeft"], SHAPE["eyeBlinkRight"]]] = score
    return Face(points=face.points, blendshapes=shapes, matrix=face.matrix)


def film(*scores: float | None, fps: float = 10.0) -> list[Observation]:
    return [
        observation(i / fps, None if score is None else blinking(score))
        for i, score in enumerate(scores)
    ]


def test_a_short_closure_is_a_blink_and_a_long_one_is_held() -> None:
    short, held = [0.1, 0.9, 0.9, 0.1], [0.1, *[0.8] * 9, 0.1]
    (blink,) = closures(film(*short))
    assert (blink.kind, blink.start_s, blink.end_s) == ("blink", 0.1, 0.3)
    assert blink.peak == pytest.approx(0.9)
    (shut,) = closures(film(*held))
    assert (shut.kind, shut.start_s) == ("eyes_closed", 0.1)
    assert shut.end_s == pytest.approx(1.0)


def test_scores_that_waver_are_one_closure() -> None:
    assert len(closures(film(0.1, 0.6, 0.45, 0.6, 0.1))) == 1
    assert closures(film(0.1, 0.45, 0.1)) == ()


def test_a_lost_face_ends_a_closure_and_so_does_the_end() -> None:
    assert [event.end_s for event in closures(film(0.1, 0.9, None, 0.9))] == [0.2, 0.3]


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Facecheck:
    return Facecheck(cache=tmp_path_factory.mktemp("landmarks"))


@pytest.mark.slow
def test_only_what_both_miss_is_missed_by_both(
    judge: Facecheck, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Recorded, "events", lambda _: SimpleNamespace(events=()))
    (case,) = find_cases([Path(sample_clip("eyes_shut_instead.mp4")).with_suffix(".truth.yaml")])
    both = opinions(case, judge)["eyes_closed"]
    assert both.ours.fn > 0
    assert both.other.fn == 0
    assert both.missed == ()


def test_both_are_held_against_the_labels_of_a_clip(judge: Facecheck) -> None:
    truth = Path(sample_clip("eyes_shut_instead.mp4")).with_suffix(".truth.yaml")
    (case,) = find_cases([truth])
    both = opinions(case, judge)
    labelled = sum(label.kind == "blink" for label in case.truth.events or ())
    assert both["blink"].ours.tp + both["blink"].ours.fn == labelled
    assert both["blink"].other.tp + both["blink"].other.fn == labelled
    assert both["eyes_closed"].ours.tp >= 1
    text = second_opinion_section([("One clip", truth)], judge)
    assert "| One clip | blink | " in text
    assert "| One clip | eyes_closed | " in text
