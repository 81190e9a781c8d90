"""Measures the page in the browser against the window, one after the other in one run.

    python docs/tools/app_figures.py

Prints the delay from a picture's capture to its overlay, in the page and in the window, with the
same clip, exercise and models; and how long after the command the page is ready. The load of the
machine is printed beside them: on a busy one both are later.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from facecheck.app.context import AppContext
from facecheck.app.server import Served
from facecheck.bench.session import live

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CLIP = Path(__file__).parents[2] / "sample_videos" / "squint_palm_3x5.mp4"
EXERCISE = "squint-palm"
WATCHED_MS = 20_000
BEGIN = f"import('/page/main.js').then((p) => p.begin({{names: ['{EXERCISE}'], guided: false}}))"
NOTE = "document.addEventListener('drawn', (e) => late.push(e.detail.drawn - e.detail.captured))"


def main() -> None:
    """Measure, and print."""
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=[
                "--use-fake-ui-for-media-stream",
                "--use-fake-device-for-media-stream",
                f"--use-file-for-fake-video-capture={camera(Path(folder))}",
            ]
            + (["--no-sandbox"] if sys.platform == "linux" else []),
        )
        say("page ready, s after the command", ready_s(browser))
        late = sorted(delays_ms(browser))
        browser.close()
    page_ms = late[int(0.95 * len(late))]
    say("page: scenes drawn", len(late))
    say("page: captured to overlay, median ms", late[len(late) // 2])
    say("page: captured to overlay, 95th percentile ms", page_ms)
    window_ms = next(f for f in live(CLIP, EXERCISE, 1) if f.name.endswith("p95_ms")).value
    say("window: in hand to overlay, 95th percentile ms", window_ms)
    say("ratio", page_ms / window_ms)
    say("load of the machine, cores", os.getloadavg()[0], os.cpu_count() or 0)


def ready_s(browser: Browser) -> float:
    """From the command to a page that can be used, in a browser that runs already."""
    begun_s = time.perf_counter()
    command = [sys.executable, "-m", "facecheck", "app", "--no-browser", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        found = None
        while found is None and process.stdout is not None:
            found = re.search(r"http\S+#k=\S+", process.stdout.readline())
        page = browser.new_page()
        page.goto("" if found is None else found[0])
        page.wait_for_selector("body[data-ready]")
        lasted_s = time.perf_counter() - begun_s
        process.terminate()
    return lasted_s


def delays_ms(browser: Browser) -> list[float]:
    """From the capture of each picture to its overlay, on the page's own clock."""
    served = Served(AppContext(keep=False), 0)
    with served.running():
        page: Page = browser.new_page(viewport={"width": 1280, "height": 720})
        page.goto(served.link)
        page.wait_for_selector("body[data-ready]")
        page.evaluate(BEGIN)
        page.wait_for_selector("[data-screen=exercise]", timeout=120_000)
        page.evaluate(f"window.late = []; {NOTE}")
        page.wait_for_timeout(WATCHED_MS)
        found: list[float] = page.evaluate("late")
        page.close()
    return found


def camera(folder: Path) -> Path:
    """The clip as Chromium's fake camera plays it, at 640 by 480 and 30 a second."""
    out = folder / "camera.mjpeg"
    ffmpeg = shutil.which("ffmpeg") or "ffmpeg"
    subprocess.run(  # noqa: S603  # a program of the system's, and a clip of ours
        [
            ffmpeg,
            "-loglevel",
            "error",
            "-i",
            CLIP,
            "-vf",
            "fps=30,scale=640:480",
            "-c:v",
            "mjpeg",
            "-q:v",
            "2",
            out,
        ],
        check=True,
    )
    return out


def say(what: str, *values: float) -> None:
    """Print a figure."""
    sys.stdout.write(f"{what}: {', '.join(f'{v:.2f}' for v in values)}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
