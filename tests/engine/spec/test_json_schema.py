from __future__ import annotations

import json
from pathlib import Path

import pytest
from pydantic import TypeAdapter
from ruamel.yaml import YAML

from facecheck.cli import run
from facecheck.engine.spec.exercise import Exercise
from facecheck.engine.spec.json_schema import exercise_schema
from facecheck.engine.spec.rules import FaultRule, MovementRule, Part

EXERCISES = sorted((Path(__file__).parents[3] / "exercises").glob("*.yaml"))


def properties(name: str) -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = exercise_schema()["$defs"][name]["properties"]
    return found


def required(name: str) -> list[str]:
    found: list[str] = exercise_schema()["$defs"][name].get("required", [])
    return found


@pytest.mark.parametrize("path", EXERCISES, ids=lambda path: path.stem)
def test_every_key_of_every_exercise_is_in_the_schema(path: Path) -> None:
    written = YAML(typ="safe").load(path.read_text("utf-8"))
    timed = "phases" in written
    ending = "Changes" if "extends" in written else ""
    kind = ("TimedExercise" if timed else "Exercise") + ending
    assert set(required(kind)) <= set(written) <= set(properties(kind))
    for row in written.get("faults", ()):
        assert set(required(f"FaultRule{ending}")) <= set(row)
        assert set(row) <= set(properties(f"FaultRule{ending}"))


@pytest.mark.parametrize("model", [Exercise, FaultRule, MovementRule, Part])
def test_every_field_says_what_it_is(model: type) -> None:
    for key, field in properties(model.__name__).items():
        assert field.get("description"), key


def test_measures_are_named_where_an_editor_can_offer_them() -> None:
    offered = properties("FaultRule")["measure"]["enum"]
    assert isinstance(offered, list)
    assert {"lip_gap", "asymmetry", "palm_missing", "lid_upper"} <= set(offered)
    assert "lip_gapp" not in offered


def test_the_schema_is_of_what_is_read() -> None:
    # A field that is added to the models is in the schema by itself.
    assert set(TypeAdapter(Exercise).json_schema()["properties"]) == set(properties("Exercise"))


def test_the_command_prints_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["exercises", "schema"]) == 0
    assert json.loads(capsys.readouterr().out) == exercise_schema()


def test_the_published_one_is_that_of_this_version() -> None:
    published = Path(__file__).parents[3] / "docs" / "exercise.schema.json"
    again = "facecheck exercises schema > docs/exercise.schema.json"
    assert json.loads(published.read_text("utf-8")) == exercise_schema(), f"make it again: {again}"
