"""Write the table of docs/guide.md that says what is seen, heard and spoken in every state.

    python docs/tools/states_page.py

Each row is made by the code of a session itself: scenes and updates go to what draws, sounds and
speaks, and what comes out is written down. A test holds the page to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from facecheck.api.exercises import load_exercise
from facecheck.core.events import AreaState, Attempt, Fault, Phase, Quality, Sound, Update
from facecheck.core.frames import Frame
from facecheck.engine.repetitions.sub_threshold import Shallow
from facecheck.live.feed.frame_pairing import PairedFrame
from facecheck.live.session.calibration import CalibrationState, CalibrationStep, calibration_text
from facecheck.live.session.placement import FAR, NOBODY, Placement
from facecheck.live.session.scene import (
    Scene,
    correction_text,
    pain_text,
    ready_text,
    rest_title,
    standing,
)
from facecheck.live.session.state import Correction, Rest
from facecheck.live.sinks.prompter import Prompter
from facecheck.outputs.overlay.banner import BannerState as OfRepetitions
from facecheck.outputs.sound.player import Silent
from facecheck.outputs.sound.spoken_cues import Announcer
from facecheck.outputs.words import Words

PAGE = Path(__file__).parents[1] / "guide.md"
BEGIN, END = "<!-- states: docs/tools/states_page.py -->", "<!-- end of states -->"
_JAW = load_exercise("jaw-open")
_SEEN = PairedFrame(Frame(0.0, np.zeros((48, 64, 3), np.uint8)), None, 0.0, fresh=True)
_DRIFT = next(rule for rule in _JAW.faults if rule.name == "jaw drifts sideways")
_SIDEWAYS = Fault(_DRIFT.name, 3.0, 4.0, 0.06, 0.03, "inter-ocular", _DRIFT.cue)
_SHALLOW = Shallow(6.0, 9.0, 0.57).fault(_JAW.movement.rule.enter)
_MISSED = Attempt(1, 5.0, 9.0, 3.8, 0.9, False, "held 3.8 of 5.0 s: mouth closed at 12.4 s", 60)
_DARK = Quality(ok=False, reason="too dark", cue="Turn on a light in front of you")
_LOST = Quality(ok=False, reason="could not see your face", cue="Come into the picture")


@dataclass
class Told:
    """What comes of scenes and updates: what is seen, heard and spoken."""

    seen: list[str] = field(default_factory=list)
    player: Silent = field(default_factory=Silent)
    spoken: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """What listens, as in a session."""
        self.words = Words()
        self.now_s = 0.0
        self._prompter = Prompter(self.player, self.spoken.append, self.words, lambda: self.now_s)
        self._announcer = Announcer(self.spoken.append, self.words)
        self._of_repetitions = OfRepetitions(self.words)

    def update(self, phase: Phase, **changes: Any) -> None:
        """An observation that was judged, and its picture."""
        usual: dict[str, Any] = {
            "time_s": 10.0,
            "phase": phase,
            "level": 0.8,
            "hold_s": 0.0,
            "counted": 0,
            "reps": 3,
            "target_hold_s": 5.0,
            "enter": 0.62,
            "leave": 0.45,
            "quality": Quality(ok=True),
            "cue": _JAW.cues.ready,
        }
        one = Update(**{**usual, **changes})
        self.player.play(one.heard)
        self._announcer.step(one)
        self.scene(update=one, time_s=one.time_s)

    def scene(self, *, time_s: float = 10.0, update: Update | None = None, **shown: Any) -> None:
        """A picture."""
        frame = replace(_SEEN.frame, time_s=time_s)
        scene = Scene(_SEEN._replace(frame=frame), _JAW, update, **shown)
        self._prompter.step(scene)
        self.seen = list(self._lines(scene))

    def forget(self) -> None:
        """What went before is not this state's."""
        self.player.played.clear()
        self.spoken.clear()

    def _lines(self, scene: Scene) -> Iterator[str]:
        words = self.words
        if scene.help:
            yield words("help.title")
        elif scene.stopped_for_pain:
            yield from (words("hurt.title"), words("hurt.what"), pain_text(scene, words))
        elif scene.paused:
            yield words("pause.title")
            yield words("pause.sign" if scene.signs else "pause.how")
        elif scene.placement is not None:
            yield from (words("place.title"), words(scene.placement.advice))
        elif scene.calibration is not None:
            yield words("calibrate.title")
            yield calibration_text(scene.calibration, words)
        elif scene.rest is not None:
            yield words("explain.title" if scene.rest.first else "rest.title")
            yield from (rest_title(scene, words), "the drawn face, and how it is done")
            yield ready_text(scene, words)
        elif scene.update is not None:
            yield from self._exercise(scene, scene.update)
        if scene.muted:
            yield words("muted")

    def _exercise(self, scene: Scene, update: Update) -> Iterator[str]:
        words = self.words
        waiting = scene.countdown_s is not None
        yield words("phase.countdown" if waiting else f"phase.{update.phase.value}")
        if update.timed is not None:
            yield words.area(update.timed.area, update.timed.side)
        if update.faults:
            yield update.faults[0].name
        yield update.advice
        self._of_repetitions.step(update)
        notice = correction_text(scene.correction, words) or scene.notice
        banner = self._of_repetitions.banner(update, notice)
        if banner is not None:
            yield f"banner: {banner.text}"


