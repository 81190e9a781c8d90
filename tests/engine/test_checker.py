from __future__ import annotations

import json
from itertools import groupby

import pytest
from strips import (
    Signal,
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
    neutral_values,
    observation,
    sampled,
    sounds,
    trapezoid,
    values_at,
)
from strips import cheek as cheek_at

from facecheck.api import load_exercise, rescore
from facecheck.core import landmarks as lm
from facecheck.core.events import Phase, Sound, Update
from facecheck.core.frames import Observation
from facecheck.core.results import ScoreResult
from facecheck.engine import quality
from facecheck.engine.checker import LOST_S, Checker

JAW_OPEN = load_exercise("jaw-open")


def reps(*spans: tuple[float, float]) -> Signal:
    """Full effort in each span, rest between."""
    parts = [trapezoid(*span, top=1.0) for span in spans]
    return lambda time_s: max(part(time_s) for part in parts)


TWO = reps((3.0, 5.0), (7.0, 9.0))


def phases(updates: list[Update]) -> list[Phase]:
    return [phase for phase, _ in groupby(update.phase for update in updates)]


def session(
    hidden: list[tuple[float, float]] | None = None, fps: float = 30.0
) -> tuple[list[Update], ScoreResult]:
    """Two openings of 2 s, of which 1 s each must be held."""
    checker = Checker(JAW_OPEN, reps=2, hold_s=1.0)
    updates = follow(checker, TWO, 11.0, fps, hidden or [])
    return updates, checker.finish("a.mp4", 11.0)


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
        Phase.LEARNING, Phase.READY, Phase.HOLDING, Phase.RELEASING, Phase.READY,
        Phase.HOLDING, Phase.RELEASING, Phase.DONE,
    ]  # fmt: skip


def test_the_sounds_come_in_order() -> None:
    assert sounds(session()[0]) == [
        Sound.HOLD_START, Sound.COUNTED, Sound.HOLD_START, Sound.SET_DONE,
    ]  # fmt: skip


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


# What cannot be seen.


def test_a_face_lost_for_a_moment_pauses_the_hold() -> None:
    updates, result = session(hidden=[(3.8, 4.1)])
    assert result.counted == 2
    assert Phase.CANNOT_JUDGE in phases(updates)
    whole = session()[1].attempts[0].hold_s
    assert result.attempts[0].hold_s == pytest.approx(whole - 0.3, abs=0.05)
    assert result.judged_s == pytest.approx(11.0 - 0.3, abs=0.1)


def test_a_face_lost_for_longer_ends_the_attempt() -> None:
    gone_s = LOST_S + 0.3
    updates, result = session(hidden=[(3.8, 3.8 + gone_s)])
    first = result.attempts[0]
    assert not first.counted
    assert first.reason is not None
    assert "could not see your face at 3.8 s" in first.reason
    (lost,) = [u for u in updates if Sound.LOST in u.sounds]
    assert lost.closed == first
    assert lost.time_s == pytest.approx(3.8 + LOST_S, abs=0.1)


def test_without_a_face_the_user_is_told() -> None:
    update = checker_for(JAW_OPEN).step(observation(0.0))
    assert (update.phase, update.level, update.measures) == (Phase.CANNOT_JUDGE, None, None)
    assert update.quality == quality.NO_FACE
    assert update.cue == quality.NO_FACE.cue


def test_a_clip_without_a_face_warns() -> None:
    checker = Checker(JAW_OPEN)
    for i in range(30):
        checker.step(observation(i / 30))
    result = checker.finish("a.mp4", 1.0, ["the clip ends early"])
    assert (result.counted, result.face_frames, result.judged_s, result.score) == (0, 0, 0.0, 0)
    assert result.warnings[0] == "the clip ends early"
    assert result.warnings[1].startswith("no face was seen in any frame")


def test_nothing_at_all_is_no_crash() -> None:
    result = Checker(JAW_OPEN).finish("a.mp4", 0.0)
    assert (result.frames, result.attempts, result.judged_s) == (0, (), 0.0)


def test_a_face_never_seen_at_rest_warns() -> None:
    checker = Checker(JAW_OPEN)
    follow(checker, lambda _: 1.0, 3.0)
    assert any("at rest" in warning for warning in checker.finish("a.mp4", 3.0).warnings)


def test_a_head_turned_away_cannot_be_judged() -> None:
    turned = {"yaw_deg": lambda t: 60.0 if 3.9 <= t < 6.0 else 0.0}
    checker = Checker(JAW_OPEN, reps=2, hold_s=1.0)
    updates = follow(checker, TWO, 11.0, also=turned)
    away = [u for u in updates if 4.0 <= u.time_s < 5.9]
    assert {u.phase for u in away} == {Phase.CANNOT_JUDGE}
    assert {u.quality for u in away} == {quality.TURNED}
    result = checker.finish("a.mp4", 11.0)
    assert result.counted == 1
    assert "head turned away" in (result.attempts[0].reason or "")
    assert result.face_frames == result.frames
    assert [fault.name for fault in result.faults] == ["head turned away"]


def test_a_source_that_froze_adds_no_hold_time() -> None:
    checker = checker_for(JAW_OPEN)
    before = follow(checker, line((2.0, 0.0), (2.3, 1.0)), 3.0)[-1]
    after = checker.step_values(13.0, values_at(JAW_OPEN, 1.0), 0.5)
    assert after.hold_s < before.hold_s + 1.0


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


# Sets.


