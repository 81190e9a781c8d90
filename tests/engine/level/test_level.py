from __future__ import annotations

import pytest
from strips import exercise, neutral_values, values_at

from facecheck.api import load_exercise
from facecheck.core.errors import CalibrationError
from facecheck.engine.level.level import (
    Level,
    LevelMeter,
    chooser,
    needed_rests,
    read_measure,
    sided_names,
)
from facecheck.engine.level.rest import FIRST_SAMPLES, Baseline
from facecheck.engine.spec.exercise import Exercise
from facecheck.engine.spec.field_types import SideChoice

EYES = exercise(
    movement={
        "parts": [
            {"measure": "lid_aperture", "as": "fraction", "full": 0.5},
            {"measure": "lid_lower", "as": "change", "full": 0.06},
        ],
        "sides": "stronger",
    }
)


def at_rest(rules: Exercise) -> Baseline:
    names = needed_rests(rules.movement)
    return Baseline(names, {name: neutral_values()[name] for name in names})


def test_a_name_without_a_side_stands_for_both() -> None:
    assert sided_names("lid_aperture") == ("lid_aperture_left", "lid_aperture_right")
    assert sided_names("lip_gap") == ("lip_gap",)


def test_rests_are_needed_where_readings_are_relative() -> None:
    assert needed_rests(exercise().movement) == set()
    assert needed_rests(EYES.movement) == {
        "lid_aperture_left",
        "lid_aperture_right",
        "lid_lower_left",
        "lid_lower_right",
    }


@pytest.mark.parametrize(("measure", "rest"), [("lid_aperture", 1.0), ("lid_lower", 0.0)])
def test_a_profile_whose_full_effort_is_rest_is_refused(measure: str, rest: float) -> None:
    LevelMeter(EYES.movement, {measure: rest - 1e-5})
    with pytest.raises(CalibrationError, match=rf"{measure}.*facecheck calibrate"):
        LevelMeter(EYES.movement, {measure: rest + 1e-7})


def test_readings() -> None:
    assert read_measure(0.3, None, "value") == 0.3
    assert read_measure(0.3, 0.2, "change") == pytest.approx(0.1)
    assert read_measure(0.3, 0.2, "fraction") == pytest.approx(1.5)


@pytest.mark.parametrize(("rest", "reading"), [(None, "change"), (None, "fraction")])
def test_without_a_rest_there_is_no_reading(rest: float | None, reading: str) -> None:
    assert read_measure(0.3, rest, reading) is None  # type: ignore[arg-type]


def test_a_fraction_of_nothing_is_no_reading() -> None:
    assert read_measure(0.3, 0.0, "fraction") is None


@pytest.mark.parametrize(
    ("sides", "higher", "chosen"),
    [
        ("stronger", True, 0.9),
        ("weaker", True, 0.5),
        ("mean", True, 0.7),
        ("stronger", False, 0.5),
        ("weaker", False, 0.9),
        ("mean", False, 0.7),
    ],
)
def test_the_side_that_speaks(sides: SideChoice, higher: bool, chosen: float) -> None:
    assert chooser(sides, higher_is_stronger=higher)(0.5, 0.9) == pytest.approx(chosen)


@pytest.mark.parametrize("fraction", [0.0, 0.3, 1.0, 1.4])
@pytest.mark.parametrize("rules", [exercise(), EYES], ids=["lips", "eyes"])
def test_the_level_is_a_fraction_of_full_effort(rules: Exercise, fraction: float) -> None:
    level = LevelMeter(rules.movement).level(values_at(rules, fraction), at_rest(rules))
    assert level is not None
    assert level.chosen == pytest.approx(fraction)


def test_sides_are_kept_apart() -> None:
    level = LevelMeter(EYES.movement).level(values_at(EYES, 0.2, left=0.9), at_rest(EYES))
    assert level is not None
    assert level.left == pytest.approx(0.9)
    assert level.right == pytest.approx(0.2)
    assert level.chosen == level.left


def test_asymmetry_is_nothing_for_even_sides_and_grows_with_their_difference() -> None:
    assert Level(0.8, 0.8, 0.8).asymmetry == 0.0
    assert Level(0.8, 0.8, 0.5).asymmetry == pytest.approx(Level(0.8, 0.5, 0.8).asymmetry)
    grows = [Level(0.8, 0.8, right).asymmetry for right in (0.8, 0.5, 0.2, 0.0)]
    assert grows == sorted(grows)
    assert grows[-1] > 0.7


