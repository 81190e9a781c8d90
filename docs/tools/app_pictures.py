"""Draws the pictures of the page in the browser, from rendered sample clips.

    python docs/tools/app_pictures.py                # into docs/pictures/
    python docs/tools/app_pictures.py --look FOLDER  # the same as PNG files

Debian's Chromium opens the page with a sample clip as its camera; what it shows is photographed.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from app_browser import SAMPLES, browser_before
from PIL import Image

from facecheck.app.context import AppContext
from facecheck.app.server import Served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PICTURES = Path(__file__).parents[1] / "pictures"
CLIP, EXERCISE = "jaw_open_3x5", "jaw-open"
STILL_S = 12
"""How long the clip's first picture stands: the models are to be there when it begins."""
BEGIN = f"import('/page/main.js').then((p) => p.begin({{names: ['{EXERCISE}'], guided: false}}))"
HELD = """() => {
  const held = parseFloat(document.querySelector('.ring .number')?.textContent.replace(',', '.'));
  return document.querySelectorAll('.dot.on').length === 1 && held >= 2.5;
}"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Draw them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--look", type=Path)
    look: Path | None = parser.parse_args(arguments).look
    with TemporaryDirectory() as home:
        # Nobody's own things are in the pictures.
        for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
            os.environ[name] = home
        for name, png in photographed():
            save(name, png, look)


def photographed() -> list[tuple[str, bytes]]:
    """The pictures, by name."""
    taken = []
    served = Served(AppContext(keep=False), 0)
    still = f"fps=30,tpad=start_mode=clone:start_duration={STILL_S}"
    with served.running(), browser_before(CLIP, still) as browser:
        for name, size, scheme in (
            ("app-session", (1280, 720), "dark"),
            ("app-session-phone", (390, 844), "dark"),
        ):
            page = opened(browser, served, size, scheme)
            page.evaluate(BEGIN)
            page.wait_for_function(HELD, timeout=120_000)
            taken.append((name, page.screenshot()))
            page.keyboard.press("q")
            page.wait_for_selector(".summary")
            page.context.close()
        page = opened(browser, served, (1280, 720), "light")
        page.evaluate("location.hash = '#/exercises'")
        page.wait_for_selector(".drawing path")
        page.wait_for_timeout(1500)
        taken.append(("app-exercises", page.screenshot()))
        page.evaluate("location.hash = '#/clip'")
        page.set_input_files("input[type=file]", SAMPLES / "jaw_drifts_sideways.mp4")
        page.wait_for_selector(".attempts li", timeout=300_000)
        page.click(".attempts li ul .jump >> nth=0")
        page.wait_for_timeout(1500)
        taken.append(("app-clip", page.screenshot(full_page=True)))
    return taken


def opened(browser: Browser, served: Served, size: tuple[int, int], scheme: str) -> Page:
    """The page, let in."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        bypass_csp=True,
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = context.new_page()
    page.goto(served.link)
    page.wait_for_selector("body[data-ready]")
    return page


def save(name: str, png: bytes, look: Path | None) -> None:
    """Keep a picture."""
    if look is not None:
        look.mkdir(parents=True, exist_ok=True)
        (look / f"{name}.png").write_bytes(png)
        return
    Image.open(BytesIO(png)).convert("RGB").save(PICTURES / f"{name}.webp", quality=82, method=6)


if __name__ == "__main__":
    main()
