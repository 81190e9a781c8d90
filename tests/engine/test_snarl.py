"""What counts as a snarl, by how far lip, nose and corner go: the sizes are those of real faces."""

from __future__ import annotations

import math

import pytest
from strips import neutral_values, sampled, trapezoid

from facecheck.api import load_exercise
from facecheck.core.results import ScoreResult
from facecheck.engine.repetitions.checker import Checker

SNARL = load_exercise("snarl")


def held(
    lip: float,
    wing: float,
    pull: float,
    width: float = 0.0,
    jaw: float = 0.0,
    shakes_hz: float = 0,
    corner: float = 0.0,
) -> ScoreResult:
    """A face that moves so far, in inter-ocular distances, for two seconds; the jaw may shake."""
    checker = Checker(SNARL, reps=1, hold_s=1.0)
    changes = {"upper_lip_height": 0.7 * lip, "mouth_width": width}
    for side in ("left", "right"):
        changes[f"lip_raise_{side}"] = lip
        changes[f"nose_wing_height_{side}"] = wing
        changes[f"corner_pull_{side}"] = pull
        changes[f"corner_height_{side}"] = corner
        changes[f"corner_past_snarl_{side}"] = pull - lip - wing
        changes[f"corner_past_lip_{side}"] = pull - lip
    for time_s, share in sampled(trapezoid(3.0, 5.0, top=1.0), 7.0, 30.0):
        values = neutral_values()
        for name, by in changes.items():
            values[name] += by * share
        values["jaw_drop"] += jaw * share * (0.5 - 0.5 * math.cos(2 * math.pi * shakes_hz * time_s))
        checker.step_values(time_s, values, 0.5)
    return checker.finish("a.mp4", 7.0)


@pytest.mark.parametrize(
    ("lip", "wing", "pull"),
    [
        pytest.param(0.045, 0.022, 0.010, id="the corners stay"),
        pytest.param(0.100, 0.058, 0.145, id="a real one that lifts the corner by 0.07"),
        pytest.param(0.067, 0.032, 0.095, id="a smaller one that does"),
        pytest.param(0.045, 0.020, 0.003, id="under a beard, larger"),
    ],
)
def test_a_snarl_counts_though_the_corners_come_along(lip: float, wing: float, pull: float) -> None:
    result = held(lip, wing, pull)
    assert (result.counted, [f.name for a in result.attempts for f in a.faults]) == (1, [])


@pytest.mark.parametrize(
    ("lip", "wing", "pull"),
    [
        pytest.param(0.109, 0.038, 0.181, id="a smirk"),
        pytest.param(0.051, 0.027, 0.091, id="a small one"),
        pytest.param(0.106, 0.053, 0.216, id="a smile"),
        pytest.param(0.063, 0.026, 0.161, id="a closed smile"),
    ],
)
def test_a_smile_lifts_lip_and_nose_and_is_no_snarl(lip: float, wing: float, pull: float) -> None:
    result = held(lip, wing, pull)
    assert result.counted == 0
    assert "smiling instead" in [f.name for a in result.attempts for f in a.faults]


def test_a_smile_that_takes_lip_and_nose_as_far_as_the_corner_is_no_snarl() -> None:
    # A rendered open smile; real snarls lift the corner by 0.082 at most.
    smile = held(0.078, 0.045, 0.12, width=0.18, corner=0.125)
    assert smile.counted == 0
    assert "corners drawn up" in [f.name for a in smile.attempts for f in a.faults]
    assert held(0.078, 0.045, 0.12, corner=0.082).counted == 1


@pytest.mark.parametrize("width", [-0.025, 0.025])
def test_a_snarl_may_narrow_or_widen_the_mouth(width: float) -> None:
    result = held(0.045, 0.022, 0.010, width)
    assert (result.counted, [f.name for a in result.attempts for f in a.faults]) == (1, [])


@pytest.mark.parametrize("width", [-0.04, -0.10])
def test_lips_brought_forward_are_no_snarl(width: float) -> None:
    result = held(0.05, 0.025, -0.04, width)
    assert result.counted == 0
    assert "puckering instead" in [f.name for a in result.attempts for f in a.faults]


@pytest.mark.parametrize("shakes_hz", [3.5, 5.0])
def test_a_laugh_widens_the_mouth_and_shakes_the_jaw(shakes_hz: float) -> None:
    # The corner goes no farther than lip and wing together: eyes that narrow lift all three.
    result = held(0.078, 0.045, 0.085, width=0.124, jaw=0.09, shakes_hz=shakes_hz)
    assert result.counted == 0
    assert held(0.078, 0.045, 0.085, width=0.124, jaw=0.04, shakes_hz=shakes_hz).counted == 1
    assert held(0.078, 0.045, 0.085, width=0.05, jaw=0.09, shakes_hz=shakes_hz).counted == 1
