from __future__ import annotations

import inspect

import pytest

from facecheck.core import errors
from facecheck.core.errors import FacecheckError, SpecError

KINDS = [
    kind
    for kind in vars(errors).values()
    if inspect.isclass(kind) and issubclass(kind, Exception) and kind is not FacecheckError
]


@pytest.mark.parametrize("kind", KINDS)
def test_every_error_is_an_expected_problem_and_is_in_the_tree(kind: type[Exception]) -> None:
    assert issubclass(kind, FacecheckError)
    assert errors.__doc__ is not None
    assert f"-- {kind.__name__} " in errors.__doc__


def test_a_spec_error_holds_its_problems_and_shows_all() -> None:
    error = SpecError(["a.yaml: id: is missing", "a.yaml: reps: is missing"])
    assert error.problems == str(error).splitlines()
