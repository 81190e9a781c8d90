from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from strips import exercise, fault_row, level, neutral_values

from facecheck.core.events import Attempt
from facecheck.engine.level.level import Level
from facecheck.engine.level.rest import Baseline
from facecheck.engine.repetitions.attempts import TOO_SHORT
from facecheck.engine.repetitions.set_judge import SetJudge
from facecheck.engine.repetitions.sub_threshold import TOO_SHALLOW
from facecheck.engine.spec.exercise import Exercise

STEP_S = 0.125


def judged(
    rules: Exercise, levels: Sequence[Level | float], yaws: Sequence[float] = ()
) -> SetJudge:
    """A level every eighth of a second, with the head's yaw where it matters."""
    judge = SetJudge(rules, rules.reps, rules.hold_s)
    rests = Baseline(["yaw_deg"], {"yaw_deg": 5.0})
    for i, now in enumerate(levels):
        yaw = yaws[i] if i < len(yaws) else 0.0
        one = now if isinstance(now, Level) else level(now)
        judge.step(i * STEP_S, STEP_S, one, neutral_values(yaw_deg=yaw), rests)
    return judge


def only(judge: SetJudge) -> Attempt:
    (attempt,) = judge.attempts
    return attempt


REST, UP = [0.0] * 4, [1.0] * 12


def test_an_attempt_tells_its_peak_its_side_and_its_reason() -> None:
    left = [level(x, x, 0.25 * x) for x in (*REST, *UP, 1.25, *REST)]
    attempt = only(judged(exercise(hold_s=9.0), left))
    assert (attempt.peak, attempt.side) == (1.25, "left")
    (fault,) = attempt.faults
    assert (fault.name, fault.unit, fault.cue) == (TOO_SHORT, "s", "Hold it longer")
    assert (fault.start_s, fault.limit) == (3 * STEP_S + 0.6 * STEP_S, 9.0)
    assert fault.end_s == pytest.approx(fault.start_s + attempt.hold_s)


def test_steadiness_is_of_the_hold_alone() -> None:
    restless = [0.1, 0.0, 0.1, 0.0, 0.1, 0.0]
    calm = only(judged(exercise(), [*REST, *UP, *REST]))
    after = only(judged(exercise(), [*restless * 3, *UP, *REST]))
    shaking = only(judged(exercise(), [*REST, *[1.0, 0.75] * 8, *REST]))
    assert calm.parts["steadiness"] == after.parts["steadiness"] == 1.0
    assert shaking.parts["steadiness"] < 0.5


def test_a_relative_rule_reads_the_persons_rest() -> None:
    rules = exercise(faults=[fault_row(**{"as": "change"}, when="always")])
    assert only(judged(rules, [*REST, *UP, *REST], [14.0] * 20)).faults == ()
    named = only(judged(rules, [*REST, *UP, *REST], [16.0] * 20)).faults
    assert [fault.value for fault in named] == [11.0]


def turned(*spans: tuple[int, int]) -> list[float]:
    return [20.0 if any(a <= i < b for a, b in spans) else 0.0 for i in range(40)]


@pytest.mark.parametrize(
    ("when", "yaws", "in_attempt", "loose"),
    [
        # Rest is ticks 0 to 3, the rise 4 and 5, the hold 6 to 17, the way down 18 to 23.
        pytest.param("holding", turned((8, 14)), 1, 0, id="holding, in the hold"),
        pytest.param("holding", turned((0, 6), (18, 30)), 0, 0, id="holding, outside it"),
        pytest.param("moving", turned((19, 24)), 1, 0, id="moving, on the way down"),
        pytest.param("moving", turned((0, 4), (26, 32)), 0, 0, id="moving, at rest"),
        pytest.param("always", turned((26, 32)), 0, 1, id="always, at rest"),
        pytest.param("always", turned((8, 14)), 1, 0, id="always, in the hold"),
        pytest.param("shallow", turned((0, 40)), 0, 0, id="shallow, in a whole movement"),
    ],
)
def test_a_rule_speaks_when_it_applies(
    when: str, yaws: list[float], in_attempt: int, loose: int
) -> None:
    levels = [*REST, 0.25, 0.5, *UP, *[0.375] * 5, 0.2, *[0.0] * 10]
    judge = judged(exercise(faults=[fault_row(when=when)]), levels, yaws)
    assert len(only(judge).faults) == in_attempt
    assert len(judge.unattached_faults) == loose


SHALLOW = [*REST, *[0.375] * 12, *REST]


def test_a_shallow_movement_is_named_with_its_numbers() -> None:
    judge = judged(exercise(), SHALLOW * 2)
    assert judge.attempts == []
    first, second = judge.unattached_faults
    assert (first.name, first.unit, first.cue) == (TOO_SHALLOW, "of full", "Go further")
    assert (first.value, first.limit) == (0.375, 0.6)
    assert (first.start_s, first.end_s) == (4 * STEP_S, 16 * STEP_S)
    assert second.start_s == first.start_s + len(SHALLOW) * STEP_S


@pytest.mark.parametrize(
    ("when", "names"),
    [
        ("holding", [TOO_SHALLOW]),
        ("moving", ["head turns"]),
        ("shallow", ["head turns"]),
        ("always", ["head turns"]),
    ],
)
def test_what_was_wrong_in_a_shallow_movement_stands_for_it(when: str, names: list[str]) -> None:
    judge = judged(exercise(faults=[fault_row(when=when)]), SHALLOW, turned((6, 14)))
    assert [fault.name for fault in judge.unattached_faults] == names


def test_what_paused_the_hold_first_is_the_reason() -> None:
    rows: list[dict[str, Any]] = [
        fault_row(name="turned", effect="pause", for_s=0.25),
        fault_row(name="turned far", above=15.0, effect="pause", for_s=0.75),
    ]
    yaws = [12.0 if 6 <= i < 10 else 20.0 if 12 <= i < 20 else 0.0 for i in range(40)]
    attempt = only(judged(exercise(faults=rows, hold_s=5.0), [*REST, *UP * 2, *REST], yaws))
    assert attempt.reason is not None
    assert attempt.reason.endswith("turned from 0.8 s")


def test_a_movement_as_long_as_the_least_is_an_attempt() -> None:
    # Up at once and down at once: from 0.6 of one step to 0.55 of another.
    hold = [*REST, *[1.0] * 4, 0.0]
    lasted_s = only(judged(exercise(), hold)).hold_s
    rules = exercise(movement={"least_s": lasted_s})
    assert len(judged(rules, hold).attempts) == 1
    rules = exercise(movement={"least_s": lasted_s + 1e-6})
    assert judged(rules, hold).attempts == []
