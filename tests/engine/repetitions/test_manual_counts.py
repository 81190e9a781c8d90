from __future__ import annotations

from strips import exercise, level, neutral_values, no_rests, seen

from facecheck.engine.repetitions.manual_counts import TAKEN_BACK
from facecheck.engine.repetitions.set_judge import SetJudge

HELD = "00" + "9" * 14 + "000"
SHORT = "00" + "9" * 5 + "000"


def follow(judged: SetJudge, digits: str, from_s: float = 0.0) -> float:
    """Judge a strip; returns when it ended."""
    for time_s, now in seen(digits):
        judged.step(from_s + time_s, 0.1, level(now), neutral_values(), no_rests())
    return from_s + 0.1 * len(digits)


def judged(digits: str) -> SetJudge:
    found = SetJudge(exercise(), 3, 1.0)
    follow(found, digits)
    return found


def test_the_last_count_is_taken_back_and_what_was_measured_stays() -> None:
    both = judged(HELD + HELD)
    before = both.attempts[1]
    changed = both.take_back()
    assert changed is not None
    assert (changed.n, changed.counted, changed.reason) == (2, False, TAKEN_BACK)
    assert (changed.hold_s, changed.by_hand) == (before.hold_s, "taken back")
    assert both.counted == 1
    assert both.take_back() is not None
    assert both.take_back() is None, "there is no count any more"
    assert both.counted == 0


def test_a_hold_that_goes_on_can_be_taken_back_and_does_not_count_again() -> None:
    holding = judged("00" + "9" * 14)
    assert holding.counted == 1
    changed = holding.take_back()
    assert changed is not None
    assert not changed.counted
    follow(holding, "9" * 20 + "000", 1.6)
    assert holding.counted == 0
    (attempt,) = holding.attempts
    assert (attempt.reason, attempt.by_hand) == (TAKEN_BACK, "taken back")
    assert attempt.faults == (), "it was not too short"


def test_the_last_attempt_counts_after_all() -> None:
    short = judged(SHORT)
    changed = short.add(1.0)
    assert (changed.n, changed.counted, changed.by_hand) == (1, True, "added")
    assert changed.hold_s > 0.0
    assert (short.counted, len(short.attempts)) == (1, 1)


def test_one_that_was_not_seen_has_no_measurements() -> None:
    counted = judged(HELD)
    changed = counted.add(5.0)
    assert (changed.n, changed.start_s, changed.end_s, changed.hold_s) == (2, 5.0, 5.0, 0.0)
    assert changed.score == 0
    assert counted.counted == 2


def test_a_hold_that_goes_on_counts_at_once_and_only_once() -> None:
    holding = judged("00" + "9" * 5)
    assert holding.add(0.7).counted
    assert holding.counted == 1
    follow(holding, "9" * 20 + "000", 0.7)
    assert holding.counted == 1
    assert [a.by_hand for a in holding.attempts] == ["added"]
