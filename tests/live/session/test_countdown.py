from __future__ import annotations

import pytest

from facecheck.core.events import Phase
from facecheck.live.session.countdown import COUNTDOWN_S, MOVING, Countdown


def counting(*phases: tuple[float, Phase], wanted: bool = True) -> Countdown:
    countdown = Countdown(enabled=wanted)
    for time_s, phase in phases:
        countdown.step(phase, time_s)
    return countdown


def test_it_runs_from_the_first_ready_phase_to_its_end() -> None:
    countdown = counting((1.0, Phase.LEARNING), (2.0, Phase.READY), (2.5, Phase.READY))
    assert countdown.left_s(2.0) == COUNTDOWN_S
    assert countdown.left_s(4.0) == pytest.approx(COUNTDOWN_S - 2.0)
    assert countdown.left_s(2.0 + COUNTDOWN_S) is None


def test_before_the_rest_is_known_nothing_is_counted_down() -> None:
    assert counting((1.0, Phase.LEARNING)).left_s(1.0) is None


@pytest.mark.parametrize("phase", [*MOVING, Phase.DONE])
def test_a_movement_ends_it_for_good(phase: Phase) -> None:
    countdown = counting((2.0, Phase.READY), (2.5, phase), (3.0, Phase.READY))
    assert countdown.left_s(3.0) is None


def test_a_clip_has_none() -> None:
    assert counting((2.0, Phase.READY), wanted=False).left_s(2.0) is None
