"""`facecheck live`, which also writes down each tone and each line spoken. Run as a program.

Each goes as a line of JSON to the file in TOLD: the time of the picture that was judged last, and
the tone's name or the words.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from facecheck.cli import run
from facecheck.core.events import Sound
from facecheck.live.session.state import StepResult
from facecheck.live.sinks.listeners import ToneListener
from facecheck.outputs.sound.player import Speaker
from facecheck.outputs.sound.voice import Voice


def write_down() -> None:
    """From now on, in this process."""
    now_s = 0.0
    told = Path(os.environ["TOLD"])
    steps = ToneListener.step

    def note(kind: str, what: str) -> None:
        with told.open("a", encoding="utf-8") as file:
            file.write(json.dumps([round(now_s, 3), kind, what], ensure_ascii=False) + "\n")

    def step(self: ToneListener, seen: StepResult) -> None:
        nonlocal now_s
        if int(seen.source_s) > int(now_s):
            now_s = seen.source_s
            note("second", "")
        now_s = seen.source_s
        steps(self, seen)

    def play(self: Speaker, sounds: Sequence[Sound]) -> None:
        if not self.muted:
            for sound in sounds:
                note("tone", sound.value)

    def say(self: Voice, text: str) -> None:
        if text and not self.muted:
            note("said", text)

    ToneListener.step = step  # type: ignore[method-assign, assignment]
    Speaker.play = play  # type: ignore[method-assign]
    Voice.say = say  # type: ignore[method-assign]


if __name__ == "__main__":
    write_down()
    sys.exit(run(["live", *sys.argv[1:]]))
