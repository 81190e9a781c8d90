"""Exercise files that are no good YAML, or any text at all."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml.error import YAMLError

from engine.spec_files import REQUIRED, as_yaml, data, problems_of, put
from facecheck.core.errors import SpecError
from facecheck.core.yaml_text import MAX_CHARACTERS
from facecheck.engine.spec.parse import parse_exercise


@pytest.mark.smoke
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