def _calibrating(step: CalibrationStep, told: str | None, *, good: bool | None) -> CalibrationState:
    return CalibrationState(step, _JAW.cues.ready, told, good, 7.0, 0.0, ((_JAW.title, good),))


def _placing(placement: Placement) -> Callable[[Told], None]:
    return lambda told: told.scene(placement=placement)


def _calibration(
    step: CalibrationStep, key: str | None = None, *, good: bool | None = None
) -> Callable[[Told], None]:
    def happens(told: Told) -> None:
        told.scene(calibration=_calibrating(CalibrationStep.RELAX, None, good=None))
        told.forget()
        told.scene(calibration=_calibrating(step, key, good=good))

    return happens


def _counts_down(told: Told) -> None:
    told.update(Phase.READY)
    told.forget()
    for tenths in range(30, 0, -1):
        told.scene(update=_ready(), countdown_s=tenths / 10)
    told.scene(update=_ready())


def _ready(phase: Phase = Phase.READY, cue: str | None = _JAW.cues.ready) -> Update:
    return Update(10.0, phase, 0.1, 0.0, 0, 3, 5.0, 0.62, 0.45, Quality(ok=True), cue or "")


def _after(before: Callable[[Told], None], then: Callable[[Told], None]) -> Callable[[Told], None]:
    def happens(told: Told) -> None:
        before(told)
        told.forget()
        then(told)

    return happens


def _is(phase: Phase, **changes: Any) -> Callable[[Told], None]:
    return lambda told: told.update(phase, **changes)


_READY = _is(Phase.READY)
_HOLDS = _is(Phase.HOLDING, hold_s=1.0, cue=_JAW.cues.hold)
_STANDS = _is(Phase.WAITING, hold_s=1.0, cue=_DRIFT.cue, faults=(_SIDEWAYS,), time_s=11.0)


def _leaves(told: Told) -> None:
    told.update(Phase.READY)
    told.forget()
    for tenths in range(12):
        told.update(
            Phase.CANNOT_JUDGE, level=None, quality=_LOST, cue=_LOST.cue, time_s=10.0 + tenths / 10
        )


def _is_dark(told: Told) -> None:
    for tenths in range(12):
        told.update(
            Phase.CANNOT_JUDGE, level=None, quality=_DARK, cue=_DARK.cue, time_s=10.0 + tenths / 10
        )


