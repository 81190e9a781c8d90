"""A page that is used for ten minutes: whether anything queues, and whether memory grows.

    python docs/tools/page_for_long.py [MINUTES]

A clip that begins again and again is Chromium's camera; the page does a set that does not end.
Printed for every minute: from the capture of a picture to its overlay (median and 95th percentile),
scenes drawn a second, the server's memory, and the page's own.
"""

from __future__ import annotations

import re
import subprocess
import sys
import time
from pathlib import Path

from app_browser import browser_before
from app_figures import CLIP, NOTE

MINUTES = 10
ASKED = "{names: ['squint-palm'], guided: false, reps: 99}"
BEGIN = f"import('/page/main.js').then((p) => p.begin({ASKED}))"


def main(minutes: int) -> None:
    """Measure minute after minute, and print."""
    say(
        "| minute | captured to overlay, median, 95 %, ms | scenes a second | server MB | page MB |"
    )
    say("|---|---|---|---|---|")
    command = [sys.executable, "-m", "facecheck", "app", "--no-browser", "--port", "0"]
    with (
        browser_before(CLIP, "fps=30,scale=640:480") as browser,
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process,  # noqa: S603
    ):
        found = None
        while found is None and process.stdout is not None:
            found = re.search(r"http\S+#k=\S+", process.stdout.readline())
        page = browser.new_page(viewport={"width": 1280, "height": 720})
        page.goto("" if found is None else found[0])
        page.wait_for_selector("body[data-ready]")
        page.evaluate(BEGIN)
        page.wait_for_selector("[data-screen=exercise]", timeout=120_000)
        page.evaluate(f"window.late = []; {NOTE}")
        for minute in range(1, minutes + 1):
            begun_s = time.perf_counter()
            page.wait_for_timeout(60_000)
            late = sorted(page.evaluate("window.late.splice(0)"))
            passed_s = time.perf_counter() - begun_s
            heap = page.evaluate("performance.memory.usedJSHeapSize / 1e6")
            shown = (
                f"{late[len(late) // 2]:.0f}, {late[int(0.95 * len(late))]:.0f}" if late else "-"
            )
            rate = len(late) / passed_s
            say(
                f"| {minute} | {shown} | {rate:.1f} | {resident_mb(process.pid):.0f} | {heap:.1f} |"
            )
        process.terminate()


def resident_mb(pid: int) -> float:
    """What a process holds in memory now."""
    status = Path(f"/proc/{pid}/status").read_text()
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else float("nan")


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else MINUTES)
