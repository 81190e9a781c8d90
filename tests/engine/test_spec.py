from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from strips import exercise_data, fault_row

from facecheck.core.errors import SpecError
from facecheck.engine.fields import has_sides, measure_names
from facecheck.engine.rules import FaultRule, MovementRule, Part
from facecheck.engine.spec import Cues, Exercise
from facecheck.engine.spec_text import parse_exercise, parse_routine
from facecheck.engine.yaml_text import MAX_CHARACTERS

Data = dict[str, Any]
Change = Callable[[Data], None]


def as_yaml(data: Data) -> str:
    text = io.StringIO()
    YAML(typ="safe", pure=True).dump(data, text)
    return text.getvalue()


def data() -> Data:
    return exercise_data(faults=[fault_row()])


def problems_of(text: str, name: str = "test.yaml") -> list[str]:
    with pytest.raises(SpecError) as caught:
        parse_exercise(text, name)
    assert str(caught.value) == "\n".join(caught.value.problems)
    assert all(problem.startswith(f"{name}: ") for problem in caught.value.problems)
    return caught.value.problems


def put(key: str, value: Any) -> Change:
    """Set a key such as `movement.parts.0.full`."""

    def change(where: Any) -> None:
        *path, last = key.split(".")
        for step in path:
            where = where[int(step) if step.isdigit() else step]
        where[int(last) if last.isdigit() else last] = value

    return change


def drop(key: str) -> Change:
    def change(where: Any) -> None:
        *path, last = key.split(".")
        for step in path:
            where = where[int(step) if step.isdigit() else step]
        del where[last]

    return change


def wrong(*changes: Change) -> list[str]:
    """The problems of a good file with some changes."""
    changed = data()
    for change in changes:
        change(changed)
    return problems_of(as_yaml(changed))


def test_the_good_file_is_good() -> None:
    exercise = parse_exercise(as_yaml(data()), "test.yaml")
    assert (exercise.id, exercise.reps, exercise.hold_s) == ("test", 3, 1.0)
    assert exercise.movement.rule.enter == 0.6
    assert exercise.faults[0].limit == 10.0
    assert not exercise.needs_hands


def required(model: Any, place: str) -> list[str]:
    return [
        place + (field.alias or name)
        for name, field in model.model_fields.items()
        if field.is_required()
    ]


REQUIRED = [
    *required(Exercise, ""),
    *required(MovementRule, "movement."),
    *required(Part, "movement.parts.0."),
    *required(FaultRule, "faults.0."),
    *required(Cues, "cues."),
]


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
    hint = f", did you mean '{nearest}'?" if nearest else "; one of cautions, cues, "
    assert problem.startswith(f"test.yaml: {key}: unknown key{hint}")


@pytest.mark.parametrize(("key", "nearest"), [("hold", "hold_s"), ("movement.reps", None)])
def test_the_nearest_key_is_one_of_its_own_level(key: str, nearest: str | None) -> None:
    (problem,) = wrong(put(key, 1))
    hint = f", did you mean '{nearest}'?" if nearest else "; one of both_ways, ended, enter, "
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
    assert problem.startswith(f"test.yaml: {key}: unknown measure '{name}', did you mean '")
    assert re.findall(r"did you mean '(\w+)'", problem)[0] in measure_names()
    assert nearest.split("_")[0] in problem


def test_a_measure_like_no_other_lists_what_there_is() -> None:
    (problem, *_) = wrong(put("faults.0.measure", "zzzzzz"))
    assert all(name in problem for name in measure_names())


def test_a_problem_is_told_once() -> None:
    assert len(wrong(put("movement.parts.0.measure", "lip_gapp"))) == 1


def test_all_problems_are_told_at_once() -> None:
    found = wrong(
        drop("title"), put("reps", 0), put("hold_s", "long"), put("movement.entr", 1),
        put("faults.0.measure", "yaw"), drop("cues.hold"),
    )  # fmt: skip
    keys = {problem.split(": ")[1] for problem in found}
    assert keys >= {"title", "reps", "hold_s", "movement.entr", "faults.0.measure", "cues.hold"}


