"""Sessions in a window before clips of what goes wrong: what is heard, said and summed up."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from facecheck.store.profile import profile_path

from .on_screen import MISSING, OBEDIENT, SECONDS, TOLD, Session, begin, on_every_screen

SAMPLES = Path(__file__).parents[2] / "sample_videos"

pytestmark = [
    pytest.mark.usefixtures("home"),
    pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}"),
    pytest.mark.slow,
]


class Line(NamedTuple):
    """A tone or words, and the time of the picture that was judged last."""

    time_s: float
    kind: str
    what: str


class Told:
    """A session whose tones and words are written down."""

    def __init__(
        self,
        screen: dict[str, str],
        folder: Path,
        clip: str,
        exercise: str,
        *,
        obedient: bool = False,
    ) -> None:
        self._place, self._json = folder / "told.jsonl", folder / "live.json"
        path = str(SAMPLES / f"{clip}.mp4")
        before = (OBEDIENT, path, exercise) if obedient else (TOLD, exercise, "--camera", path)
        told = {**screen, "TOLD": str(self._place)}
        self.session: Session = begin(told, *before, "--no-mute", "--json", str(self._json))

    def lines(self) -> list[Line]:
        if not self._place.exists():
            return []
        return [Line(*json.loads(line)) for line in self._place.read_text("utf-8").splitlines()]

    def tones(self) -> list[str]:
        return [line.what for line in self.lines() if line.kind == "tone"]

    def judged(self) -> list[str]:
        """The tones of what was seen; on a busy machine even a clip may stand still meanwhile."""
        return [tone for tone in self.tones() if tone not in ("lost", "go on")]

    def said(self) -> list[str]:
        return [line.what for line in self.lines() if line.kind == "said"]

    def until(self, time_s: float) -> None:
        """Wait until the clip has come so far."""
        deadline = time.monotonic() + SECONDS
        while not any(line.time_s >= time_s for line in self.lines()):
            assert time.monotonic() < deadline, self.lines()
            time.sleep(0.05)

    def press(self, key: str, words: str) -> None:
        """Press a key, and wait until it is answered in words."""
        before = len(self.said())
        self.session.press(key)
        self.hear(words, before)

    def hear(self, words: str, before: int = 0) -> None:
        """Wait until something is said after so many lines."""
        deadline = time.monotonic() + SECONDS
        while not any(words in line for line in self.said()[before:]):
            assert time.monotonic() < deadline, self.lines()
            time.sleep(0.05)

    def document(self) -> tuple[str, Any]:
        """What is printed at the end, and the score document."""
        code, out, error = self.session.end()
        assert code == 0, error
        return out, json.loads(self._json.read_text("utf-8"))


@on_every_screen("640x480")
def test_openings_too_small_are_said_while_they_last_and_heard_when_they_end(
    screen: dict[str, str], tmp_path: Path
) -> None:
    told = Told(screen, tmp_path, "jaw_half_depth", "jaw-open")
    out, document = told.document()
    assert told.judged() == ["missed"] * 3
    said = told.said()
    assert said.count("Not counted: too shallow. Go further") == 3
    assert "Go further" in said
    assert "too shallow" in out
    assert (document["counted"], document["attempts"]) == (0, [])


@on_every_screen("1024x600")
def test_squints_by_smiling_are_heard_as_time_that_does_not_run(
    screen: dict[str, str], tmp_path: Path
) -> None:
    told = Told(screen, tmp_path, "squint_by_smile", "squint")
    _, document = told.document()
    tones = told.tones()
    assert tones.count("stopped") >= 3
    assert {"hold start", "counted", "tick"}.isdisjoint(tones)
    stopped = [line.time_s for line in told.lines() if line.what == "stopped"]
    cues = [line.time_s for line in told.lines() if line.what == "Relax your mouth"]
    for at_s in stopped:
        assert min(abs(at_s - cue_s) for cue_s in cues) <= 1.1, "with what is to be done"
    assert len(document["attempts"]) == 3
    assert max(attempt["score"] for attempt in document["attempts"]) <= 5


@on_every_screen("1280x720")
def test_blinks_are_silent(screen: dict[str, str], tmp_path: Path) -> None:
    told = Told(screen, tmp_path, "blinks_only", "squint")
    told.document()
    assert told.judged() == []
    assert not any("counted" in line.lower() for line in told.said())


@on_every_screen("3840x2160")
def test_no_hold_bridges_a_pause_and_what_keys_do_is_told(
    screen: dict[str, str], tmp_path: Path
) -> None:
    told = Told(screen, tmp_path, "jaw_open_3x5", "jaw-open")
    told.until(5.0)
    told.press("p", "Paused")
    time.sleep(4.0)
    told.session.press("p")
    told.until(10.0)
    told.press("a", "Added by hand")
    time.sleep(0.5)
    told.press("u", "Taken back")
    time.sleep(0.5)
    told.press("x", "Do not work through pain")
    told.session.press("q")
    out, document = told.document()
    tones = told.tones()
    assert "lost" in tones, "the pause"
    assert "begin" in tones, "and its end"
    assert max(attempt["hold_s"] for attempt in document["attempts"]) < 6.1
    assert {attempt.get("by_hand") for attempt in document["attempts"]} - {None} == {"taken back"}
    assert "hurt" in out
    said = told.said()
    by_hand = said.index("Added by hand: 1 of 3")
    assert said[by_hand + 1].startswith("Taken back by hand: 0 of 3"), "nothing breaks it off"


@on_every_screen("1280x720")
def test_ones_own_range_is_learned_in_the_window_and_the_session_goes_on_with_it(
    screen: dict[str, str], tmp_path: Path
) -> None:
    told = Told(screen, tmp_path, "jaw_open_3x5", "jaw-open", obedient=True)
    told.hear("Good. Stay there")
    told.press("c", "Look at the camera, face relaxed.")
    told.hear("as far as is comfortable. Wait for the tone.")
    told.hear("Kept")
    told.hear("First: ")
    said = told.said()
    assert not any("Not kept" in line for line in said), said
    asked = [i for i, line in enumerate(said) if line.endswith("and hold.")]
    assert len(asked) == 1, "one movement, once"
    assert told.tones()[-2:] == ["begin", "set done"], "when to begin, and that it was kept"
    full = json.loads(profile_path().read_text("utf-8"))["full"]
    assert 0.3 < full["lip_gap"] < 0.8, full
    told.session.press("q")
    code, out, error = told.session.end()
    assert code == 0, error
    assert "Traceback" not in out + error
