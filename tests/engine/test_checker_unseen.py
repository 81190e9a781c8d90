"""What the checker makes of what cannot be seen."""

from __future__ import annotations

import pytest
from strips import checker_for, follow, line, neutral_values, observation, values_at

from engine.openings import JAW_OPEN, TWO, phases, session
from facecheck.core.events import Phase, Sound
from facecheck.core.messages import Code, Message
from facecheck.engine.repetitions.checker import Checker
from facecheck.engine.view import quality
from facecheck.engine.view.presence import LOST_S


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


def test_a_movement_before_the_face_was_seen_at_rest_warns() -> None:
    def opened_at_once(time_s: float) -> float:
        return 1.0 if time_s < 2.0 or 4.0 <= time_s < 6.0 else 0.0

    early, later = Checker(JAW_OPEN, hold_s=1.0), Checker(JAW_OPEN, hold_s=1.0)
    follow(early, opened_at_once, 7.0)
    follow(later, lambda time_s: opened_at_once(time_s + 2.0), 5.0)
    assert Message(Code.REST_LATE) in early.finish("a.mp4", 7.0).warnings
    assert later.finish("a.mp4", 5.0).warnings == ()


def test_a_profile_knows_the_face_before_it_is_seen() -> None:
    checker = Checker(JAW_OPEN, hold_s=1.0, rest={"jaw_drop": neutral_values()["jaw_drop"]})
    follow(checker, lambda time_s: 1.0 if time_s < 2.0 else 0.0, 4.0)
    (said,) = checker.finish("a.mp4", 4.0).warnings
    assert "had begun before it was seen" in said


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
