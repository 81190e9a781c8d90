"""Why an attempt does not count, and what was wrong with its form."""

from __future__ import annotations

import re

import pytest
from strips import (
    exercise,
    fault_row,
    level,
    line,
    neutral_values,
    no_rests,
    sampled,
    seen,
    trapezoid,
)

from engine.judging import attempts, judge
from facecheck.core.events import Fault
from facecheck.engine.repetitions.attempts import TOO_SHORT
from facecheck.engine.repetitions.set_judge import SetJudge
from facecheck.engine.repetitions.sub_threshold import SAID_AFTER_S, TOO_SHALLOW
from facecheck.engine.spec.exercise import Exercise

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
    return judged.unattached_faults


def test_a_held_movement_below_enter_is_too_shallow_and_no_attempt() -> None:
    (fault,) = loose(exercise(), "00" + "5" * 20 + "0000")
    assert (fault.name, fault.value, fault.limit) == (TOO_SHALLOW, 0.5, 0.6)
    assert fault.start_s == pytest.approx(0.2)
    assert fault.end_s == pytest.approx(2.2)
    assert fault.cue


def test_a_movement_too_shallow_is_told_when_it_ends_as_the_document_has_it() -> None:
    told = judge(exercise(), seen("00" + "5" * 20 + "0000"))
    ((time_s, noted),) = [(t.time_s, t.noted) for t in told if t.noted]
    assert noted == tuple(loose(exercise(), "00" + "5" * 20 + "0000"))
    assert time_s == pytest.approx(2.2)
    rules = exercise(faults=[fault_row(name="only the lips", when="shallow")])
    told = judge(rules, seen("00" + "5" * 20 + "0000"), wrong=[(0.5, 1.5)])
    assert [f.name for t in told for f in t.noted] == ["only the lips"]


def test_while_it_lasts_it_is_told_to_go_further() -> None:
    judged = SetJudge(exercise(), 3, 1.0)
    for time_s, now in seen("00" + "5" * 20):
        judged.step(time_s, 0.1, level(now), neutral_values(), no_rests())
        found = [f.cue for f in judged.faults]
        assert found == (["Go further"] if time_s >= 0.2 + SAID_AFTER_S - 1e-6 else []), time_s


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
