from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from strips import (
    exercise,
    fault_row,
    level,
    line,
    neutral_values,
    no_rests,
    sampled,
    seen,
    strip,
    trapezoid,
)

from facecheck.core.events import Attempt, Fault, Sound
from facecheck.engine.checker import LOST_S
from facecheck.engine.judge import TICKS_S, TOO_SHALLOW, TOO_SHORT, SetJudge
from facecheck.engine.spec import Exercise


class Told(NamedTuple):
    """What one tick brought."""

    time_s: float
    sounds: tuple[Sound, ...]
    closed: Attempt | None
    counted: int
    held_s: float


def judge(
    rules: Exercise,
    stream: Iterable[tuple[float, float | None]],
    *,
    wrong: Iterable[tuple[float, float]] = (),
) -> list[Told]:
    """Judge a stream as the checker does: unseen ticks are no ticks, and long gaps end attempts.

    Args:
        rules: The exercise.
        stream: Times and levels; None is a tick at which nothing can be seen.
        wrong: Spans in which the head is turned by 20 degrees.
    """
    judged = SetJudge(rules, rules.reps, rules.hold_s)
    spans = list(wrong)
    told: list[Told] = []
    last_s = seen_s = None
    for time_s, now in stream:
        passed_s = 0.0 if last_s is None else time_s - last_s
        last_s = time_s
        if now is None:
            closed = None
            if seen_s is not None and time_s - seen_s > LOST_S:
                closed = judged.lost("could not see your face")
            told.append(Told(time_s, (), closed, judged.counted, judged.timer.held_s))
            continue
        seen_s = time_s
        turned = any(from_s <= time_s < to_s for from_s, to_s in spans)
        values = neutral_values(yaw_deg=20.0 if turned else 0.0)
        tick = judged.step(time_s, passed_s, level(now), values, no_rests())
        told.append(Told(time_s, tick.sounds, tick.closed, judged.counted, judged.timer.held_s))
    if seen_s is not None:
        last = judged.lost("the clip ended")
        told.append(Told(seen_s, (), last, judged.counted, judged.timer.held_s))
    return told


def attempts(told: Iterable[Told]) -> list[Attempt]:
    return [t.closed for t in told if t.closed is not None]


def heard(told: Iterable[Told]) -> list[Sound]:
    return [sound for t in told for sound in t.sounds]


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


# Reasons and the two faults that every movement has.


def test_a_hold_that_is_too_short_says_how_long_it_was_and_what_ended_it() -> None:
    (attempt,) = attempts(judge(exercise(hold_s=5.0), sampled(trapezoid(2.0, 5.8), 8.0, 30)))
    assert not attempt.counted
    held = f"held {int(attempt.hold_s * 10) / 10:.1f} of 5.0 s"
    assert attempt.reason is not None
    assert re.fullmatch(rf"{held}: mouth closed at 5\.6 s", attempt.reason)
    (fault,) = attempt.faults
    assert (fault.name, fault.limit, fault.unit) == (TOO_SHORT, 5.0, "s")
    assert fault.value == attempt.hold_s


def test_a_hold_just_too_short_is_not_rounded_up_in_its_reason() -> None:
    signal = line((1.0, 0.0), (1.1, 0.9), (1.98, 0.9), (2.08, 0.0))
    (attempt,) = attempts(judge(exercise(), sampled(signal, 4.0, 60)))
    assert 0.95 <= attempt.hold_s < 1.0
    assert attempt.reason is not None
    assert attempt.reason.startswith("held 0.9 of 1.0 s")


def loose(rules: Exercise, digits: str, *, wrong: tuple[float, float] | None = None) -> list[Fault]:
    """What was wrong outside any attempt."""
    judged = SetJudge(rules, rules.reps, rules.hold_s)
    for time_s, now in seen(digits):
        turned = wrong is not None and wrong[0] <= time_s < wrong[1]
        values = neutral_values(yaw_deg=20.0 if turned else 0.0)
        judged.step(time_s, 0.1, level(now), values, no_rests())
    assert judged.attempts == []
    return judged.loose


def test_a_held_movement_below_enter_is_too_shallow_and_no_attempt() -> None:
    (fault,) = loose(exercise(), "00" + "5" * 20 + "0000")
    assert (fault.name, fault.value, fault.limit) == (TOO_SHALLOW, 0.5, 0.6)
    assert fault.start_s == pytest.approx(0.2)
    assert fault.end_s == pytest.approx(2.2)
    assert fault.cue


def test_a_rule_for_shallow_movements_says_it_better() -> None:
    rules = exercise(faults=[fault_row(name="only the lips", when="shallow")])
    (fault,) = loose(rules, "00" + "5" * 20 + "0000", wrong=(0.5, 1.5))
    assert fault.name == "only the lips"


def test_at_rest_only_a_rule_that_always_applies_speaks() -> None:
    for when, names in (("holding", set()), ("moving", set()), ("always", {"head turns"})):
        rules = exercise(faults=[fault_row(when=when)])
        assert {f.name for f in loose(rules, "0" * 30, wrong=(0.5, 1.5))} == names


def test_what_lasts_at_rest_is_one_fault() -> None:
    rules = exercise(faults=[fault_row(when="always")])
    assert len(loose(rules, "0" * 30, wrong=(0.5, 1.5))) == 1


