from __future__ import annotations

import pytest
from strips import fault_row, neutral_values, no_rests

from facecheck.core.events import Fault
from facecheck.engine.form.faults import FaultWatch
from facecheck.engine.spec.rules import FaultRule


def test_a_fault_grows_in_time_while_it_lasts() -> None:
    watch = FaultWatch(FaultRule.model_validate(fault_row(for_s=0.5)))
    assert watch.active is None
    for time_s in (0.0, 0.25, 0.5, 0.75):
        watch.step(time_s, neutral_values(yaw_deg=20.0), no_rests())
    assert watch.active == Fault("head turns", 0.0, 0.75, 20.0, 10.0, "degrees", "Face me")


@pytest.mark.parametrize(
    ("limit", "at"), [({"above": 10.0}, 10.0), ({"below": -10.0}, -10.0), ({"beyond": 10.0}, -10.0)]
)
def test_a_limit_itself_is_kept(limit: dict[str, float], at: float) -> None:
    row = fault_row(above=None, for_s=0.0) | limit
    watch = FaultWatch(FaultRule.model_validate(row))
    watch.step(0.0, neutral_values(yaw_deg=at), no_rests())
    assert not watch.exceeded
    watch.step(1.0, neutral_values(yaw_deg=at * 1.001), no_rests())
    assert watch.exceeded
