"""Ten minutes of ``live`` at a camera's own pace, with both models: nothing grows, nothing waits.

In a checkout: ``PYTHONPATH=tests python -m trust.real_run --minutes 10``. A rendered clip of a palm
on a cheek, enlarged to 1280x720 and joined to itself, stands in for the camera. It takes as long as
it says, and nothing else should run meanwhile.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import threading
import time
from pathlib import Path

from facecheck.api import load_exercise
from facecheck.bench import clips
from facecheck.inputs.sources import Clip, Paced
from facecheck.live import LiveOptions, run
from facecheck.live.summary import SessionSummary
from facecheck.live.window_display import WindowDisplay
from facecheck.outputs.sound import Silent
from trust.long_run import Sample, Unseen, grown, sample

SIZE = (1280, 720)
LOOP_S = 20.0
SAMPLES = 12


def real_run(minutes: float, folder: Path) -> tuple[list[Sample], SessionSummary]:
    """Run a session; what the process held every now and then, and the session's summary."""
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
    try:
        summary = run(
            [load_exercise("squint-palm")], Paced(Clip(film)), options,
            display=WindowDisplay(Unseen(), options), player=Silent(),
        )  # fmt: skip
    finally:
        over.set()
        watcher.join()
    return samples, summary


def main(arguments: list[str] | None = None) -> int:
    """Run the command; exit code 1 when something grew."""
    parser = argparse.ArgumentParser(description="A session at a camera's own pace.")
    parser.add_argument("--minutes", type=float, default=10.0)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        samples, summary = real_run(options.minutes, Path(folder))
    for one in samples:
        print(f"{one.minute:5.1f} min  {one.memory_mb:6.1f} MB  {one.threads} threads  "
              f"{one.files} files")  # fmt: skip
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
