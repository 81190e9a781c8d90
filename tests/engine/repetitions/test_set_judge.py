from __future__ import annotations

import re

import pytest
from strips import exercise, line, sampled, seen, strip, trapezoid

from engine.judging import attempts, heard, judge
from facecheck.core.events import Sound
from facecheck.engine.repetitions.current_hold import TICKS_S

# Counting.


def test_a_repetition_counts_at_the_instant_its_hold_reaches_the_target() -> None:
    told = judge(exercise(hold_s=2.0), sampled(trapezoid(1.0, 6.0), 4.5, 30))
    counted_s = next(t.time_s for t in told if Sound.COUNTED in t.sounds)
    assert counted_s == pytest.approx(1.0 + 0.3 * 0.6 / 0.9 + 2.0, abs=1 / 30)
    assert next(t.time_s for t in told if t.counted) == counted_s


def test_a_clip_that_ends_in_the_hold_counts_what_was_held() -> None:
    (attempt,) = attempts(judge(exercise(), seen("00" + "9" * 14)))
    assert attempt.counted
    assert attempt.reason is None
    assert attempt.hold_s > 1.0


def test_a_clip_that_ends_too_early_says_so() -> None:
    (attempt,) = attempts(judge(exercise(), seen("0099999")))
    assert not attempt.counted
    assert attempt.reason is not None
    assert re.fullmatch(r"held 0\.4 of 1\.0 s: the clip ended at 0\.6 s", attempt.reason)


def test_hold_time_grows_until_release() -> None:
    (attempt,) = attempts(judge(exercise(), seen("00" + "9" * 30 + "0000")))
    assert attempt.hold_s == pytest.approx(3.0, abs=0.1)


@pytest.mark.parametrize("fps", [10.0, 15.0, 24.0, 30.0, 60.0])
def test_the_same_hold_is_as_long_at_every_frame_rate(fps: float) -> None:
    truth = 5.0 - 0.3 * (0.6 + 0.45) / 0.9
    (attempt,) = attempts(judge(exercise(), sampled(trapezoid(2.0, 7.0), 9.0, fps)))
    assert attempt.hold_s == pytest.approx(truth, abs=0.020)


def test_a_slow_way_back_is_no_hold() -> None:
    # As lids that reopen slowly after a blink: a peak, and then no plateau.
    signal = line((1.0, 0.0), (1.1, 1.2), (1.4, 1.2), (2.5, 0.4), (2.6, 0.0))
    (attempt,) = attempts(judge(exercise(), sampled(signal, 4.0, 30)))
    assert attempt.hold_s < 1.0
    assert not attempt.counted


def test_a_hold_that_gives_way_once_and_goes_on_loses_nothing() -> None:
    signal = line((1.0, 0.0), (1.1, 1.3), (1.5, 1.3), (1.6, 0.8), (3.0, 0.8), (3.1, 0.0))
    (attempt,) = attempts(judge(exercise(), sampled(signal, 5.0, 30)))
    assert attempt.hold_s == pytest.approx(2.0, abs=0.05)


def test_a_hold_without_pauses_is_as_long_as_its_interval() -> None:
    (attempt,) = attempts(judge(exercise(), seen("0099990000")))
    # Enter is passed at 0.167 s, leave at 0.55 s.
    assert attempt.hold_s == pytest.approx(0.55 - (0.1 + 0.1 * 0.6 / 0.9))


def test_the_next_hold_adds_nothing_to_the_one_before() -> None:
    first, _second = attempts(judge(exercise(), seen("0099993999900")))
    assert first.hold_s == pytest.approx(0.575 - (0.1 + 0.1 * 0.6 / 0.9))


def test_sets_go_on_after_the_target() -> None:
    told = judge(exercise(reps=2), seen("00999999999999000" * 3))
    assert [t.counted for t in told][-1] == 3
    assert heard(told).count(Sound.SET_DONE) == 1


def test_a_movement_shorter_than_the_least_is_no_attempt() -> None:
    rules = exercise(movement={"least_s": 0.5})
    told = judge(rules, seen("0099000000" + "09999990000"))
    (attempt,) = attempts(told)
    assert attempt.n == 1
    assert attempt.start_s > 1.0


# Sounds.


def test_ticks_at_three_two_and_one_seconds_before_the_end() -> None:
    told = judge(exercise(hold_s=5.0), sampled(trapezoid(1.0, 8.0), 9.0, 30))
    ticks_s = [t.time_s for t in told if Sound.TICK in t.sounds]
    from_s = 1.0 + 0.3 * 0.6 / 0.9
    assert ticks_s == pytest.approx([from_s + 5.0 - s for s in TICKS_S], abs=0.04)


@pytest.mark.parametrize(("hold_s", "ticks"), [(5.0, 3), (3.0, 2), (2.0, 1), (1.0, 0), (0.5, 0)])
def test_no_tick_at_the_beginning_of_a_short_hold(hold_s: float, ticks: int) -> None:
    told = judge(exercise(hold_s=hold_s), sampled(trapezoid(1.0, 8.0), 9.0, 30))
    assert heard(told) == [Sound.HOLD_START, *[Sound.TICK] * ticks, Sound.COUNTED]


def test_the_last_repetition_sounds_its_own_and_only_its_own() -> None:
    told = judge(exercise(reps=2), seen("00999999999999000" * 2))
    assert heard(told) == [Sound.HOLD_START, Sound.COUNTED, Sound.HOLD_START, Sound.SET_DONE]


# What cannot be seen.


def test_a_short_gap_pauses_the_hold_and_loses_nothing() -> None:
    whole = attempts(judge(exercise(), strip("00" + "9" * 20 + "0000")))[0]
    (paused,) = attempts(judge(exercise(), strip("00" + "9" * 8 + "   " + "9" * 9 + "0000")))
    assert paused.counted
    assert paused.hold_s == pytest.approx(whole.hold_s - 0.3)


def test_a_long_gap_ends_the_attempt_with_its_reason() -> None:
    first, second = attempts(judge(exercise(), strip("00" + "9" * 5 + " " * 8 + "9" * 14 + "0000")))
    assert first.reason == "held 0.4 of 1.0 s: could not see your face at 0.6 s"
    assert second.counted


def test_a_repetition_that_counts_already_is_not_taken_away_by_a_gap() -> None:
    (attempt,) = attempts(judge(exercise(), strip("00" + "9" * 14 + " " * 8 + "0000")))
    assert attempt.counted


# An exercise without a hold.


def test_without_a_hold_each_movement_counts() -> None:
    told = judge(exercise(hold_s=0.0), seen("0099000990009900"))
    assert [a.counted for a in attempts(told)] == [True, True, True]


def test_without_a_hold_a_movement_cut_off_by_a_gap_does_not_count() -> None:
    (attempt,) = attempts(judge(exercise(hold_s=0.0), strip("0099" + " " * 8 + "00")))
    assert not attempt.counted


def test_without_a_hold_each_count_is_heard() -> None:
    told = judge(exercise(hold_s=0.0, reps=2), seen("0099000990009900"))
    assert heard(told).count(Sound.COUNTED) == 2
    assert heard(told).count(Sound.SET_DONE) == 1
