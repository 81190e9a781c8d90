"""What tells a movement of the mouth from its neighbours, and what it may bring along and count."""

from __future__ import annotations

import pytest
from strips import neutral_values, sampled, trapezoid

from facecheck.api import load_exercise
from facecheck.core.results import ScoreResult
from facecheck.engine.repetitions.checker import Checker

OWN: dict[str, dict[str, float]] = {
    "cheek-puff": {"cheeks_out": 0.04},
    "lip-pucker": {"corner_reach": -0.045, "mouth_width": -0.07, "cheeks_out": -0.02},
    "vowel-e": {"corner_reach": 0.045, "mouth_width": 0.09, "lip_gap": 0.06},
}
"""What a movement that counts changes, in inter-ocular distances."""

FACTORS = "lip_height", "lid_aperture"
"""Measures that are given as a share of what they are at rest."""


def held(exercise: str, **besides: float) -> ScoreResult:
    """A face that does the movement for two seconds, and something besides."""
    checker = Checker(load_exercise(exercise), reps=1, hold_s=1.0)
    rest = neutral_values()
    changes: dict[str, float] = {}
    for name, by in (OWN[exercise] | besides).items():
        sided = [key for key in (f"{name}_left", f"{name}_right") if key in rest]
        for key in sided or [name]:
            changes[key] = (by - 1.0) * rest[key] if name in FACTORS else by
    for time_s, share in sampled(trapezoid(3.0, 5.0, top=1.0), 7.0, 30.0):
        values = {key: value + changes.get(key, 0.0) * share for key, value in rest.items()}
        checker.step_values(time_s, values, 0.5)
    return checker.finish("a.mp4", 7.0)


def named(result: ScoreResult) -> set[str]:
    return {fault.name for attempt in result.attempts for fault in attempt.faults}


@pytest.mark.parametrize("exercise", OWN)
def test_a_movement_by_itself_counts(exercise: str) -> None:
    result = held(exercise)
    assert (result.counted, named(result)) == (1, set())


@pytest.mark.parametrize(
    ("exercise", "besides"),
    [
        pytest.param("cheek-puff", {"brow_lift": 0.018}, id="brows that come along with air"),
        pytest.param("cheek-puff", {"mouth_width": -0.045}, id="lips that air narrows"),
        pytest.param("lip-pucker", {"chin_drop": 0.04, "lip_gap": 0.05}, id="the jaw forward"),
        pytest.param("lip-pucker", {"chin_drop": 0.06, "lip_gap": 0.075}, id="and a little open"),
        pytest.param("lip-pucker", {"lip_height": 1.2}, id="lips that are pursed get thicker"),
        pytest.param("lip-pucker", {"lid_aperture": 0.4}, id="eyes shut in a whole pucker"),
        pytest.param("vowel-e", {"lip_raise": 0.04}, id="teeth bared in an ee"),
        pytest.param("vowel-e", {"nose_wing_height": 0.02}, id="nose wings that go along"),
    ],
)
def test_what_it_brings_along_is_no_fault(exercise: str, besides: dict[str, float]) -> None:
    result = held(exercise, **besides)
    assert (result.counted, named(result)) == (1, set())


@pytest.mark.parametrize(
    ("exercise", "besides", "fault"),
    [
        ("cheek-puff", {"brow_lift": 0.025}, "brows raised"),
        ("cheek-puff", {"mouth_width": -0.055}, "puckering instead"),
        ("cheek-puff", {"mouth_width": 0.06}, "smiling or pressing instead"),
        ("cheek-puff", {"lip_gap": 0.05}, "mouth opened"),
        ("lip-pucker", {"lip_gap": 0.1}, "mouth opened"),
        ("lip-pucker", {"lip_height": 0.85}, "lips pressed instead"),
        ("lip-pucker", {"cheeks_out": 0.035}, "cheeks blown up"),
        ("lip-pucker", {"mouth_width": -0.045, "lid_aperture": 0.4}, "eyes shut instead"),
        ("vowel-e", {"lip_raise": 0.035, "nose_wing_height": 0.016}, "upper lip raised"),
        ("vowel-e", {"corner_height": 0.06}, "smiling instead"),
    ],
)
def test_a_neighbour_is_refused_and_named(
    exercise: str, besides: dict[str, float], fault: str
) -> None:
    result = held(exercise, **besides)
    assert result.counted == 0
    assert fault in named(result)
