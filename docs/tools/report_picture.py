"""Draws docs/pictures/report.webp: the head of the page that `facecheck report --example` makes.

    python docs/tools/report_picture.py

Needs the `dev` extra and the system's Chromium, as the tests of the pages do.
"""

from __future__ import annotations

import shutil
import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import cv2
import numpy as np
from playwright.sync_api import sync_playwright

from facecheck.report.histories import example_report
from facecheck.report.history_page import history_page
from facecheck.report.page import write_page

PICTURE = Path(__file__).parents[1] / "pictures" / "report.webp"
SIZE = {"width": 1120, "height": 1280}
LOSSLESS = [cv2.IMWRITE_WEBP_QUALITY, 101]
"""Of flat colours and letters the smallest, and the cleanest."""

TODAY = date(2026, 11, 21)
"""The simulated weeks end here, so that the picture is the same on every day."""


def main() -> None:
    """Draw the picture."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.exit("there is no chromium here; on Debian: apt install chromium")
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        page = Path(folder) / "report.html"
        write_page(page, history_page(example_report(TODAY), "0.1.0"))
        args = ["--no-sandbox"] if sys.platform == "linux" else []
        browser = playwright.chromium.launch(executable_path=chromium, args=args)
        window = browser.new_page(viewport=SIZE)  # type: ignore[arg-type]
        window.goto(page.as_uri())
        png = window.screenshot()
        browser.close()
    bgr = cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_COLOR)
    if bgr is None:
        sys.exit("the browser drew nothing")
    cv2.imwrite(str(PICTURE), bgr, LOSSLESS)


if __name__ == "__main__":
    main()
