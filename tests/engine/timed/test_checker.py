"""A timed session, from observations to its result."""

from __future__ import annotations

from collections.abc import Callable
from math import cos, pi

import pytest
from strips import measured, neutral_face, observation

from engine.hands.test_contact import hand_on
from engine.spec.test_timed_exercise import timed
from facecheck.api import load_any
from facecheck.core.events import Attempt, Phase, Update
from facecheck.core.frames import Hand
from facecheck.core.results import ScoreResult
from facecheck.core.targets import Targets
from facecheck.engine.factory import checker_for
from facecheck.engine.timed.checker import TimedChecker
from facecheck.engine.timed.contact_state import LOST_HAND_S

FPS = 20.0
Does = Callable[[float], list[Hand] | None]
"""The hands at a time; None where even the face is hidden."""

TWO = timed(
    phases=[
        {"area": "jaw", "side": "left", "seconds": 5, "cue": "Left jaw"},
        {"area": "cheek", "side": "left", "seconds": 5, "cue": "Left cheek"},
    ]
)


def strokes(time_s: float) -> list[Hand]:
    return [hand_on("cheek", "left", down=0.2 * cos(2 * pi * time_s / 2.4))]


def session(does: Does, until_s: float) -> tuple[list[Update], ScoreResult]:
    checker = TimedChecker(TWO)
    updates = []
    for i in range(round(until_s * FPS)):
        hands = does(i / FPS)
        face = neutral_face() if hands is not None else None
        updates.append(checker.step(observation(i / FPS, face, hands or [])))
    return updates, checker.finish("a.mp4", until_s)


def during(from_s: float, to_s: float, other: Does, usual: Does = strokes) -> Does:
    return lambda time_s: other(time_s) if from_s <= time_s < to_s else usual(time_s)


def test_strokes_are_counted_area_by_area_until_all_is_done() -> None:
    updates, result = session(strokes, 12.0)
    assert result.complete
    assert result.seconds == pytest.approx(10.0)
    assert result.target_s == 10.0
    assert [(a.area, a.side, round(a.hold_s, 6)) for a in result.attempts] == [
        ("jaw", "left", 5.0),
        ("cheek", "left", 5.0),
    ]
    assert updates[-1].phase is Phase.DONE
    assert result.warnings == ()
    assert result.judged_s == pytest.approx(12.0, abs=0.1)


def test_time_that_comes_at_once_is_shared_between_two_areas() -> None:
    # Lost just before an area is complete, and found again after it would have been.
    _, result = session(during(4.8, 5.4, lambda _: []), 7.0)
    assert result.attempts[0].hold_s == pytest.approx(5.0)
    assert result.seconds == pytest.approx(6.95, abs=0.06)


def test_a_hand_that_vanishes_at_the_face_cannot_be_judged_and_then_is_away() -> None:
    updates, result = session(during(3.0, 60.0, lambda _: []), 3.0 + LOST_HAND_S + 3.0)
    assert result.judged_s == pytest.approx(3.7 + 3.0, abs=0.2)
    assert any("could not be judged and do not count" in w for w in result.warnings)
    at = {round(u.time_s, 2): u for u in updates}
    assert at[4.5].phase is Phase.CANNOT_JUDGE
    assert at[4.5].cue == "Show your hand to the camera"
    assert at[7.5].phase is Phase.WAITING
    assert at[7.5].cue == "Come back"


def test_a_face_that_is_hidden_is_not_guessed() -> None:
    updates, result = session(during(3.0, 6.0, lambda _: None), 7.5)
    assert updates[-1].timed is not None
    assert result.seconds == pytest.approx(4.4, abs=0.15)
    assert result.judged_s == pytest.approx(4.5, abs=0.1)
    assert any(w.startswith("3.0 s could not be judged") for w in result.warnings)


def test_a_source_that_stands_still_adds_nothing() -> None:
    checker = TimedChecker(TWO)
    for i in range(60):
        checker.step(observation(i / FPS, neutral_face(), strokes(i / FPS)))
    before = checker.step(observation(3.0, neutral_face(), strokes(3.0))).timed
    after = checker.step(observation(33.0, neutral_face(), strokes(3.0))).timed
    assert before is not None
    assert after is not None
    assert after.counted_s == before.counted_s


def test_many_observations_at_once_give_the_same_bit_for_bit() -> None:
    seen = [observation(i / FPS, neutral_face(), strokes(i / FPS)) for i in range(160)]
    results = []
    for together in (1, 7, 256):
        checker = checker_for(TWO)
        for one, values in measured(seen, together):
            checker.step(one, values)
        results.append(checker.finish("a.mp4", 8.0))
    assert results[0] == results[1] == results[2]


def test_an_interrupted_session_goes_on_with_the_area_it_was_at() -> None:
    _, half = session(strokes, 7.0)
    again = TimedChecker(TWO, earlier=half.attempts)
    first = again.step(observation(0.0, neutral_face(), []))
    assert first.timed is not None
    assert (first.timed.area, first.counted) == ("cheek", 1)
    assert first.hold_s == pytest.approx(half.attempts[1].hold_s)


def test_minutes_outside_what_the_exercise_allows_are_said() -> None:
    toner = load_any("microcurrent")
    for minutes, said in ((5.0, True), (15.0, False), (None, False)):
        result = checker_for(toner, Targets(minutes=minutes)).finish("a.mp4", 0.0)
        assert any("were asked for" in w for w in result.warnings) is said


def test_a_restart_begins_the_session_anew() -> None:
    checker = TimedChecker(TWO)
    for i in range(100):
        checker.step(observation(i / FPS, neutral_face(), strokes(i / FPS)))
    checker.restart()
    assert checker.attempts == ()
    update = checker.step(observation(5.0, neutral_face(), strokes(5.0)))
    assert update.timed is not None
    assert update.timed.counted_s < 0.1


def test_what_was_done_before_is_not_done_again() -> None:
    whole = (
        Attempt(1, 0.0, 5.0, 5.0, 1.0, True, None, 100, area="jaw"),
        Attempt(2, 5.0, 10.0, 5.0, 1.0, True, None, 100, area="cheek"),
    )
    update = TimedChecker(TWO, earlier=whole).step(observation(0.0, neutral_face(), []))
    assert update.phase is Phase.DONE
