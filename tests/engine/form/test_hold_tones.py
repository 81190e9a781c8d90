from __future__ import annotations

import pytest
from strips import exercise, line, sampled, seen, trapezoid

from engine.judging import attempts, heard, judge
from facecheck.core.events import Sound
from facecheck.engine.form.hold_tones import GO_ON_S, HoldTones
from facecheck.engine.spec.exercise import Exercise

FPS = 30


def rules(**changes: object) -> Exercise:
    """A hold of five seconds; a head that is turned for 0.2 s keeps time from running."""
    turned = {
        "name": "head turned",
        "measure": "yaw_deg",
        "beyond": 10.0,
        "for_s": 0.2,
        "when": "moving",
        "effect": "pause",
        "cue": "Turn back",
    }
    return exercise(hold_s=5.0, faults=[turned], movement={"least_s": 0.5}, **changes)


def tones(told: object, *, ticks: bool = False) -> list[tuple[float, Sound]]:
    found = [(t.time_s, s) for t in told for s in t.sounds]  # type: ignore[attr-defined]
    return [(t, s) for t, s in found if ticks or s is not Sound.TICK]


def test_the_hold_is_heard_when_it_is_an_attempt() -> None:
    told = judge(rules(), sampled(trapezoid(1.0, 4.0), 6.0, FPS))
    (heard_s, sound), *_ = tones(told)
    entered_s = 1.0 + 0.3 * 0.6 / 0.9
    assert sound is Sound.HOLD_START
    assert heard_s == pytest.approx(entered_s + 0.5, abs=1.5 / FPS)


def test_nothing_is_heard_of_a_blink() -> None:
    blinks = [corner for n in range(12) for corner in _blink(1.0 + 2 * n)]
    told = judge(rules(), sampled(line((0.0, 0.0), *blinks), 26.0, FPS))
    assert heard(told) == []
    assert attempts(told) == []


def test_not_even_a_tick_where_the_target_is_a_little_over_three_seconds() -> None:
    # The first tick would be due 0.2 s into the hold.
    short = exercise(hold_s=3.2, movement={"least_s": 0.5})
    told = judge(short, sampled(line((0.0, 0.0), *_blink(1.0, lasts_s=0.4)), 4.0, FPS))
    assert heard(told) == []


def test_a_fault_from_the_start_is_heard_as_time_that_does_not_run() -> None:
    told = judge(rules(), sampled(trapezoid(1.0, 8.0), 9.0, FPS), wrong=[(0.0, 9.0)])
    assert [s for _, s in tones(told)] == [Sound.STOPPED]
    (attempt,) = attempts(told)
    assert attempt.hold_s == 0.0
    assert attempt.score == 0, "a hold that is none is worth nothing"


def test_time_that_begins_after_a_fault_begins_with_the_holds_tone() -> None:
    told = judge(rules(), sampled(trapezoid(1.0, 10.0), 11.0, FPS), wrong=[(0.0, 3.0)])
    kinds = tones(told)
    assert [s for _, s in kinds] == [Sound.STOPPED, Sound.HOLD_START, Sound.COUNTED]
    assert kinds[1][0] == pytest.approx(3.0, abs=1.5 / FPS)
    assert kinds[2][0] == pytest.approx(8.0, abs=1.5 / FPS)


def test_time_that_stops_and_goes_on_is_heard_both_times() -> None:
    told = judge(rules(), sampled(trapezoid(1.0, 10.0), 11.0, FPS), wrong=[(3.0, 4.5)])
    kinds = tones(told)
    assert [s for _, s in kinds] == [Sound.HOLD_START, Sound.STOPPED, Sound.GO_ON, Sound.COUNTED]
    assert kinds[1][0] == pytest.approx(3.0 + 0.2, abs=1.5 / FPS), "when the fault is named"
    assert kinds[2][0] == pytest.approx(4.5 + GO_ON_S, abs=1.5 / FPS)


def test_a_glance_that_is_given_back_is_not_heard() -> None:
    told = judge(rules(), sampled(trapezoid(1.0, 8.0), 9.0, FPS), wrong=[(3.0, 3.1)])
    assert [s for _, s in tones(told)] == [Sound.HOLD_START, Sound.COUNTED]


def test_a_limit_that_is_just_kept_and_just_passed_does_not_chatter() -> None:
    hold = HoldTones()
    told = [
        hold.step(n / FPS, is_attempt=True, running=n % 3 == 0, stopped=n % 3 != 0)
        for n in range(90)
    ]
    assert [s for s in told if s is not None] == [Sound.HOLD_START, Sound.STOPPED]


def test_what_counts_already_is_not_heard_to_stop() -> None:
    told = judge(rules(), sampled(trapezoid(1.0, 10.0), 11.0, FPS), wrong=[(7.0, 9.0)])
    assert [s for _, s in tones(told)] == [Sound.HOLD_START, Sound.COUNTED]


def test_the_next_hold_is_heard_again() -> None:
    short = exercise(hold_s=1.0, movement={"least_s": 0.3})
    told = judge(short, seen("00" + "9" * 15 + "000" + "9" * 15 + "000"))
    assert heard(told).count(Sound.HOLD_START) == 2


def _blink(from_s: float, lasts_s: float = 0.25) -> list[tuple[float, float]]:
    """Corners of a level that passes the enter level for less than an attempt lasts."""
    return [
        (from_s, 0.0),
        (from_s + 0.08, 1.0),
        (from_s + lasts_s, 1.0),
        (from_s + lasts_s + 0.15, 0.0),
    ]
