"""A session before somebody who does what the voice says. Run as a program.

    python -m live.obedient CLIP ARGUMENTS...

The clip begins relaxed and then shows a movement that is held. The camera shows its beginning to
and fro until the voice asks for the movement, then what is held, and goes back when that is over.
What is heard is written down as `live.told` does; the arguments are those of ``facecheck live``.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Self
from unittest.mock import patch

from facecheck.cli import run
from facecheck.core.frames import Frame, Image
from facecheck.inputs.sources import Clip, DeferredCamera
from facecheck.outputs.sound.voice import Voice

from . import told

FPS = 30.0
RELAXED_S = (0.1, 1.3)
HELD_S = (2.6, 6.3)


class Obedient:
    """Plays a clip to and fro within what was asked for, as a camera.

    Args:
        path: The clip.
    """

    def __init__(self, path: Path) -> None:
        self.name = "Obedient camera"
        self.duration_s: float | None = None
        self.warnings: list[str] = []
        self.dropped = 0
        self.ended = False
        self.stalled_s = 0.0
        self.asked_s = RELAXED_S
        self._path = path
        self._pictures: Sequence[Image] = ()
        self._at, self._step = 0, 1
        self._begun_s = self._next_s = 0.0

    def __enter__(self) -> Self:
        with Clip(self._path) as clip:
            self._pictures = [f.rgb for f in clip if f.time_s < HELD_S[1] + 0.1]
        self._begun_s = self._next_s = time.monotonic()
        return self

    def __exit__(self, *exc: object) -> None:
        self._pictures = ()

    def newest(self, timeout_s: float) -> Frame | None:
        wait_s = self._next_s - time.monotonic()
        if wait_s > timeout_s:
            time.sleep(timeout_s)
            return None
        time.sleep(max(0.0, wait_s))
        now_s = time.monotonic()
        self._next_s = max(self._next_s + 1 / FPS, now_s)
        first, last = (round(at_s * FPS) for at_s in self.asked_s)
        if self._at <= first:
            self._step = 1
        elif self._at >= last:
            self._step = -1
        self._at += self._step
        return Frame(now_s - self._begun_s, self._pictures[self._at])

    def __iter__(self) -> Iterator[Frame]:
        while True:
            frame = self.newest(0.1)
            if frame is not None:
                yield frame

    def hear(self, text: str) -> None:
        """Do what is said."""
        self.asked_s = HELD_S if text.endswith("and hold.") else RELAXED_S


def main(clip: str) -> int:
    """Run ``facecheck live`` before them."""
    camera = Obedient(Path(clip))
    told.write_down()
    says = Voice.say

    def source(_named: str | None, **_: object) -> DeferredCamera:
        return DeferredCamera(lambda: (camera, None))

    def say(self: Voice, text: str) -> None:
        camera.hear(text)
        says(self, text)

    with (
        patch("facecheck.api.camera_choice.camera_source", source),
        patch.object(Voice, "say", say),
    ):
        return run(["live", *sys.argv[2:]])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
