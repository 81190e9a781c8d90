from __future__ import annotations

import pytest
from strips import line, sampled, seen

from facecheck.engine.repetitions.sub_threshold import (
    FROM_SHARE,
    HELD_S,
    Shallow,
    SubThresholdWatch,
)
from facecheck.engine.spec.thresholds import Thresholds

RULE = Thresholds(enter=0.6, leave=0.45, onset=0.15)


def shallow(digits: str) -> list[Shallow]:
    watch = SubThresholdWatch(RULE)
    found = [watch.step(time_s, level) for time_s, level in seen(digits)]
    return [one for one in found if one is not None]


@pytest.mark.parametrize(
    ("digits", "count"),
    [
        pytest.param("00" + "5" * 15 + "00", 1, id="held below enter"),
        pytest.param("00" + "5" * 5 + "00", 0, id="a word"),
        pytest.param("00" + "2" * 30 + "00", 0, id="lips parted"),
        pytest.param("00" + "454535" * 3 + "00", 1, id="a held movement wavers"),
        pytest.param("00" + "5" * 15 + "00" + "4" * 15 + "00", 2, id="twice"),
        pytest.param("0" + "5" * 15, 0, id="still going on"),
    ],
)
def test_shallow_movements(digits: str, count: int) -> None:
    assert len(shallow(digits)) == count


def test_it_tells_from_when_to_when_and_how_far() -> None:
    (one,) = shallow("00" + "455555555554" + "00")
    assert one.start_s == pytest.approx(0.2)
    assert one.end_s == pytest.approx(1.4)
    assert one.peak == 0.5


def test_the_limits_hold_on_both_sides() -> None:
    def found(top: float, held_s: float) -> bool:
        watch = SubThresholdWatch(RULE)
        signal = line((0.99, 0.0), (1.0, top), (1.0 + held_s, top), (1.01 + held_s, 0.0))
        return any(watch.step(t, x) for t, x in sampled(signal, 4.0, 60))

    limit = FROM_SHARE * RULE.enter
    assert found(limit + 0.01, HELD_S + 0.1)
    assert not found(limit - 0.01, HELD_S + 0.1)
    assert not found(limit + 0.01, HELD_S - 0.1)


@pytest.mark.parametrize(
    ("digits", "others", "count"),
    [
        pytest.param("001344443100", "", 1, id="0.6 s"),
        pytest.param("001133331100", "", 0, id="a quarter of the opening, which is no squint"),
        pytest.param("001344100", "", 0, id="no longer than a blink"),
        pytest.param("0" + "2" * 8 + "444444100", "", 0, id="it drifts in"),
        pytest.param("001344443100", "3456", 0, id="a smile"),
        pytest.param("001344443100", "3", 1, id="a rule that is passed for a moment"),
    ],
)
def test_brief_movements_are_told_where_rules_tell_them_apart(
    digits: str, others: str, count: int
) -> None:
    watch = SubThresholdWatch(RULE, brief=True)
    steps = enumerate(seen(digits))
    found = [watch.step(t, level, other=str(n) in others) for n, (t, level) in steps]
    assert sum(one is not None for one in found) == count
    assert shallow(digits) == []


def test_a_long_one_is_another_movement_if_it_was_for_most_of_its_time() -> None:
    def told(others: int) -> bool:
        watch = SubThresholdWatch(RULE, brief=True)
        steps = enumerate(seen("00" + "5" * 20 + "00"))
        return any(watch.step(t, level, other=2 <= n < 2 + others) for n, (t, level) in steps)

    assert told(8)
    assert not told(12)


def test_while_it_lasts_another_movement_is_not_told_to_go_further() -> None:
    watch = SubThresholdWatch(RULE, brief=True)
    for time_s, level in seen("00" + "5" * 20):
        watch.step(time_s, level, other=True)
    assert watch.lasting(2.2) is None


def test_a_reset_forgets_what_goes_on() -> None:
    watch = SubThresholdWatch(RULE)
    for time_s, level in seen("5" * 15):
        watch.step(time_s, level)
    watch.reset()
    assert watch.step(1.5, 0.0) is None
