"""Signs that reach the session with what is seen."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from strips import fist, flat_hand, inter_ocular, neutral_face, observation

from facecheck.core import landmarks as lm
from facecheck.core.events import Attempt, Fault, Phase
from facecheck.core.frames import Frame, Observation
from facecheck.engine.hands.in_place import WAITS_S
from facecheck.engine.hands.raised_palm import HELD_S, LOWERED_S
from facecheck.live.feed.frame_pairing import PairedFrame
from facecheck.live.keys import Action
from facecheck.live.session.rests import READY_REST_S
from facecheck.live.session.runner import SessionRunner
from facecheck.live.session.scene import translated
from facecheck.live.session.session import Session
from facecheck.live.session.state import SessionState
from facecheck.outputs.phrases import Phrases

from ..fakes import PICTURE, FakeChecker, exercise

FPS = 30


def made(_: Any) -> Any:
    return FakeChecker(exercise(reps=1000))


def seen(time_s: float, *, raised: bool) -> Observation:
    face = neutral_face()
    x, y = (float(v) for v in face.points[lm.NOSE_BASE, :2])
    palm = flat_hand((x + 1.6 * inter_ocular(), y), 0.9 * inter_ocular())
    return observation(time_s, face, [palm] if raised else [])


def with_band(time_s: float) -> Observation:
    face = neutral_face()
    x, y = (float(v) for v in face.points[lm.NOSE_BASE, :2])
    fists = [fist((x + s * 1.5 * inter_ocular(), y + 0.8 * inter_ocular()), 60) for s in (-1, 1)]
    return observation(time_s, face, fists)


class Before:
    """Somebody before a camera."""

    def __init__(self, *, signs: bool = True) -> None:
        self.session = Session([exercise(reps=1000)], made)
        self.runner = SessionRunner(self.session, signs=signs)
        self._frames = 0

    def stage(self) -> SessionState:
        return self.session.stage

    def sits(self, for_s: float, *, raised: bool = False) -> None:
        for _ in range(round(for_s * FPS)):
            self.runner(seen(self._frames / FPS, raised=raised))
            self._frames += 1

    def holds_band(self, for_s: float) -> None:
        for _ in range(round(for_s * FPS)):
            self.runner(with_band(self._frames / FPS))
            self._frames += 1


def test_a_raised_palm_pauses_and_the_next_goes_on() -> None:
    person = Before()
    person.sits(1.0)
    person.sits(1.2 * HELD_S, raised=True)
    assert person.session.paused
    assert not person.runner.idle  # or the next sign would not be seen
    person.sits(1.5 * LOWERED_S)
    person.sits(1.2 * HELD_S, raised=True)
    assert not person.session.paused


def test_in_a_rest_a_raised_palm_says_ready_and_is_no_pause() -> None:
    person = Before()
    person.session = Session(
        [exercise(reps=1000), exercise("jaw-band", reps=1000, prepare_s=60.0)], made
    )
    person.runner = SessionRunner(person.session, signs=True)
    person.sits(0.5)
    person.runner.act(Action.SKIP)
    person.sits(1.0)
    assert person.stage() is SessionState.REST
    person.sits(1.2 * HELD_S, raised=True)
    person.sits(0.1)
    assert person.stage() is SessionState.EXERCISE
    assert not person.session.paused


def test_hands_that_wait_with_the_band_say_ready_and_the_rest_is_counted_down() -> None:
    person = Before()
    band = exercise("jaw-band", reps=1000, prepare_s=25.0).model_copy(
        update={"requires": ("hands_at_jaw",)}
    )
    person.session = Session([exercise(reps=1000), band], made)
    person.runner = SessionRunner(person.session, signs=True)
    person.sits(0.5)
    person.runner.act(Action.SKIP)
    person.sits(2.0)
    assert person.session.rest is not None
    assert person.session.rest.left_s > 20.0, "a band is not taken in five seconds"
    person.holds_band(WAITS_S - 0.3)
    assert person.session.rest.left_s > 20.0
    person.holds_band(0.5)
    assert person.session.rest.left_s == pytest.approx(READY_REST_S, abs=0.3)
    person.holds_band(READY_REST_S)
    assert person.stage() is SessionState.EXERCISE
    assert not person.session.paused


def test_hands_that_rest_on_the_face_begin_nothing_that_needs_none() -> None:
    person = Before()
    person.session = Session([exercise(reps=1000), exercise("squint", rest_s=60.0)], made)
    person.runner = SessionRunner(person.session, signs=True)
    person.runner.act(Action.SKIP)
    person.sits(1.0)
    person.holds_band(3.0)
    assert person.session.rest is not None
    assert person.session.rest.left_s == pytest.approx(1.0, abs=0.1)


def test_a_palm_that_is_raised_while_the_first_exercise_is_explained_begins_it() -> None:
    person = Before()
    person.session = Session([exercise(reps=1000)], made, guided=True, explain_s=60.0)
    person.runner = SessionRunner(person.session, signs=True)
    person.runner.act(Action.SKIP)
    person.sits(1.0)
    assert person.stage() is SessionState.REST, "it is explained"
    person.sits(1.2 * HELD_S, raised=True)
    person.sits(0.1)
    assert person.stage() is SessionState.EXERCISE


def test_what_was_done_in_a_pause_does_not_count() -> None:
    person = Before()
    person.sits(1.0)
    person.sits(1.2 * HELD_S, raised=True)
    before = person.session.update
    person.sits(5.0)
    assert person.session.update is before


def test_without_signs_a_palm_is_a_palm_and_a_pause_idles() -> None:
    person = Before(signs=False)
    person.sits(2.0 * HELD_S, raised=True)
    assert not person.session.paused
    person.runner.act(Action.PAUSE)
    assert person.runner.idle


@pytest.mark.parametrize("raised", [True, False])
def test_after_pain_only_a_key_goes_on(*, raised: bool) -> None:
    person = Before()
    person.session = Session([exercise(reps=1000), exercise("squint")], made)
    person.runner = SessionRunner(person.session, signs=True)
    person.sits(0.5)
    person.runner.act(Action.PAIN)
    person.sits(2.0 * HELD_S, raised=raised)
    assert person.session.is_halted
    assert not person.session.paused


def test_what_ended_between_two_pictures_is_shown_with_the_next() -> None:
    person = Before()
    person.sits(0.2)
    first = person.session.update
    assert first is not None
    closed = Attempt(1, 0.0, 1.0, 0.2, 0.9, False, "held 0.2 of 5.0 s: shut at 1.0 s", 0)
    ended, later = replace(first, closed=closed), replace(first, time_s=2.0)
    step = person.session.step(seen(1.0, raised=False))
    assert step is not None
    answers = [step._replace(update=ended), step._replace(update=later)]
    person.session.step = lambda _seen: answers.pop(0)  # type: ignore[method-assign, assignment]
    for time_s in (1.1, 1.2):
        person.runner(seen(time_s, raised=False))
    person.session.update = later
    picture = PairedFrame(Frame(1.2, PICTURE), None, 1.2, fresh=True)
    shown = [person.runner.scene(picture).update for _ in range(2)]
    assert [one.closed for one in shown if one is not None] == [closed, None]


def test_no_time_runs_on_the_screen_while_the_camera_sends_nothing() -> None:
    person = Before()
    person.sits(0.2)
    picture = PairedFrame(Frame(0.2, PICTURE), None, 0.2, fresh=True)
    phases, views, cues = [], [], []
    for trouble in (None, "No picture from the camera for 1 s, waiting", None):
        update = translated(person.runner.scene(picture, trouble=trouble), Phrases()).update
        assert update is not None
        phases.append(update.phase)
        views.append(update.quality.good)
        cues.append(update.cue)
    assert phases == [Phase.HOLDING, Phase.WAITING, Phase.HOLDING]
    assert views == [True, False, True], "nobody knows how good a view is that is not there"
    assert cues == ["Hold", "The camera shows nothing", "Hold"]


@pytest.mark.parametrize(
    ("before", "shown"),
    [
        (Phase.READY, Phase.CANNOT_JUDGE),
        (Phase.RELEASING, Phase.CANNOT_JUDGE),
        (Phase.WAITING, Phase.WAITING),
        (Phase.RUNNING, Phase.WAITING),
    ],
)
def test_what_was_last_seen_is_not_taken_for_what_is(before: Phase, shown: Phase) -> None:
    person = Before()
    person.sits(0.2)
    assert person.session.update is not None
    fault = Fault("jaw drifts sideways", 1.0, 2.0, 0.2, 0.1, "x", "Open straight down")
    person.session.update = replace(person.session.update, phase=before, faults=(fault,))
    picture = PairedFrame(Frame(0.2, PICTURE), None, 0.2, fresh=True)
    update = translated(person.runner.scene(picture, trouble="black"), Phrases("de")).update
    assert update is not None
    assert (update.phase, update.advice) == (shown, "Die Kamera zeigt nichts")
    assert update.faults == ()


def test_nobody_is_told_to_stay_where_they_are_by_a_camera_that_shows_nothing() -> None:
    person = Before()
    person.session = Session([exercise()], made, guided=True)
    person.runner = SessionRunner(person.session)
    person.sits(0.2)
    picture = PairedFrame(Frame(0.2, PICTURE), None, 0.2, fresh=True)
    advice = []
    for trouble in (None, "black"):
        placement = translated(person.runner.scene(picture, trouble=trouble), Phrases()).placement
        assert placement is not None
        advice.append(placement.advice)
    assert advice[0] != "place.camera"
    assert advice[1] == "place.camera"


def test_hands_are_looked_for_because_of_the_sign_and_judged_where_they_count() -> None:
    judged: list[Observation] = []
    person = Before()
    person.session.step = judged.append  # type: ignore[method-assign, assignment]
    person.sits(0.1, raised=True)
    assert {one.hands for one in judged} == {None}
