from __future__ import annotations

from collections.abc import Sequence

import pytest

from facecheck.engine.repetitions.detector import RELEASE_S, Movement, Stage, State, advance
from facecheck.engine.spec.thresholds import Thresholds

ENTER, LEAVE, ONSET = 0.5, 0.25, 0.125
RULE = Thresholds(ENTER, LEAVE, ONSET)


def moved(*levels: float, state: State = State()) -> tuple[State, list[Movement]]:  # noqa: B008
    """A level a second, from second 0 on."""
    movements = []
    for time_s, now in enumerate(levels):
        state, movement = advance(state, RULE, float(time_s), now)
        movements += [movement] if movement is not None else []
    return state, movements


@pytest.mark.parametrize(
    ("levels", "start_s"),
    [
        pytest.param((0.0, ONSET, ENTER, 0.0), 1.0, id="reached"),
        pytest.param((0.0, ONSET, ONSET, ENTER, 0.0), 1.0, id="reached and kept"),
        pytest.param((ONSET, ENTER, 0.0), 0.0, id="from the first tick"),
    ],
)
def test_a_movement_begins_where_the_onset_is_reached(
    levels: Sequence[float], start_s: float
) -> None:
    _, (movement,) = moved(*levels)
    assert movement.start_s == start_s


def test_at_the_leave_level_the_hold_lasts_and_below_it_is_over() -> None:
    assert moved(0.0, ENTER, LEAVE)[0].stage is Stage.HOLD
    assert moved(0.0, ENTER, LEAVE - 0.01)[0].stage is Stage.RELEASE


def test_at_the_onset_level_the_way_back_is_not_over() -> None:
    state, movements = moved(0.0, ENTER, ONSET)
    assert (state.stage, movements) == (Stage.RELEASE, [])
    released = State(Stage.RELEASE, 0.0, 0.2, 0.0, 0.0, 0.0, 0.6)
    state, movement = advance(released, RULE, 0.25, ONSET)
    assert (state.stage, movement) == (Stage.RELEASE, None)


def test_a_release_is_given_up_after_its_time() -> None:
    released = State(Stage.RELEASE, 0.0, 0.2, 0.0, 0.0, 0.0, 0.6)
    assert advance(released, RULE, RELEASE_S - 1e-9, 0.2)[1] is None
    state, movement = advance(released, RULE, RELEASE_S, 0.2)
    assert movement is not None
    assert (movement.end_s, state.stage) == (RELEASE_S, Stage.REST)


def test_enter_reached_out_of_a_release_is_the_next_movement() -> None:
    released = State(Stage.RELEASE, 0.0, 0.2, 0.0, 0.0, 0.0, 0.6)
    state, movement = advance(released, RULE, 0.25, ENTER)
    assert movement is not None
    assert (state.stage, state.onset_s) == (Stage.HOLD, 0.25)


def test_the_peak_is_the_highest_level_not_the_first() -> None:
    _, (movement,) = moved(0.0, ENTER, 0.75, 0.625, 0.0)
    assert movement.peak == 0.75


@pytest.mark.parametrize("levels", [(0.5, 0.3, 0.3), (0.5, 0.5, 0.1), (0.5, 0.2, 0.0)])
def test_levels_must_differ(levels: tuple[float, float, float]) -> None:
    with pytest.raises(ValueError, match="levels must rise"):
        Thresholds(*levels)
