from __future__ import annotations

import itertools
import math
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strips import Signal, line, sampled

from facecheck.core.events import FaceEvent
from facecheck.engine.face_events.eyes import EyeWatch

from ..lids import UPPER_LID, eyes

# Each digit is an aperture in tenths of the rest, 0.05 s apart.
STEP_S = 0.05


def run(ticks: Iterable[tuple[float, float, float]]) -> list[FaceEvent]:
    watch, events, last_s = EyeWatch(), [], 0.0
    for time_s, left, right in ticks:
        events += watch.step(time_s, eyes(left, right))
        last_s = time_s
    return events + watch.finish(last_s)


def both(digits: str) -> list[FaceEvent]:
    return run((i * STEP_S, int(d) / 10, int(d) / 10) for i, d in enumerate(digits))


def kinds(events: Iterable[FaceEvent]) -> list[str]:
    return [event.kind for event in events]


OPEN = "9" * 10


@pytest.mark.parametrize(
    ("dip", "found"),
    [
        pytest.param("", [], id="open"),
        pytest.param("411149", ["blink"], id="blink"),
        pytest.param("49", ["blink"], id="a quick blink between frames"),
        pytest.param("8642111124689", ["blink"], id="slow blink"),
        pytest.param("4111461114", ["blink", "blink"], id="two blinks"),
        pytest.param("31113411139", ["blink", "blink"], id="two blinks that run together"),
        pytest.param("1" * 20, ["eyes_closed"], id="held closure"),
        pytest.param("1" * 14 + "3" + "1" * 10, ["eyes_closed"], id="a glint within a closure"),
        # The blink is taken back when the events are listed: it was the closure's beginning.
        pytest.param(
            "1" * 6 + "3" + "1" * 14, ["blink", "eyes_closed"], id="a glint early in a closure"
        ),
        pytest.param("6" * 30, [], id="looking down"),
        pytest.param("5" * 30, [], id="half closed is nothing"),
        pytest.param("45" * 15, [], id="narrow eyes waver"),
        pytest.param("75656575", [], id="a flutter that stays open"),
    ],
)
def test_strips(dip: str, found: list[str]) -> None:
    assert kinds(both(OPEN + dip + OPEN)) == found


def test_narrow_held_eyes_that_waver_around_the_limits_do_not_blink() -> None:
    def narrow(time_s: float) -> float:
        return 1.0 if time_s < 1.0 else 0.52 + 0.07 * math.sin(2 * math.pi * 2 * time_s)

    found = run((t, x, x) for t, x in sampled(narrow, 5.0, 30.0))
    # Coming down from open to narrow is a fall; what follows is none.
    assert [event for event in found if event.start_s > 1.5] == []


def test_a_blink_inside_a_squint_is_still_a_blink() -> None:
    assert kinds(both(OPEN + "7" + "6" * 20 + "311136" + "6" * 20 + OPEN)) == ["blink"]


def test_a_blink_tells_from_when_to_when_and_how_deep() -> None:
    (blink,) = both(OPEN + "81149" + OPEN)
    assert blink.side == "both"
    assert blink.peak == pytest.approx(0.9)
    assert blink.start_s == pytest.approx(10 * STEP_S, abs=STEP_S)
    assert blink.end_s == pytest.approx(14 * STEP_S, abs=STEP_S)


def test_a_closure_tells_from_when_to_when() -> None:
    (closure,) = both(OPEN + "1" * 40 + OPEN)
    assert closure.start_s == pytest.approx(10 * STEP_S, abs=STEP_S)
    assert closure.end_s == pytest.approx(50 * STEP_S, abs=STEP_S)


@pytest.mark.parametrize("fps", [15.0, 24.0, 30.0, 60.0])
@pytest.mark.parametrize(
    ("signal", "found"),
    [
        pytest.param(line((1, 1), (1.1, 0.05), (1.18, 0.05), (1.35, 1)), ["blink"], id="blink"),
        pytest.param(line((1, 1), (1.2, 0.05), (4, 0.05), (4.2, 1)), ["eyes_closed"], id="closed"),
        pytest.param(line((1, 1), (1.3, 0.6), (4, 0.6), (4.3, 1)), [], id="half"),
    ],
)
def test_the_same_at_every_frame_rate(fps: float, signal: Signal, found: list[str]) -> None:
    assert kinds(run((t, x, x) for t, x in sampled(signal, 6.0, fps))) == found


@pytest.mark.parametrize("swap", [False, True], ids=["left", "right"])
def test_a_wink_of_one_eye_is_no_blink(swap: bool) -> None:
    # The other eye narrows along with it.
    other = OPEN + "7777779" + OPEN
    ticks = [
        (i * STEP_S, int(a) / 10, int(b) / 10)
        for i, (a, b) in enumerate(zip(OPEN + "4111149" + OPEN, other, strict=True))
    ]
    assert run((t, b, a) if swap else (t, a, b) for t, a, b in ticks) == []


