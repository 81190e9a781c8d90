from __future__ import annotations

from typing import Any

import pytest
from strips import fault_row, neutral_values, no_rests

from facecheck.core.events import Fault
from facecheck.engine.form.faults import FaultWatch
from facecheck.engine.level.rest import FIRST_SAMPLES, Baseline
from facecheck.engine.spec.rules import FaultRule

STEP_S = 0.1


def watch(readings: list[float], **row: Any) -> tuple[FaultWatch, list[Fault]]:
    """Run one rule over readings of the yaw, 0.1 s apart, and take what it named."""
    rule = FaultRule.model_validate(fault_row(**row))
    one = FaultWatch(rule)
    for i, reading in enumerate(readings):
        one.step(i * STEP_S, neutral_values(yaw_deg=reading), no_rests())
    return one, one.take()


@pytest.mark.parametrize(
    ("readings", "named"),
    [
        pytest.param([9.9] * 9, 0, id="just inside"),
        pytest.param([10.0] * 9, 0, id="the limit itself is kept"),
        pytest.param([10.1] * 9, 1, id="just beyond"),
        pytest.param([0.0, 11.0, 11.0, 0.0], 0, id="not long enough"),
        pytest.param([0.0, 11.0, 11.0, 11.0, 11.0, 0.0], 1, id="long enough"),
        pytest.param([11.0, 11.0, 0.0, 11.0, 11.0, 0.0, 11.0], 0, id="each time too short"),
        pytest.param(([11.0] * 5 + [0.0]) * 2, 2, id="twice"),
    ],
)
def test_a_limit_passed_long_enough_is_a_fault(readings: list[float], named: int) -> None:
    assert len(watch(readings)[1]) == named


def test_a_fault_tells_value_limit_and_time() -> None:
    _, (fault,) = watch([0.0, 0.0, 11.0, 17.0, 12.0, 11.0, 0.0, 0.0])
    assert (fault.name, fault.cue) == ("head turns", "Face me")
    assert (fault.value, fault.limit, fault.unit) == (17.0, 10.0, "degrees")
    assert fault.start_s == pytest.approx(0.2)
    assert fault.end_s == pytest.approx(0.6)


def test_below_is_the_other_way_round() -> None:
    low = {"above": None, "below": -10.0}
    _, (fault,) = watch([0.0, -11.0, -17.0, -12.0, -11.0, 0.0], **low)
    assert fault.value == -17.0
    assert watch([-9.9] * 9, **low)[1] == []


def test_while_it_lasts_it_is_active_and_exceeded_comes_before() -> None:
    rule = FaultRule.model_validate(fault_row(for_s=0.2))
    one, states = FaultWatch(rule), []
    for i, reading in enumerate([0.0, 11.0, 11.0, 11.0, 0.0]):
        one.step(i * STEP_S, neutral_values(yaw_deg=reading), no_rests())
        states.append((one.exceeded, one.active is not None))
    assert states == [(False, False), (True, False), (True, False), (True, True), (False, False)]


def test_at_once_where_the_rule_does_not_wait() -> None:
    assert len(watch([0.0, 11.0, 0.0], for_s=0.0)[1]) == 1


def test_what_is_taken_is_gone() -> None:
    one, named = watch([11.0] * 9 + [0.0])
    assert len(named) == 1
    assert one.take() == []
    assert one.active is None


def test_what_lasts_goes_on_after_it_was_taken() -> None:
    one, (first,) = watch([11.0] * 9)
    assert one.active is not None
    one.step(0.9, neutral_values(yaw_deg=12.0), no_rests())
    one.step(1.0, neutral_values(), no_rests())
    (second,) = one.take()
    assert first.end_s <= second.start_s
    assert second.end_s == 1.0


@pytest.mark.parametrize("sign", [-1, 1])
def test_beyond_is_wrong_to_either_side(sign: int) -> None:
    both = {"above": None, "beyond": 10.0}
    assert watch([sign * 9.9] * 9, **both)[1] == []
    _, (fault,) = watch([0.0, *(sign * x for x in (11.0, 11.0, 17.0, 11.0, 11.0)), 0.0], **both)
    assert (fault.value, fault.limit) == (sign * 17.0, 10.0)


def test_a_relative_reading_waits_for_its_rest() -> None:
    row = fault_row(measure="chin_drop", above=0.1, for_s=0.0) | {"as": "change"}
    one = FaultWatch(FaultRule.model_validate(row))
    rests = Baseline(["chin_drop"])
    one.step(0.0, neutral_values(chin_drop=0.9), rests)
    assert not one.exceeded
    for n in range(FIRST_SAMPLES):
        rests.learn(0.1 * n, neutral_values(chin_drop=0.7))
    one.step(0.1, neutral_values(chin_drop=0.9), rests)
    assert one.exceeded
    assert one.take()[0].value == pytest.approx(0.2)


@pytest.mark.parametrize(
    ("sides", "limit", "left", "right", "exceeded"),
    [
        ("stronger", {"above": 0.5}, 0.6, 0.1, True),
        ("weaker", {"above": 0.5}, 0.6, 0.1, False),
        ("weaker", {"above": 0.5}, 0.6, 0.7, True),
        ("stronger", {"below": 0.5}, 0.6, 0.1, True),
        ("weaker", {"below": 0.5}, 0.6, 0.1, False),
        ("mean", {"above": 0.5}, 0.6, 0.3, False),
        ("mean", {"above": 0.5}, 0.6, 0.5, True),
    ],
)
def test_stronger_is_the_side_farther_beyond_the_limit(
    sides: str, limit: dict[str, float], left: float, right: float, exceeded: bool
) -> None:
    row = fault_row(measure="lid_upper", sides=sides, above=None) | limit
    one = FaultWatch(FaultRule.model_validate(row))
    values = neutral_values(lid_upper_left=left, lid_upper_right=right)
    one.step(0.0, values, no_rests())
    assert one.exceeded is exceeded
