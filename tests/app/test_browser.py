"""The page in Debian's Chromium, with a sample clip as its camera."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from facecheck.app.serving import Served
from facecheck.app.site.files import page_files
from facecheck.app.world import World

if TYPE_CHECKING:
    from playwright.sync_api import Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
SAMPLES = Path(__file__).parents[2] / "sample_videos"
BEFORE_S, AFTER_S = 10.0, 10.0
"""Stillness around the clip, which begins before the models are there and is then repeated."""


def camera_of(clip: str, folder: Path) -> Path:
    """A clip as Chromium's fake camera plays it."""
    ffmpeg = shutil.which("ffmpeg")
    if ffmpeg is None:
        pytest.skip("there is no ffmpeg here")
    out = folder / f"{clip}.mjpeg"
    still = (
        f"tpad=start_mode=clone:start_duration={BEFORE_S}:stop_mode=clone:stop_duration={AFTER_S}"
    )
    subprocess.run(
        [ffmpeg, "-loglevel", "error", "-i", SAMPLES / f"{clip}.mp4", "-vf", f"fps=30,{still}",
         "-c:v", "mjpeg", "-q:v", "2", out], check=True,
    )  # fmt: skip
    return out


@pytest.fixture
def served() -> Iterator[Served]:
    server = Served(World(keep=False), 0)
    with server.running():
        yield server


@pytest.fixture
def page(served: Served, tmp_path: Path) -> Iterator[Page]:
    api = pytest.importorskip("playwright.sync_api", reason="playwright is of the dev extra")
    if CHROMIUM is None:
        pytest.skip("there is no chromium here; on Debian: apt install chromium")
    camera = camera_of("rehab_vowel_o", tmp_path)
    args = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream",
            f"--use-file-for-fake-video-capture={camera}"]  # fmt: skip
    # A sandbox of its own is not to be had as root in a container; the page is our own.
    args += ["--no-sandbox"] if sys.platform == "linux" else []
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=args)
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.set_default_timeout(60_000)
        problems: list[str] = []
        asked: list[str] = []
        page.on(
            "console", lambda m: problems.append(m.text) if m.type in ("error", "warning") else None
        )
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(served.link)
        page.wait_for_selector("body[data-ready]")
        yield page
        browser.close()
    assert problems == []
    elsewhere = [
        a for a in asked if not a.startswith((served.address, f"blob:{served.address[:-1]}"))
    ]
    assert elsewhere == []


def test_a_set_is_counted_and_comes_to_what_score_says(page: Page) -> None:
    page.evaluate("localStorage.setItem('facecheck.settings', JSON.stringify({voice: false}))")
    page.reload()
    page.wait_for_selector("[data-exercise]")
    page.evaluate(
        "window.heard = []; document.addEventListener('sounded', (e) => heard.push(...e.detail))"
    )
    page.evaluate(
        "import('/page/main.js').then((page) => "
        "page.begin({names: ['vowel-o'], hold_s: 1, guided: false}))"
    )
    # The clip has two vowels of a second each; the exercise asks for more.
    page.wait_for_selector(".dot.on:nth-child(2)")
    page.keyboard.press("q")
    page.wait_for_selector(".summary")
    assert "2 of 3" in page.inner_text(".summary .facts")
    assert page.evaluate("heard").count("counted") == 2


def test_the_secret_does_not_stay_in_the_address(page: Page, served: Served) -> None:
    assert page.url == served.address
    page.reload()
    page.wait_for_selector("[data-exercise]")


def test_the_page_is_small() -> None:
    assert sum(len(file.content) for file in page_files().values()) < 300_000
