from __future__ import annotations

import re
from typing import Any

import pytest
from strips import exercise_data, fault_row

from engine.spec_files import REQUIRED, Change, as_yaml, data, drop, put, wrong
from facecheck.engine.spec.field_types import measure_names
from facecheck.engine.spec.measure_groups import MEASURE_GROUPS
from facecheck.engine.spec.parse import parse_exercise

pytestmark = pytest.mark.smoke


def test_the_good_file_is_good() -> None:
    exercise = parse_exercise(as_yaml(data()), "test.yaml")
    assert (exercise.id, exercise.reps, exercise.hold_s) == ("test", 3, 1.0)
    assert exercise.movement.rule.enter == 0.6
    assert exercise.faults[0].limit == 10.0
    assert not exercise.needs_hands


@pytest.mark.parametrize("key", REQUIRED)
def test_a_missing_key_is_named(key: str) -> None:
    assert f"test.yaml: {key}: is missing" in wrong(drop(key))


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        ("reps", "many", "valid integer"),
        ("reps", 2.5, "valid integer"),
        ("reps", [3], "valid integer"),
        ("reps", 0, "greater than or equal to 1"),
        ("reps", 10**9, "less than or equal to"),
        ("hold_s", -1, "greater than or equal to 0"),
        ("hold_s", 1e9, "less than or equal to"),
        ("hold_s", float("nan"), "finite number"),
        ("rest_s", float("inf"), "finite number"),
        ("rest_s", "10 s", "valid number"),
        ("title", 3, "valid string"),
        ("title", "", "at least 1 character"),
        ("title", "x" * 501, "at most 500 characters"),
        ("title", ["a"], "valid string"),
        ("id", "Jaw Open", "should match pattern"),
        ("id", "../jaw", "should match pattern"),
        ("muscles", "masseter", "valid tuple"),
        ("movement", "jaw", "valid dictionary"),
        ("movement.enter", 0, "greater than 0"),
        ("movement.enter", float("nan"), "finite number"),
        ("movement.parts", [], "at least 1 item"),
        ("movement.parts.0.full", "wide", "valid number"),
        ("movement.parts.0.full", float("-inf"), "finite number"),
        ("movement.parts.0.as", "ratio", "'change', 'fraction' or 'value'"),
        ("movement.sides", "both", "'middle', 'stronger', 'weaker' or 'mean'"),
        ("requires", ["a_mirror"], "'palm_on_cheek' or 'hands_at_jaw'"),
        ("involves", ["squeezing"], "'pressing', 'rubbing', 'current', 'band', 'jaw'"),
        ("cues", None, "valid dictionary"),
        ("faults.0.for_s", -0.1, "greater than or equal to 0"),
        ("faults.0.when", "never", "Input should be 'holding'"),
        ("faults.0.effect", "stop", "'note', 'pause' or 'restart'"),
        ("faults.0.above", "high", "valid number"),
    ],
)
def test_a_wrong_value_is_named_with_its_key(key: str, value: Any, says: str) -> None:
    place = re.sub(r"\.(requires)$", r"\1", key)
    (problem, *_) = wrong(put(key, value))
    assert problem.startswith(f"test.yaml: {place}")
    assert says in problem


def test_a_fault_may_have_a_limit_of_its_own_where_the_movement_stays_shallow() -> None:
    rows = [fault_row(when="moving"), fault_row(when="shallow")]
    exercise = parse_exercise(as_yaml(exercise_data(faults=rows)), "test.yaml")
    assert [row.name for row in exercise.faults] == ["head turns"] * 2


