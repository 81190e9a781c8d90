from __future__ import annotations

from strips import exercise

from facecheck.core.events import Fault
from facecheck.engine.form.resting_regions import RestingWatch
from facecheck.engine.repetitions.attempts import (
    TOO_SHORT,
    make_attempt,
    too_short,
    why_not_counted,
)
from facecheck.engine.repetitions.current_hold import CurrentHold
from facecheck.engine.repetitions.detector import Movement
from facecheck.engine.repetitions.steadiness import Steadiness

RULES = exercise(hold_s=5.0)
MOVEMENT = Movement(start_s=1.0, hold_from_s=1.5, hold_until_s=6.3, end_s=6.8, peak=0.9)
SLIPPED = Fault("palm slipped", 3.0, 3.5, 1.0, 0.5, "0 or 1", "Lay your palm on the cheek again")


def held(seconds: float) -> CurrentHold:
    hold = CurrentHold(5.0, RULES.movement)
    hold.timer.held_s = seconds
    return hold


def test_what_ended_the_hold_is_the_reason() -> None:
    reason = why_not_counted(MOVEMENT, held(4.8), None, "eyes opened")
    assert reason == "held 4.8 of 5.0 s: eyes opened at 6.3 s"


def test_a_pause_comes_before_what_ended_it() -> None:
    reason = why_not_counted(MOVEMENT, held(4.8), SLIPPED, "eyes opened")
    assert reason == "held 4.8 of 5.0 s: palm slipped from 3.0 s"


def test_nearly_the_whole_time_is_not_told_as_all_of_it() -> None:
    assert why_not_counted(MOVEMENT, held(4.97), None, "closed").startswith("held 4.9 of 5.0 s")


def test_a_count_that_was_taken_back_says_so() -> None:
    hold = held(5.5)
    hold.counted = True
    hold.take_back()
    assert "by hand" in why_not_counted(MOVEMENT, hold, SLIPPED, "closed")


def test_a_hold_let_go_too_early_is_a_fault_with_its_times() -> None:
    fault = too_short(MOVEMENT, held(4.8))
    assert (fault.name, fault.start_s, fault.end_s) == (TOO_SHORT, 1.5, 6.3)
    assert (fault.value, fault.limit, fault.unit) == (4.8, 5.0, "s")


def test_a_counted_attempt_has_no_reason() -> None:
    hold = held(5.2)
    hold.counted = True
    reason = why_not_counted(MOVEMENT, hold, None, "closed")
    parts = Steadiness(RULES.movement.rule), RestingWatch(())
    attempt = make_attempt(3, MOVEMENT, hold, *parts, [], reason=reason, affected=None)
    assert (attempt.n, attempt.counted, attempt.reason, attempt.hold_s) == (3, True, None, 5.2)
    assert attempt.score > 90
