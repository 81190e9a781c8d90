"""What was seen, but slower, faster, with gaps, with a clock that trembles: the counts stay.

Slow: some 1,000 scores of landmarks. `FACECHECK_REAL_CLIPS` names a folder of further clips with
truth files, `FACECHECK_LANDMARKS` one in which landmarks are kept from run to run.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest

from facecheck.api import load_exercise, rescore
from facecheck.core import landmarks as lm
from facecheck.core.frames import Observation
from facecheck.core.results import ScoreResult
from facecheck.evaluate.cases import Case
from robustness.whole_clips import CASES, lines_of, seen_in

Seen = Sequence[Observation]
Disturbance = Callable[[Seen], list[Observation]]

pytestmark = pytest.mark.slow


def at_pace(factor: float) -> Disturbance:
    """Every time multiplied: the person is slower or faster."""
    return lambda seen: [replace(o, time_s=factor * o.time_s) for o in seen]


def every_third_missing(seen: Seen) -> list[Observation]:
    kept = np.random.default_rng(1).random(len(seen)) > 0.3
    return [o for o, stays in zip(seen, kept, strict=True) if stays]


def face_lost(seen: Seen) -> list[Observation]:
    """For 0.2 s of every 3 s."""
    return [
        replace(o, face=None, brightness=None) if o.time_s > 3.0 and o.time_s % 3.0 < 0.2 else o
        for o in seen
    ]


def frozen(seen: Seen) -> list[Observation]:
    """The same picture again and again for 0.3 s of every 2 s."""
    out: list[Observation] = []
    for o in seen:
        stands = out and o.time_s % 2.0 < 0.3
        out.append(replace(out[-1], time_s=o.time_s) if stands else o)
    return out


def late(seen: Seen) -> list[Observation]:
    """Stamps late by up to 30 ms, at random, as of a busy camera."""
    delays_s = np.random.default_rng(2).uniform(0.0, 0.03, len(seen))
    times_s = np.maximum.accumulate([o.time_s for o in seen] + delays_s)
    return [replace(o, time_s=float(time_s)) for o, time_s in zip(seen, times_s, strict=True)]


def trembling(seen: Seen) -> list[Observation]:
    """By 0.3 % of the inter-ocular distance, as mouth and brows at rest on real clips (median)."""
    random, out = np.random.default_rng(3), []
    for o in seen:
        if o.face is not None:
            points = o.face.points
            apart = np.linalg.norm(points[lm.EYE_RIGHT_OUTER] - points[lm.EYE_LEFT_OUTER])
            moved = points + random.normal(0.0, 0.003 * apart, points.shape)
            o = replace(o, face=replace(o.face, points=moved.astype(np.float32)))
        out.append(o)
    return out


DISTURBANCES: dict[str, tuple[Disturbance, float]] = {
    "1.6 times slower": (at_pace(1.6), 1.6),
    "1.6 times faster": (at_pace(1 / 1.6), 1 / 1.6),
    "every third missing": (every_third_missing, 1.0),
    "face lost": (face_lost, 1.0),
    "frozen": (frozen, 1.0),
    "late": (late, 1.0),
    "trembling": (trembling, 1.0),
}
"""And what it does to the time for which a movement has to be held."""


def scored(seen: Seen, exercise: str, hold_s: float) -> ScoreResult:
    rules = load_exercise(exercise)
    return rescore(seen, rules, name="disturbed", duration_s=seen[-1].time_s, hold_s=hold_s)


@pytest.mark.parametrize("name", DISTURBANCES)
@pytest.mark.parametrize("case", CASES, ids=[case.clip.stem for case in CASES])
def test_the_count_stays(case: Case, name: str) -> None:
    disturb, pace = DISTURBANCES[name]
    seen = disturb(seen_in(case))
    for line in lines_of(case):
        hold_s = load_exercise(line.exercise).hold_s if line.hold_s is None else line.hold_s
        counted = scored(seen, line.exercise, pace * hold_s).counted
        assert counted == line.counted, (line.exercise, line.hold_s)
