from __future__ import annotations

import pytest
from strips import exercise_data, fault_row

from engine.spec_files import Data, as_yaml, data
from facecheck.engine.spec.exercise import Exercise
from facecheck.engine.spec.field_types import has_sides, measure_names
from facecheck.engine.spec.parse import parse_exercise
from facecheck.engine.spec.rules import FaultRule


def test_measure_names_hold_the_sided_ones_also_without_their_side() -> None:
    names = measure_names()
    assert list(names) == sorted(names)
    assert {"lid_lower", "lid_lower_left", "yaw_deg", "asymmetry", "palm_flat"} <= set(names)
    assert has_sides("lid_lower")
    assert not has_sides("lid_lower_left")
    assert not has_sides("lip_gap")


@pytest.mark.parametrize("name", measure_names())
def test_every_measure_can_be_a_rule(name: str) -> None:
    sides = "mean" if has_sides(name) else "middle"
    rule = FaultRule.model_validate(fault_row(measure=name, sides=sides))
    assert rule.unit
    assert rule.limit == 10.0


def test_rules_are_not_changed_once_made() -> None:
    exercise = parse_exercise(as_yaml(data()), "test.yaml")
    with pytest.raises(ValueError, match="frozen"):
        exercise.reps = 5  # type: ignore[misc]


@pytest.mark.parametrize(
    ("changes", "needs"),
    [
        ({}, False),
        ({"requires": ["hands_at_jaw"]}, True),
        ({"faults": [fault_row(measure="palm_flat")]}, True),
        ({"movement": {"parts": [{"measure": "hands_at_jaw", "as": "value", "full": 1}]}}, True),
    ],
)
def test_hands_are_looked_for_only_where_they_are_needed(changes: Data, needs: bool) -> None:
    assert Exercise.model_validate(exercise_data(**changes)).needs_hands is needs
