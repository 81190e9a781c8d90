from __future__ import annotations

import pytest

from facecheck.core.errors import SpecError
from facecheck.engine.spec.parse import parse_routine


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
        ("exercise: [squint]", "exercise: unknown key; did you mean 'exercises'?"),
    ],
)
def test_a_bad_routine(line: str, says: str) -> None:
    with pytest.raises(SpecError) as caught:
        parse_routine(f"id: day\ntitle: Day\npurpose: All.\n{line}\n", "day.yaml")
    assert any(problem.startswith(f"day.yaml: {says}") for problem in caught.value.problems)
