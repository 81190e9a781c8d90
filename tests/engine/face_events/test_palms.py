from __future__ import annotations

import pytest

from facecheck.core.events import FaceEvent
from facecheck.engine.face_events.palms import PalmWatch
from facecheck.engine.hands.palm_on_cheek import BRIDGE_S
from facecheck.engine.hands.resting_palm import LIES_S

STEP_S = 0.1


def run(left: str, right: str = "", *, finish: bool = True) -> list[FaceEvent]:
    """Each digit is a tick: 1 where the cheek is covered."""
    watch, events = PalmWatch(), []
    right = right or "0" * len(left)
    for i, (a, b) in enumerate(zip(left, right, strict=True)):
        values = {"palm_on_cheek_left": float(a), "palm_on_cheek_right": float(b)}
        events += watch.step(i * STEP_S, values)
    return events + (watch.finish(len(left) * STEP_S) if finish else [])


def test_a_palm_is_an_event_with_its_side() -> None:
    (event,) = run("0" * 9 + "1" * 30 + "00000")
    assert (event.kind, event.side, event.peak) == ("palm_on_cheek", "left", 1.0)
    # It has lain there for a while when the measure says so.
    assert event.start_s == pytest.approx(0.9 - LIES_S)


def test_the_bridged_time_is_not_the_events() -> None:
    # The measure stays 1 for a while after the hand was last seen.
    (event,) = run("00" + "1" * 30 + "00000")
    assert event.end_s == pytest.approx(3.2 - BRIDGE_S)


def test_each_cheek_has_its_own() -> None:
    events = run("0" + "1" * 30 + "0" * 9, "0" * 6 + "1" * 30 + "0" * 4)
    assert [event.side for event in events] == ["left", "right"]


def test_finish_ends_what_goes_on() -> None:
    assert run("0" + "1" * 30, finish=False) == []
    (event,) = run("0" + "1" * 30)
    assert event.end_s <= 3.1 + 1e-9
