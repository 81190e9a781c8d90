"""Speak every word of a session into facecheck/outputs/sound/recorded_words/*.zip.

    python docs/tools/speak_words.py [en|de]...

It needs espeak-ng. Run it after a word of the interface, a cue or an exercise has changed; a test
says so. Lines that are there already stay as they are: delete the file to have all of them spoken
again, as after a change of voice. The numbers are spoken one by one, so that any count and any time
can be put together.
"""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from facecheck.api.exercises import load_any
from facecheck.core.frames import Array
from facecheck.engine.repetitions.side_turns import LEFT_NOW, RIGHT_NOW
from facecheck.engine.spec.coactivation import REGIONS
from facecheck.engine.spec.timed_exercise import AnyExercise, TimedExercise
from facecheck.inputs.library import exercise_ids, translations
from facecheck.outputs.catalogue import catalogue
from facecheck.outputs.phrases import Phrases
from facecheck.outputs.sound import recorded_words
from facecheck.outputs.sound.recorded_words.bank import INDEX
from facecheck.outputs.sound.recorded_words.tokens import sentences, tokens
from facecheck.outputs.words import table

VOICES = {"en": "en-us", "de": "de"}
WORDS_A_MINUTE = 155
RATE_HZ = 48_000
BITS = 12_000
HIGHEST = 60
SPOKEN = (
    "place.",
    "rest.",
    "pause.",
    "hurt.",
    "voice.",
    "corrected.",
    "explain.",
    "sound.",
    "area.",
    "side.",
    "ready.",
    "calibrate.",
    "noted.",
    "stalled",
    "slow",
    "black",
    "banner.",
    "summary.",
)
"""Beginnings of the keys of the interface's words that are spoken."""
OF_THE_WEEK = (
    "Week {week} of {weeks}: {streak} in a row, {practised} of {possible} so far.",
    "The {weeks} weeks are over: {practised} of {days} done.",
    "1 day",
    "{count} days",
    "All done for today.",
    "All that is allowed today is done.",
    "Everything is held back today; such a day is no missed one.",
    "Nothing is planned for today; rest is part of it.",
    "Yesterday was missed; one a week is forgiven.",
    "A day was missed; one a week is forgiven.",
    "Good to see you again. Today is a fresh start.",
    "Today is a good day to begin.",
)
"""What is said of the day and the week after a session, but for dates."""
_LETTERS = {"en": "s percent seconds second of", "de": "s prozent sekunden sekunde von"}


def lines(language: str) -> Iterator[str]:
    """Every line that may be spoken, without what stands in its blanks."""
    for key, text in table(language).items():
        if key.startswith(SPOKEN):
            yield from _around_blanks(text)
    for english, text in catalogue("de").engine.items():
        yield english if language == "en" else text
    say = Phrases(language, translations(language, ()))
    for text in OF_THE_WEEK:
        yield from _around_blanks(text if language == "en" else catalogue(language).texts[text])
    for region in REGIONS.values():
        yield say(region.cue)
    yield from (say(text) for text in (LEFT_NOW, RIGHT_NOW))
    for name in exercise_ids():
        for text in _of_exercise(load_any(name)):
            yield say(text)
    yield from (str(n) for n in range(HIGHEST + 1))
    yield from _LETTERS[language].split()
    yield {"en": "point", "de": "Komma"}[language]


def _around_blanks(text: str) -> Iterator[str]:
    yield from (part for part in re.split(r"\{\w+\}", text) if part.strip())


def _of_exercise(exercise: AnyExercise) -> Iterator[str]:
    yield exercise.title
    yield exercise.instructions
    yield from (text for text in exercise.cues.model_dump().values() if isinstance(text, str))
    for rule in exercise.faults:
        yield rule.name
        yield rule.cue
    if isinstance(exercise, TimedExercise):
        yield from (phase.cue for phase in exercise.phases)
    else:
        yield exercise.movement.ended


def keys(language: str) -> dict[str, str]:
    """What is spoken, by its words in small letters; each sentence once."""
    found: dict[str, str] = {}
    for line in lines(language):
        for sentence in sentences(line):
            key = " ".join(tokens(sentence, language))
            if key:
                found.setdefault(key, sentence.strip())
    return found


def speak(text: str, language: str) -> Array:
    """A text as eSpeak NG speaks it, without the silence around it: float32 at 22.05 kHz."""
    done = subprocess.run(  # noqa: S603  # no shell
        ["espeak-ng", "-v", VOICES[language], "-s", str(WORDS_A_MINUTE), "--stdout", text],  # noqa: S607
        capture_output=True,
        check=True,
    )
    # Its header gives no length, for it writes to a pipe.
    samples = np.frombuffer(done.stdout[44:], np.int16).astype(np.float32) / np.float32(32768)
    loud = np.flatnonzero(np.abs(samples) > 0.01)
    return samples[max(0, loud[0] - 200) : loud[-1] + 600] if len(loud) else samples[:1]


def opus(samples: Array, rate_hz: int = 22_050) -> bytes:
    """Samples as an Ogg Opus file."""
    file = io.BytesIO()
    with av.open(file, "w", format="ogg") as container:
        stream = container.add_stream("libopus", rate=RATE_HZ, layout="mono")
        stream.bit_rate = BITS
        stream.options = {"application": "voip"}
        resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE_HZ)
        frame = av.AudioFrame.from_ndarray(
            (samples * 32767).astype(np.int16).reshape(1, -1), format="s16", layout="mono"
        )
        frame.sample_rate, frame.time_base = rate_hz, Fraction(1, rate_hz)
        for out in (*resampler.resample(frame), *resampler.resample(None)):
            container.mux(stream.encode(out))
        container.mux(stream.encode(None))
    return file.getvalue()


def main(languages: list[str]) -> None:
    """Write the zip of each language."""
    for language in languages or list(VOICES):
        path = Path(recorded_words.__file__).parent / f"{language}.zip"
        wanted = keys(language)
        index = {key: f"{n:04}.opus" for n, key in enumerate(sorted(wanted))}
        before = _spoken_before(path)
        with zipfile.ZipFile(path, "w") as made:
            _put(made, INDEX, json.dumps(index, ensure_ascii=False, indent=0).encode())
            for key, name in index.items():
                _put(made, name, before.get(key) or opus(speak(wanted[key], language)))
        size_mb = path.stat().st_size / 1e6
        sys.stdout.write(f"{path.name}: {len(index)} lines, {size_mb:.2f} MB\n")


def _spoken_before(path: Path) -> dict[str, bytes]:
    """What the file has, by its words."""
    if not path.exists():
        return {}
    with zipfile.ZipFile(path) as made:
        return {key: made.read(name) for key, name in json.loads(made.read(INDEX)).items()}


def _put(made: zipfile.ZipFile, name: str, data: bytes) -> None:
    # The same words give the same file, whenever they are spoken.
    made.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), data)


if __name__ == "__main__":
    main(sys.argv[1:])
