"""The whole grid: every sample clip under every variation, and real clips where a folder is named.

Slow: some 300,000 frames. `FACECHECK_REAL_CLIPS` names a folder of further clips with truth files,
`FACECHECK_LANDMARKS` one in which landmarks are kept from run to run.
"""

from __future__ import annotations

from functools import cache

import pytest
from evaluation.variations import VARIATIONS, VariedFacecheck, varied_case
from evaluation.variations.compare import difference

from facecheck.evaluate.cases import Case
from facecheck.evaluate.detectors import Facecheck
from facecheck.evaluate.judge import evaluate_case
from facecheck.evaluate.outcome import ClipEvaluation
from robustness.whole_clips import CASES, kept

HOLD_WITHIN_S = 0.15

pytestmark = pytest.mark.slow


@cache
def as_it_is(index: int) -> ClipEvaluation:
    return evaluate_case(Facecheck(cache=kept()), CASES[index])


@pytest.mark.parametrize("name", VARIATIONS)
@pytest.mark.parametrize("index", range(len(CASES)), ids=[case.clip.stem for case in CASES])
def test_the_same_clip_under_other_conditions(index: int, name: str) -> None:
    case: Case | None = varied_case(CASES[index], name)
    if case is None:
        pytest.skip("the clip is not faster than that")
    varied = evaluate_case(VariedFacecheck(cache=kept(), variation=name), case)
    problems = []
    for before, after in zip(as_it_is(index).rows, varied.rows, strict=True):
        assert before.result is not None, before.error
        assert after.result is not None, after.error
        apart = difference(before.result, after.result)
        if apart.counted or (apart.hold_s or 0.0) > HOLD_WITHIN_S:
            line = after.expectation
            problems.append(f"{line.exercise} at {line.setting}, true {line.counted}: {apart}")
    assert not problems, problems
