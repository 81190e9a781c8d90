"""Debian's Chromium, with a sample clip as its camera, before a server of the app."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from facecheck.app.context import AppContext
from facecheck.app.server import Served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
SAMPLES = Path(__file__).parents[3] / "sample_videos"
BEFORE_S, AFTER_S = 10.0, 10.0
"""Stillness around the clip, which begins before the models are there and is then repeated."""
STILL_AROUND = (
    f"fps=30,tpad=start_mode=clone:start_duration={BEFORE_S}:"
    f"stop_mode=clone:stop_duration={AFTER_S}"
)
CAMERA_CLIP = "rehab_vowel_o"

Opened = Callable[..., "Page"]


@pytest.fixture(scope="module")
def browser(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Browser]:
    """With `CAMERA_CLIP` of the test's module as its camera, or the clip it is parametrised by."""
    usual = getattr(request.module, "CAMERA_CLIP", CAMERA_CLIP)
    clip = str(getattr(request, "param", usual))
    make = getattr(request.module, "CAMERA_FILTER", STILL_AROUND)
    with launched(film(clip, tmp_path_factory.mktemp("camera"), make)) as browser:
        yield browser


@contextmanager
def launched(camera: Path) -> Iterator[Browser]:
    """The browser, with a film as its camera."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright is of the dev extra")
    if CHROMIUM is None:
        pytest.skip("there is no chromium here; on Debian: apt install chromium")
    args = [
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={camera}",
    ]
    # A sandbox of its own is not to be had as root in a container; the page is our own.
    args += ["--no-sandbox"] if sys.platform == "linux" else []
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=args)
        yield browser
        browser.close()


@pytest.fixture
def served(home: Path) -> Iterator[Served]:
    """A server of somebody who never used facecheck before."""
    assert home.is_dir()
    server = Served(AppContext(), 0)
    with server.running():
        yield server


@pytest.fixture
def opened(browser: Browser, served: Served) -> Iterator[Opened]:
    """Opens the page; whatever it complains of, or asks of anybody else, fails the test."""
    problems: list[str] = []
    asked: list[str] = []
    contexts = []

    def open_page(width: int = 1280, height: int = 800, **options: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.on("console", lambda m: problems.append(m.text) if _is_problem(m) else None)
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(served.link)
        page.wait_for_selector("body[data-ready]")
        return page

    yield open_page
    for context in contexts:
        context.close()
    own = (served.address, f"blob:{served.address[:-1]}", f"ws://127.0.0.1:{served.port}/")
    assert [url for url in asked if not url.startswith(own)] == []
    assert problems == []


def _is_problem(message: ConsoleMessage) -> bool:
    """Chromium takes an answer that says what is wrong (409) for a fault of the page.

    MediaPipe tells at start what it runs on, and is refused when it reports its use to its maker.
    """
    expected = ("status of 409", "INFO: Created TensorFlow Lite", "odml.pa.googleapis.com")
    return message.type == "error" and not any(text in message.text for text in expected)


def go(page: Page, view: str) -> None:
    """Show one of its pages."""
    page.evaluate(f"location.hash = '#/{view}'")
    page.wait_for_selector(f"main[data-view={view}]:not([aria-busy]) h1")


def film(clip: str, folder: Path, make: str = STILL_AROUND) -> Path:
    """A clip as Chromium's fake camera plays it, again and again.

    Args:
        clip: Its name.
        folder: Where the film goes.
        make: What ffmpeg does with it.
    """
    ffmpeg = shutil.which("ffmpeg")
    if ffmpeg is None:
        pytest.skip("there is no ffmpeg here")
    out = folder / f"{clip}.mjpeg"
    source = SAMPLES / f"{clip}.mp4"
    given: list[str | Path] = ["-loglevel", "error", "-i", source, "-filter_complex", make]
    subprocess.run([ffmpeg, *given, "-c:v", "mjpeg", "-q:v", "2", out], check=True)
    return out
