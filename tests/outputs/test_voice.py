from __future__ import annotations

import importlib.util
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from facecheck.core.events import Phase, Quality, Sound
from facecheck.core.frames import Array
from facecheck.outputs import voice
from facecheck.outputs.voice import (
    REMIND_S,
    Announcer,
    Voice,
    choose_voice,
    engine_problem,
    speak_lines,
)
from facecheck.outputs.words import Words

from .states import FAULT, MISSED, SHALLOW, update

COPY = "import sys\nwith open(sys.argv[1], 'w') as f:\n    f.write(sys.stdin.read())"


def said(*updates: object) -> list[str]:
    lines: list[str] = []
    announcer = Announcer(lines.append, Words())
    for one in updates:
        announcer.step(one)  # type: ignore[arg-type]
    return lines


def test_a_cue_is_said_when_it_changes() -> None:
    assert said(
        update(time_s=0.0, cue="Open"),
        update(time_s=0.1, cue="Open"),
        update(time_s=0.2, cue="Hold"),
    ) == ["Open", "Hold"]


def test_what_betters_the_view_is_said_with_the_cue_before_a_movement_not_during_it() -> None:
    near = Quality(ok=True, reason="too close to the camera", cue="Move back a little")
    assert said(
        update(Phase.LEARNING, time_s=0.0, cue="Relax", quality=near),
        update(Phase.READY, time_s=1.0, cue="Open", quality=near),
        update(Phase.HOLDING, time_s=2.0, cue="Hold", quality=near),
        update(Phase.READY, time_s=3.0, cue="Open", quality=near, faults=(FAULT,)),
    ) == ["Move back a little", "Open. Move back a little", "Hold", "Open"]


def test_the_same_words_are_not_said_again_within_three_seconds() -> None:
    cues = [(0.0, "Open"), (1.0, "Hold"), (2.9, "Open"), (2.95, "Hold"), (6.1, "Open")]
    assert said(*(update(time_s=t, cue=c) for t, c in cues)) == ["Open", "Hold", "Open"]


def test_a_count_is_said_with_what_to_do_next_and_the_end_alone() -> None:
    assert said(
        update(time_s=0.0, counted=0, cue="Hold"),
        update(time_s=5.0, counted=1, cue="Release"),
        update(time_s=5.1, counted=1, cue="Release"),
        update(time_s=9.0, counted=3, cue="Release"),
        update(Phase.DONE, time_s=9.5, counted=3, cue="Set complete"),
    ) == ["Hold", "1. Release", "Well done. The set is complete."]


def test_an_attempt_that_did_not_count_is_said_with_what_was_missing() -> None:
    assert said(
        update(time_s=0.0, counted=0, cue="Hold"),
        update(Phase.READY, time_s=4.0, counted=0, cue="Open", closed=MISSED),
        update(Phase.READY, time_s=4.1, counted=0, cue="Open"),
    ) == ["Hold", "Not counted: 3.8 of 5 seconds, mouth closed. Open"]
    lost = update(Phase.CANNOT_JUDGE, cue="Come back", closed=MISSED, sounds=(Sound.LOST,))
    assert said(update(time_s=0.0, cue="Hold"), lost) == ["Hold", "Come back"]


def test_the_tone_that_time_stopped_comes_with_what_to_do_though_it_was_said_before() -> None:
    shallow, stopped = update(faults=(FAULT,), cue="Back"), (Sound.STOPPED,)
    assert said(
        replace(shallow, phase=Phase.READY, time_s=0.0),
        replace(shallow, phase=Phase.WAITING, time_s=1.5, sounds=stopped),
        replace(shallow, phase=Phase.WAITING, time_s=2.0),
        replace(shallow, phase=Phase.WAITING, time_s=2.1, sounds=stopped),
    ) == ["Back", "Back"]


def test_a_movement_that_was_no_attempt_is_said_with_what_to_do() -> None:
    assert said(
        update(Phase.READY, time_s=0.0, counted=0, cue="Open"),
        update(Phase.READY, time_s=1.0, counted=0, cue="Go further", faults=(SHALLOW,)),
        update(Phase.READY, time_s=2.0, counted=0, cue="Open", noted=(SHALLOW,)),
        update(Phase.READY, time_s=2.1, counted=0, cue="Open"),
    ) == ["Open", "Go further", "Not counted: too shallow. Go further"]


