"""A file that extends another one, and what comes of it."""

from __future__ import annotations

from typing import Any

import pytest
from strips import exercise_data, fault_row

from facecheck.core.errors import SpecError
from facecheck.engine.spec.extends import load_extended
from facecheck.engine.spec.parse import parse_any, parse_exercise

from ..spec_files import as_yaml

UNDER = exercise_data(
    id="under",
    cautions=["Stop if it hurts."],
    faults=[
        fault_row(name="first", above=0.1),
        fault_row(name="twice", when="holding", above=0.2),
        fault_row(name="twice", when="shallow", above=0.3),
        fault_row(name="both", above=0.4, also={"measure": "roll_deg", "beyond": 3.0}),
    ],
)


def base(name: str) -> str:
    known = {"under": UNDER, "circle": {"id": "circle", "extends": "circle"}}
    if name not in known:
        raise SpecError([f"{name!r}: no such exercise; did you mean 'under'?"])
    return as_yaml(known[name])


def put_together(**changes: Any) -> dict[str, Any]:
    over = {"id": "over", "extends": "under", **changes}
    return load_extended(as_yaml(over), "over.yaml", base)


def rows(**changes: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = put_together(**changes)["faults"]
    return found


def test_what_is_not_said_is_taken_over() -> None:
    assert put_together() == {**UNDER, "id": "over"}


def test_what_is_said_stands_in_its_place() -> None:
    found = put_together(title="Other", hold_s=9.0, cautions=[])
    assert found == {**UNDER, "id": "over", "title": "Other", "hold_s": 9.0, "cautions": []}


def test_mappings_are_taken_together_key_by_key() -> None:
    found = put_together(cues={"ready": "Now"}, movement={"least_s": 0.7})
    assert found["cues"] == {**UNDER["cues"], "ready": "Now"}
    assert found["movement"] == {**UNDER["movement"], "least_s": 0.7}


def test_a_row_of_the_same_name_is_changed_where_it_stands() -> None:
    found = rows(faults=[{"name": "both", "also": {"beyond": 5.0}, "for_s": 2.0}])
    assert [row["name"] for row in found] == ["first", "twice", "twice", "both"]
    assert found[3]["also"] == {"measure": "roll_deg", "beyond": 5.0}
    assert (found[3]["for_s"], found[3]["above"]) == (2.0, 0.4)


def test_of_two_rows_of_one_name_its_when_tells_which() -> None:
    found = rows(faults=[{"name": "twice", "when": "shallow", "above": 0.9}])
    assert [row["above"] for row in found] == [0.1, 0.2, 0.9, 0.4]


def test_null_takes_a_key_away() -> None:
    row = rows(faults=[{"name": "first", "above": None, "below": -0.5}])[0]
    assert "above" not in row
    assert row["below"] == -0.5


def test_new_rows_come_first_so_that_they_go_before_the_others() -> None:
    found = rows(faults=[fault_row(name="new"), {"name": "first", "above": 0.5}])
    assert [row["name"] for row in found] == ["new", "first", "twice", "twice", "both"]


def test_rows_are_left_out_by_name() -> None:
    assert [row["name"] for row in rows(without=["twice"])] == ["first", "both"]


def test_an_id_is_never_taken_over() -> None:
    with pytest.raises(SpecError, match=r"a\.yaml: id: is missing"):
        parse_any(as_yaml({"extends": "under"}), "a.yaml", base)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"extends": "undre"}, "extends: 'undre': no such exercise; did you mean 'under'?"),
        ({"extends": 3}, "extends: must be the id of an exercise, as squint"),
        ({"without": ["frist"]}, "without: no such fault 'frist'; did you mean 'first'?"),
        ({"without": "first"}, "without: must be a list of names of faults"),
        ({"faults": [{"name": "new"}]}, "faults.0.measure: is missing"),
        ({"faults": ["first"]}, "faults.0: "),
        ({"titel": "Other"}, "titel: unknown key; did you mean 'title'?"),
    ],
)
def test_what_is_wrong_is_told_with_its_remedy(changes: dict[str, Any], problem: str) -> None:
    text = as_yaml({"id": "over", "extends": "under", **changes})
    with pytest.raises(SpecError) as caught:
        parse_any(text, "over.yaml", base)
    assert any(line.startswith(f"over.yaml: {problem}") for line in caught.value.problems)


def test_a_circle_is_told_where_it_closes() -> None:
    text = as_yaml({"id": "over", "extends": "circle"})
    with pytest.raises(SpecError, match=r"^circle\.yaml: extends: leads in a circle or too far"):
        parse_any(text, "over.yaml", base)


def test_rows_are_left_out_of_another_file_only() -> None:
    with pytest.raises(SpecError, match="without: needs `extends`"):
        parse_any(as_yaml({**UNDER, "without": ["first"]}), "under.yaml", base)


def test_without_a_place_to_look_a_file_must_stand_alone() -> None:
    with pytest.raises(SpecError, match="extends: cannot be looked up here"):
        parse_any(as_yaml({"id": "over", "extends": "under"}), "over.yaml")


def test_a_file_of_an_earlier_version_says_how_a_movement_starts() -> None:
    old = exercise_data(id="old")
    assert parse_exercise(as_yaml(old), "old.yaml") == parse_exercise(
        as_yaml({**old, "movement": {**old["movement"], "started": "mouth opened"}}), "old.yaml"
    )
