from __future__ import annotations

from dataclasses import replace

import pytest
from outputs.states import FAULT, MISSED, update

from facecheck.core.events import AreaState, Phase, Quality, Sound

NEAR = Quality(ok=True, reason="too close to the camera", cue="Move back a little")


def test_a_view_is_good_when_nothing_is_in_the_way() -> None:
    assert Quality(ok=True).good
    assert not NEAR.good
    assert not Quality(ok=False, reason="too dark").good


@pytest.mark.parametrize(
    ("phase", "advice"),
    [
        (Phase.LEARNING, "Move back a little"),
        (Phase.READY, "Open. Move back a little"),
        (Phase.HOLDING, "Open"),
        (Phase.DONE, "Open"),
    ],
)
def test_what_betters_the_view_is_advised_before_a_movement(phase: Phase, advice: str) -> None:
    state = update(phase, cue="Open", quality=NEAR)
    assert state.advice == advice
    assert replace(state, quality=Quality(ok=True)).advice == "Open"
    assert replace(state, faults=(FAULT,)).advice == "Open"


def test_an_attempt_that_ended_without_counting_is_heard_unless_something_else_is() -> None:
    missed = update(Phase.READY, closed=MISSED)
    assert missed.heard == (Sound.MISSED,)
    assert replace(missed, sounds=(Sound.LOST,)).heard == (Sound.LOST,)
    assert replace(missed, closed=replace(MISSED, reason=None)).heard == ()
    assert replace(missed, timed=AreaState("jaw", None, 1.0, 60.0, 0.0)).heard == ()
    assert update(sounds=(Sound.TICK,)).heard == (Sound.TICK,)
    assert update(Phase.READY, noted=(FAULT,)).heard == (Sound.MISSED,)
