"""Rules in the parts of a movement, written as strips: a digit an eighth of a second, its level.

A head that is turned in that part passes the limit of the rule; r, h and b stand for the stages.
"""

from __future__ import annotations

from functools import partial

import pytest
from strips import exercise, fault_row, level, neutral_values, no_rests

from facecheck.engine.repetitions.detector import HOLD, RELEASE, REST, Movement
from facecheck.engine.repetitions.form_rules import FormRules

STAGES = {"r": REST, "h": HOLD, "b": RELEASE}


def followed(when: str, stages: str, levels: str, turned: str, **row: object) -> FormRules:
    """Rules after a strip; `turned` has an x where the head is turned."""
    made = FormRules(exercise(faults=[fault_row(when=when, for_s=0.2, **row)]))
    for at, (stage, digit, x) in enumerate(zip(stages, levels, turned, strict=True)):
        values = neutral_values(yaw_deg=20.0 if x == "x" else 0.0)
        made.step(at / 8, STAGES[stage], level(int(digit) / 10), no_rests(), partial(dict, values))
    return made


def test_a_fault_in_a_hold_is_the_attempts() -> None:
    made = followed("holding", "rhhhhhb", "0999995", ".xxxx..")
    assert [fault.name for fault in made.named] == ["head turns"]
    assert [fault.name for fault in made.take()] == ["head turns"]
    assert made.take() == []
    assert made.unattached == []


def test_what_is_wrong_at_rest_is_nobodys_attempt() -> None:
    made = followed("always", "rrrrrr", "000000", "xxxx..")
    assert [fault.name for fault in made.unattached] == ["head turns"]
    assert made.take() == []


def test_a_rule_of_the_hold_says_nothing_at_rest() -> None:
    made = followed("holding", "rrrrrr", "000000", "xxxxxx")
    assert (made.unattached, made.active) == ([], [])


@pytest.mark.parametrize(
    ("stages", "levels", "told"),
    [
        pytest.param("rrrrrrr", "0444400", 1, id="a movement that stays too small"),
        pytest.param("rrrrrhh", "0444499", 0, id="the beginning of a hold"),
    ],
)
def test_a_small_movements_fault_is_told_unless_a_hold_follows(
    stages: str, levels: str, told: int
) -> None:
    made = followed("shallow", stages, levels, ".xxxx..")
    assert len(made.take_noted()) == told
    assert len(made.unattached) == told
    assert made.take_noted() == ()


def test_how_a_movement_came_back_is_judged_at_its_end() -> None:
    row = {"measure": "fall_speed", "above": 2.0, "name": "let go"}
    made = followed("ending", "rhhhr", "09990", ".....", **row)
    movement = Movement(0.1, 0.2, hold_until_s=0.4, end_s=0.45, peak=0.9)
    made.judge_ending(movement, neutral_values() | {"fall_speed": 0.0}, no_rests())
    assert [fault.name for fault in made.take()] == ["let go"]
    slow = Movement(0.1, 0.2, hold_until_s=0.4, end_s=1.4, peak=0.9)
    made.judge_ending(slow, neutral_values() | {"fall_speed": 0.0}, no_rests())
    assert made.take() == []
