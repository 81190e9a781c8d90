from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strips import sampled, seen, trapezoid

from facecheck.engine.repetitions.detector import (
    RELEASE_S,
    Movement,
    Stage,
    State,
    advance,
    interrupt,
)
from facecheck.engine.spec.thresholds import Thresholds

RULE = Thresholds(enter=0.6, leave=0.45, onset=0.15)


def run(
    levels: Iterable[tuple[float, float]], rule: Thresholds = RULE, *, ends: bool = False
) -> list[Movement]:
    """All movements of a stream; `ends` also closes what is still going on at its end."""
    state, movements, last_s = State(), [], 0.0
    for time_s, level in levels:
        state, movement = advance(state, rule, time_s, level)
        last_s = time_s
        if movement is not None:
            movements.append(movement)
    if ends:
        _, movement = interrupt(state, last_s)
        movements += [movement] if movement is not None else []
    return movements


@pytest.mark.parametrize(
    ("levels", "count"),
    [
        pytest.param("0037993000", 1, id="one rep"),
        pytest.param("0005500000", 0, id="twitch below enter"),
        pytest.param("0060000000", 1, id="enter itself is enough"),
        pytest.param("0067656676000", 1, id="jitter around enter counts once"),
        pytest.param("0067575757570", 1, id="jitter above leave counts once"),
        pytest.param("0099399300", 2, id="dip between two reps is two movements"),
        pytest.param("0099599300", 1, id="a waver above leave is one movement"),
        pytest.param("0099000990", 2, id="two reps from rest to rest"),
        pytest.param("0099999999", 0, id="still holding at the end"),
        pytest.param("0099330000", 1, id="lingers half closed, then rest"),
        pytest.param("9999900000", 1, id="held from the first frame"),
        pytest.param("0000000000", 0, id="rest"),
        pytest.param("0190190190", 3, id="spikes of one frame"),
    ],
)
def test_movements(levels: str, count: int) -> None:
    assert len(run(seen(levels))) == count


def test_a_movement_that_never_quite_comes_back_is_closed_after_a_while() -> None:
    (movement,) = run(seen("0099" + "3" * 20))
    assert movement.end_s == pytest.approx(movement.hold_until_s + RELEASE_S, abs=0.11)


def test_waiting_for_rest_does_not_hide_the_next_repetition() -> None:
    first, second = run(seen("009933399300"))
    assert first.end_s == second.start_s
    assert second.hold_from_s > first.hold_until_s


def test_crossings_are_interpolated() -> None:
    # Level 0 at 1.0 s, 0.9 at 1.1 s: passes onset after a sixth of the way, enter after two thirds.
    (movement,) = run([(0.0, 0.0), (1.0, 0.0), (1.1, 0.9), (2.0, 0.9), (2.1, 0.0), (3.0, 0.0)])
    assert movement.start_s == pytest.approx(1.0 + 0.1 * 0.15 / 0.9)
    assert movement.hold_from_s == pytest.approx(1.0 + 0.1 * 0.6 / 0.9)
    assert movement.hold_until_s == pytest.approx(2.0 + 0.1 * 0.5)
    assert movement.end_s == pytest.approx(2.0 + 0.1 * 0.75 / 0.9)
    assert movement.peak == 0.9


@pytest.mark.parametrize("fps", [10.0, 15.0, 24.0, 30.0, 60.0])
def test_the_same_hold_is_as_long_at_every_frame_rate(fps: float) -> None:
    truth = 5.0 - 0.3 * (0.6 + 0.45) / 0.9
    (movement,) = run(sampled(trapezoid(2.0, 7.0), 9.0, fps))
    assert movement.hold_until_s - movement.hold_from_s == pytest.approx(truth, abs=0.020)
    assert movement.start_s == pytest.approx(2.0 + 0.3 * 0.15 / 0.9, abs=0.020)
    assert movement.end_s == pytest.approx(7.0 - 0.3 * 0.15 / 0.9, abs=0.020)


def test_the_onset_is_the_last_one_before_the_hold() -> None:
    (movement,) = run(seen("0330003399000"))
    assert movement.start_s == pytest.approx(0.55)


def test_the_peak_is_of_this_movement_alone() -> None:
    assert [m.peak for m in run(seen("0990000770000"))] == [0.9, 0.7]


