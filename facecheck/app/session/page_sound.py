"""Sounds and words, made by the page: tones by Web Audio, speech by the browser's own voices."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

from facecheck.app.session.outbox import Outbox
from facecheck.core.events import Sound
from facecheck.outputs.sound.tones import NOTES


class PagePlayer:
    """Asks the page for sounds."""

    def __init__(self, outbox: Outbox) -> None:
        self.muted = False
        self._outbox = outbox

    @property
    def notices(self) -> Sequence[str]:
        """None: the page knows whether it may sound."""
        return ()

    def play(self, sounds: Sequence[Sound]) -> None:
        """Ask for sounds now and return at once."""
        if sounds and not self.muted:
            self._outbox.post({"say": "sounds", "sounds": [str(sound) for sound in sounds]})


class PageVoice:
    """Asks the page to speak; the page lets a newer line break off an older one."""

    def __init__(self, outbox: Outbox) -> None:
        self.muted = False
        self.notices: list[str] = []
        self._outbox = outbox

    def __enter__(self) -> Self:
        """Nothing is to be opened."""
        return self

    def __exit__(self, *exc: object) -> None:
        """Nor closed."""

    def say(self, text: str) -> None:
        """Ask for a line and return at once."""
        if text and not self.muted:
            self._outbox.post({"say": "speech", "text": text})


def notes() -> dict[str, Any]:
    """The notes of every sound, by its name, as the page plays them."""
    return {
        str(sound): [
            {"hz": n.pitch_hz, "start": n.start_s, "length": n.length_s, "loudness": n.loudness}
            for n in notes
        ]
        for sound, notes in NOTES.items()
    }
