"""Looks up, joins and decodes the recorded words.

Each language is one zip of short Ogg Opus files with an index of what they say. They were spoken
by eSpeak NG (docs/tools/speak_words.py), which is free software under the GPL 3 or later; what it
speaks is not covered by its licence. No speech engine is needed to play them.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from facecheck.core.frames import Array
from facecheck.outputs.sound.recorded_words.tokens import sentences, tokens
from facecheck.outputs.sound.tones import RATE_HZ

INDEX = "index.json"
GAP_S = 0.12
"""Between sentences."""
LOUDNESS = 0.8
_FOLDER = Path(__file__).parent


class WordBank:
    """Speaks lines out of words that are there as sound.

    Args:
        path: The zip.
        language: Of the words.

    Attributes:
        known: The names of the files by what they say, in small letters without signs.
    """

    def __init__(self, path: Path, language: str) -> None:
        self.language = language
        self._path = path
        self._zip: zipfile.ZipFile | None = None
        with zipfile.ZipFile(path) as opened:
            self.known: Mapping[str, str] = json.loads(opened.read(INDEX))
        self._longest = max((len(key.split()) for key in self.known), default=0)
        self._decoded = lru_cache(maxsize=64)(self._decode)

    def parts(self, text: str) -> list[list[str]] | None:
        """What a line is put together of, by sentence; None where a word lacks."""
        said = [self._of_sentence(sentence) for sentence in sentences(text)]
        if not said or any(part is None for part in said):
            return None
        return [part for part in said if part]

    def speak(self, text: str) -> Array | None:
        """The samples of a line: ``(n,)`` float32 at ``RATE_HZ``; None where a word of it lacks."""
        parts = self.parts(text)
        if parts is None:
            return None
        gap = np.zeros(round(GAP_S * RATE_HZ), np.float32)
        pieces: list[Array] = []
        for sentence in parts:
            pieces += [self._decoded(self.known[key]) for key in sentence]
            pieces.append(gap)
        return LOUDNESS * np.concatenate(pieces[:-1]) if pieces else None

    def _of_sentence(self, sentence: str) -> list[str] | None:
        words = tokens(sentence, self.language)
        found: list[str] = []
        at = 0
        while at < len(words):
            for end in range(min(len(words), at + self._longest), at, -1):
                key = " ".join(words[at:end])
                if key in self.known:
                    found.append(key)
                    at = end
                    break
            else:
                return None
        return found

    def _decode(self, name: str) -> Array:
        import av

        if self._zip is None:
            self._zip = zipfile.ZipFile(self._path)
        resampled: list[Any] = []
        with av.open(io.BytesIO(self._zip.read(name)), "r") as container:
            to_mono = av.AudioResampler(format="flt", layout="mono", rate=RATE_HZ)
            for frame in container.decode(audio=0):
                resampled += [out.to_ndarray().ravel() for out in to_mono.resample(frame)]
            resampled += [out.to_ndarray().ravel() for out in to_mono.resample(None)]
        return np.concatenate(resampled).astype(np.float32, copy=False)


@cache
def word_bank(language: str, folder: Path = _FOLDER) -> WordBank | None:
    """The words of a language; None where none come along."""
    path = folder / f"{language}.zip"
    return WordBank(path, language) if path.exists() else None
