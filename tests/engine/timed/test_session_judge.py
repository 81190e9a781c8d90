"""Time added up from what a hand does, written as strips: one letter a tenth of a second.

m: on the face and moving   r: on the face and still   -: a hand off the face   space: no hand
"""

from __future__ import annotations

import pytest

from engine.spec.test_timed_exercise import timed
from facecheck.core.events import Sound
from facecheck.engine.hands.contact import Contact
from facecheck.engine.spec.timed_exercise import TimedExercise
from facecheck.engine.timed.session_judge import AWAY_S, TimedJudge

CONTACTS = {
    "m": Contact(True, True, 0.4, False),
    "e": Contact(True, True, 0.4, True),
    "r": Contact(True, True, 0.01, False),
    "-": Contact(True, False),
    " ": Contact(),
}


def judge(
    strip: str,
    seconds: tuple[float, float] = (20.0, 40.0),
    made_of: TimedExercise | None = None,
) -> TimedJudge:
    return run(strip, seconds, made_of)[0]


def run(
    strip: str,
    seconds: tuple[float, float] = (20.0, 40.0),
    made_of: TimedExercise | None = None,
) -> tuple[TimedJudge, list[tuple[float, Sound]]]:
    made = TimedJudge(timed() if made_of is None else made_of, seconds)
    sounds = []
    for i, letter in enumerate(strip):
        contact = CONTACTS[letter]
        if letter in "me":
            contact = Contact(True, True, 0.4, letter == "e", x=0.04 * i)
        asked, _ = made.step(0.1 * i, 0.1 if i else 0.0, contact, {})
        sounds += [(round(0.1 * i, 1), sound) for sound in asked]
    return made, sounds


def test_time_counts_while_the_hand_moves_on_the_face() -> None:
    assert judge("-" * 10 + "m" * 50).counted_s == pytest.approx(5.0)


def test_no_time_counts_while_the_hand_is_away() -> None:
    assert judge("-" * 100).counted_s == 0.0
    here = judge("m" * 50 + "-").counted_s
    assert judge("m" * 50 + "-" * 300).counted_s == here
    assert judge("m" * 50 + "-" * 50 + "m" * 50).counted_s == pytest.approx(here + 5.0)


def test_an_area_that_was_mostly_done_elsewhere_is_not_ticked_off() -> None:
    made = judge("m" * 80 + "e" * 130 + "m" * 10)
    (area,) = made.attempts
    assert (area.counted, area.over, made.index) == (False, True, 1)
    assert area.reason == "12.1 of 20.0 s on another area"
    # Its minutes are minutes: the next area is due, and the time goes on from there.
    assert made.counted_s == pytest.approx(21.9, abs=0.11)


def test_an_area_that_was_done_elsewhere_for_less_than_half_of_it_is_ticked_off() -> None:
    (area,) = judge("m" * 120 + "e" * 85).attempts
    assert (area.counted, area.reason) == (True, None)
    assert area.parts["place"] == pytest.approx(0.6, abs=0.01)


def test_where_a_device_is_cannot_be_seen_well_enough() -> None:
    (area,) = judge("e" * 205, made_of=timed(touch="device")).attempts
    assert (area.counted, area.parts["place"]) == (True, 0.0)


def test_a_session_continues_behind_an_area_that_was_done_elsewhere() -> None:
    (elsewhere,) = judge("e" * 205).attempts
    continued = TimedJudge(timed(), (20.0, 40.0), [elsewhere])
    assert (continued.index, continued.timer.held_s) == (1, 0.0)


def test_a_hand_that_passes_before_the_face_counts_nothing() -> None:
    assert judge("-" * 10 + "m" * 7 + "-" * 10).counted_s == 0.0


def test_a_hand_that_the_model_loses_for_a_moment_costs_nothing() -> None:
    assert judge("m" * 50 + " " * 6 + "m" * 50).counted_s == pytest.approx(10.5)


