from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from facecheck.core.events import Sound
from facecheck.core.frames import Array
from facecheck.outputs.sound.tones import NOTES, RATE_HZ, Mixer, render, tone


def pitch_hz(samples: Array) -> float:
    spectrum = np.abs(np.fft.rfft(samples, 1 << 17))
    return float(np.argmax(spectrum) * RATE_HZ / (1 << 17))


@pytest.mark.parametrize("sound", Sound)
def test_every_sound_begins_and_ends_without_a_click(sound: Sound) -> None:
    samples = tone(sound)
    assert abs(samples[0]) < 0.01
    assert abs(samples[-1]) < 0.01
    assert np.abs(np.diff(samples)).max() < 0.15
    assert np.abs(samples[:48]).max() < 0.3 * np.abs(samples).max(), "it swells, it does not bang"
    assert 0.1 < np.abs(samples).max() <= 1.0
    assert len(samples) < RATE_HZ


def test_sounds_can_be_told_apart() -> None:
    tunes = [[note.pitch_hz for note in NOTES[sound]] for sound in Sound]
    assert all(one != other for one, other in combinations(tunes, 2))
    assert [len(NOTES[s]) for s in (Sound.COUNTED, Sound.SET_DONE)] == [2, 3]
    for rising in (Sound.COUNTED, Sound.SET_DONE):
        pitches = [note.pitch_hz for note in NOTES[rising]]
        assert pitches == sorted(pitches)


def test_a_note_has_its_pitch() -> None:
    assert pitch_hz(tone(Sound.TICK)) == pytest.approx(880, rel=0.02)


def test_sounds_start_at_their_times() -> None:
    samples = render([(0.5, Sound.TICK), (1.0, Sound.COUNTED)], 2.0)
    assert len(samples) == 2 * RATE_HZ
    assert samples.dtype == np.float32
    loud = np.flatnonzero(np.abs(samples) > 0.001) / RATE_HZ
    assert loud[0] == pytest.approx(0.5, abs=0.005)
    assert ((loud > 0.6) & (loud < 1.0)).sum() == 0
    assert np.abs(samples).max() <= 1.0


def test_a_mixer_gives_the_same_piece_by_piece() -> None:
    track = [(0.1, Sound.HOLD_START), (0.2, Sound.SET_DONE), (0.9, Sound.LOST)]
    mixer = Mixer()
    mixer.add(track)
    pieces = [mixer.until(time_s) for time_s in (0.05, 0.13, 0.13, 0.5, 0.95, 1.5)]
    assert np.array_equal(np.concatenate(pieces), render(track, 1.5))


def test_a_sound_asked_for_too_late_starts_at_once() -> None:
    mixer = Mixer()
    mixer.until(1.0)
    mixer.add([(0.5, Sound.TICK)])
    assert np.array_equal(mixer.until(1.1), render([(0.0, Sound.TICK)], 0.1))
