from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from facecheck.core.events import Attempt, FaceEvent, Fault
from facecheck.core.player_clock import PlayerClock
from facecheck.core.results import EventsResult, ScoreResult
from facecheck.outputs.vtt import timestamp, vtt, write_vtt

from .states import FAULT, MISSED

COUNTED = Attempt(2, 20.0, 26.5, 6.0, 0.95, True, None, 97, faults=(FAULT,))
SCORE = ScoreResult("a.mp4", "jaw-open", 30.0, 900, 900, 29.0, 3, 5.0, (MISSED, COUNTED), 80)
CUE = re.compile(r"(\d+)\n(\S+) --> (\S+)\n(.+)\n")


def test_attempts_and_faults_become_cues_in_order_of_time() -> None:
    text = vtt(SCORE)
    assert text.startswith("WEBVTT - jaw-open, 1 of 3 counted\n\n")
    cues = CUE.findall(text)
    assert [cue[1] for cue in cues] == sorted(cue[1] for cue in cues)
    assert cues[0] == (
        "1",
        "00:00:05.000",
        "00:00:09.000",
        "1: not counted: held 3.8 of 5.0 s: mouth closed at 12.4 s",
    )
    assert cues[1][3] == "jaw drifts sideways: Back to the middle"
    assert cues[2][3] == "2: counted, held 6.0 of 5.0 s, score 97"


def test_events_become_cues_long_enough_to_read() -> None:
    events = (
        FaceEvent("blink", "both", 1.0, 1.1, 1.0),
        FaceEvent("eyes_closed", "left", 3599.9, 3601.0, 1.0),
    )
    text = vtt(EventsResult("a.mp4", 4000.0, 1, 1, 1.0, events))
    assert "00:00:01.000 --> 00:00:01.500\nblink\n" in text
    assert "00:59:59.900 --> 01:00:01.000\neyes closed, left\n" in text


def test_what_would_break_the_format_is_escaped() -> None:
    nasty = Fault("a <b> & c --> d\n\n5", 1.0, 2.0, 1, 1, "", "x")
    text = vtt(replace(SCORE, attempts=(replace(COUNTED, faults=(nasty,)),)))
    assert "a &lt;b&gt; &amp; c → d 5: x" in text
    assert len(CUE.findall(text)) == 2
    assert text.count("-->") == 2


def test_nothing_attempted_is_a_valid_file() -> None:
    assert vtt(replace(SCORE, attempts=())) == "WEBVTT - jaw-open, 0 of 3 counted\n"


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "00:00:00.000"),
        (59.9996, "00:01:00.000"),
        (3600, "01:00:00.000"),
        (-0.001, "00:00:00.000"),
    ],
)
def test_timestamps(seconds: float, text: str) -> None:
    assert timestamp(seconds) == text


def test_the_file_is_written(tmp_path: Path) -> None:
    write_vtt(tmp_path / "a.vtt", SCORE)
    assert (tmp_path / "a.vtt").read_text("utf-8") == vtt(SCORE)


def test_cues_stand_where_a_player_shows_what_they_speak_of() -> None:
    """The first picture comes 0.7 s late, and the clip is slow motion of a quarter."""
    player = PlayerClock(0.7, (0.0, 10.0), (0.0, 40.0))
    event = FaceEvent("blink", "both", 1.0, 2.0, 1.0)
    text = vtt(EventsResult("a.mp4", 10.0, 1, 1, 1.0, (event,), player=player))
    assert "00:00:04.700 --> 00:00:08.700\nblink\n" in text
