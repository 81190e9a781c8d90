"""The sounds of a session, made from sine tones: short, soft, and told apart with eyes shut."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np

from facecheck.core.events import Sound
from facecheck.core.frames import Array

RATE_HZ = 48_000
"""What sound cards run at; anything else they would convert."""


class Note(NamedTuple):
    """One tone.

    Attributes:
        pitch_hz: Of its ground tone.
        start_s: After the sound's start.
        length_s: Until it has died away.
        loudness: 0 to 1.
    """

    pitch_hz: float
    start_s: float
    length_s: float
    loudness: float


# Rising is good, falling is not; a tick is too short to have a tune. The pitches are those of
# small speakers and of ages that no longer hear above 8 kHz.
NOTES: dict[Sound, tuple[Note, ...]] = {
    Sound.HOLD_START: (Note(523.25, 0.0, 0.18, 0.5),),
    # One low note, and the same with the hold's own after it: stopped, and held again.
    Sound.STOPPED: (Note(293.66, 0.0, 0.26, 0.55),),
    Sound.GO_ON: (Note(293.66, 0.0, 0.12, 0.5), Note(523.25, 0.1, 0.18, 0.5)),
    Sound.TICK: (Note(880.0, 0.0, 0.06, 0.35),),
    Sound.COUNTED: (Note(659.26, 0.0, 0.16, 0.5), Note(987.77, 0.11, 0.32, 0.55)),
    Sound.SET_DONE: (
        Note(523.25, 0.0, 0.2, 0.5),
        Note(659.26, 0.14, 0.2, 0.5),
        Note(1046.5, 0.28, 0.6, 0.55),
    ),
    Sound.BEGIN: (Note(783.99, 0.0, 0.3, 0.5),),
    # Two falling, one rising: neither a count nor a loss.
    Sound.NEXT_AREA: (
        Note(783.99, 0.0, 0.14, 0.5),
        Note(587.33, 0.12, 0.14, 0.5),
        Note(880.0, 0.24, 0.36, 0.55),
    ),
    # Low and level: neither a count nor a loss.
    Sound.MISSED: (Note(311.13, 0.0, 0.14, 0.5), Note(311.13, 0.17, 0.2, 0.5)),
    Sound.LOST: (Note(392.0, 0.0, 0.2, 0.5), Note(293.66, 0.17, 0.34, 0.5)),
}

_ATTACK_S = 0.006
_OVERTONES = ((1.0, 1.0), (2.0, 0.22), (3.0, 0.07))


@cache
def tone(sound: Sound) -> Array:
    """The samples of a sound: ``(n,)`` float32 in [-1, 1] at ``RATE_HZ``. Read only."""
    notes = NOTES[sound]
    length_s = max(note.start_s + note.length_s for note in notes)
    samples = np.zeros(round(length_s * RATE_HZ), np.float64)
    for note in notes:
        first = round(note.start_s * RATE_HZ)
        rendered = _note(note)
        samples[first : first + len(rendered)] += rendered[: len(samples) - first]
    result = np.clip(samples, -1, 1).astype(np.float32)
    result.flags.writeable = False
    return result


def render(track: Sequence[tuple[float, Sound]], duration_s: float) -> Array:
    """A whole session's sound.

    Args:
        track: When each sound starts, in seconds, and which.
        duration_s: Of the result; a sound that would run on is cut there.

    Returns:
        ``(round(duration_s * RATE_HZ),)`` float32 in [-1, 1].
    """
    mixer = Mixer()
    mixer.add(track)
    return mixer.until(duration_s)


class Mixer:
    """Renders sound as a clip proceeds, so that memory does not grow with its length."""

    def __init__(self) -> None:
        self._done = 0
        self._sounding: list[tuple[int, Array]] = []

    def add(self, track: Sequence[tuple[float, Sound]]) -> None:
        """Let sounds start at their times; what would start in the past starts at once."""
        for start_s, sound in track:
            self._sounding.append((max(self._done, round(start_s * RATE_HZ)), tone(sound)))

    def until(self, time_s: float) -> Array:
        """The samples from where the last call ended up to a time."""
        end = max(self._done, round(time_s * RATE_HZ))
        samples = np.zeros(end - self._done, np.float32)
        for start, sound in self._sounding:
            first, last = max(start, self._done), min(start + len(sound), end)
            if first < last:
                part = samples[first - self._done : last - self._done]
                part += sound[first - start : last - start]
        self._sounding = [(s, t) for s, t in self._sounding if s + len(t) > end]
        self._done = end
        return np.clip(samples, -1, 1)


def _note(note: Note) -> Array:
    time_s = np.arange(round(note.length_s * RATE_HZ)) / RATE_HZ
    # The attack is long enough not to click, the decay that of a struck bar; the last part
    # closes it, since an exponential never ends.
    attack = np.minimum(1.0, time_s / _ATTACK_S)
    decay = np.exp(-4.0 * time_s / note.length_s)
    close = np.minimum(1.0, (note.length_s - time_s) / (0.15 * note.length_s))
    wave_form = sum(
        level * np.sin(2 * np.pi * note.pitch_hz * factor * time_s) for factor, level in _OVERTONES
    )
    scale = note.loudness / sum(level for _, level in _OVERTONES)
    return np.asarray(wave_form * attack * decay * close * scale, np.float32)
