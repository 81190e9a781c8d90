from __future__ import annotations

from typing import Any

import pytest
from outputs.states import update

from facecheck.core.events import AreaState, Attempt, Fault, Phase, Quality
from facecheck.core.frames import Frame
from facecheck.live.display.lines import LinesDisplay
from facecheck.live.feed.frame_pairing import PairedFrame
from facecheck.live.options import LiveOptions
from facecheck.live.session.placement import NOBODY
from facecheck.live.session.scene import Scene
from facecheck.live.session.state import Rest

from ..fakes import PICTURE, exercise

SEEN = PairedFrame(Frame(0.0, PICTURE), None, 0.0, fresh=True)
FAULT = Fault("jaw drifts sideways", 1.0, 2.0, 0.2, 0.1, "x", "Open straight down")
MISSED = Attempt(1, 1.0, 3.0, 1.2, 0.9, False, "held 1.2 of 5.0 s: mouth closed at 3.0 s", 40)


class Written:
    """What is written of scenes."""

    def __init__(self, language: str = "en") -> None:
        self.lines: list[str] = []
        self._display = LinesDisplay(LiveOptions(language=language), self.lines.append)

    def scene(self, changed: Any = None, **shown: Any) -> None:
        self._display.draw(Scene(SEEN, exercise("squint"), changed, **shown))

    def starting(self, *, done: bool) -> None:
        self._display.starting([("Camera", done)])


def test_before_the_first_exercise_it_is_explained() -> None:
    written = Written()
    written.scene(rest=Rest(18.0, 18.0, first=True), signs=True)
    (line,) = written.lines
    assert line.startswith("First: Squint. Do the squint. You will hear one tone")
    assert line.endswith("Ready? Hold up an open palm, or press n.")


def test_the_keys_are_listed_when_asked_for_and_again_the_next_time() -> None:
    written = Written()
    for _ in range(2):
        for _ in range(3):
            written.scene(update(Phase.READY), help=True)
        listed, written.lines[:] = list(written.lines), []
        assert listed[0] == "Keys"
        assert "u: take the last count back" in listed
        assert "x: it hurts: stop the set" in listed
        written.scene(update(Phase.READY, counted=0, cue="Open"))
        written.lines.clear()


def test_the_area_that_is_due_and_a_sound_that_is_off_are_said() -> None:
    written = Written()
    for side in ("left", "left", None):
        now = AreaState("jaw", side, 42.0, 600.0)
        written.scene(update(Phase.RUNNING, counted=0, timed=now), muted=True)
    assert [line for line in written.lines if line.startswith("Next")] == [
        "Next: jaw, left",
        "Next: jaw",
    ]
    assert written.lines.count("Muted") == 1


def test_each_thing_is_said_once_when_it_happens() -> None:
    written = Written()
    ready = {"counted": 0, "hold_s": 0.0, "cue": "Open"}
    for _ in range(3):
        written.scene(update(Phase.READY, **ready))
    for hold_s in (0.1, 0.2, 0.3):
        written.scene(update(Phase.HOLDING, counted=0, hold_s=hold_s, cue="Hold"))
    written.scene(update(Phase.HOLDING, counted=0, cue="Open straight down", faults=(FAULT,)))
    written.scene(update(Phase.READY, counted=0, cue="Open", closed=MISSED))
    written.scene(update(Phase.HOLDING, counted=0, cue="Hold"))
    written.scene(update(Phase.RELEASING, counted=1, cue="Close"))
    assert written.lines == [
        "Squint",
        "Open",
        "Hold",
        "jaw drifts sideways",
        "Open straight down",
        "Not counted: held 1.2 of 5.0 s: mouth closed at 3.0 s",
        "Open",
        "Hold",
        "Counted: 1 of 3",
        "Close",
    ]


def test_the_same_miss_twice_is_said_twice() -> None:
    written = Written()
    for _ in range(2):
        written.scene(update(Phase.HOLDING, counted=0, cue="Hold"))
        written.scene(update(Phase.READY, counted=0, cue="Open", closed=MISSED))
    assert sum(line.startswith("Not counted") for line in written.lines) == 2


def test_what_is_in_the_way_is_said_with_what_to_do() -> None:
    blind = Quality(ok=False, reason="too dark", cue="Turn on a light")
    written = Written("de")
    written.scene(
        update(Phase.CANNOT_JUDGE, counted=0, quality=blind, cue="Mach Licht an"), notice="Kein Ton"
    )
    assert written.lines == ["Kein Ton", "Squint", "Nicht zu beurteilen: too dark", "Mach Licht an"]


def test_placing_rest_and_pause_are_said() -> None:
    written = Written()
    written.starting(done=False)
    written.starting(done=True)
    written.scene(placement=NOBODY)
    written.scene(rest=Rest(4.0, 10.0))
    written.scene(rest=Rest(3.0, 10.0), paused=True)
    assert written.lines == [
        "Camera: opening…",
        "Camera: ready",
        "Come into the picture",
        "Rest. Next: Squint. Do the squint. Ready? n continues at once.",
        "Paused. Press p or the space bar to go on",
    ]


def test_whose_range_is_not_known_is_offered_to_learn_it_until_the_first_exercise() -> None:
    offer = "c: learn your own range first"
    written = Written()
    for _ in range(2):
        written.scene(placement=NOBODY, offers=True)
    written.scene(rest=Rest(18.0, 18.0, first=True), offers=True)
    assert written.lines.count(offer) == 1
    german = Written("de")
    german.scene(placement=NOBODY, offers=True)
    assert "c: erst dein eigenes Maß lernen" in german.lines
    known = Written()
    known.scene(placement=NOBODY)
    assert offer not in known.lines


def test_a_pause_by_a_sign_says_that_the_sign_ends_it() -> None:
    written = Written()
    written.scene(paused=True, signs=True)
    assert written.lines == ["Paused. Press p, or hold an open palm up beside your head, to go on"]


@pytest.mark.parametrize("what", ["countdown", "rest"])
def test_the_last_seconds_before_a_movement_are_lines(what: str) -> None:
    written = Written()
    for tenths in range(50, 0, -1):
        left_s = tenths / 10
        if what == "rest":
            written.scene(rest=Rest(left_s, 10.0))
        else:
            left = left_s if left_s <= 3.0 else None
            written.scene(update(Phase.READY, counted=0, cue="Open"), countdown_s=left)
    assert written.lines[-3:] == ["Get ready: 3", "Get ready: 2", "Get ready: 1"]
    assert sum(line.startswith("Get ready") for line in written.lines) == 3
    written.scene(update(Phase.READY, counted=0, cue="Open"))
    written.scene(rest=Rest(2.5, 10.0), paused=True)
    assert written.lines[-2].startswith("Paused"), "nothing is counted down in a pause"
    written.scene(rest=Rest(2.5, 10.0))
    assert written.lines[-1] == "Get ready: 3", "and again after it"
