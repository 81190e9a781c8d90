"""An hour of ``live`` from a looping clip in a few minutes: memory, threads and open files.

In a checkout: ``PYTHONPATH=tests python -m trust.long_run --minutes 60``. What was seen in two
seconds of film comes again and again with the clock going on; the session, its judge, its window's
pictures, its trace and its history are the real ones. Only the models are left out, for time.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

import numpy as np
from strips import moved, neutral_face, observation, trapezoid

from facecheck.api import load_exercise
from facecheck.core import landmarks as lm
from facecheck.core.frames import Frame, Image, Observation
from facecheck.live import LiveOptions, run
from facecheck.live.display.window import WindowDisplay
from facecheck.outputs.sound.player import Silent

FPS = 30
LOOP_S = 10.0
PICTURE: Image = np.full((240, 320, 3), 90, np.uint8)


@dataclass(frozen=True)
class Sample:
    """What the process holds at an instant of the session."""

    minute: float
    memory_mb: float
    threads: int
    files: int


def sample(minute: float) -> Sample:
    """Look at this process; files are -1 where the system does not list them."""
    gc.collect()
    descriptors = Path("/proc/self/fd")
    files = len(list(descriptors.iterdir())) if descriptors.is_dir() else -1
    return Sample(minute, _memory_mb(), threading.active_count(), files)


def _memory_mb() -> float:
    status = Path("/proc/self/statm")
    if status.is_file():
        return int(status.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
    return 0.0


class Looping:
    """A camera whose clock runs as fast as its pictures are taken."""

    name = "looping"
    duration_s = None
    stalled_s = 0.0
    dropped = 0

    def __init__(self, minutes: float, judged: Callable[[], int]) -> None:
        self.warnings: list[str] = []
        self.samples: list[Sample] = []
        self._count = round(minutes * 60 * FPS)
        self._next = 0
        self._judged = judged
        self._every = max(1, self._count // 12)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        """Nothing to close."""

    @property
    def ended(self) -> bool:
        return self._next >= self._count

    def newest(self, timeout_s: float) -> Frame | None:
        """The next picture, as soon as the one before was judged."""
        until_s = time.monotonic() + timeout_s
        while self._judged() < self._next:
            if time.monotonic() > until_s:
                return None
            time.sleep(0.0002)
        if self.ended:
            return None
        if self._next % self._every == 0:
            self.samples.append(sample(self._next / FPS / 60))
        self._next += 1
        return Frame((self._next - 1) / FPS, PICTURE)

    def __iter__(self) -> Iterator[Frame]:
        while not self.ended:
            frame = self.newest(1.0)
            if frame is not None:
                yield frame


class Replayed:
    """Looks at a frame and sees what was seen at that place of the loop."""

    def __init__(self) -> None:
        self.looked = 0
        level = trapezoid(2.0, 9.0, top=1.0)
        self._seen = [
            observation(0.0, moved(neutral_face(), lm.LIP_LOWER_INNER, up=-0.6 * level(i / FPS)))
            for i in range(round(LOOP_S * FPS))
        ]

    def __enter__(self) -> Callable[[Frame], Observation]:
        return self.look

    def __exit__(self, *exc: object) -> None:
        """Nothing to close."""

    def look(self, frame: Frame) -> Observation:
        self.looked += 1
        place = round(frame.time_s * FPS) % len(self._seen)
        return replace(self._seen[place], time_s=frame.time_s)


class Unseen:
    """A window that throws its pictures away."""

    closed = False
    fills = False
    size = own_size = 1280, 720

    def __init__(self) -> None:
        self.shown = 0

    def click(self) -> None:
        return None

    def show(self, rgb: Image, bar: Image | None = None) -> None:
        assert rgb.ndim == 3
        assert bar is not None
        self.shown += 1

    def key(self) -> str | None:
        return None

    def reopen(self) -> None:
        """It is never closed."""

    def close(self) -> None:
        """Nothing to close."""


def long_run(minutes: float, folder: Path) -> tuple[list[Sample], int, int]:
    """Run a session; the samples, the pictures shown and the repetitions counted."""
    looker, window = Replayed(), Unseen()
    source = Looping(minutes, lambda: looker.looked)
    options = LiveOptions(
        muted=True, hold_s=2.0, reps=1000, trace=folder / "a.parquet", summary_s=0.0
    )
    summary = run(
        [load_exercise("jaw-open")],
        source,
        options,
        display=WindowDisplay(window, options),
        player=Silent(),
        landmarker=looker,
    )
    return source.samples, window.shown, summary.results[0].counted


def grown(samples: Sequence[Sample]) -> list[str]:
    """What grew from the first quarter to the end, in words."""
    first, last = samples[len(samples) // 4], samples[-1]
    problems = []
    # A record of an hour is kept in memory until it is written: a few kB for each repetition.
    if last.memory_mb > first.memory_mb + 15:
        problems.append(f"memory grew from {first.memory_mb:.0f} to {last.memory_mb:.0f} MB")
    if last.threads > first.threads:
        problems.append(f"threads grew from {first.threads} to {last.threads}")
    if last.files > first.files:
        problems.append(f"open files grew from {first.files} to {last.files}")
    return problems


def main(arguments: list[str] | None = None) -> int:
    """Run the command; exit code 1 when something grew."""
    parser = argparse.ArgumentParser(description="A long session in a short time.")
    parser.add_argument("--minutes", type=float, default=60.0)
    options = parser.parse_args(arguments)
    begun_s = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        samples, shown, counted = long_run(options.minutes, Path(folder))
    for one in samples:
        print(
            f"{one.minute:5.1f} min  {one.memory_mb:6.1f} MB  {one.threads} threads  "
            f"{one.files} files"
        )
    problems = grown(samples)
    print(
        f"{options.minutes:g} minutes in {time.monotonic() - begun_s:.0f} s: {shown} pictures "
        f"shown, {counted} counted; {'; '.join(problems) or 'nothing grew'}"
    )
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
