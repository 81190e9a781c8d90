"""Debian's Chromium with a sample clip as its camera, for the tools that use the page."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SAMPLES = Path(__file__).parents[2] / "sample_videos"


@contextmanager
def browser_before(clip: str, make: str) -> Iterator[Browser]:
    """The browser.

    Args:
        clip: Its camera, a sample clip's name.
        make: What ffmpeg does with the clip's pictures.
    """
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        camera = Path(folder) / "camera.mjpeg"
        ffmpeg = shutil.which("ffmpeg") or "ffmpeg"
        given: list[str | Path] = ["-loglevel", "error", "-i", SAMPLES / f"{clip}.mp4", "-vf", make]
        subprocess.run(  # noqa: S603  # a program of the system's, and a clip of ours
            [ffmpeg, *given, "-c:v", "mjpeg", "-q:v", "2", camera], check=True
        )
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=[
                "--use-fake-ui-for-media-stream",
                "--use-fake-device-for-media-stream",
                f"--use-file-for-fake-video-capture={camera}",
            ]
            + (["--no-sandbox"] if sys.platform == "linux" else []),
        )
        try:
            yield browser
        finally:
            browser.close()
