from __future__ import annotations

from typing import Any

from outputs.states import update

from facecheck.core.events import Phase, Sound, Update
from facecheck.core.frames import Frame
from facecheck.live.feed.frame_pairing import PairedFrame
from facecheck.live.session.calibration import CalibrationState, CalibrationStep
from facecheck.live.session.placement import NOBODY, Placement
from facecheck.live.session.scene import Scene
from facecheck.live.session.state import Rest
from facecheck.live.sinks.prompter import AGAIN_S, BLIND_S, Prompter
from facecheck.outputs.sound.player import Silent
from facecheck.outputs.words import Words

from ..fakes import PICTURE, exercise


class Heard:
    """What is heard of scenes."""

    def __init__(self, prepare_s: float = 0.0) -> None:
        self._exercise = exercise("squint", prepare_s=prepare_s)
        self.player = Silent()
        self.said: list[str] = []
        self.now_s = 0.0
        self._prompter = Prompter(self.player, self.said.append, Words(), lambda: self.now_s)

    def scene(self, time_s: float = 0.0, update: Update | None = None, **shown: Any) -> None:
        seen = PairedFrame(Frame(time_s, PICTURE), None, time_s, fresh=True)
        self._prompter.step(Scene(seen, self._exercise, update, **shown))


def test_a_countdown_ticks_each_second_and_then_sounds_to_begin() -> None:
    heard = Heard()
    for tenths in range(30, 0, -1):
        heard.scene(countdown_s=tenths / 10)
    heard.scene()
    heard.scene()
    assert heard.player.played == [Sound.TICK] * 3 + [Sound.BEGIN]


def test_a_countdown_that_was_cut_short_does_not_sound_to_begin() -> None:
    heard = Heard()
    heard.scene(countdown_s=2.4)
    heard.scene()
    assert heard.player.played == [Sound.TICK]


def test_a_rest_says_what_is_next_and_counts_its_last_seconds() -> None:
    heard = Heard()
    for tenths in range(60, 0, -1):
        heard.scene(rest=Rest(tenths / 10, 6.0))
    assert heard.said == ["Rest. Next: Squint. Do the squint."]
    assert heard.player.played == [Sound.TICK] * 3


def test_the_first_exercise_is_explained_with_what_will_be_heard() -> None:
    heard = Heard()
    for tenths in range(180, 150, -1):
        heard.scene(rest=Rest(tenths / 10, 18.0, first=True))
    (said,) = heard.said
    assert said.startswith("First: Squint. Do the squint. You will hear one tone when time runs")
    assert "Rest" not in said


def test_time_to_take_a_band_is_said_with_how_to_go_on() -> None:
    heard = Heard(prepare_s=25.0)
    heard.scene(rest=Rest(25.0, 25.0), signs=True)
    (said,) = heard.said
    assert said.endswith("Ready? Hold up an open palm, or press n.")


def test_who_leaves_the_picture_between_repetitions_hears_it_and_hears_the_return() -> None:
    heard = Heard()
    for n in range(60):
        blind = 20 <= n < 40
        heard.scene(n / 10, update=update(Phase.CANNOT_JUDGE if blind else Phase.READY))
    assert heard.player.played == [Sound.LOST, Sound.GO_ON]
    heard = Heard()
    for n in range(60):
        blind = 20 <= n < 20 + 10 * BLIND_S - 1
        heard.scene(n / 10, update=update(Phase.CANNOT_JUDGE if blind else Phase.READY))
    assert heard.player.played == [], "a glance aside"


def test_of_a_hold_that_is_lost_the_engine_tells_alone() -> None:
    heard = Heard()
    for n in range(60):
        heard.scene(n / 10, update=update(Phase.HOLDING if n < 20 else Phase.CANNOT_JUDGE))
    assert heard.player.played == []


def test_after_pain_it_asks_once_and_counts_nothing_down() -> None:
    heard = Heard()
    for _ in range(3):
        heard.scene(stopped_for_pain=True, rest=Rest(2.0, 6.0))
    (said,) = heard.said
    assert said.startswith("Stopped. Do not work through pain.")
    assert said.endswith("Squint would be next: n continues, q ends the session")
    assert heard.player.played == [Sound.STOPPED]


def test_advice_is_said_when_it_changes_and_again_after_a_while() -> None:
    heard = Heard()
    for n in range(20):
        heard.scene(n / 10, placement=NOBODY)
    closer = Placement("place.closer", NOBODY.wrong)
    heard.scene(2.0, placement=closer)
    heard.scene(2.1 + AGAIN_S, placement=closer)
    well = Placement("place.hold", frozenset())
    heard.scene(3.0 + AGAIN_S, placement=well)
    assert heard.said == ["Come into the picture", "Come closer", "Come closer", "Good. Stay there"]
    low, high = Sound.STOPPED, Sound.GO_ON
    assert heard.player.played == [low, low, low, high], "heard with the voice off, too"


