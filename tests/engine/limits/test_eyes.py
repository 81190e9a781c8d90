from __future__ import annotations

import pytest

from facecheck.core.events import FaceEvent
from facecheck.engine.face_events.eyes import EyeWatch

from ..lids import eyes


def watched(*both: float, step_s: float = 0.0625, lid: float = 0.0) -> list[FaceEvent]:
    watch, found, time_s = EyeWatch(), [], 0.0
    for i, aperture in enumerate(both):
        time_s = i * step_s
        found += watch.step(time_s, eyes(aperture, lid=lid if aperture < 0.5 else 0.2))
    return found + watch.finish(time_s)


@pytest.mark.parametrize(
    ("shut", "kinds"), [(8, ["blink"]), (9, ["eyes_closed"]), (10, ["eyes_closed"])]
)
def test_a_closure_of_half_a_second_is_a_blink_and_longer_is_held(
    shut: int, kinds: list[str]
) -> None:
    found = watched(1.0, 1.0, *[0.1] * shut, 1.0, 1.0)
    assert [event.kind for event in found] == kinds


def test_a_blink_starts_with_its_steep_part() -> None:
    # The eyes were last open two seconds ago, and have been half open since.
    (blink,) = watched(1.0, *[0.6] * 32, 0.1, 0.1, 1.0)
    assert blink.start_s == 32 * 0.0625


def test_a_peak_is_a_share() -> None:
    (blink,) = watched(1.0, 1.0, -0.5, -0.5, 1.0)
    assert blink.peak == 1.0


def test_a_slow_blink_must_be_shut_and_not_take_all_day() -> None:
    slow = [1.0, 1.0, *[0.45] * 5, 0.1, 0.1, *[0.45] * 5, 1.0, 1.0]
    assert [event.kind for event in watched(*slow, lid=0.1)] == ["blink"]
    narrow = [0.45 if x == 0.1 else x for x in slow]
    assert watched(*narrow, lid=0.1) == []
    # Narrowed for longer, it is a blink from narrow eyes; shut for longer, it is none.
    (blink,) = watched(1.0, 1.0, *[0.45] * 12, 0.1, 0.1, *[0.45] * 12, 1.0, 1.0, lid=0.1)
    assert (blink.start_s, blink.end_s) == (13 * 0.0625, 16 * 0.0625)
    assert watched(1.0, 1.0, *[0.2] * 10, 1.0, 1.0, lid=0.1) == []


def test_the_second_of_two_joined_blinks_has_its_own_times() -> None:
    first, second = watched(1.0, 1.0, 0.1, 0.1, 0.4, 0.1, 0.1, 1.0, 1.0)
    assert first.end_s == second.start_s == 4 * 0.0625
    assert second.end_s == 7 * 0.0625


def test_a_blink_from_narrow_eyes_needs_a_smaller_fall() -> None:
    narrow = [0.45] * 20
    assert [e.kind for e in watched(*narrow, 0.30, 0.30, 0.6, lid=0.1)] == []
    joined = watched(1.0, 0.2, 0.45, 0.45, 0.3, 0.3, 1.0, lid=0.1)
    assert [event.kind for event in joined] == ["blink", "blink"]
