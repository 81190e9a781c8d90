"""A live session played from a clip at its pace, drawn as always and shown to nobody."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import cv2

from facecheck.api import load_exercise
from facecheck.bench.figures import Figure
from facecheck.core.events import Sound
from facecheck.core.frames import Image
from facecheck.inputs.sources import Clip, RealtimePlayback
from facecheck.live import LiveOptions, run
from facecheck.live.display.window import WindowDisplay

LINES = 720


class NoWindow:
    """Does with a picture what a window does, up to the screen."""

    closed = False
    size = own_size = 16 * LINES // 9, LINES
    fills = False

    def show(self, rgb: Image, bar: Image | None = None) -> None:
        """Convert the picture and the bar under it as a window would."""
        for part in (rgb, bar):
            if part is not None:
                cv2.cvtColor(part, cv2.COLOR_RGB2BGRA)

    def click(self) -> None:
        """Nobody clicks."""

    def key(self) -> str | None:
        """Nobody presses a key."""
        return None

    def reopen(self) -> None:
        """It is never closed."""

    def close(self) -> None:
        """Nothing to close."""


class NoSound:
    """Is asked for sounds and plays none."""

    muted = False
    notices: Sequence[str] = ()

    def play(self, sounds: Sequence[Sound]) -> None:
        """Nothing is heard."""


def live(clip: Path, exercise: str, rounds: int) -> list[Figure]:
    """Delay, rate and dropped frames of a session."""
    figures = []
    for _ in range(rounds):
        options = LiveOptions(summary_s=0.0, stats=True)
        display = WindowDisplay(NoWindow(), options)
        rules = load_exercise(exercise)
        summary = run(
            [rules], RealtimePlayback(Clip(clip)), options, display=display, player=NoSound()
        )
        figures.append(summary.figures)
    return [
        Figure.of("frame_to_overlay_p95_ms", [f.p95_ms for f in figures]),
        Figure.of("live_fps", [f.fps for f in figures]),
        Figure.of("live_dropped", [float(f.dropped) for f in figures]),
    ]
