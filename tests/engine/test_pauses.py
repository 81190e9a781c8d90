"""What a pause does to a movement: it ends or continues by what is seen then, not by time."""

from __future__ import annotations

import pytest
from strips import exercise, level, neutral_values, no_rests, seen

from facecheck.core.events import Attempt, Sound
from facecheck.engine.repetitions.set_judge import SetJudge


def paused(before: str, after: str, hold_s: float = 1.0) -> tuple[list[Attempt], list[Sound]]:
    """Judge two strips with a pause between them; attempts and sounds."""
    judged = SetJudge(exercise(hold_s=hold_s), 3, hold_s)
    sounds: list[Sound] = []
    for n, (time_s, now) in enumerate(seen(before + after)):
        if n == len(before):
            judged.resumed()
        sounds += judged.step(time_s, 0.1, level(now), neutral_values(), no_rests()).sounds
    judged.end_movement("the clip ended")
    return judged.attempts, sounds


def test_two_openings_do_not_become_one_long_hold() -> None:
    (attempt,), _ = paused("00" + "9" * 40, "9" * 30 + "000", hold_s=5.0)
    assert not attempt.counted
    assert attempt.hold_s == pytest.approx(4.0, abs=0.15), "the longer of both, not their sum"


def test_a_movement_that_is_still_held_counts_by_what_is_seen_after_the_pause() -> None:
    (attempt,), sounds = paused("00" + "9" * 8, "9" * 14 + "000")
    assert attempt.counted
    assert sounds == [Sound.HOLD_START, Sound.HOLD_START, Sound.COUNTED]


def test_one_that_counted_before_the_pause_does_not_count_twice() -> None:
    (attempt,), sounds = paused("00" + "9" * 14, "9" * 30 + "000")
    assert attempt.counted
    assert sounds.count(Sound.COUNTED) == 1
    assert attempt.hold_s == pytest.approx(3.0, abs=0.15)


def test_a_movement_that_was_over_by_then_ended_at_the_pause() -> None:
    (attempt,), _ = paused("00" + "9" * 8, "0" * 10)
    assert attempt.hold_s == pytest.approx(0.75, abs=0.1)
    assert attempt.reason is not None


def test_a_movement_that_began_in_the_pause_has_no_speed_that_was_too_fast() -> None:
    too_fast = {
        "name": "opening too fast",
        "measure": "rise_speed",
        "above": 4.0,
        "for_s": 0.0,
        "when": "holding",
        "cue": "Slower",
    }
    judged = SetJudge(exercise(faults=[too_fast]), 3, 1.0)
    for n, (time_s, now) in enumerate(seen("0" * 10 + "9" * 14 + "000")):
        if n == 10:
            judged.resumed()
        judged.step(time_s, 0.1, level(now), neutral_values(), no_rests())
    (attempt,) = judged.attempts
    assert attempt.counted
    assert attempt.faults == ()
