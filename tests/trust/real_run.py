"""Ten minutes of ``live`` at a camera's own pace, with both models: nothing grows, nothing waits.

In a checkout: ``PYTHONPATH=tests python -m trust.real_run --minutes 10``. A rendered clip of a palm
on a cheek, enlarged to 1280x720 and joined to itself, stands in for the camera. It takes as long as
it says, and nothing else should run meanwhile.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import threading
import time
from pathlib import Path

from facecheck.api import load_exercise
from facecheck.bench import clips
from facecheck.core.frames import Image
from facecheck.inputs.sources import Clip, RealtimePlayback
from facecheck.live import LiveOptions, run
from facecheck.live.display.summary import SessionSummary
from facecheck.live.display.window import WindowDisplay
from facecheck.live.session.scene import Scene
from facecheck.outputs.sound.player import Silent
from trust.long_run import Sample, Unseen, grown, sample

SIZE = (1280, 720)
LOOP_S = 20.0
SAMPLES = 12
NOTED_S = 10.0
"""A session's figures are those of its last 300 pictures: so often they are others."""


class Noting(WindowDisplay):
    """A window's display that keeps the line of figures, and how busy everybody else was.

    Attributes:
        notes: The line, and which share of the machine other processes took, so often.
    """

    def __init__(self, options: LiveOptions) -> None:
        super().__init__(Unseen(), options)
        self.notes: list[tuple[str, float]] = []
        self._noted_s = time.monotonic()
        self._before = spent_s()

    def draw(self, scene: Scene) -> Image:
        """Show a scene to nobody, and note its figures when it is time."""
        passed_s = time.monotonic() - self._noted_s
        if scene.stats is not None and passed_s >= NOTED_S:
            now = spent_s()
            (ours, every), (before, every_before) = now, self._before
            others_s = max((every - every_before) - (ours - before), 0.0)
            self.notes.append((scene.stats, others_s / passed_s / (os.cpu_count() or 1)))
            self._noted_s, self._before = time.monotonic(), now
        return super().draw(scene)


def spent_s() -> tuple[float, float]:
    """Processor seconds of this process, and of all; the same where the system does not say."""
    ours = time.process_time()
    table = Path("/proc/stat")
    if not table.is_file():
        return ours, ours
    user, nice, system, _idle, _waiting, *rest = table.read_text().split()[1:8]
    ticks = sum(int(field) for field in (user, nice, system, *rest))
    return ours, ticks / os.sysconf("SC_CLK_TCK")


def real_run(minutes: float, folder: Path) -> tuple[list[Sample], Noting, SessionSummary]:
    """Run a session; what the process held every now and then, its figures, and its summary."""
    once = clips.remade(
        clips.sample(clips.HANDS), folder / "once.mp4", clips.enlarged(SIZE), LOOP_S
    )
    film = clips.repeated(once, folder / "film.mp4", max(1, round(minutes * 60 / LOOP_S)))
    samples: list[Sample] = []
    over = threading.Event()

    def watch() -> None:
        begun_s = time.monotonic()
        while not over.wait(minutes * 60 / SAMPLES):
            samples.append(sample((time.monotonic() - begun_s) / 60))

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    options = LiveOptions(muted=True, reps=1000, stats=True, summary_s=0.0)
    display = Noting(options)
    try:
        summary = run(
            [load_exercise("squint-palm")],
            RealtimePlayback(Clip(film)),
            options,
            display=display,
            player=Silent(),
        )
    finally:
        over.set()
        watcher.join()
    return samples, display, summary


def main(arguments: list[str] | None = None) -> int:
    """Run the command; exit code 1 when something grew."""
    parser = argparse.ArgumentParser(description="A session at a camera's own pace.")
    parser.add_argument("--minutes", type=float, default=10.0)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        samples, display, summary = real_run(options.minutes, Path(folder))
    for line, others in display.notes:
        print(f"{line}  (other processes: {others:.0%} of the machine)")
    for one in samples:
        print(
            f"{one.minute:5.1f} min  {one.memory_mb:6.1f} MB  {one.threads} threads  "
            f"{one.files} files"
        )
    last = summary.figures
    print(
        f"in the last ten seconds {last.fps:.1f} pictures a second, from frame to overlay "
        f"{last.p50_ms:.0f} ms in the median and {last.p95_ms:.0f} ms at the 95th percentile; "
        f"{last.dropped} frames dropped, {summary.results[0].counted} repetitions counted"
    )
    problems = grown(samples) if len(samples) > 1 else []
    print("; ".join(problems) or "nothing grew")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
