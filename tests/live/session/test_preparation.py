from __future__ import annotations

from typing import Any, cast

import pytest

from facecheck.core.frames import Observation
from facecheck.live.session.calibration import Calibration
from facecheck.live.session.preparation import LINGER_S, Preparation
from facecheck.live.session.state import SessionState

from ..fakes import observation


class Learning:
    """Is over after so many observations."""

    state = "learning"

    def __init__(self, steps: int) -> None:
        self.left = steps
        self.skipped = 0

    @property
    def is_over(self) -> bool:
        return self.left <= 0

    def step(self, _seen: Observation) -> None:
        self.left -= 1

    def skip(self) -> None:
        self.skipped += 1


def prepared(steps: int | None, *, only: bool = False, asks: bool = True) -> Preparation:
    """One whose face may sit as it likes."""
    learning: Any = None if steps is None else Learning(steps)
    made = Preparation(cast("Calibration | None", learning), only_calibrates=only)
    made.calibrates = asks
    made.skip(SessionState.PLACING)
    return made


def test_nobody_in_the_picture_is_still_being_placed() -> None:
    made = Preparation(None, only_calibrates=False)
    assert made.placement is None
    assert made.step(SessionState.PLACING, observation(0.0), 0.0) is SessionState.PLACING
    assert made.placement is not None


def test_without_learning_the_first_exercise_follows() -> None:
    assert prepared(None).step(SessionState.PLACING, observation(0.0), 0.0) is None
    assert prepared(3, asks=False).step(SessionState.PLACING, observation(0.0), 0.0) is None


@pytest.mark.parametrize(("only", "then"), [(False, None), (True, SessionState.OVER)])
def test_what_was_learned_stays_on_the_screen_for_a_moment(
    only: bool, then: SessionState | None
) -> None:
    made = prepared(2, only=only)
    stage = made.step(SessionState.PLACING, observation(0.0), 0.0)
    assert stage is SessionState.CALIBRATING
    times_s = [0.1, 0.2, 0.1 + 0.9 * LINGER_S, 0.1 + LINGER_S]
    stages = [made.step(SessionState.CALIBRATING, observation(t), t) for t in times_s]
    assert stages == [SessionState.CALIBRATING] * 3 + [then]


def test_it_is_offered_until_it_was_asked_for() -> None:
    assert prepared(2, asks=False).offers
    assert not prepared(2, asks=True).offers
    assert not prepared(None, asks=False).offers


def test_a_skip_while_learning_leaves_out_a_movement() -> None:
    learning = Learning(2)
    made = Preparation(cast("Calibration", learning), only_calibrates=False)
    made.skip(SessionState.CALIBRATING)
    assert learning.skipped == 1
