"""The circuit's sound, recorded: tones and counts come when the truth file has them."""

from __future__ import annotations

import wave
from pathlib import Path
from typing import Any, Self

import numpy as np
import pytest
from numpy.typing import NDArray
from ruamel.yaml import YAML

import facecheck
from facecheck.api import load_any
from facecheck.core.events import Sound, Update
from facecheck.core.frames import Array, Frame, Observation
from facecheck.engine.spec.timed_exercise import TimedExercise
from facecheck.outputs.sound.player import Speaker
from facecheck.outputs.sound.recorded_words import word_bank
from facecheck.outputs.sound.spoken_cues import Announcer
from facecheck.outputs.sound.tones import RATE_HZ, tone
from facecheck.outputs.words import Words

SAMPLES = Path(__file__).parents[2] / "sample_videos"
WITHIN_S = 0.1
MINUTES = 0.65
LIKE = 0.8
"""A place sounds like a tone or a word where it has so much of it; words may lie over a tone."""

pytestmark = pytest.mark.slow


class SoundFile:
    """What a session sounds like, written down as its time goes on.

    Args:
        place: Of the file.
    """

    def __init__(self, place: Path) -> None:
        self.now_s = 0.0
        self.lines: list[str] = []
        self.speaker = Speaker(clock=lambda: self.now_s)
        bank = word_bank("en")
        assert bank is not None
        self._bank = bank
        self._file = wave.open(str(place), "wb")  # noqa: SIM115
        self._file.setnchannels(1)
        self._file.setsampwidth(2)
        self._file.setframerate(RATE_HZ)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self._write(2 * RATE_HZ)
        self._file.close()

    def until(self, time_s: float) -> None:
        """Write what sounded until then; what is asked for from now on sounds from then on."""
        self._write(round(time_s * RATE_HZ) - self._file.getnframes())
        self.now_s = time_s

    def say(self, line: str) -> None:
        """Speak a line by the words that come along."""
        samples = self._bank.speak(line)
        assert samples is not None, line
        self.lines.append(line)
        self.speaker.speak(samples)

    def _write(self, count: int) -> None:
        sound = self.speaker.fill(max(count, 0)) * 32767
        self._file.writeframes(sound.astype("<i2").tobytes())


def recorded(clip: Path, exercise: str, place: Path, minutes: float | None = None) -> list[str]:
    """Write down what a set sounds like; returns the lines that were spoken."""
    with SoundFile(place) as sound:
        announcer = Announcer(sound.say, Words("en"))

        def on_frame(_: Frame | None, seen: Observation, update: Update) -> None:
            sound.until(seen.time_s)
            sound.speaker.play(update.heard)
            announcer.step(update)

        facecheck.check(clip, exercise, minutes=minutes, on_frame=on_frame)
    return sound.lines


def cut(place: Path, from_s: float, until_s: float, part: Path) -> Path:
    """A part of a recording, in a file of its own."""
    with wave.open(str(place)) as whole, wave.open(str(part), "wb") as file:
        file.setparams(whole.getparams())
        whole.setpos(round(from_s * RATE_HZ))
        file.writeframes(whole.readframes(round((until_s - from_s) * RATE_HZ)))
    return part


