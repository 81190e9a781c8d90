"""A session with a camera that fails on purpose, as a program of its own.

    python -m live.driver CLIP LOST_S AWAY_S ARGUMENTS...

The clip is the camera: at LOST_S it stops sending for AWAY_S, then continues where it was, as a
camera does that was unplugged. The arguments are those of ``facecheck live``.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Self
from unittest.mock import patch

from facecheck.cli import run
from facecheck.core.frames import Frame
from facecheck.inputs.sources import Clip, DeferredCamera, RealtimePlayback


class Failing:
    """Plays a clip as a camera and goes away in the middle; its times are those of arrival.

    Args:
        path: The clip.
        lost_s: When it stops sending.
        away_s: For how long.
    """

    def __init__(self, path: Path, lost_s: float, away_s: float) -> None:
        self.name = "Failing camera"
        self.duration_s: float | None = None
        self.warnings: list[str] = []
        self._lost_s, self._away_s = lost_s, away_s
        self._lost = away_s <= 0
        self._until_s = 0.0
        self._begun_s: float | None = None
        self._last_s = time.monotonic()
        self._gone_s = 0.0
        self._played = RealtimePlayback(Clip(path), sleep=self._sleep, clock=self._clock)

    @property
    def dropped(self) -> int:
        return self._played.dropped

    @property
    def ended(self) -> bool:
        return self._played.ended

    @property
    def stalled_s(self) -> float:
        return time.monotonic() - self._last_s if self._begun_s is not None else 0.0

    def __enter__(self) -> Self:
        self._played.__enter__()
        return self

    def __exit__(self, *exc: object) -> None:
        self._played.__exit__(*exc)

    def newest(self, timeout_s: float) -> Frame | None:
        now_s = time.monotonic()
        if now_s < self._until_s:
            time.sleep(min(timeout_s, self._until_s - now_s))
            return None
        frame = self._played.newest(timeout_s)
        if frame is None:
            return None
        now_s = time.monotonic()
        self._begun_s = now_s if self._begun_s is None else self._begun_s
        if not self._lost and frame.time_s >= self._lost_s:
            self._lost, self._until_s = True, now_s + self._away_s
            return None
        self._last_s = now_s
        gone_s = self._away_s if self._lost else 0.0
        return Frame(frame.time_s + gone_s, frame.rgb)

    def __iter__(self) -> Iterator[Frame]:
        while not self.ended:
            frame = self.newest(0.1)
            if frame is not None:
                yield frame

    def _clock(self) -> float:
        """The clip's: it stands still while the camera is away."""
        return time.monotonic() - self._gone_s

    def _sleep(self, seconds: float) -> None:
        time.sleep(seconds)
        begun_s = time.monotonic()
        while time.monotonic() < self._until_s:
            time.sleep(0.02)
        self._gone_s += time.monotonic() - begun_s


def main(clip: str, lost_s: str, away_s: str, *arguments: str) -> int:
    """Run ``facecheck live`` with that camera."""
    camera = Failing(Path(clip), float(lost_s), float(away_s))

    def source(_named: str | None, **_: object) -> DeferredCamera:
        return DeferredCamera(lambda: (camera, None))

    with patch("facecheck.api.camera_choice.camera_source", source):
        return run(["live", *arguments])


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
