"""What must hold whatever comes: of levels, times, counts and documents."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facecheck.core.events import Attempt
from facecheck.engine.form.hold_timer import HoldTimer

from .streams import check_attempts, main, stream, try_faces, try_stream


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**9))
def test_any_stream_keeps_the_invariants(number: int) -> None:
    try_stream(number)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**9))
@pytest.mark.filterwarnings("error")
def test_faces_that_are_none_give_numbers(number: int) -> None:
    try_faces(number)


def test_streams_hold_what_they_are_made_for() -> None:
    ticks = [tick for n in range(200) for tick in stream(random.Random(n))]
    assert any(tick.values is None for tick in ticks)
    assert any(tick.values is not None and tick.values["lip_gap"] > 1 for tick in ticks)
    assert sum(try_stream(n) for n in range(200)) > 40


ATTEMPT = Attempt(1, 1.0, 3.0, 1.5, 0.9, True, None, 90)


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param((replace(ATTEMPT, hold_s=2.5),), id="held longer than it took"),
        pytest.param((replace(ATTEMPT, hold_s=0.5),), id="counted and too short"),
        pytest.param((replace(ATTEMPT, counted=False, reason="x"),), id="long enough, uncounted"),
        pytest.param((replace(ATTEMPT, end_s=99.0),), id="outside the clip"),
        pytest.param((ATTEMPT, replace(ATTEMPT, n=2, start_s=2.9)), id="overlap"),
        pytest.param((replace(ATTEMPT, reason="x"),), id="a reason for a counted one"),
    ],
)
def test_a_broken_attempt_would_be_found(broken: tuple[Attempt, ...]) -> None:
    check_attempts((ATTEMPT,), 1.0, 10.0)
    with pytest.raises(AssertionError):
        check_attempts(broken, 1.0, 10.0)


def test_a_pause_that_adds_to_the_hold_would_be_found(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def generous(timer: HoldTimer, passed_s: float, **_: bool) -> None:
        timer.held_s += 2 * passed_s

    monkeypatch.setattr(HoldTimer, "step", generous)
    assert main(["--cases", "120"]) == 1
    assert "a hold is longer than what was seen of it" in capsys.readouterr().out


@pytest.mark.slow
def test_ten_thousand_streams() -> None:
    assert main(["--cases", "10000", "--seed", "2"]) == 0