def test_interrupt_closes_what_was_held() -> None:
    state = State()
    for time_s, level in seen("0099"):
        state, _ = advance(state, RULE, time_s, level)
    after, movement = interrupt(state, 0.3)
    assert after == State()
    assert movement is not None
    assert (movement.hold_until_s, movement.end_s) == (0.3, 0.3)


def test_interrupt_of_a_release_keeps_the_hold() -> None:
    state = State()
    for time_s, level in seen("009933"):
        state, _ = advance(state, RULE, time_s, level)
    assert state.stage is Stage.RELEASE
    _, movement = interrupt(state, 0.5)
    assert movement is not None
    assert movement.hold_until_s < movement.end_s == 0.5


def test_interrupt_at_rest_is_nothing() -> None:
    assert interrupt(State(), 1.0) == (State(), None)


def test_repeated_time_stamps_are_harmless() -> None:
    twice = [pair for pair in seen("0037993000") for _ in range(2)]
    assert run(twice) == run(seen("0037993000"))


@pytest.mark.parametrize("levels", [(0.5, 0.6, 0.1), (0.6, 0.1, 0.3), (0.6, 0.4, 0.0)])
def test_levels_out_of_order_are_refused(levels: tuple[float, float, float]) -> None:
    with pytest.raises(ValueError, match="levels must rise"):
        Thresholds(*levels)


streams = st.lists(
    st.tuples(st.floats(0.0, 1.0), st.floats(-0.5, 1.5)), min_size=1, max_size=80
).map(lambda pairs: _running(pairs))


def _running(pairs: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Pairs of (passed seconds, level) to (time, level)."""
    time_s, stream = 0.0, []
    for passed_s, level in pairs:
        time_s += passed_s
        stream.append((time_s, level))
    return stream


@given(streams)
def test_movements_are_in_order_and_inside_the_stream(stream: list[tuple[float, float]]) -> None:
    movements = run(stream, ends=True)
    for m in movements:
        assert stream[0][0] <= m.start_s <= m.hold_from_s <= m.hold_until_s <= m.end_s
        assert m.end_s <= stream[-1][0]
        assert m.peak >= RULE.enter
        assert m.peak in {level for _, level in stream}
    for before, after in pairwise(movements):
        assert before.end_s <= after.start_s


@given(streams)
def test_a_stream_is_judged_alike_whatever_comes_after(stream: list[tuple[float, float]]) -> None:
    half = run(stream[: len(stream) // 2])
    assert run(stream)[: len(half)] == half


@pytest.mark.parametrize("fps", [12, 30, 60])
@pytest.mark.parametrize("to", [0.0, 0.3], ids=["to rest", "half-way"])
def test_one_stale_picture_does_not_end_a_movement(fps: int, to: float) -> None:
    levels = [0.0] * fps + [1.1] * 3 * fps + [0.0] * fps
    levels[2 * fps] = to
    (movement,) = run((n / fps, level) for n, level in enumerate(levels))
    assert movement.hold_until_s == pytest.approx(4.0, abs=1 / fps)


@pytest.mark.parametrize("fps", [30, 60])
def test_a_movement_that_stays_away_ended_where_it_jumped(fps: int) -> None:
    levels = [0.0] * fps + [1.1] * fps + [0.0] * (fps // 5) + [1.1] * fps + [0.0] * fps
    first, second = run((n / fps, level) for n, level in enumerate(levels))
    assert (first.hold_until_s, first.end_s) == pytest.approx((2.0, 2.0), abs=1 / fps)
    assert second.start_s == pytest.approx(2.2, abs=1 / fps)


def test_syllables_are_not_bridged() -> None:
    """The mouth closes and opens again five times a second, as a mouth can."""
    word = [0.8, 0.8, 0.55, 0.3, 0.3, 0.6]
    assert len(run((n / 30, level) for n, level in enumerate([0.0] * 5 + word * 5 + [0.0] * 5))) > 3


@pytest.mark.parametrize(
    ("levels", "peaks_s"),
    [
        pytest.param("0037897000", [0.5], id="the highest, not the first past enter"),
        pytest.param("0077799000", [0.5], id="of two that are equal the first"),
        pytest.param("0098000780", [0.2, 0.8], id="each movement has its own"),
        pytest.param("0089399300", [0.3, 0.5], id="a dip begins the next one's"),
    ],
)
def test_it_is_known_when_a_movement_was_highest(levels: str, peaks_s: list[float]) -> None:
    found = run(((n / 10, int(level) / 10) for n, level in enumerate(levels)), ends=True)
    assert [m.peak_s for m in found] == peaks_s