def heard_at(place: Path, sample: Array) -> list[float]:
    """When a sample is heard in a recording, in seconds."""
    with wave.open(str(place)) as file:
        data = np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(np.float64) / 32767
    like = _correlated(data, sample.astype(np.float64)) / float(sample @ sample)
    found: list[float] = []
    for at in np.flatnonzero(like > LIKE):
        near = like[max(0, at - RATE_HZ // 4) : at + RATE_HZ // 4]
        if like[at] == near.max():
            found.append(float(at) / RATE_HZ)
    return found


def _correlated(data: NDArray[np.float64], sample: NDArray[np.float64]) -> NDArray[np.float64]:
    length = len(data) + len(sample)
    product = np.fft.rfft(data, length) * np.conj(np.fft.rfft(sample, length))
    return np.fft.irfft(product, length)[: len(data)]


@pytest.mark.parametrize(
    ("clip", "exercise", "kind"),
    [("squint_palm_3x5", "squint-palm", "squint"), ("jaw_band_3x5", "jaw-band", "jaw_open")],
)
def test_counts_are_heard_and_spoken_when_the_truth_file_has_them(
    clip: str, exercise: str, kind: str, tmp_path: Path
) -> None:
    truth = YAML(typ="safe").load(SAMPLES / f"{clip}.truth.yaml")
    held = [event for event in truth["events"] if event["kind"] == kind]
    assert len(held) == 3
    place = tmp_path / "session.wav"
    lines = recorded(SAMPLES / f"{clip}.mp4", exercise, place)
    tones = sorted(heard_at(place, tone(Sound.COUNTED)) + heard_at(place, tone(Sound.SET_DONE)))
    assert len(tones) == 3
    for event, tone_s in zip(held, tones, strict=True):
        # Five seconds of a movement that takes a moment to be one.
        first_s, last_s = event["start_s"] + 5.0, event["hold_start_s"] + 5.0
        assert first_s - WITHIN_S <= tone_s <= last_s + WITHIN_S
    bank = word_bank("en")
    assert bank is not None
    for number, tone_s in zip("12", tones, strict=False):
        (line,) = (line for line in lines if line.startswith(f"{number}."))
        sample = bank.speak(line)
        assert sample is not None
        # Its beginning: what is due next may break it off.
        begun = heard_at(place, sample[: RATE_HZ // 2])
        assert [at for at in begun if abs(at - tone_s) <= WITHIN_S], (begun, tone_s)


def test_an_area_ends_when_the_device_was_on_the_face_for_its_time(tmp_path: Path) -> None:
    """Time stands still while the hand rests and while it is away, and the tones know it."""
    place = tmp_path / "session.wav"
    recorded(SAMPLES / "toner_session.mp4", "microcurrent", place, MINUTES)
    truth = YAML(typ="safe").load(SAMPLES / "toner_session.truth.yaml")
    areas_end_in_time(place, truth["events"], MINUTES)


def areas_end_in_time(place: Path, events: list[dict[str, Any]], minutes: float) -> None:
    """Hold the recording of a session with a device against what the truth file says of it."""
    spans = {
        kind: [event for event in events if event["kind"] == kind]
        for kind in ("toner_on_face", "hand_resting")
    }
    tones = heard_at(place, tone(Sound.NEXT_AREA))
    exercise = load_any("microcurrent")
    assert isinstance(exercise, TimedExercise)
    assert len(tones) == 7
    begun_s = [spans["toner_on_face"][0]["start_s"], *tones]
    for area_s, from_s, until_s in zip(exercise.seconds(minutes), begun_s, tones, strict=False):
        # A hand takes a moment to come and to go: time may run from the first or from the last
        # of it, and each such edge is told as exactly as the tone.
        least_s = _within(spans["toner_on_face"], from_s, until_s, inner=True)
        most_s = _within(spans["toner_on_face"], from_s, until_s, inner=False)
        resting_s = _within(spans["hand_resting"], from_s, until_s, inner=True)
        edges = sum(
            from_s < event[edge] < until_s
            for events in spans.values()
            for event in events
            for edge in ("start_s", "end_s")
        )
        off_s = WITHIN_S * (1 + edges)
        assert least_s - resting_s - off_s <= area_s <= most_s - resting_s + off_s


def _within(events: list[dict[str, float]], from_s: float, until_s: float, *, inner: bool) -> float:
    """How much of a span of time such an event took."""
    first, last = ("hold_start_s", "hold_end_s") if inner else ("start_s", "end_s")
    return sum(max(0.0, min(until_s, e[last]) - max(from_s, e[first])) for e in events)


def test_another_time_would_be_noticed(tmp_path: Path) -> None:
    place = tmp_path / "late.wav"
    sample = tone(Sound.COUNTED)
    late = np.concatenate([np.zeros(RATE_HZ, np.float32), sample])
    with wave.open(str(place), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes((late * 32767).astype("<i2").tobytes())
    assert heard_at(place, sample) == pytest.approx([1.0], abs=0.001)
    assert heard_at(place, tone(Sound.LOST)) == []
