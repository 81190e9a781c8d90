from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from facecheck.core.errors import DisplayError, HistoryError, ModelError, OutputError, SourceError
from facecheck.core.events import Sound
from facecheck.core.frames import Image
from facecheck.inputs.trace import read_trace
from facecheck.live import LiveOptions, SessionSummary, print_summary, run
from facecheck.live.display.window import WindowDisplay
from facecheck.live.record.record import Record
from facecheck.live.record.request import SessionRequest
from facecheck.live.session.scene import Scene
from facecheck.outputs.overlay.palette import VERMILLION, YELLOW
from facecheck.outputs.sound.player import Silent
from facecheck.outputs.sound.voice import Voice
from facecheck.store.history import Ending, History, Rating

from . import fakes
from .fakes import FakeCamera, FakeChecker, FakeClip, FakeLandmarker, FakeWindow, exercise

QUICK = LiveOptions(summary_s=0.0)


@pytest.fixture(autouse=True)
def checkers(monkeypatch: pytest.MonkeyPatch) -> list[FakeChecker]:
    made: list[FakeChecker] = []

    def make(*positional: Any, **named: Any) -> FakeChecker:
        made.append(FakeChecker(*positional, **named))
        return made[-1]

    monkeypatch.setattr("facecheck.live.session.checkers.checker_for", make)
    return made


@pytest.fixture(autouse=True)
def _no_threads_are_left() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    assert set(threading.enumerate()) <= before


class Ran:
    """A session in a window that presses keys."""

    def __init__(
        self,
        source: FakeClip,
        window: FakeWindow | None = None,
        options: LiveOptions = QUICK,
        names: tuple[str, ...] = ("jaw-open",),
        record: Record | None = None,
    ) -> None:
        self.window = window if window is not None else FakeWindow()
        self.player = Silent()
        self.landmarker = FakeLandmarker()
        self.summary: SessionSummary = run(
            [exercise(name, rest_s=0.3, reps=1) for name in names],
            source,
            options,
            display=WindowDisplay(self.window, options),
            player=self.player,
            landmarker=self.landmarker,
            record=record,
        )
        assert self.window.was_closed
        assert not source.open
        assert not self.landmarker.open


class Leading(FakeWindow):
    """A window whose camera gives its next picture when the one before was shown.

    However busy the machine is, the picture of a number is the one of the same time.
    """

    def __init__(self, count: int, keys: dict[int, str]) -> None:
        super().__init__(keys)
        self.camera = FakeCamera()
        self._count = count

    def show(self, rgb: Any, bar: Any = None) -> None:
        super().show(rgb, bar)
        if len(self.pictures) < self._count:
            self.camera.give(len(self.pictures) / 30)
        else:
            self.camera.ended = True


def led(count: int, keys: dict[int, str]) -> Ran:
    window = Leading(count, keys)
    return Ran(window.camera, window)


def test_a_clip_is_shown_judged_whole_and_ends_with_a_summary(
    checkers: list[FakeChecker],
) -> None:
    ran = Ran(FakeClip(45, fps=30))
    assert checkers[0].times_s == [n / 30 for n in range(45)]
    (result,) = ran.summary.results
    assert (result.clip, result.frames, result.duration_s) == ("clip.mp4", 45, 1.5)
    assert ran.summary.rows[0].counted == 1
    assert ran.summary.error is None
    assert len(ran.window.pictures) > 2
    assert (ran.window.pictures[-1] == YELLOW).all(axis=2).any()


def test_sounds_are_asked_for_as_they_come() -> None:
    assert Ran(FakeClip(45, fps=30)).player.played == [Sound.COUNTED]


def test_a_routine_goes_from_one_exercise_to_the_next_by_itself() -> None:
    # Unexplained, the rest is as short as the exercise asks for.
    unexplained = replace(QUICK, explain=False)
    ran = Ran(FakeClip(160, fps=30), options=unexplained, names=("squint", "jaw-open"))
    assert [(r.exercise, r.counted) for r in ran.summary.results] == [
        ("squint", 1),
        ("jaw-open", 1),
    ]


