"""Measures the page in the browser against the window, one after the other in one run.

    python docs/tools/app_figures.py

Prints the delay from a picture's capture to its overlay, in the page and in the window, with the
same clip, exercise and models; and how long after the command the page is ready. The load of the
machine is printed beside them: on a busy one both are later.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from app_browser import SAMPLES, browser_before

from facecheck.app.context import AppContext
from facecheck.app.server import Served
from facecheck.bench.session import live

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CLIP = "squint_palm_3x5"
EXERCISE = "squint-palm"
WATCHED_MS = 20_000
BEGIN = f"import('/page/main.js').then((p) => p.begin({{names: ['{EXERCISE}'], guided: false}}))"
NOTE = "document.addEventListener('drawn', (e) => late.push(e.detail.drawn - e.detail.captured))"


def main() -> None:
    """Measure, and print."""
    with browser_before(CLIP, "fps=30,scale=640:480") as browser:
        opened_s, ready_s = begun_s(browser)
        say("page open, s after the command", opened_s)
        say("page with what is due today, s after the command", ready_s)
        late = sorted(delays_ms(browser))
    page_ms = late[int(0.95 * len(late))]
    say("page: scenes drawn", len(late))
    say("page: captured to overlay, median ms", late[len(late) // 2])
    say("page: captured to overlay, 95th percentile ms", page_ms)
    clip = SAMPLES / f"{CLIP}.mp4"
    window_ms = next(f for f in live(clip, EXERCISE, 1) if f.name.endswith("p95_ms")).value
    say("window: in hand to overlay, 95th percentile ms", window_ms)
    say("ratio", page_ms / window_ms)
    say("load of the machine, cores", os.getloadavg()[0], os.cpu_count() or 0)


def begun_s(browser: Browser) -> tuple[float, float]:
    """From the command until the page is open, and until it has what is due today.

    The browser runs already; whoever has to start one waits for it meanwhile.
    """
    begun_s = time.perf_counter()
    command = [sys.executable, "-m", "facecheck", "app", "--no-browser", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        found = None
        while found is None and process.stdout is not None:
            found = re.search(r"http\S+#k=\S+", process.stdout.readline())
        page = browser.new_page()
        page.goto("" if found is None else found[0])
        page.wait_for_selector("body[data-open]")
        opened_s = time.perf_counter() - begun_s
        page.wait_for_selector("body[data-ready]")
        ready_s = time.perf_counter() - begun_s
        process.terminate()
        page.close()
    return opened_s, ready_s


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


def say(what: str, *values: float) -> None:
    """Print a figure."""
    sys.stdout.write(f"{what}: {', '.join(f'{v:.2f}' for v in values)}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