def test_a_closure_of_one_eye_is_none() -> None:
    ticks = [(i * STEP_S, int(d) / 10, 0.9) for i, d in enumerate(OPEN + "1" * 30 + OPEN)]
    assert run(ticks) == []


def test_eyes_narrowed_to_a_slit_with_the_upper_lids_up_are_not_closed() -> None:
    watch, events = EyeWatch(), []
    for i in range(80):
        slit = 20 <= i < 60
        aperture, lid = (0.2, 0.6 * UPPER_LID) if slit else (1.0, UPPER_LID)
        events += watch.step(i * STEP_S, eyes(aperture, lid=lid))
    assert "eyes_closed" not in kinds(events)


@pytest.mark.parametrize(
    ("lid", "squinting", "found"),
    [
        pytest.param(0.02, False, ["eyes_closed"], id="the upper lid came all the way"),
        pytest.param(0.02, True, [], id="the lower lid came up to meet it"),
        pytest.param(-0.02, True, ["eyes_closed"], id="squeezed shut"),
    ],
)
def test_which_lid_came_tells_a_closure_from_a_narrow_squint(
    lid: float, squinting: bool, found: list[str]
) -> None:
    watch, events = EyeWatch(), []
    for i in range(80):
        met = 20 <= i < 60
        aperture, height = (0.15, lid) if met else (1.0, UPPER_LID)
        seen = eyes(aperture, lid=height, squinting=met and squinting)
        events += watch.step(i * STEP_S, seen)
    assert [kind for kind in kinds(events) if kind == "eyes_closed"] == found


def held(aperture: float, over_iris: float) -> list[FaceEvent]:
    """Lids that come down to an aperture and stay there for two seconds."""
    watch, events = EyeWatch(), []
    for i in range(80):
        down = 20 <= i < 60
        seen = eyes(aperture, over_iris=over_iris, lid=0.0) if down else eyes(1.0)
        events += watch.step(i * STEP_S, seen)
    return [event for event in events + watch.finish(4.0) if event.kind == "eyes_closed"]


@pytest.mark.parametrize(
    ("aperture", "over_iris", "closures"),
    [
        pytest.param(0.05, -0.05, 1, id="shut"),
        pytest.param(0.20, 0.02, 1, id="lashes leave a slit, and cover the iris"),
        pytest.param(0.05, 0.10, 1, id="no slit for the iris to be seen in"),
        pytest.param(0.20, 0.07, 0, id="a steep look down"),
        pytest.param(0.25, 0.20, 0, id="a look down"),
    ],
)
def test_eyes_that_look_down_are_not_closed(
    aperture: float, over_iris: float, closures: int
) -> None:
    assert len(held(aperture, over_iris)) == closures


def test_a_closure_that_flickers_throughout_is_one() -> None:
    found = both(OPEN + "1113111411131114111" + OPEN)
    (closure,) = [event for event in found if event.kind == "eyes_closed"]
    assert closure.start_s == pytest.approx(10 * STEP_S, abs=STEP_S)
    assert closure.end_s == pytest.approx(29 * STEP_S, abs=STEP_S)
    # What was told of blinks meanwhile is taken back when the events are listed.
    for event in found:
        assert closure.start_s - STEP_S <= event.start_s < event.end_s <= closure.end_s + STEP_S


def test_two_blinks_with_the_eyes_open_between_them_are_no_closure() -> None:
    found = both(OPEN + "41116" + "41116" + "4111" + OPEN)
    assert kinds(found) == ["blink"] * 3


def test_finish_ends_a_closure_that_goes_on() -> None:
    assert kinds(both(OPEN + "1" * 30)) == ["eyes_closed"]


def test_after_finish_nothing_is_left() -> None:
    watch = EyeWatch()
    for i, d in enumerate(OPEN + "1" * 30):
        watch.step(i * STEP_S, eyes(int(d) / 10))
    assert watch.finish(2.0) != []
    assert watch.finish(2.5) == []


@given(st.text("0123456789", max_size=120))
def test_whatever_comes(digits: str) -> None:
    events = both(digits)
    for event in events:
        assert event.kind in ("blink", "eyes_closed")
        assert 0.0 <= event.start_s <= event.end_s <= len(digits) * STEP_S
        assert 0.0 <= event.peak <= 1.0
    for kind in ("blink", "eyes_closed"):
        one = [event for event in events if event.kind == kind]
        assert all(a.end_s <= b.start_s + 1e-9 for a, b in itertools.pairwise(one))
