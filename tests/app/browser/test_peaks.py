"""The tick that asks for pictures of peaks: off at first, there only with a folder for them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from facecheck.app.context import AppContext
from facecheck.app.server import Served
from facecheck.outputs.peak_stamp import stamp_of

from .conftest import Opened, go

BEGIN = "import('/page/main.js').then((page) => page.begin({names: ['vowel-o'], hold_s: 1, %s}))"
TICK = "Keep a picture of my face"


@pytest.fixture(params=[True, False], ids=["folder", "none"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path | None:
    """Where the pictures go."""
    return tmp_path if request.param else None


@pytest.fixture
def served(home: Path, folder: Path | None) -> Iterator[Served]:
    """A server with a folder for pictures, or without."""
    assert home.is_dir()
    server = Served(AppContext(peaks=folder), 0)
    with server.running():
        yield server


def test_the_settings_ask_for_pictures_of_peaks(opened: Opened, folder: Path | None) -> None:
    page = opened()
    go(page, "settings")
    tick = page.get_by_label(TICK)
    if folder is None:
        assert tick.count() == 0
        return
    assert not tick.is_checked()
    tick.check()
    page.evaluate(BEGIN % "guided: false")
    page.wait_for_selector(".dot.on:nth-child(1)")
    page.keyboard.press("q")
    page.wait_for_selector(f".summary:has-text('peak is kept in {folder}')")
    assert [path for path in folder.iterdir() if stamp_of(path.read_bytes()) is not None]