def test_who_cannot_be_seen_from_the_beginning_hears_it() -> None:
    heard = Heard()
    for n in range(40):
        heard.scene(n / 10, update=update(Phase.CANNOT_JUDGE if n < 30 else Phase.LEARNING))
    assert heard.player.played == [Sound.LOST, Sound.GO_ON]


def stalled(seconds: float) -> str:
    return Words()("stalled", seconds=f"{seconds:.0f}")


def test_a_camera_that_sends_nothing_is_heard_again_and_again_and_its_return_too() -> None:
    heard = Heard()
    ready = update(Phase.READY)
    heard.scene(update=ready)
    for tenths in range(round(15 * AGAIN_S)):
        heard.now_s = tenths / 10
        # Its last picture stays: no time passes in what is shown.
        heard.scene(update=ready, trouble=stalled(1 + tenths / 10))
    heard.scene(0.1, update=ready)
    assert heard.player.played == [Sound.LOST, Sound.GO_ON]
    first_s = 1 + BLIND_S
    assert heard.said == [stalled(first_s), stalled(first_s + AGAIN_S + 0.1)]


def test_between_repetitions_a_camera_that_stops_is_heard_as_well() -> None:
    heard = Heard()
    heard.scene(update=update(Phase.READY))
    for heard.now_s in (0.0, BLIND_S):
        heard.scene(update=update(Phase.CANNOT_JUDGE), trouble=stalled(1))
    heard.scene(0.1, update=update(Phase.READY))
    assert heard.player.played == [Sound.LOST, Sound.GO_ON]


def test_a_camera_that_stops_for_a_moment_is_silent() -> None:
    heard = Heard()
    for tenths in range(round(10 * BLIND_S)):
        heard.now_s = tenths / 10
        heard.scene(update=update(Phase.READY), trouble=stalled(1))
    heard.scene(0.1, update=update(Phase.READY))
    assert heard.player.played == []
    assert heard.said == []


def test_of_a_hold_that_goes_on_after_it_the_engine_tells_alone() -> None:
    heard = Heard()
    holding = update(Phase.HOLDING)
    for heard.now_s in (0.0, BLIND_S):
        heard.scene(update=holding, trouble=stalled(1))
    heard.scene(0.1, update=holding)
    assert heard.player.played == [Sound.LOST], "a hold's own tone comes with its time"


def test_black_pictures_are_told_with_the_tones_of_a_face_that_is_not_seen() -> None:
    heard, black = Heard(), Words()("black")
    for tenths in range(60):
        heard.now_s = tenths / 10
        trouble = black if 20 <= tenths < 50 else None
        blind = tenths < 50
        seen = update(Phase.CANNOT_JUDGE if blind else Phase.READY)
        heard.scene(tenths / 10, update=seen, trouble=trouble)
    assert heard.player.played == [Sound.LOST, Sound.GO_ON]
    assert heard.said == [black]


def test_a_pause_is_heard_once_and_then_silent_until_it_is_over() -> None:
    heard = Heard()
    for _ in range(3):
        heard.scene(paused=True, countdown_s=2.0)
    assert heard.player.played == [Sound.LOST]
    assert heard.said == ["Paused. Press p or the space bar to go on"]
    heard.scene()
    assert heard.player.played == [Sound.LOST, Sound.BEGIN]


def calibrating(step: CalibrationStep, left_s: float, **shown: Any) -> CalibrationState:
    kept = shown.pop("kept", (("Squint", None),))
    told, good = shown.pop("told", None), shown.pop("good", None)
    return CalibrationState(step, "Narrow your eyes", told, good, left_s, 0.5, kept, **shown)


def test_calibrating_is_led_by_words_and_each_result_is_heard() -> None:
    heard = Heard()
    for tenths in range(50, 0, -1):
        heard.scene(calibration=calibrating(CalibrationStep.READY, tenths / 10))
    heard.scene(calibration=calibrating(CalibrationStep.EFFORT, 4.0))
    assert heard.player.played == [Sound.TICK] * 3 + [Sound.BEGIN]
    little = calibrating(CalibrationStep.READY, 7.0, told="calibrate.little", good=False)
    heard.scene(calibration=little)
    late = calibrating(
        CalibrationStep.OVER, 0.0, told="calibrate.late", good=True, kept=(("Squint", True),)
    )
    heard.scene(calibration=late)
    assert heard.player.played[4:] == [Sound.MISSED, Sound.SET_DONE]
    assert heard.said == [
        "Narrow your eyes, as far as is comfortable. Wait for the tone.",
        "Narrow your eyes, and hold.",
        "Not kept: that was not far enough. Once more: "
        "Narrow your eyes, as far as is comfortable. Wait for the tone.",
        "Kept. Your face was not relaxed at the start, now it is known. Your own range is known.",
    ]
