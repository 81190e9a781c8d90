from __future__ import annotations

from typing import Any

import pytest
from strips import exercise_data, fault_row

from engine.spec_files import as_yaml
from facecheck.core.errors import SpecError
from facecheck.engine.spec.exercise import Exercise
from facecheck.engine.spec.parse import parse_any, parse_exercise
from facecheck.engine.spec.timed_exercise import TimedExercise, require_repetitions


def timed_data(**changes: Any) -> dict[str, Any]:
    data = {
        "id": "test",
        "title": "Test",
        "purpose": "p",
        "instructions": "i",
        "source": "s",
        "phases": [
            {"area": "jaw", "side": "left", "seconds": 20, "cue": "Left jaw"},
            {"area": "chin", "seconds": 40, "cue": "Chin"},
        ],
        "cues": {"ready": "Begin", "away": "Come back", "resting": "Move"},
    }
    return {**data, **changes}


def timed(**changes: Any) -> TimedExercise:
    return TimedExercise.model_validate(timed_data(**changes))


def problems(**changes: Any) -> list[str]:
    with pytest.raises(SpecError) as caught:
        parse_any(as_yaml(timed_data(**changes)), "test.yaml")
    return caught.value.problems


def test_a_file_with_phases_is_done_by_the_clock_and_another_counts() -> None:
    assert isinstance(parse_any(as_yaml(timed_data()), "test.yaml"), TimedExercise)
    assert isinstance(parse_any(as_yaml(exercise_data(id="test")), "test.yaml"), Exercise)


def test_minutes_scale_every_area() -> None:
    assert timed().seconds(None) == (20.0, 40.0)
    assert timed().seconds(3.0) == (60.0, 120.0)


def test_where_repetitions_are_needed_a_session_is_refused_in_one_line() -> None:
    with pytest.raises(SpecError, match="test: is timed"):
        require_repetitions(timed())


def test_what_is_wrong_is_said_with_the_nearest_name() -> None:
    wrong = [{"area": "jow", "seconds": 1, "cue": "c"}]
    assert problems(phases=wrong) == [
        "test.yaml: phases.0.area: unknown area 'jow'; did you mean 'jaw'?"
    ]
    misspelt = [{"area": "jaw", "secnds": 1, "seconds": 1, "cue": "c"}]
    assert problems(phases=misspelt) == [
        "test.yaml: phases.0.secnds: unknown key; did you mean 'seconds'?"
    ]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"phases": []}, "phases"),
        ({"phases": [{"area": "jaw", "seconds": 0, "cue": "c"}]}, "phases.0.seconds"),
        ({"phases": [{"area": "jaw", "side": "both", "seconds": 1, "cue": "c"}]}, "phases.0.side"),
        ({"minutes": {"least": 20, "most": 10}}, "least 20 is more than most 10"),
        ({"touch": "foot"}, "touch"),
        ({"reps": 3}, "reps: unknown key"),
        ({"faults": [fault_row(measure="level", above=0.5)]}, "'level' needs a movement"),
        ({"faults": [{**fault_row(measure="pitch_deg"), "as": "change"}]}, "leave out as:"),
    ],
)
def test_mistakes_are_refused(changes: dict[str, Any], said: str) -> None:
    assert any(said in line for line in problems(**changes))


def test_a_movement_knows_no_hand_on_the_face() -> None:
    row = {**fault_row(measure="hand_speed", above=1.0)}
    row.pop("as", None)
    with pytest.raises(SpecError, match="exists only in exercises with phases"):
        parse_exercise(as_yaml(exercise_data(id="test", faults=[row])), "test.yaml")