@pytest.mark.parametrize(
    ("changes", "place", "says"),
    [
        ([put("movement.enter", 0.4)], "movement", "levels must rise"),
        ([put("movement.leave", 0.1)], "movement", "levels must rise"),
        ([put("movement.parts.0.full", 0.0)], "movement.parts.0", "the reading at rest"),
        ([put("movement.parts.0.measure", "level")], "movement.parts.0", "read off the movement"),
        ([put("faults.0.below", -10.0)], "faults.0", "above:, below:"),
        ([drop("faults.0.above")], "faults.0", "above:, below:"),
        ([put("movement.parts.0.measure", "lid_lower")], "movement", "add sides:"),
        ([put("faults.0.measure", "lid_lower")], "faults.0", "add sides:"),
        ([put("faults.0.measure", "asymmetry"), put("faults.0.as", "change")], "faults.0", "as:"),
        ([put("faults", [fault_row(), fault_row()])], "faults", "is there twice"),
        ([put("id", "other")], "id", "make them agree"),
    ],
)
def test_what_does_not_fit_together_is_named(changes: list[Change], place: str, says: str) -> None:
    (problem, *_) = wrong(*changes)
    assert problem.startswith(f"test.yaml: {place}: ")
    assert says in problem


def test_a_fraction_at_rest_is_one() -> None:
    row = {"measure": "lip_gap", "as": "fraction", "full": 1.0}
    assert "the reading at rest" in wrong(put("movement.parts.0", row))[0]


@pytest.mark.parametrize(
    ("key", "nearest"),
    [
        ("titel", "title"),
        ("movements", "movement"),
        ("movement.entr", "enter"),
        ("movement.parts.0.ful", "full"),
        ("faults.0.abov", "above"),
        ("cues.redy", "ready"),
        ("zzzzzz", None),
    ],
)
def test_an_unknown_key_names_the_nearest(key: str, nearest: str | None) -> None:
    (problem, *_) = wrong(put(key, 1))
    hint = f"; did you mean '{nearest}'?" if nearest else "; one of cautions, cues, "
    assert problem.startswith(f"test.yaml: {key}: unknown key{hint}")


@pytest.mark.parametrize(("key", "nearest"), [("hold", "hold_s"), ("movement.reps", None)])
def test_the_nearest_key_is_one_of_its_own_level(key: str, nearest: str | None) -> None:
    (problem,) = wrong(put(key, 1))
    hint = f"; did you mean '{nearest}'?" if nearest else "; one of both_ways, ended, enter, "
    assert problem.startswith(f"test.yaml: {key}: unknown key{hint}")


@pytest.mark.parametrize(
    ("key", "name", "nearest"),
    [
        ("movement.parts.0.measure", "lip_gapp", "lip_gap"),
        ("movement.parts.0.measure", "jaw_opening", "jaw_drop"),
        ("faults.0.measure", "yaw", "yaw_deg"),
        ("faults.0.measure", "assymetry", "asymmetry"),
        ("faults.0.measure", "palm_misssing", "palm_missing"),
    ],
)
def test_an_unknown_measure_names_a_near_one(key: str, name: str, nearest: str) -> None:
    (problem, *_) = wrong(put(key, name))
    assert problem.startswith(f"test.yaml: {key}: unknown measure '{name}'; did you mean '")
    assert re.findall(r"did you mean '(\w+)'", problem)[0] in measure_names()
    assert nearest.split("_")[0] in problem


def test_a_measure_like_no_other_says_where_all_are_listed() -> None:
    (problem, *_) = wrong(put("faults.0.measure", "zzzzzz"))
    assert problem.endswith("for all of them, run: facecheck exercises measures")


def test_every_measure_a_file_may_name_is_listed_once_by_what_moves() -> None:
    listed = [name for names in MEASURE_GROUPS.values() for name in names]
    assert len(listed) == len(set(listed))
    sides = {f"{name}_{side}" for name in listed for side in ("left", "right")}
    assert set(measure_names()) <= {*listed, *sides}
    assert set(listed) <= set(measure_names())


def test_a_problem_is_told_once() -> None:
    assert len(wrong(put("movement.parts.0.measure", "lip_gapp"))) == 1


def test_all_problems_are_told_at_once() -> None:
    found = wrong(
        drop("title"),
        put("reps", 0),
        put("hold_s", "long"),
        put("movement.entr", 1),
        put("faults.0.measure", "yaw"),
        drop("cues.hold"),
    )
    keys = {problem.split(": ")[1] for problem in found}
    assert keys >= {"title", "reps", "hold_s", "movement.entr", "faults.0.measure", "cues.hold"}
