from __future__ import annotations

from itertools import groupby

import pytest
from strips import (
    checker_for,
    closed,
    exercise,
    fault_row,
    flat_hand,
    follow,
    inter_ocular,
    line,
    moved,
    neutral_face,
    observation,
    sampled,
    sounds,
    trapezoid,
    values_at,
)
from strips import cheek as cheek_at

from engine.openings import JAW_OPEN, phases, session
from facecheck.api import load_exercise
from facecheck.core import landmarks as lm
from facecheck.core.events import Phase, Sound
from facecheck.engine.repetitions.checker import Checker


def test_a_session_of_two_repetitions() -> None:
    updates, result = session()
    assert (result.counted, result.complete, result.reps, result.hold_s) == (2, True, 2, 1.0)
    assert [a.n for a in result.attempts] == [1, 2]
    assert (result.clip, result.exercise) == ("a.mp4", "jaw-open")
    assert result.frames == result.face_frames == len(updates)
    assert result.judged_s == pytest.approx(11.0, abs=0.1)
    assert result.warnings == ()
    assert result.score > 90
    assert updates[-1].counted == 2


def test_the_phases_come_in_order() -> None:
    assert phases(session()[0]) == [
        Phase.LEARNING,
        Phase.READY,
        Phase.HOLDING,
        Phase.RELEASING,
        Phase.READY,
        Phase.HOLDING,
        Phase.RELEASING,
        Phase.DONE,
    ]


def test_the_sounds_come_in_order() -> None:
    assert sounds(session()[0]) == [
        Sound.HOLD_START,
        Sound.COUNTED,
        Sound.HOLD_START,
        Sound.SET_DONE,
    ]


def test_each_phase_tells_what_to_do() -> None:
    cues = JAW_OPEN.cues
    by_phase: dict[Phase, set[str]] = {}
    for update in session()[0]:
        by_phase.setdefault(update.phase, set()).add(update.cue)
    assert by_phase[Phase.READY] == {cues.ready}
    assert by_phase[Phase.HOLDING] == {cues.hold, cues.release}
    assert by_phase[Phase.RELEASING] == {cues.release}
    assert all(cue for texts in by_phase.values() for cue in texts)


def test_an_update_carries_the_targets() -> None:
    update = session()[0][0]
    movement = JAW_OPEN.movement
    assert (update.reps, update.target_hold_s) == (2, 1.0)
    assert (update.enter, update.leave) == (movement.enter, movement.leave)


def test_the_present_hold_grows_and_is_over_after_the_release() -> None:
    updates = session()[0]
    for phase, group in groupby(updates, key=lambda update: update.phase):
        held = [update.hold_s for update in group]
        if phase is Phase.HOLDING:
            assert held == sorted(held)
            assert held[-1] > 1.0
        elif phase in (Phase.READY, Phase.LEARNING, Phase.DONE):
            assert set(held) == {0.0}


@pytest.mark.parametrize("fps", [12.0, 24.0, 60.0])
def test_frame_rates_agree(fps: float) -> None:
    _, usual = session()
    _, other = session(fps=fps)
    assert other.counted == usual.counted
    for a, b in zip(usual.attempts, other.attempts, strict=True):
        assert a.hold_s == pytest.approx(b.hold_s, abs=0.05)
        assert a.start_s == pytest.approx(b.start_s, abs=0.05)


def test_the_level_lags_by_little() -> None:
    rise = line((3.0, 0.0), (3.5, 1.0), (9.0, 1.0))
    updates = follow(checker_for(JAW_OPEN), rise, 5.0)
    reached_s = next(u.time_s for u in updates if u.level is not None and u.level >= 0.6)
    # The filter's lag, and up to a frame until the next sample.
    assert reached_s - 3.3 < 0.020 + 1 / 30


# Faults and cues.


def test_a_lasting_fault_is_in_the_update_and_its_cue_comes_first() -> None:
    rules = exercise(hold_s=3.0, faults=[fault_row(effect="pause")])
    turning = {"yaw_deg": lambda t: 20.0 if 3.0 <= t < 4.0 else 0.0}
    updates = follow(checker_for(rules), trapezoid(2.0, 6.0), 7.0, also=turning)
    wrong = [u for u in updates if u.faults]
    assert {u.cue for u in wrong} == {"Face me"}
    assert wrong[0].time_s == pytest.approx(3.3, abs=0.1)
    assert wrong[-1].time_s == pytest.approx(4.0, abs=0.1)
    assert len({round(u.hold_s, 3) for u in wrong}) == 1


def test_several_faults_at_once_are_all_named() -> None:
    rules = exercise(
        hold_s=1.0,
        faults=[
            fault_row(),
            fault_row(name="head nods", measure="pitch_deg", above=15.0),
            fault_row(name="head tilts", measure="roll_deg", above=15.0),
        ],
    )
    turning = {"yaw_deg": lambda _: 20.0, "pitch_deg": lambda _: 20.0}
    updates = follow(checker_for(rules), trapezoid(2.0, 5.0), 7.0, also=turning)
    assert [f.name for f in closed(updates)[0].faults] == ["head turns", "head nods"]
    assert any(len(u.faults) == 2 for u in updates)


# An exercise that needs a palm.


def test_a_palm_that_is_needed_and_missing_pauses_the_hold() -> None:
    rules = load_exercise("squint-palm")
    assert rules.needs_hands
    palm = [flat_hand(cheek_at("left"), 0.9 * inter_ocular())]
    counted = []
    for hands in ([], palm):
        checker = checker_for(rules, reps=1, hold_s=1.0)
        for time_s, level in sampled(trapezoid(3.0, 7.0, top=1.0), 9.0, 30.0):
            seen = observation(time_s, neutral_face(), hands)
            checker.step(seen, values_at(rules, level))
        counted.append(checker.finish("a.mp4", 9.0).counted)
    assert counted == [0, 1]


def test_a_face_whose_eyes_are_never_open_is_asked_for_its_rest() -> None:
    # Seen well, and in no rest that can be learned: not told to face the camera, which it does.
    nearly_shut = moved(
        moved(neutral_face(), lm.EYE_LEFT_UPPER, up=-0.08), lm.EYE_RIGHT_UPPER, up=-0.08
    )
    checker = Checker(load_exercise("squint"))
    updates = [checker.step(observation(n / 10, nearly_shut)) for n in range(30)]
    assert {(u.phase, u.cue) for u in updates} == {
        (Phase.LEARNING, "Look at the camera, face relaxed")
    }
