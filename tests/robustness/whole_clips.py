"""Whole clips with their truth, and what the models see in them.

`FACECHECK_REAL_CLIPS` names a folder of further clips with truth files, `FACECHECK_LANDMARKS` one
in which landmarks are kept from run to run.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest

from facecheck.api import load_exercise
from facecheck.core.frames import Observation
from facecheck.evaluate.cases import Case, find_cases
from facecheck.evaluate.detectors import Facecheck
from facecheck.evaluate.truth import Expectation
from facecheck.inputs.library import sample_clip
from facecheck.inputs.trace import read_trace

REAL = os.environ.get("FACECHECK_REAL_CLIPS")
PLACES = [sample_clip("jaw_open_3x5.mp4").parent, *([Path(REAL)] if REAL else [])]
CASES = find_cases(PLACES)


@cache
def kept() -> Path:
    return Path(os.environ.get("FACECHECK_LANDMARKS") or mkdtemp(prefix="facecheck-grid-"))


def seen_in(case: Case) -> Sequence[Observation]:
    """What the models see in a clip, hands where an exercise of it needs them."""
    hands = any(load_exercise(line.exercise).needs_hands for line in lines_of(case))
    return _seen(case.clip, hands)


@cache
def _seen(clip: Path, hands: bool) -> Sequence[Observation]:
    with Facecheck(cache=kept()).watch(clip, hands=hands) as recorded:
        return tuple(read_trace(recorded.trace))


def lines_of(case: Case) -> list[Expectation]:
    """What is counted in a clip.

    Without a movement that goes both ways and is not done in it: what a neighbouring one makes of
    that lies near its limit.
    """
    lines = [line for line in case.truth.expect or () if line.minutes is None]
    if not lines:
        pytest.skip("nothing is counted in it")
    return [x for x in lines if x.counted or not load_exercise(x.exercise).movement.both_ways]