def test_a_fault_that_lasts_is_said_again_after_a_while() -> None:
    times_s = [n / 10 for n in range(round(REMIND_S * 10) + 5)]
    faulty = [update(time_s=t, cue="Back", faults=(FAULT,)) for t in times_s]
    assert said(*faulty) == ["Back", "Back"]
    assert said(*(update(Phase.READY, time_s=t, cue="Open") for t in times_s)) == ["Open"]


def test_the_voice_writes_lines_to_its_process(tmp_path: Path) -> None:
    heard = tmp_path / "heard"
    with Voice(command=[sys.executable, "-c", COPY, str(heard)]) as speaking:
        speaking.say("Open your\nmouth")
        speaking.muted = True
        speaking.say("not this")
        speaking.muted = False
        speaking.say("Schließen")
    assert heard.read_text("utf-8") == "Open your mouth\nSchließen\n"
    assert speaking.notices == []


def test_a_voice_that_dies_is_a_notice_and_asking_goes_on() -> None:
    with Voice(command=[sys.executable, "-c", "pass"]) as speaking:
        deadline = time.monotonic() + 10
        while not speaking.notices and time.monotonic() < deadline:
            speaking.say("hello")
            time.sleep(0.01)
        speaking.say("hello")
    assert len(speaking.notices) == 1
    assert "the speech engine stopped" in speaking.notices[0]


def test_a_voice_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(voice, "CLOSE_S", 0.2)
    start = time.perf_counter()
    with Voice(command=[sys.executable, "-c", "import time; time.sleep(60)"]) as speaking:
        speaking.say("hello")
        process = speaking._process
    assert time.perf_counter() - start < 10
    assert process is not None
    assert process.returncode is not None


def test_a_missing_extra_names_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    with Voice() as speaking:
        speaking.say("hello")
    assert speaking.notices == ["No voice: pyttsx3 is missing; run: pip install 'facecheck[voice]'"]


@pytest.mark.parametrize(
    ("package", "programs", "problem"),
    [
        (False, ("espeak-ng", "aplay"), "voice.package"),
        (True, ("aplay",), "voice.engine"),
        (True, ("espeak-ng",), "voice.player"),
        (True, ("espeak", "aplay"), None),
    ],
)
def test_an_engine_that_nobody_would_hear_is_no_engine(
    package: bool, programs: tuple[str, ...], problem: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: package or None)
    monkeypatch.setattr("shutil.which", lambda name: name in programs or None)
    monkeypatch.setattr("sys.platform", "linux")
    assert engine_problem() == problem


def test_without_an_engine_the_words_that_come_along_are_played(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    played: list[Array] = []
    with Voice(play=played.append) as speaking:
        speaking.say("2. Hold the squint")
        speaking.say("Words of somebody's own exercise")
        speaking.muted = True
        speaking.say("Hold the squint")
    assert len(played) == 1
    assert speaking.notices == [], "nothing is missing"


def test_an_engine_that_dies_is_followed_by_the_words_that_come_along() -> None:
    played: list[Array] = []
    with Voice(command=[sys.executable, "-c", "pass"], play=played.append) as speaking:
        deadline = time.monotonic() + 10
        while not played and time.monotonic() < deadline:
            speaking.say("Hold the squint")
            time.sleep(0.01)
    assert played
    assert speaking.notices == []


def test_lines_that_grew_stale_are_not_spoken() -> None:
    speaking, go_on, more = threading.Event(), threading.Event(), threading.Event()
    over = threading.Event()
    spoken: list[str] = []

    def lines() -> Iterator[str]:
        yield "one\n"
        assert speaking.wait(10)
        yield "two\n"
        yield "three\n"
        more.set()
        assert over.wait(10)

    def speak(line: str) -> None:
        spoken.append(line)
        speaking.set()
        if line == "one":
            assert more.wait(10)
            go_on.set()
        else:
            over.set()

    speak_lines(lines(), speak)
    assert spoken == ["one", "three"]


def test_a_voice_of_the_language_is_chosen() -> None:
    class System:
        def __init__(self, name: str, languages: list[object]) -> None:
            self.id = name
            self.languages = languages

    voices = [System("a", ["en_US"]), System("b", [b"\x05de"]), System("c", [])]
    assert choose_voice(voices, "de") == "b"
    assert choose_voice(voices, "en") == "a"
    assert choose_voice(voices, "fr") is None
