"""A whole circuit with its rests, recorded: every tone in its time, from first to last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import cycle, pairwise
from pathlib import Path

import numpy as np
import pytest
from ruamel.yaml import YAML

from facecheck.api import load_any, load_exercise, observe
from facecheck.core.events import Sound
from facecheck.core.frames import Frame, Observation
from facecheck.core.targets import Targets
from facecheck.engine.factory import checker_for
from facecheck.live.feed.frame_pairing import PairedFrame
from facecheck.live.session.runner import SessionRunner
from facecheck.live.session.session import Session
from facecheck.live.session.state import SessionState
from facecheck.live.sinks.listeners import SpeechListener, ToneListener
from facecheck.live.sinks.prompter import Prompter
from facecheck.outputs.phrases import Phrases
from facecheck.outputs.sound.recorded_words import word_bank
from facecheck.outputs.sound.spoken_cues import Announcer
from facecheck.outputs.sound.tones import RATE_HZ, tone
from facecheck.outputs.words import Words

from .test_recorded_holds import follows_truth
from .test_recorded_sound import (
    MINUTES,
    SAMPLES,
    WITHIN_S,
    SoundFile,
    areas_end_in_time,
    cut,
    heard_at,
)

pytestmark = pytest.mark.slow

SETS = (
    ("squint_palm_3x5", "squint-palm", "squint"),
    ("jaw_band_3x5", "jaw-band", "jaw_open"),
    ("toner_session", "microcurrent", None),
)
RELAXED_S = 1.0
FPS = 30.0
NO_PICTURE = Frame(0.0, np.zeros((48, 64, 3), np.uint8))


@dataclass
class Recorded:
    """What a session sounded like.

    Attributes:
        place: The sound file.
        sets: When each set began and the rest after it, in seconds; the session's end for the last.
        lines: What was spoken.
    """

    place: Path
    sets: list[tuple[float, float]]
    lines: list[str]


@pytest.fixture(scope="module")
def circuit(tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    place = tmp_path_factory.mktemp("circuit") / "session.wav"
    clips = [list(observe(SAMPLES / f"{clip}.mp4", hands=True)) for clip, _, _ in SETS]
    exercises = [load_any(name) for _, name, _ in SETS]
    session = Session(exercises, lambda each: checker_for(each, Targets(minutes=MINUTES)))
    edges: list[float] = []
    with SoundFile(place) as sound:
        words = Words("en")
        announcer = Announcer(sound.say, words)
        tones = ToneListener(sound.speaker)
        speech = SpeechListener(announcer, Phrases("en"))
        runner = SessionRunner(session, [tones, speech])
        prompter = Prompter(sound.speaker, sound.say, words, clock=lambda: sound.now_s)
        resting = True
        for seen in before_the_camera(session, clips):
            sound.until(seen.time_s)
            runner(seen)
            if resting is not (session.stage is SessionState.REST):
                resting = not resting
                edges.append(seen.time_s)
            shown = replace(NO_PICTURE, time_s=seen.time_s)
            prompter.step(runner.scene(PairedFrame(shown, seen, seen.time_s, True)))
        edges.append(sound.now_s)
    return Recorded(place, list(zip(edges[::2], edges[1::2], strict=True)), sound.lines)


def before_the_camera(
    session: Session, clips: Sequence[Sequence[Observation]]
) -> Iterator[Observation]:
    """Somebody who does each exercise when it is due, as its clip shows it, and else sits there."""
    time_s = 0.0
    for place, clip in enumerate(clips):
        relaxed = [seen for seen in clip if seen.time_s < RELAXED_S]
        idle = cycle([*relaxed, *reversed(relaxed)])
        while place and session.stage is not SessionState.EXERCISE:
            time_s += 1 / FPS
            yield replace(next(idle), time_s=time_s)
        begun_s = time_s
        for seen in clip[1:] if place else clip:
            if session.stage is not SessionState.EXERCISE:
                break
            time_s = begun_s + seen.time_s - clip[0].time_s
            yield replace(seen, time_s=time_s)
        # The last repetition is over, and what it came to is shown for a moment.
        while place + 1 < len(clips) and session.stage is SessionState.EXERCISE:
            time_s += 1 / FPS
            yield replace(clip[-1], time_s=time_s)


def test_each_set_of_the_circuit_sounds_as_its_truth_file_says(
    circuit: Recorded, tmp_path: Path
) -> None:
    assert len(circuit.sets) == len(SETS)
    for (clip, name, kind), (from_s, until_s) in zip(SETS, circuit.sets, strict=True):
        truth = YAML(typ="safe").load(SAMPLES / f"{clip}.truth.yaml")["events"]
        place = cut(circuit.place, from_s, until_s, tmp_path / f"{name}.wav")
        if kind is None:
            areas_end_in_time(place, truth, MINUTES)
        else:
            held = [event for event in truth if event["kind"] == kind]
            follows_truth(place, load_exercise(name), held, rested=from_s > 0.0)


def test_a_rest_counts_down_to_its_end_and_nothing_is_counted_in_it(circuit: Recorded) -> None:
    for (_, from_s), (until_s, _) in pairwise(circuit.sets):
        assert until_s - from_s >= 10.0
        # What is spoken before its last seconds has vowels that sound like a tick.
        ticks = [at_s for at_s in heard_at(circuit.place, tone(Sound.TICK)) if at_s > until_s - 4.0]
        assert ticks[:3] == pytest.approx([until_s - left_s for left_s in (3, 2, 1)], abs=WITHIN_S)
        for sound in (Sound.COUNTED, Sound.SET_DONE, Sound.MISSED, Sound.LOST, Sound.STOPPED):
            assert not [at for at in heard_at(circuit.place, tone(sound)) if from_s < at < until_s]


def test_a_rest_says_what_comes_next_when_it_begins(circuit: Recorded) -> None:
    bank = word_bank("en")
    assert bank is not None
    said = [line for line in circuit.lines if line.startswith("Rest. ")]
    for line, (_, from_s) in zip(said, circuit.sets[:-1], strict=True):
        samples = bank.speak(line)
        assert samples is not None
        begun = heard_at(circuit.place, samples[: RATE_HZ // 2])
        assert [at_s for at_s in begun if abs(at_s - from_s) <= WITHIN_S], (line, begun, from_s)
