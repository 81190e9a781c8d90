from __future__ import annotations

from strips import exercise, neutral_values, no_rests, values_at

from facecheck.engine.level.level import Level, LevelMeter
from facecheck.engine.spec.exercise import Exercise

LIPS_AND_JAW = exercise(
    movement={
        "parts": [
            {"measure": "lip_gap", "as": "value", "full": 0.5},
            {"measure": "jaw_drop", "as": "value", "full": 0.25},
        ]
    }
)
EYES = exercise(
    movement={
        "parts": [
            {"measure": "lid_upper", "as": "value", "full": 0.5},
            {"measure": "lid_lower", "as": "value", "full": 0.25},
        ],
        "sides": "stronger",
    }
)


def read(rules: Exercise, **values: float) -> Level:
    found = LevelMeter(rules.movement).level(neutral_values(**values), no_rests())
    assert found is not None
    return found


def test_without_sides_the_level_tells_least_lead_and_most() -> None:
    assert read(LIPS_AND_JAW, lip_gap=0.5, jaw_drop=0.125) == Level(0.5, None, None, 0.5, 1.0)
    assert read(LIPS_AND_JAW, lip_gap=0.25, jaw_drop=0.25) == Level(0.5, None, None, 0.0, 1.0)
    assert read(LIPS_AND_JAW, lip_gap=-0.25, jaw_drop=-0.25) == Level(-1.0, None, None, 0.5, -0.5)


def test_with_sides_the_lead_is_of_either_and_the_most_of_the_lesser() -> None:
    left = {"lid_upper_left": 0.5, "lid_lower_left": 0.0625}
    right = {"lid_upper_right": 0.25, "lid_lower_right": 0.03125}
    assert read(EYES, **left, **right) == Level(0.25, 0.25, 0.125, 0.75, 0.5, (1.0, 0.5), 0.40625)
    mirrored = {name.replace("left", "right"): v for name, v in left.items()} | {
        name.replace("right", "left"): v for name, v in right.items()
    }
    assert read(EYES, **mirrored) == Level(0.25, 0.125, 0.25, 0.75, 0.5, (0.5, 1.0), 0.40625)


def test_values_at_a_level_are_what_the_meter_reads() -> None:
    # Whatever moves a checker by `values_at` rests on this.
    values = values_at(LIPS_AND_JAW, 0.5)
    found = LevelMeter(LIPS_AND_JAW.movement).level(values, no_rests())
    assert found is not None
    assert found.chosen == 0.5
