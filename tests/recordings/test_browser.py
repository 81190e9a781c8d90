"""Recordings that a browser made count as the clip that they were made from."""

from __future__ import annotations

from pathlib import Path

import pytest

from facecheck.evaluate.cases import find_cases
from facecheck.evaluate.detectors import Facecheck
from facecheck.evaluate.judge import evaluate_case
from facecheck.inputs.sources import Clip

HERE = Path(__file__).parent
CASES = {case.clip.stem: case for case in find_cases([HERE])}


@pytest.mark.parametrize("name", CASES)
def test_it_counts_as_its_sample_does(name: str) -> None:
    outcome = evaluate_case(Facecheck(), CASES[name])
    assert outcome.ok, [(row.expectation.setting, row.counted) for row in outcome.rows]
    assert outcome.notes == ()
    assert all(error <= 0.1 for row in outcome.rows for error in row.hold_errors_s)
    assert {kind: (e.fp, e.fn) for kind, e in outcome.events.items() if e.fp or e.fn} == {}


@pytest.mark.parametrize("name", CASES)
def test_its_last_frame_lasts_as_long_as_the_others(name: str) -> None:
    """FFmpeg takes the ticks of an uneven WebM, 1000 a second, for its rate."""
    with Clip(CASES[name].clip) as clip:
        assert sum(1 for _ in clip) == CASES[name].truth.frames
        assert 0.02 < clip.frame_duration_s < 0.06


def test_the_turned_one_does_turn() -> None:
    with Clip(CASES["browser_turned"].clip) as clip:
        sizes = [frame.rgb.shape[:2] for frame in clip]
    assert sizes[0] == (240, 320)
    assert sizes[-1] == (320, 240)