# YAML itself.


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param("title: a\ntitle: b\n", 'line 2: found duplicate key "title"', id="duplicate"),
        pytest.param("a: {b: 1, b: 2}\n", 'duplicate key "b"', id="duplicate below"),
        pytest.param("a: &x 1\nb: *x\n", "aliases", id="alias"),
        pytest.param("a: 1\nb: [1, 2\n", "line 3", id="not closed"),
        pytest.param("a: !!python/object:os.system {}\n", "tag", id="a tag that runs code"),
        pytest.param("", "not a mapping", id="empty"),
        pytest.param("# nothing\n", "not a mapping", id="only a comment"),
        pytest.param("- a\n- b\n", "not a mapping", id="a list"),
        pytest.param("jaw", "not a mapping", id="a word"),
        pytest.param("a: " + "[" * 1000 + "]" * 1000, "deep", id="deep"),
        pytest.param("a: " + "{b: " * 1000 + "1" + "}" * 1000, "deep", id="deep mappings"),
        pytest.param("a: " + "9" * 5000, "YAML", id="a huge number"),
        pytest.param("a: 2020-13-45", "YAML", id="no such day"),
        pytest.param("a: 1\n---\nb: 2\n", "document", id="two documents"),
        pytest.param("a" * (MAX_CHARACTERS + 1), "at most", id="huge"),
        pytest.param("a: \x00", "special characters", id="a control character"),
        pytest.param("{[a]: 1}", "string", id="a key that is no word"),
        pytest.param("a: 1\nb: !!int ''", "YAML", id="a number without digits"),
        pytest.param('a: 1\nb: "\\ud800"', "line 2: holds half of a letter", id="half a letter"),
    ],
)
def test_what_is_no_good_yaml(text: str, says: str) -> None:
    assert says in "\n".join(problems_of(text))


@pytest.mark.parametrize("text", ["a: \x00", '"a\\nb": 1'])
def test_a_problem_is_one_line(text: str) -> None:
    assert all("\n" not in problem for problem in problems_of(text))


def test_ten_lines_cannot_grow_into_gigabytes() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 8)}]" for i in range(1, 10)]
    assert "aliases" in problems_of("\n".join(lines))[0]


def refused(text: str, name: str) -> SpecError | None:
    try:
        parse_exercise(text, name)
    except SpecError as error:
        return error
    return None


@given(st.text(max_size=200))
def test_any_text_is_refused_with_a_reason(text: str) -> None:
    error = refused(text, "a.yaml")
    assert error is not None
    assert error.problems
    assert all(problem.startswith("a.yaml: ") for problem in error.problems)


scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
lists = st.lists(scalars, max_size=3)
junk = scalars | lists | st.dictionaries(st.text(max_size=8), scalars | lists, max_size=3)
optional = ["reps", "hold_s", "requires", "faults", "faults.0.for_s", "new"]


@settings(max_examples=50)
@given(st.sampled_from([*REQUIRED, *optional]), junk)
def test_any_value_anywhere_is_taken_or_refused_with_its_file(key: str, value: Any) -> None:
    changed = data()
    put(key, value)(changed)
    try:
        text = as_yaml(changed)
    except YAMLError:
        return  # what YAML cannot say is no test
    error = refused(text, "test.yaml")
    assert error is None or all(p.startswith("test.yaml: ") for p in error.problems)


# Names.


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


# Routines.


def test_a_routine() -> None:
    text = "id: day\ntitle: Day\npurpose: All.\nexercises: [squint, jaw-open]\n"
    routine = parse_routine(text, "day.yaml")
    assert routine.exercises == ("squint", "jaw-open")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("exercises: []", "exercises: Tuple should have at least 1 item"),
        ("exercises: squint", "exercises: Input should be a valid tuple"),
        ("exercises: [Jaw Open]", "exercises.0: "),
        ("exercise: [squint]", "exercise: unknown key, did you mean 'exercises'?"),
    ],
)
def test_a_bad_routine(line: str, says: str) -> None:
    with pytest.raises(SpecError) as caught:
        parse_routine(f"id: day\ntitle: Day\npurpose: All.\n{line}\n", "day.yaml")
    assert any(problem.startswith(f"day.yaml: {says}") for problem in caught.value.problems)
