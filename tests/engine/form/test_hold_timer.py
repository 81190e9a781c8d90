from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facecheck.engine.form.hold_timer import HoldTimer

# Each letter is a tick of 0.1 s: h held, p past a pausing limit, c the fault is named.
TICKS = {"h": (False, False), "p": (True, False), "c": (True, True)}


def held(ticks: str) -> HoldTimer:
    timer = HoldTimer()
    for tick in ticks:
        pending, confirmed = TICKS[tick]
        timer.step(0.1, pending=pending, confirmed=confirmed)
    return timer


@pytest.mark.parametrize(
    ("ticks", "held_s", "pending_s"),
    [
        pytest.param("hhhhh", 0.5, 0.0, id="all held"),
        pytest.param("hhpp", 0.2, 0.2, id="kept aside until the rule decides"),
        pytest.param("hhpph", 0.5, 0.0, id="given back: it was a blink"),
        pytest.param("hhppc", 0.2, 0.0, id="lost once the fault is named"),
        pytest.param("hhppcch", 0.3, 0.0, id="continues after the fault"),
        pytest.param("hpchpch", 0.3, 0.0, id="lost twice"),
        pytest.param("ccc", 0.0, 0.0, id="wrong from the first tick"),
    ],
)
def test_held_time(ticks: str, held_s: float, pending_s: float) -> None:
    timer = held(ticks)
    assert timer.held_s == pytest.approx(held_s)
    assert timer.pending_s == pytest.approx(pending_s)


def test_reset_forgets_what_waits() -> None:
    timer = held("hhpp")
    timer.reset()
    timer.step(0.1, pending=False, confirmed=False)
    assert timer.held_s == pytest.approx(0.1)


def test_a_hold_that_had_barely_begun_begins_anew_after_a_limit_that_restarts_it() -> None:
    # Narrowing eyes, a blink, and then the squint.
    timer = held("hhh")
    for _ in range(2):
        timer.step(0.1, pending=True, confirmed=False, restart=True)
    assert (timer.held_s, timer.pending_s) == (0.0, 0.0)
    timer.step(0.1, pending=False, confirmed=False)
    assert timer.held_s == pytest.approx(0.1)


def test_a_blink_inside_a_hold_costs_nothing_under_a_limit_that_restarts_it() -> None:
    timer = held("hhhhh")
    for _ in range(2):
        timer.step(0.1, pending=True, confirmed=False, restart=True)
    timer.step(0.1, pending=False, confirmed=False)
    assert timer.held_s == pytest.approx(0.8)


@given(st.text("hpc", max_size=60))
def test_no_time_is_made_up_and_none_is_taken_back(ticks: str) -> None:
    totals = [held(ticks[:n]).held_s for n in range(len(ticks) + 1)]
    assert totals == sorted(totals)
    assert totals[-1] <= 0.1 * (len(ticks) - ticks.count("c")) + 1e-9
    assert totals[-1] >= 0.1 * ticks.count("h") - 1e-9