def test_closing_the_window_ends_cleanly_with_the_summary() -> None:
    ran = Ran(FakeClip(10_000, fps=30), FakeWindow(close_after=12))
    assert ran.summary.error is None
    assert 0 < ran.summary.results[0].frames < 100


@pytest.mark.parametrize("key", ["q", "\x1b"])
def test_quitting_ends_with_what_was_done(key: str) -> None:
    ran = Ran(FakeClip(10_000, fps=30), FakeWindow({12: key}))
    assert 0 < ran.summary.results[0].frames < 100


@pytest.mark.parametrize("ends", [{"close_after": 12}, {"keys": {12: "q"}}])
def test_what_it_came_to_is_shown_however_it_ended(
    ends: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[int] = []
    summed_up = WindowDisplay.summary

    def summary(self: WindowDisplay, rows: Any, line: str | None = None) -> None:
        shown.append(len(rows))
        summed_up(self, rows, line)

    monkeypatch.setattr(WindowDisplay, "summary", summary)
    ran = Ran(FakeClip(10_000, fps=30), FakeWindow(**ends), LiveOptions(summary_s=0.1))
    assert set(shown) == {1}
    assert ran.window.reopened == ("close_after" in ends)


def test_a_pause_does_not_lengthen_a_hold(checkers: list[FakeChecker]) -> None:
    ran = Ran(FakeClip(60, fps=30), FakeWindow({10: "p", 25: " "}))
    times_s = checkers[0].times_s
    assert len(times_s) < 55
    assert ran.landmarker.looked < 55, "a pause costs no work"
    steps_s = [b - a for a, b in pairwise(times_s)]
    assert max(steps_s) == pytest.approx(1 / 30, abs=0.005)


def test_mute_silences_and_mirror_and_size_change_the_picture() -> None:
    ran = Ran(FakeClip(45, fps=30), FakeWindow({5: "m", 8: "f", 11: "+", 14: "+", 17: "-"}))
    assert ran.player.played == []
    assert ran.summary.muted
    assert {picture.shape for picture in ran.window.pictures} == {(566, 960, 3)}


def test_the_key_for_the_mirror_turns_the_picture_round(monkeypatch: pytest.MonkeyPatch) -> None:
    half = np.zeros_like(fakes.PICTURE)
    half[:, half.shape[1] // 2 :] = 200
    monkeypatch.setattr(fakes, "PICTURE", half)
    shown = led(30, {12: "f"}).window.pictures

    def bright(picture: Image) -> list[bool]:
        row = picture[picture.shape[0] // 3]
        return [bool(row[len(row) * n // 8].min() > 150) for n in (3, 5)]

    assert (bright(shown[8]), bright(shown[16])) == ([True, False], [False, True])


@pytest.mark.parametrize(("key", "sign"), [("+", -1), ("-", 1)])
def test_larger_type_takes_its_room_from_the_picture(key: str, sign: int) -> None:
    shown = led(30, {12: key}).window.pictures
    before, after = ((shown[n] == fakes.PICTURE[0, 0]).all(axis=2).sum() for n in (8, 16))
    assert np.sign(int(after) - int(before)) == sign


def test_help_is_shown_and_goes_away() -> None:
    ran = led(32, {10: "h", 20: "h"})
    assert (ran.window.pictures[14].max(axis=2) < 50).mean() > 0.5
    assert (ran.window.pictures[30].max(axis=2) > 80).mean() > 0.5


def test_another_key_takes_the_help_away_and_does_what_it_does() -> None:
    ran = led(32, {10: "h", 20: "m"})
    assert (ran.window.pictures[14].max(axis=2) < 50).mean() > 0.5
    assert (ran.window.pictures[30].max(axis=2) > 80).mean() > 0.5
    assert ran.player.muted


def test_skip_and_restart_reach_the_session(checkers: list[FakeChecker]) -> None:
    ran = Ran(FakeClip(60, fps=30), FakeWindow({8: "r", 12: "n", 16: "n"}), names=("a", "b"))
    assert [r.exercise for r in ran.summary.results] == ["a", "b"]
    assert checkers[0].restarted_s > 0


def test_a_camera_that_fails_keeps_what_was_done() -> None:
    source = FakeClip(40, fps=30, fails_with=SourceError("camera: unplugged"))
    ran = Ran(source)
    assert str(ran.summary.error) == "camera: unplugged"
    assert ran.summary.results[0].counted == 1


def test_a_camera_that_stalls_is_said_and_the_keys_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    camera = FakeCamera()
    camera.give(0.0)
    told: list[str | None] = []
    draw = WindowDisplay.draw

    def watched(self: WindowDisplay, scene: Scene) -> Any:
        told.append(scene.notice)
        return draw(self, scene)

    monkeypatch.setattr(WindowDisplay, "draw", watched)

    class Stalls(FakeWindow):
        def show(self, rgb: Any, bar: Any = None) -> None:
            super().show(rgb, bar)
            camera.stalled_s = 2.0

    window = Stalls({20: "q"})
    ran = Ran(camera, window)
    assert len(window.pictures) == 20, "the key ended it"
    assert ran.summary.error is None
    assert "No picture from the camera for 2 s, waiting" in told


class Spoken(Voice):
    """A voice that writes down what it is asked to say."""

    def __init__(self) -> None:
        super().__init__(command=[sys.executable, "-c", "pass"])
        self.said: list[str] = []

    def say(self, text: str) -> None:
        self.said.append(text)


def test_a_camera_that_stalls_and_comes_back_is_heard() -> None:
    camera = FakeCamera()
    camera.give(0.0)

    class Stalls(FakeWindow):
        def show(self, rgb: Any, bar: Any = None) -> None:
            super().show(rgb, bar)
            back = time.monotonic() >= back_s
            camera.stalled_s = 0.0 if back else 2.0
            if back:
                camera.give(len(self.pictures) / 30)
            if Sound.GO_ON in player.played:
                self._keys[0] = "q"

    back_s = time.monotonic() + 2.0
    player, voice = Silent(), Spoken()
    run(
        [exercise()],
        camera,
        QUICK,
        display=WindowDisplay(Stalls({400: "q"}), QUICK),
        player=player,
        voice=voice,
        landmarker=FakeLandmarker(),
    )
    assert player.played[0] is Sound.LOST
    assert "No picture from the camera for 2 s, waiting" in voice.said


@pytest.mark.parametrize("speaks", [True, False])
def test_without_a_voice_nothing_is_spoken_and_the_tones_stay(*, speaks: bool) -> None:
    options = LiveOptions(summary_s=0.0, voice=speaks)
    player, voice = Silent(), Spoken()
    run(
        [exercise(name, rest_s=0.5, reps=1) for name in ("squint", "jaw-open")],
        FakeClip(160, fps=30),
        options,
        display=WindowDisplay(FakeWindow({20: "p", 25: "p"}), options),
        player=player,
        voice=voice,
        landmarker=FakeLandmarker(),
    )
    assert Sound.LOST in player.played, "the pause"
    assert Sound.COUNTED in player.played
    assert [line.split(".")[0] for line in voice.said if "Next" in line] == ["Rest"] * speaks
    assert bool(voice.said) == speaks


def test_what_is_said_of_the_week_is_under_the_summary_and_in_the_terminal() -> None:
    plain = Ran(FakeClip(45, fps=30), options=LiveOptions(summary_s=0.3))
    said = "Week 1 of 12: 3 days in a row, 3 of 3 so far."
    cheered = Ran(FakeClip(45, fps=30), options=LiveOptions(summary_s=0.3, cheer=lambda: said))
    assert said in cheered.summary.notices
    last, usual = (ran.window.pictures[-1][-60:] for ran in (cheered, plain))
    assert (last > 150).sum() > 1.3 * (usual > 150).sum(), "more is written at the lower edge"


@pytest.mark.parametrize("speaks", [True, False])
def test_what_is_said_of_the_week_is_spoken_where_there_is_a_voice(*, speaks: bool) -> None:
    class Open(Spoken):
        def say(self, text: str) -> None:
            super().say(text if self._process is not None else f"unheard: {text}")

    options = LiveOptions(summary_s=0.3, voice=speaks, cheer=lambda: "All done for today.")
    player, voice = Silent(), Open()
    run(
        [exercise(reps=1)],
        FakeClip(45, fps=30),
        options,
        display=WindowDisplay(FakeWindow(), options),
        player=player,
        voice=voice,
        landmarker=FakeLandmarker(),
    )
    assert voice.said[-1:] == ["All done for today."] * speaks


def test_a_clip_that_is_over_is_no_camera_that_stalls() -> None:
    """On a slow machine its last pictures are looked at long after the last one came."""
    camera = FakeCamera()
    camera.give(0.0)

    class Ends(FakeWindow):
        def show(self, rgb: Any, bar: Any = None) -> None:
            super().show(rgb, bar)
            camera.ended, camera.stalled_s = len(self.pictures) > 5, 2.0

    window = Ends({200: "q"})
    ran = Ran(camera, window)
    assert len(window.pictures) < 150
    assert ran.summary.error is None


@pytest.mark.parametrize(
    ("options", "kind"),
    [
        ({"source": SourceError("no camera")}, SourceError),
        ({"models": ModelError("no model")}, ModelError),
    ],
)
def test_what_cannot_be_opened_is_raised_and_the_rest_closed(
    options: dict[str, Exception], kind: type[Exception]
) -> None:
    class Broken(FakeClip):
        def __enter__(self) -> Any:
            if "source" in options:
                raise options["source"]
            return super().__enter__()

    window, source = FakeWindow(), Broken(10)
    landmarker = FakeLandmarker(fails_with=options.get("models"))
    with pytest.raises(kind):
        run(
            [exercise()],
            source,
            QUICK,
            display=WindowDisplay(window, QUICK),
            player=Silent(),
            landmarker=landmarker,
        )
    assert window.was_closed
    assert not source.open
    assert not landmarker.open


def test_results_and_landmarks_are_kept_where_asked(tmp_path: Path) -> None:
    options = LiveOptions(summary_s=0.0, json=tmp_path / "a.json", trace=tmp_path / "a.parquet")
    ran = Ran(FakeClip(45, fps=30), options=options)
    lines = (tmp_path / "a.json").read_text().splitlines()
    assert [json.loads(line)["frames"] for line in lines] == [45]
    kept = [o.time_s for o in read_trace(tmp_path / "a.parquet")]
    assert kept == [n / 30 for n in range(45)]
    assert ran.summary.error is None


def test_a_video_is_written_on_request_with_a_visible_sign(tmp_path: Path) -> None:
    options = LiveOptions(summary_s=0.0, video=tmp_path / "a.mp4")
    filmed = Ran(FakeClip(30, fps=30), options=options).window.pictures
    with av.open(tmp_path / "a.mp4") as film:
        assert film.streams.video[0].height == filmed[0].shape[0]
        assert sum(1 for _ in film.decode(video=0)) > 10
    signs = [(picture == VERMILLION).all(axis=2).any() for picture in filmed]
    assert all(signs[2:]), "a red dot, from the beginning to the end"
    plain = Ran(FakeClip(30, fps=30)).window.pictures
    assert not any((picture == VERMILLION).all(axis=2).any() for picture in plain)


def test_a_file_that_cannot_be_written_does_not_cost_the_session(tmp_path: Path) -> None:
    options = LiveOptions(summary_s=0.0, json=tmp_path / "no" / "a.json")
    ran = Ran(FakeClip(30, fps=30), options=options)
    assert isinstance(ran.summary.error, OutputError)
    assert ran.summary.results[0].frames == 30


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can lack a display")
def test_no_display_is_said_before_the_camera_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    source, landmarker = FakeClip(10), FakeLandmarker()
    with pytest.raises(DisplayError):
        run([exercise()], source, landmarker=landmarker, player=Silent())
    assert not source.open


def test_the_summary_is_printed_as_a_table() -> None:
    import io

    from rich.console import Console

    ran = Ran(FakeClip(45, fps=30))
    out = io.StringIO()
    print_summary(ran.summary, Console(file=out, width=100), stats=True)
    assert "Jaw-Open" in out.getvalue()
    assert "1 of 1" in out.getvalue()
    assert "fps" in out.getvalue()


def test_a_session_needs_an_exercise() -> None:
    with pytest.raises(ValueError, match="needs an exercise"):
        run([], FakeClip(1), player=Silent())


def test_after_the_key_for_pain_nothing_begins_before_the_user_says_so() -> None:
    ran = Ran(FakeClip(90), FakeWindow({15: "x"}), names=("squint", "jaw-open"))
    (squint,) = ran.summary.results
    assert squint.exercise == "squint"
    assert squint.warnings[-1] == "stopped because it hurt"
    assert squint.frames < 30

    ran = Ran(FakeClip(120), FakeWindow({15: "x", 40: "n"}), names=("squint", "jaw-open"))
    assert [result.exercise for result in ran.summary.results] == ["squint", "jaw-open"]


def test_a_session_is_kept_with_what_digits_say_of_stress(tmp_path: Path) -> None:
    with History(tmp_path / "h.sqlite3") as history:
        record = Record(history, SessionRequest("jaw-open", ("jaw-open",)))
        window = FakeWindow({5: "4", 60: "2", 70: "x"})
        ran = Ran(FakeClip(45, fps=30), window, LiveOptions(summary_s=20.0), record=record)
        (session,) = history.sessions()
    assert session.rating == Rating(4, 2)
    assert (session.ending, session.counted) == (Ending.DONE, 1)
    assert "Stress before: 4" in ran.summary.notices


def test_a_history_that_cannot_be_written_is_the_sessions_error(tmp_path: Path) -> None:
    closed = History(tmp_path / "h.sqlite3")
    ran = Ran(
        FakeClip(45, fps=30), record=Record(closed, SessionRequest("jaw-open", ("jaw-open",)))
    )
    assert isinstance(ran.summary.error, HistoryError)
    assert ran.summary.results[0].counted == 1, "the session itself went on"


def test_the_whole_screen_is_filled_by_a_key_and_escape_leaves_it_before_it_ends() -> None:
    window = FakeWindow({5: "w"})
    Ran(FakeClip(45, fps=30), window)
    assert window.fills

    window = FakeWindow({5: "w", 15: "\x1b", 25: "w", 35: "w"})
    ran = Ran(FakeClip(45, fps=30), window)
    assert not window.fills
    assert ran.summary.results[0].frames == 45

    ran = Ran(FakeClip(90, fps=30), FakeWindow({15: "\x1b"}))
    assert ran.summary.results[0].frames < 90


@pytest.mark.parametrize("ends", [{"close_after": 12}, {"keys": {12: "q"}}])
def test_a_window_that_is_closed_ends_the_session_as_the_key_does(
    ends: dict[str, Any], checkers: list[FakeChecker]
) -> None:
    """Whose hold is cut off is told that, and not that a clip ended."""
    Ran(FakeClip(10_000, fps=30), FakeWindow(**ends))
    assert checkers[0].stopped == ["the session was ended"]


def test_an_interrupt_ends_the_session_as_the_key_does(checkers: list[FakeChecker]) -> None:
    class Interrupted(FakeWindow):
        def key(self) -> str | None:
            if len(self.pictures) > 12:
                raise KeyboardInterrupt
            return None

    Ran(FakeClip(10_000, fps=30), Interrupted())
    assert checkers[0].stopped == ["the session was ended"]