def test_a_slow_start_that_goes_on_is_one_attempt_and_not_too_shallow() -> None:
    (attempt,) = attempts(judge(exercise(), seen("00" + "5" * 20 + "9" * 14 + "0000")))
    assert attempt.counted


def test_a_counted_attempt_has_no_reason() -> None:
    (attempt,) = attempts(judge(exercise(), seen("00" + "9" * 14 + "0000")))
    assert (attempt.counted, attempt.reason, attempt.faults) == (True, None, ())


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


# Form rules.


def test_a_fault_that_pauses_stops_the_timer_and_is_the_reason() -> None:
    rules = exercise(hold_s=2.0, faults=[fault_row(effect="pause")])
    stream = list(sampled(trapezoid(1.0, 4.0), 5.0, 30))
    (attempt,) = attempts(judge(rules, stream, wrong=[(2.0, 3.0)]))
    assert not attempt.counted
    assert attempt.hold_s == pytest.approx(3.0 - 0.3 * 1.05 / 0.9 - 1.0, abs=0.1)
    assert attempt.reason is not None
    assert re.fullmatch(r"held 1\.\d of 2\.0 s: head turns from 2\.0 s", attempt.reason)
    assert [f.name for f in attempt.faults] == ["head turns"]


def test_a_fault_over_before_it_is_named_gives_its_time_back() -> None:
    rules = exercise(hold_s=2.0, faults=[fault_row(effect="pause", for_s=0.5)])
    stream = list(sampled(trapezoid(1.0, 4.0), 5.0, 30))
    (undisturbed,) = attempts(judge(rules, stream))
    (attempt,) = attempts(judge(rules, stream, wrong=[(2.0, 2.3)]))
    assert attempt.hold_s == pytest.approx(undisturbed.hold_s)
    assert attempt.faults == ()


def test_a_fault_that_is_a_note_leaves_the_timer_alone() -> None:
    rules = exercise(hold_s=2.0, faults=[fault_row()])
    stream = list(sampled(trapezoid(1.0, 4.0), 5.0, 30))
    (attempt,) = attempts(judge(rules, stream, wrong=[(2.0, 3.0)]))
    assert attempt.counted
    assert [f.name for f in attempt.faults] == ["head turns"]
    assert attempt.parts["form"] < 1.0


def test_a_fault_outside_the_hold_is_not_the_holds() -> None:
    rules = exercise(faults=[fault_row()])
    stream = list(sampled(trapezoid(2.0, 5.0), 6.0, 30))
    (attempt,) = attempts(judge(rules, stream, wrong=[(0.0, 1.5)]))
    assert attempt.faults == ()


def test_a_fault_of_a_whole_movement_is_seen_before_the_hold() -> None:
    rules = exercise(faults=[fault_row(when="moving")])
    stream = list(sampled(trapezoid(2.0, 7.0, ramp_s=2.0), 8.0, 30))
    (attempt,) = attempts(judge(rules, stream, wrong=[(2.4, 3.1)]))
    assert [f.name for f in attempt.faults] == ["head turns"]


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


# Whatever comes.

digits = st.text("0123456789 ", max_size=120)


@given(digits, st.sampled_from([0.3, 1.0, 2.5]))
def test_whatever_comes(text: str, hold_s: float) -> None:
    told = judge(exercise(hold_s=hold_s), strip(text))
    done = attempts(told)
    assert [a.n for a in done] == list(range(1, len(done) + 1))
    for before, after in pairwise(done):
        assert before.end_s <= after.start_s + 1e-9
    for attempt in done:
        assert attempt.start_s <= attempt.end_s
        assert attempt.counted == (attempt.hold_s >= hold_s - 1e-6)
        assert attempt.counted == (attempt.reason is None)
        assert 0 <= attempt.score <= 100
    counts = [t.counted for t in told]
    assert counts == sorted(counts)
    assert counts[-1:] in ([], [sum(a.counted for a in done)])
    for t in told:
        assert len(set(t.sounds)) == len(t.sounds)
        assert not {Sound.COUNTED, Sound.SET_DONE} <= set(t.sounds)


@given(digits)
@example("60")
def test_a_hold_lies_inside_its_attempt(text: str) -> None:
    for attempt in attempts(judge(exercise(), strip(text))):
        assert attempt.hold_s <= attempt.end_s - attempt.start_s + 1e-9


@given(digits, st.sampled_from([0.3, 0.41, 1.0]))
@example("0099990000", 0.38)
def test_each_repetition_is_heard_once(text: str, hold_s: float) -> None:
    told = judge(exercise(hold_s=hold_s), strip(text))
    ends = heard(told).count(Sound.COUNTED) + heard(told).count(Sound.SET_DONE)
    assert ends == sum(a.counted for a in attempts(told))


@given(st.text("0159", max_size=60), st.integers(1, 4), st.integers(0, 60))
def test_a_pause_adds_no_hold_time(text: str, ticks: int, place: int) -> None:
    without = judge(exercise(), strip(text))
    paused = judge(exercise(), strip(text[:place] + " " * ticks + text[place:]))
    total = sum(a.hold_s for a in attempts(without))
    # Of the tick after the gap, what is interpolated may fall into the gap: one tick at most.
    assert sum(a.hold_s for a in attempts(paused)) <= total + 0.1 + 1e-9