def _sends_nothing(told: Told) -> None:
    told.update(Phase.HOLDING, hold_s=1.0, cue=_JAW.cues.hold)
    told.forget()
    trouble = told.words("stalled", seconds="1")
    update = _ready(Phase.HOLDING, _JAW.cues.hold)
    for told.now_s in (0.0, 1.0):
        told.scene(update=standing(update, told.words), trouble=trouble, notice=trouble)


def _sends_black(told: Told) -> None:
    trouble = told.words("black")
    for tenths in range(40):
        told.now_s = tenths / 10
        black = trouble if tenths >= 20 else None
        blind = replace(_ready(Phase.CANNOT_JUDGE, _LOST.cue), quality=_LOST, level=None)
        blind = blind if black is None else standing(blind, told.words)
        told.scene(time_s=10.0 + tenths / 10, update=blind, trouble=black, notice=black)


def _rests(told: Told) -> None:
    told.scene(rest=Rest(10.0, 10.0), signs=True)


def _rest_ends(told: Told) -> None:
    for tenths in range(30, 0, -1):
        told.scene(rest=Rest(tenths / 10, 10.0), signs=True)
    told.scene(update=_ready())


def _area(phase: Phase, n: int = 0, **changes: Any) -> Callable[[Told], None]:
    side = "right" if n == 0 else "left"
    timed = AreaState("cheek", side, 30.0, 300.0)
    return _is(phase, timed=timed, counted=n, reps=8, target_hold_s=45.0, **changes)


_ADDED = Correction("added", _MISSED, 1, 3, 1, _JAW)

