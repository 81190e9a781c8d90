"""Every clip from every instant on: what lies wholly behind the cut is counted, nothing is added.

Or it is said to be uncertain. A movement that goes both ways from a rest without a typical value
may be taken for that rest where the clip starts in it; nearly always that is said, too.

Slow: some 3,500 scores. `FACECHECK_REAL_CLIPS` names a folder of further clips with truth files,
`FACECHECK_LANDMARKS` one in which landmarks are kept from run to run.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from facecheck.api import load_exercise, rescore
from facecheck.core.frames import Observation
from facecheck.core.messages import Code, Message
from facecheck.core.results import ScoreResult
from facecheck.engine.level.tracker import NOT_AT_REST
from facecheck.evaluate.cases import Case
from facecheck.evaluate.truth import Expectation
from robustness.whole_clips import CASES, lines_of, seen_in

EVERY_S = 0.4
LEAST_S = 0.6
"""A movement that begins sooner after the cut may be judged by typical values."""

pytestmark = pytest.mark.slow


def scored(seen: Sequence[Observation], line: Expectation, from_s: float = 0.0) -> ScoreResult:
    rest = [replace(o, time_s=o.time_s - from_s) for o in seen if o.time_s >= from_s]
    rules = load_exercise(line.exercise)
    return rescore(rest, rules, name="cut", duration_s=rest[-1].time_s, hold_s=line.hold_s)


def problems(case: Case, line: Expectation) -> list[str]:
    seen = seen_in(case)
    whole = scored(seen, line)
    assert whole.counted == line.counted
    counted = [a for a in whole.attempts if a.counted]
    both_ways = load_exercise(line.exercise).movement.both_ways
    found = []
    for n in range(1, round((seen[-1].time_s - 2.0) / EVERY_S)):
        from_s = n * EVERY_S
        if both_ways and in_a_movement(case, from_s):
            continue
        least = sum(a.start_s >= from_s + LEAST_S for a in counted)
        most = sum(a.end_s - max(from_s, a.start_s) >= whole.hold_s - 0.1 for a in counted)
        result = scored(seen, line, from_s)
        told = not set(result.warnings).isdisjoint((NOT_AT_REST, Message(Code.REST_LATE)))
        if not (told or least <= result.counted <= max(least, most)):
            found.append(
                f"{line.exercise} at {line.hold_s} s from {from_s:.1f} s: {result.counted}"
            )
    return found


def in_a_movement(case: Case, time_s: float) -> bool:
    return any(
        event.start_s - LEAST_S <= time_s <= event.end_s + LEAST_S
        for event in case.truth.events or ()
    )


@pytest.mark.parametrize("case", CASES, ids=[case.clip.stem for case in CASES])
def test_a_clip_that_starts_later_counts_what_is_left(case: Case) -> None:
    assert not [problem for line in lines_of(case) for problem in problems(case, line)]
