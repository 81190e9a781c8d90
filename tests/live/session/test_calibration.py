"""Learning a range: one movement at a time, kept when good, with a plain reason when not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from strips import neutral_face, observation

from facecheck.api import load_exercise
from facecheck.live.keys import Action
from facecheck.live.session import calibration
from facecheck.live.session.calibration import (
    AFTER_S,
    EFFORT_S,
    READY_S,
    RELAX_S,
    TRIES,
    Calibration,
    CalibrationStep,
    calibration_text,
)
from facecheck.live.session.positioner import STEADY_S
from facecheck.live.session.preparation import LINGER_S
from facecheck.live.session.session import Session
from facecheck.live.session.state import SessionState
from facecheck.outputs.words import Words

from ..fakes import FakeChecker, exercise

JAW = load_exercise("jaw-open")
SQUINT = load_exercise("squint")
REST = {
    "lip_gap": 0.01,
    "jaw_drop": 0.13,
    "lid_aperture_seen_left": 0.30,
    "lid_aperture_seen_right": 0.28,
    "lid_lower_left": -0.10,
    "lid_lower_right": -0.09,
}
OPEN = {**REST, "lip_gap": 0.41, "jaw_drop": 0.43}
HALF = {**REST, "lip_gap": 0.12, "jaw_drop": 0.20}
NARROW = {
    **REST,
    "lid_aperture_seen_left": 0.15,
    "lid_aperture_seen_right": 0.14,
    "lid_lower_left": -0.04,
    "lid_lower_right": -0.03,
}
FPS = 20


@dataclass
class Person:
    """Somebody who does what a test says, before a calibration."""

    monkeypatch: pytest.MonkeyPatch
    exercises: tuple[Any, ...] = (SQUINT, JAW)
    kept: list[Mapping[str, float]] = field(default_factory=list)
    told: list[str | None] = field(default_factory=list)
    _frames: int = 0
    _values: Mapping[str, float] = field(default_factory=lambda: REST)

    def __post_init__(self) -> None:
        self.monkeypatch.setattr(calibration, "measure_face", lambda _face: self._values)
        self.learning = Calibration(self.exercises, lambda full, _rest: self.kept.append(full))

    def does(self, values: Mapping[str, float] | None, for_s: float) -> None:
        for _ in range(round(for_s * FPS)):
            self._values = values or REST
            face = None if values is None else neutral_face()
            self.learning.step(observation(self._frames / FPS, face))
            self._frames += 1
            state = self.learning.state
            if not self.told or self.told[-1] != state.message_key:
                self.told.append(state.message_key)

    def at(self, step: CalibrationStep) -> bool:
        return self.learning.state.step is step


@pytest.fixture
def person(monkeypatch: pytest.MonkeyPatch) -> Person:
    return Person(monkeypatch)


def made_any(one: Any) -> Any:
    return FakeChecker(one)


def test_each_movement_is_asked_for_and_kept_by_itself(person: Person) -> None:
    person.does(REST, RELAX_S + 0.2)
    assert person.at(CalibrationStep.READY)
    person.does(REST, READY_S)
    assert person.at(CalibrationStep.EFFORT)
    person.does(NARROW, EFFORT_S)
    assert [sorted(full) for full in person.kept] == [["lid_aperture_seen"]]
    assert person.learning.state.message_key == "calibrate.kept"
    assert person.learning.state.ranges_kept == (("Squint", True), ("Jaw opening", None))
    person.does(REST, READY_S + 0.1)
    person.does(OPEN, EFFORT_S)
    assert person.learning.is_over
    assert person.learning.full["lip_gap"] == pytest.approx(0.40)
    assert person.learning.rest["jaw_drop"] == pytest.approx(0.13)


def test_what_was_too_little_is_asked_for_again_with_the_reason(person: Person) -> None:
    person.exercises = (JAW,)
    person.learning = Calibration((JAW,))
    person.does(REST, RELAX_S + READY_S + 0.3)
    person.does(HALF, EFFORT_S)
    assert person.at(CalibrationStep.AFTER)
    person.does(REST, AFTER_S)
    assert person.at(CalibrationStep.READY)
    said = calibration_text(person.learning.state, Words())
    assert said.startswith("Not kept: that was not far enough. Once more: Open your mouth wide")
    person.does(REST, READY_S + 0.1)
    person.does(OPEN, EFFORT_S)
    assert person.learning.is_over
    assert person.learning.full["lip_gap"] == pytest.approx(0.40)


def test_a_face_that_was_not_relaxed_at_the_start_is_told_so_and_nothing_is_lost(
    person: Person,
) -> None:
    """The case of which was said `lid_aperture went only -7% of the usual way`."""
    person.learning = Calibration((SQUINT,))
    person.does(NARROW, RELAX_S + READY_S + 0.3)
    person.does(NARROW, EFFORT_S)
    person.does(REST, AFTER_S)
    assert person.learning.is_over
    said = calibration_text(person.learning.state, Words())
    assert said.startswith("Kept. Your face was not relaxed at the start")
    assert person.learning.full["lid_aperture_seen"] == pytest.approx(0.5)


def test_after_three_tries_the_usual_range_stays_and_the_next_is_asked_for(person: Person) -> None:
    person.does(REST, RELAX_S)
    for _ in range(TRIES):
        person.does(REST, READY_S + EFFORT_S + AFTER_S + 0.3)
    assert person.learning.state.ranges_kept == (("Squint", False), ("Jaw opening", None))
    person.does(REST, READY_S + 0.1)
    person.does(OPEN, EFFORT_S)
    assert person.learning.is_over
    assert sorted(person.learning.full) == ["jaw_drop", "lip_gap"]


def test_time_stands_still_while_nobody_is_seen(person: Person) -> None:
    person.does(REST, RELAX_S / 2)
    person.does(None, 60.0)
    assert person.at(CalibrationStep.RELAX)
    assert calibration_text(person.learning.state, Words()) == "Come into the picture"
    person.does(REST, RELAX_S / 2 + 0.2)
    assert person.at(CalibrationStep.READY)


def test_a_movement_can_be_left_out(person: Person) -> None:
    person.does(REST, RELAX_S + 1.0)
    person.learning.skip()
    assert person.learning.state.ranges_kept == (("Squint", False), ("Jaw opening", None))
    person.learning.skip()
    assert person.learning.is_over
    assert calibration_text(person.learning.state, Words()).endswith("Nothing was kept.")


def test_a_session_offers_it_before_its_first_exercise_and_goes_on_with_what_was_learned(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opens = False
    monkeypatch.setattr(calibration, "measure_face", lambda _face: OPEN if opens else REST)
    made: list[FakeChecker] = []

    def make(one: Any) -> Any:
        made.append(FakeChecker(one))
        return made[-1]

    from .test_positioner import in_the_middle, seen

    learning = Calibration((JAW,))
    session = Session([exercise()], make, guided=True, explain_s=18.0, calibration=learning)
    assert session.offers
    frames = 0

    def sits(for_s: float) -> None:
        nonlocal frames
        for _ in range(round(for_s * FPS)):
            session.step(seen(in_the_middle(), frames / FPS))
            frames += 1

    sits(STEADY_S + 0.2)
    assert session.rest is not None
    session.act(Action.CALIBRATE)
    assert session.stage is SessionState.CALIBRATING
    sits(RELAX_S + READY_S + 0.3)
    opens = True
    sits(EFFORT_S)
    opens = False
    assert learning.full
    sits(LINGER_S + 0.3)
    assert session.rest is not None
    assert session.rest.first
    assert not session.offers, "once is enough"
    assert len(made) == 2, "the checker of the first exercise knows it"


def test_to_calibrate_alone_ends_when_every_movement_was_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from .test_positioner import in_the_middle, seen

    monkeypatch.setattr(calibration, "measure_face", lambda _face: REST)
    session = Session(
        [exercise()], made_any, guided=True, calibration=Calibration((JAW,)), only_calibrates=True
    )
    for frame in range(120 * FPS):
        if session.step(seen(in_the_middle(), frame / FPS)) is not None:
            pytest.fail("nothing is exercised")
        if session.stage is SessionState.OVER:
            break
    assert session.stage is SessionState.OVER
    assert session.results("", None, ()) == ()
