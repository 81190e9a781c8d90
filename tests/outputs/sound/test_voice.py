from __future__ import annotations

import importlib.util
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from facecheck.core.frames import Array
from facecheck.outputs.sound import voice
from facecheck.outputs.sound.voice import (
    Voice,
    choose_voice,
    engine_problem,
    speak_lines,
)

COPY = "import sys\nwith open(sys.argv[1], 'w') as f:\n    f.write(sys.stdin.read())"


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
        deadline = time.monotonic() + 60
        while not speaking.notices and time.monotonic() < deadline:
            speaking.say("hello")
            time.sleep(0.01)
        speaking.say("hello")
    assert len(speaking.notices) == 1
    assert "the speech engine stopped" in speaking.notices[0]


def test_a_voice_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(voice, "CLOSE_S", 0.2)
    start = time.perf_counter()
    with Voice(command=[sys.executable, "-c", "import time; time.sleep(600)"]) as speaking:
        speaking.say("hello")
        process = speaking._process
    assert time.perf_counter() - start < 300
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
        deadline = time.monotonic() + 60
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