@pytest.mark.parametrize(("left", "right"), [(0.0, 0.0), (-0.1, 0.0), (-0.3, -0.1), (0.0, 1e-9)])
def test_asymmetry_at_rest_is_a_number(left: float, right: float) -> None:
    assert 0.0 <= Level(0.0, left, right).asymmetry <= 1.0


def test_without_sides_there_is_no_asymmetry() -> None:
    assert Level(0.5, None, None).asymmetry == 0.0


def test_the_movement_is_as_far_as_the_least_of_its_parts() -> None:
    # Looking down narrows the eyes without lifting the lower lids.
    values = values_at(EYES, 1.0) | {
        name: neutral_values()[name] for name in ("lid_lower_left", "lid_lower_right")
    }
    level = LevelMeter(EYES.movement).level(values, at_rest(EYES))
    assert level is not None
    assert level.chosen == pytest.approx(0.0)


def test_a_persons_own_full_effort_replaces_the_files() -> None:
    own = LevelMeter(exercise().movement, {"lip_gap": 0.5})
    level = own.level(neutral_values(lip_gap=0.4), at_rest(exercise()))
    assert level is not None
    assert level.chosen == pytest.approx(0.8)


def test_while_a_rest_is_unknown_there_is_no_level() -> None:
    rules = exercise(movement={"parts": [{"measure": "chin_drop", "full": 0.3}]})
    rests = Baseline(["chin_drop"])
    assert LevelMeter(rules.movement).level(neutral_values(), rests) is None
    for n in range(FIRST_SAMPLES):
        rests.learn(0.1 * n, neutral_values())
    level = LevelMeter(rules.movement).level(neutral_values(), rests)
    assert level is not None
    assert level.chosen == 0.0


def test_one_side_alone_moves_less_in_every_part() -> None:
    """The picture may read one eye's lids shallow: the mesh has the lower lids rise alike then."""
    rests = {"lid_aperture_seen": 0.30, "lid_lower": -0.10}
    values = {
        "lid_aperture_seen_left": 0.22,
        "lid_aperture_seen_right": 0.15,
        "lid_lower_left": -0.06,
        "lid_lower_right": -0.06,
    }
    squint = load_exercise("squint").movement
    meter = LevelMeter(squint)
    baseline = Baseline(
        values, {f"{k}_{s}": v for k, v in rests.items() for s in ("left", "right")}
    )
    even = meter.level(values, baseline)
    assert even is not None
    assert even.left is not None
    assert even.right is not None
    assert even.right - even.left > 0.3
    assert even.asymmetry < 0.3
    alone = meter.level(values | {"lid_lower_left": -0.09}, baseline)
    assert alone is not None
    assert alone.asymmetry > 0.5


def squint_level(**changed: float) -> Level:
    """The level of a squint whose lids differ from rest as told."""
    rest = {"lid_aperture_seen": 0.30, "lid_lower": -0.10}
    rests = {f"{name}_{side}": v for name, v in rest.items() for side in ("left", "right")}
    level = LevelMeter(load_exercise("squint").movement).level(
        rests | changed, Baseline(rests, rests)
    )
    assert level is not None
    return level


def test_what_lies_on_the_far_side_of_rest_makes_no_side_the_weaker() -> None:
    """Jaws that open draw the mesh's lower lids down, one a little more than the other."""
    level = squint_level(lid_lower_left=-0.120, lid_lower_right=-0.108)
    assert level.asymmetry == pytest.approx(0.0)


def test_lower_lids_that_hardly_rise_make_no_side_the_weaker() -> None:
    level = squint_level(lid_lower_left=-0.098, lid_lower_right=-0.092)
    assert level.asymmetry < 0.35


def test_the_lead_is_that_of_the_side_that_speaks() -> None:
    """One eye's lower lid that sinks far does not make the first part of the other one lead."""
    level = squint_level(lid_lower_left=-0.120, lid_lower_right=-0.108)
    assert level.chosen + level.lead == pytest.approx(0.0)
    narrowed = squint_level(lid_aperture_seen_right=0.2, lid_lower_left=-0.120)
    assert narrowed.chosen + narrowed.lead == pytest.approx(max(*narrowed.first_parts or ()))