STATES: dict[str, Callable[[Told], None]] = {
    "nobody is in view, before the first exercise": _placing(NOBODY),
    "your face is there, too far away": _placing(FAR),
    "you sit well": _placing(Placement("place.hold", frozenset())),
    "the first exercise is explained": lambda t: t.scene(rest=Rest(18, 18, first=True), signs=True),
    "`c`: your own range is learned": _calibration(CalibrationStep.READY),
    "… now, until the next tone": _calibration(CalibrationStep.EFFORT),
    "… it was kept": _calibration(CalibrationStep.READY, "calibrate.kept", good=True),
    "… it was not far enough": _calibration(CalibrationStep.READY, "calibrate.little", good=False),
    "… you were not relaxed before": _calibration(
        CalibrationStep.OVER, "calibrate.late", good=True
    ),
    "the rest level is learned": _is(Phase.LEARNING, cue="Look at the camera, face relaxed"),
    "it counts down": _counts_down,
    "you may begin": _READY,
    "a blink, a word": _after(_READY, _READY),
    "a movement stays too small": _after(
        _READY, _is(Phase.READY, cue="Go further", faults=(_SHALLOW,), time_s=11.0)
    ),
    "… and is over": _after(_READY, _is(Phase.READY, noted=(_SHALLOW,), time_s=14.0)),
    "time begins to run": _after(
        _READY,
        _is(Phase.HOLDING, hold_s=0.5, cue=_JAW.cues.hold, sounds=(Sound.HOLD_START,)),
    ),
    "a fault, and time runs": _after(
        _HOLDS, _is(Phase.HOLDING, hold_s=2.0, cue=_DRIFT.cue, faults=(_SIDEWAYS,), time_s=11.0)
    ),
    "a fault stops the time": _after(
        _HOLDS,
        _is(
            Phase.WAITING,
            hold_s=1.0,
            cue=_DRIFT.cue,
            faults=(_SIDEWAYS,),
            time_s=11.0,
            sounds=(Sound.STOPPED,),
        ),
    ),
    "time continues": _after(
        _STANDS,
        _is(Phase.HOLDING, hold_s=1.0, cue=_JAW.cues.hold, sounds=(Sound.GO_ON,), time_s=15.0),
    ),
    "one of the last three seconds": _after(
        _HOLDS, _is(Phase.HOLDING, hold_s=3.0, cue=_JAW.cues.hold, sounds=(Sound.TICK,))
    ),
    "it counts": _after(
        _HOLDS,
        _is(Phase.HOLDING, hold_s=5.0, counted=1, cue=_JAW.cues.release, sounds=(Sound.COUNTED,)),
    ),
    "it was let go": _after(_HOLDS, _is(Phase.RELEASING, cue=_JAW.cues.release)),
    "it does not count": _after(_HOLDS, _is(Phase.READY, closed=_MISSED)),
    "your face is lost in a hold": _after(
        _HOLDS,
        _is(Phase.CANNOT_JUDGE, level=None, quality=_LOST, cue=_LOST.cue, sounds=(Sound.LOST,)),
    ),
    "… or between repetitions": _leaves,
    "… and is back": _after(_leaves, _is(Phase.READY, time_s=20.0)),
    "it is too dark": _is_dark,
    "the camera sends nothing any more": _sends_nothing,
    "… and sends again": _after(_sends_nothing, lambda t: t.scene(update=_ready())),
    "its lens is covered": _sends_black,
    "the set is complete": _after(
        _is(Phase.HOLDING, counted=2),
        _is(Phase.DONE, counted=3, cue="Set complete", sounds=(Sound.SET_DONE,)),
    ),
    "a rest": _rests,
    "… ends": _after(_rests, _rest_ends),
    "by the clock: time runs": _area(
        Phase.RUNNING, cue="Right cheek, from the mouth to the ear", sounds=(Sound.HOLD_START,)
    ),
    "… the hand is away": _after(
        _area(Phase.RUNNING, cue="Right cheek, from the mouth to the ear"),
        _area(Phase.WAITING, cue="Bring your hand back to your face", sounds=(Sound.STOPPED,)),
    ),
    "… the next area": _after(
        _area(Phase.RUNNING, cue="Right cheek, from the mouth to the ear"),
        _area(
            Phase.RUNNING, 1, cue="Left cheek, from the mouth to the ear", sounds=(Sound.NEXT_AREA,)
        ),
    ),
    "`p`, or an open palm beside the head: a pause": _after(
        _READY, lambda t: t.scene(update=_ready(), paused=True, signs=True)
    ),
    "… continues": _after(
        lambda t: t.scene(update=_ready(), paused=True), lambda t: t.scene(update=_ready())
    ),
    "`x`: it hurts": lambda t: t.scene(stopped_for_pain=True),
    "… in the last exercise": lambda t: t.scene(stopped_for_pain=True, ends=True),
    "`a`: one more, by hand": _after(_READY, lambda t: t.scene(update=_ready(), correction=_ADDED)),
    "`h`: the keys": lambda t: t.scene(update=_ready(), help=True),
    "`m`: the sound is off": lambda t: t.scene(update=_ready(), muted=True),
}


def table() -> str:
    """The rows, one a state."""
    rows = ["| when | seen | heard | spoken |", "|---|---|---|---|"]
    for name, happens in STATES.items():
        told = Told()
        happens(told)
        seen = " · ".join(_short(text) for text in told.seen)
        heard = ", ".join(f"`{sound.value}`" for sound in _runs(told.player.played)) or "nothing"
        spoken = " / ".join(_short(text) for text in told.spoken) or "nothing"
        rows.append(f"| {name} | {seen} | {heard} | {spoken} |")
    return "\n".join(rows)


def _short(text: str) -> str:
    """A long explanation by its beginning."""
    return text if len(text) <= 120 else text[:100].rsplit(" ", 1)[0] + " …"


def _runs(sounds: list[Sound]) -> Iterator[Sound]:
    yield from (s for n, s in enumerate(sounds) if n == 0 or sounds[n - 1] is not s)


def written(page: str) -> str:
    """The page with the table as it is now."""
    block = f"{BEGIN}\n{table()}\n{END}"
    return re.sub(f"{re.escape(BEGIN)}.*{re.escape(END)}", lambda _: block, page, flags=re.DOTALL)


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text("utf-8")), "utf-8")
