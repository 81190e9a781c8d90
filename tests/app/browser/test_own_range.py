"""Learning one's own range in the page."""

from __future__ import annotations

import pytest

from facecheck.store.profile import load_profile

from .conftest import AFTER_S, BEFORE_S, Opened, go

CAMERA_CLIP = "jaw_open_3x5"
# Nobody moves for long enough at the beginning of the clip: that part is shown five times over.
# While a picture stands, time does not run, so that the models may come when they like.
CAMERA_FILTER = (
    "[0:v]fps=30,split[a][b];"
    "[a]trim=0:1.9,setpts=PTS-STARTPTS,loop=loop=4:size=57:start=0,trim=0:9.5[rest];"
    "[b]trim=1.4:12,setpts=PTS-STARTPTS[open];"
    "[rest][open]concat=n=2:v=1,"
    f"tpad=start_mode=clone:start_duration={BEFORE_S}:"
    f"stop_mode=clone:stop_duration={AFTER_S}"
)


def test_a_range_is_learned_one_movement_at_a_time(opened: Opened) -> None:
    page = opened()
    page.evaluate(
        "import('/page/main.js').then((page) => page.begin({names: ['jaw-open'], calibrate: true}))"
    )
    page.wait_for_selector("[data-screen=calibrating] .cue:has-text('face relaxed')")
    page.wait_for_selector("[data-screen=calibrating] .cue:has-text('as far as is comfortable')")
    page.wait_for_selector("[data-screen=calibrating] .cue:has-text('and hold')")
    page.wait_for_selector(".summary .learned:has-text('Jaw opening')")
    full = load_profile().full or {}
    assert full["lip_gap"] == pytest.approx(0.55, abs=0.25)
    page.click("text=Done")
    go(page, "settings")
    page.wait_for_selector("p:has-text('Calibrated:'):has-text('lip_gap')")


def test_settings_begin_it_and_it_can_be_left(opened: Opened) -> None:
    page = opened()
    go(page, "settings")
    page.click("#calibrate")
    page.wait_for_selector("[data-screen=calibrating] .checks li:nth-child(2)")
    page.keyboard.press("q")
    page.wait_for_selector(".summary:has-text('Nothing was kept')")
    assert not load_profile().full