def test_a_hand_that_vanishes_counts_until_it_was_last_seen() -> None:
    assert judge("m" * 50 + " " * 100).counted_s == pytest.approx(4.9)
    assert judge("m" * 50 + " " * 20 + "m" * 50).counted_s == pytest.approx(9.9)


def test_the_turn_of_a_stroke_costs_nothing_and_a_rest_its_whole_time() -> None:
    assert judge("m" * 50 + "r" * 8 + "m" * 20).counted_s == pytest.approx(7.7)
    assert judge("m" * 50 + "r" * 40 + "m" * 20).counted_s == pytest.approx(6.9, abs=0.11)


def test_a_jump_of_a_resting_hand_is_no_motion() -> None:
    made = TimedJudge(timed(), (20.0, 40.0))
    for i in range(300):
        jump = 150 <= i < 155
        contact = Contact(
            True, True, 0.3 if jump or i < 50 else 0.01, x=0.06 * jump + 0.1 * (i < 50)
        )
        made.step(0.1 * i, 0.1, contact, {})
    assert made.counted_s == pytest.approx(5.0, abs=0.2)


def test_an_area_is_complete_when_its_time_is_and_the_next_begins_at_once() -> None:
    made = judge("m" * 261, (20.0, 40.0))
    (first,) = made.attempts
    assert (first.area, first.side, first.counted) == ("jaw", "left", True)
    assert first.hold_s == pytest.approx(20.0)
    assert made.phase.area == "chin"
    assert made.counted_s == pytest.approx(26.0)


def test_the_session_is_over_with_its_last_area() -> None:
    made, sounds = run("m" * 100, (2.0, 3.0))
    assert made.is_over
    assert made.counted_s == pytest.approx(5.0)
    assert [s for _, s in sounds if s is not Sound.TICK] == [
        Sound.HOLD_START,
        Sound.NEXT_AREA,
        Sound.SET_DONE,
    ]


def test_the_last_three_seconds_of_an_area_tick() -> None:
    _, sounds = run("m" * 99, (9.5, 40.0))
    assert [t for t, s in sounds if s is Sound.TICK] == pytest.approx([6.5, 7.5, 8.5], abs=0.11)


def test_time_that_stops_is_heard_once_and_so_is_its_return() -> None:
    _, sounds = run("m" * 30 + "-" * 50 + "m" * 30)
    kinds = [s for _, s in sounds]
    assert kinds == [Sound.HOLD_START, Sound.STOPPED, Sound.GO_ON]
    assert sounds[1][0] == pytest.approx(3.0 + AWAY_S, abs=0.11)


def test_an_unfinished_area_says_how_much_and_what_cost_most() -> None:
    made = judge("m" * 50 + "-" * 40 + "m" * 20)
    made.finish(10.9, "the clip ended")
    (one,) = made.attempts
    assert not one.counted
    assert one.reason is not None
    assert one.reason.startswith(
        "6.9 of 20.0 s: the clip ended; hand away from the face for 4.0 s from 5.0 s"
    )


def test_an_area_that_nothing_was_done_in_is_no_attempt() -> None:
    made = judge("-" * 50)
    made.finish(5.0, "the clip ended")
    assert made.attempts == []


def test_time_on_another_area_counts_but_not_as_in_its_place() -> None:
    made = judge("m" * 50 + "e" * 50)
    made.finish(10.0, "the clip ended")
    (one,) = made.attempts
    assert one.hold_s == pytest.approx(9.9)
    assert one.parts["place"] == pytest.approx(0.5, abs=0.02)


def test_a_face_that_is_hidden_for_a_moment_is_bridged_and_a_lost_one_is_not() -> None:
    for lost, expected_s in ((False, 10.2), (True, 9.9)):
        made = judge("m" * 50)
        made.bridge(0.3)
        if lost:
            made.mark_unseen(5.3)
        for i in range(50):
            made.step(5.3 + 0.1 * i, 0.1, Contact(True, True, 0.4, x=0.04 * i), {})
        assert made.counted_s == pytest.approx(expected_s)