def test_restart_begins_the_set_anew_and_keeps_what_was_learned() -> None:
    checker = Checker(JAW_OPEN, reps=2, hold_s=1.0)
    follow(checker, TWO, 11.0)
    checker.restart()
    assert checker.attempts == ()
    update = checker.step_values(11.1, neutral_values(), 0.5)
    assert (update.counted, update.phase) == (0, Phase.READY)


def test_the_exercises_own_targets_unless_others_are_asked_for() -> None:
    checker = Checker(JAW_OPEN)
    assert (checker.reps, checker.hold_s) == (JAW_OPEN.reps, JAW_OPEN.hold_s)
    assert Checker(JAW_OPEN, hold_s=0.0).hold_s == 0.0


def test_a_profiles_full_effort_scales_the_level() -> None:
    (gap, *_) = JAW_OPEN.movement.parts
    double = {part.measure: 2 * part.full for part in JAW_OPEN.movement.parts}
    half = checker_for(JAW_OPEN, full=double).step_values(0.0, values_at(JAW_OPEN, 1.0), 0.5)
    assert half.level == pytest.approx(0.5), gap


# One causal path.


def clip() -> list[Observation]:
    """Real points: a mouth that opens twice, with one gap and a few noisy frames."""
    seen = []
    for i, (time_s, level) in enumerate(sampled(TWO, 11.0, 30.0)):
        face = None
        if not 5.5 <= time_s < 5.8:
            noise = 0.002 * ((i * 7919) % 11 - 5) / 5
            face = moved(neutral_face(), lm.LIP_LOWER_INNER, up=-0.6 * level + noise)
        seen.append(observation(time_s, face))
    return seen


def test_the_same_observations_give_the_same_document() -> None:
    def document() -> str:
        rules = load_exercise("jaw-open")
        result = rescore(clip(), rules, name="a.mp4", duration_s=11.0, reps=2, hold_s=1.0)
        assert result.counted == 2
        return json.dumps(result.to_dict("1"), allow_nan=False)

    assert document() == document()


def test_measured_beforehand_or_in_the_step_is_the_same() -> None:
    stepped = Checker(JAW_OPEN, reps=2, hold_s=1.0)
    for one in clip():
        stepped.step(one)
    rules = {"name": "a.mp4", "duration_s": 11.0, "reps": 2, "hold_s": 1.0}
    assert stepped.finish("a.mp4", 11.0) == rescore(clip(), JAW_OPEN, **rules)  # type: ignore[arg-type]


def test_nothing_looks_ahead() -> None:
    whole, part = Checker(JAW_OPEN), Checker(JAW_OPEN)
    seen = clip()
    updates = [whole.step(one) for one in seen]
    assert [part.step(one) for one in seen[:100]] == updates[:100]


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


# What is kept while a set goes on.


def test_the_attempt_that_counts_is_told_at_that_instant_and_agrees_with_what_it_becomes() -> None:
    updates, result = session()
    told = [u for u in updates if u.reached is not None]
    assert [u.counted for u in told] == [1, 2]
    for update, whole in zip(told, result.attempts, strict=True):
        first = update.reached
        assert first is not None
        assert first.counted
        assert first.reason is None
        assert (first.n, first.start_s) == (whole.n, whole.start_s)
        assert first.hold_s == update.hold_s == pytest.approx(1.0, abs=0.05)
        assert first.peak <= whole.peak
        assert first.end_s == update.time_s < whole.end_s


def test_looking_at_the_attempt_that_counts_takes_no_fault_from_it() -> None:
    checker = checker_for(exercise(reps=1, hold_s=1.0, faults=[fault_row()]))
    turned = {"yaw_deg": line((3.5, 0.0), (3.6, 20.0), (8.0, 20.0))}
    updates = follow(checker, reps((3.0, 6.0)), 8.0, also=turned)
    (first,) = [u.reached for u in updates if u.reached is not None]
    (whole,) = closed(updates)
    assert [f.name for f in first.faults] == [f.name for f in whole.faults]
    assert whole.faults
    assert whole.faults[0].start_s == first.faults[0].start_s


def test_a_set_that_was_interrupted_goes_on_where_it_was() -> None:
    _, before = session()
    checker = Checker(JAW_OPEN, reps=3, hold_s=1.0, earlier=before.attempts)
    updates = follow(checker, reps((3.0, 5.0)), 7.0, 30.0, [])
    assert updates[0].counted == 2
    assert updates[-1].phase is Phase.DONE
    result = checker.finish("a.mp4", 7.0)
    assert result.attempts[:2] == before.attempts
    assert [a.n for a in result.attempts] == [1, 2, 3]
    assert result.complete


def test_a_set_that_is_begun_anew_forgets_what_was_done_earlier() -> None:
    _, before = session()
    checker = Checker(JAW_OPEN, reps=3, hold_s=1.0, earlier=before.attempts)
    checker.restart()
    assert checker.attempts == ()


def test_a_set_that_is_stopped_before_its_time_says_why() -> None:
    checker = Checker(JAW_OPEN, reps=1, hold_s=5.0)
    follow(checker, reps((3.0, 9.0)), 5.0, 30.0, [])
    checker.stop("it hurt")
    (attempt,) = checker.finish("a.mp4", 5.0).attempts
    assert attempt.reason is not None
    assert "of 5.0 s: it hurt at 5.0 s" in attempt.reason
    checker = Checker(JAW_OPEN)
    checker.stop("it hurt")
    assert checker.finish("a.mp4", 0.0).attempts == ()
