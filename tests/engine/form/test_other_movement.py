"""Rules that pause a hold tell another movement from a slight one."""

from __future__ import annotations

import pytest
from strips import neutral_values

from facecheck.api import load_exercise
from facecheck.core.sides import Side
from facecheck.engine.form.other_movement import OtherMovement
from facecheck.engine.level.rest import Baseline

SIDES: tuple[Side, ...] = ("left", "right")
SQUINT = OtherMovement(load_exercise("squint").faults)


def seen(level: float, **change: float) -> bool:
    """Whether measures that differ so much from the neutral face's are another movement's."""
    rest = neutral_values()
    values = rest | {"asymmetry": 0.0, "shaking": 0.0, "fading": 0.0, "brightness": 1.0}
    for name, by in change.items():
        for key in [f"{name}_{side}" for side in SIDES]:
            values[key] = rest[key] + by
    return SQUINT.is_detected(values, Baseline(rest, rest), level)


def test_a_smile_is_another_movement_at_any_level() -> None:
    lids = {"lid_meeting": 0.02, "lid_meeting_seen": 0.02}
    assert seen(0.3, corner_pull=0.08, **lids)
    assert seen(0.9, corner_pull=0.08, **lids)
    assert not seen(0.3, **lids)


@pytest.mark.parametrize(
    ("level", "rise", "other"),
    [
        pytest.param(0.9, 0.010, False, id="a squint of half the opening"),
        pytest.param(0.9, 0.004, True, id="lids that come down, half the opening"),
        pytest.param(0.4, 0.004, False, id="a slight squint, whose lower lids rise by half of it"),
        pytest.param(0.4, -0.004, True, id="lids that come down by a little"),
    ],
)
def test_how_far_the_lower_lids_must_rise_goes_by_how_far_the_lids_go(
    level: float, rise: float, other: bool
) -> None:
    assert seen(level, lid_meeting=rise, lid_meeting_seen=rise) is other
