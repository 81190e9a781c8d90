"""Captions beside a clip and beside its annotated clip, played by a real browser.

A player counts from the file's start. Where the first picture comes later, as behind a cut without
encoding, or a recorder whose microphone was ready before its camera, so must the captions.
"""

from __future__ import annotations

import base64
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import pytest
from inputs.clips import make_clip

from facecheck.core.events import FaceEvent
from facecheck.core.frames import Image, Observation
from facecheck.core.player_clock import PlayerClock
from facecheck.core.read_as import PLAIN, ReadAs
from facecheck.core.results import EventsResult
from facecheck.inputs.sources import Clip
from facecheck.outputs.annotate import Annotator
from facecheck.outputs.overlay import Overlay
from facecheck.outputs.vtt import vtt

from .states import update

if TYPE_CHECKING:
    from playwright.sync_api import Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FRAMES, STEP = 40, 5

SHOWN_AT_CUE = """
async ([film, captions]) => {
  const video = document.createElement('video');
  video.muted = true;
  const track = document.createElement('track');
  track.src = captions; track.default = true; track.kind = 'captions';
  video.append(track);
  document.body.append(video);
  const loaded = new Promise((yes, no) => {
    video.onloadeddata = yes; video.onerror = () => no(video.error.message); });
  const cues = new Promise((yes, no) => { track.onload = yes; track.onerror = no; });
  video.src = film;
  track.track.mode = 'showing';
  await loaded; await cues;
  const canvas = document.createElement('canvas');
  canvas.width = 8; canvas.height = 8;
  const pen = canvas.getContext('2d', {willReadFrequently: true});
  const shown = [];
  for (const cue of track.track.cues) {
    await new Promise(done => { video.onseeked = done; video.currentTime = cue.startTime + 0.01; });
    await new Promise(done => video.requestVideoFrameCallback ? setTimeout(done, 80) : done());
    pen.drawImage(video, 0, 0, 8, 8);
    shown.push([cue.text, pen.getImageData(4, 4, 1, 1).data[1]]);
  }
  return shown;
}
"""


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    api = pytest.importorskip("playwright.sync_api", reason="playwright is of the dev extra")
    if CHROMIUM is None:
        pytest.skip("there is no chromium here; on Debian: apt install chromium")
    with api.sync_playwright() as playwright:
        options: dict[str, Any] = {"args": ["--no-sandbox"]} if sys.platform == "linux" else {}
        browser = playwright.chromium.launch(executable_path=CHROMIUM, **options)
        yield browser.new_page()
        browser.close()


def level(n: int) -> int:
    """The grey of a picture, by which it is known again."""
    return 20 + n * STEP


def address(data: bytes, kind: str) -> str:
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"


def read(path: Path, annotated: Path, read_as: ReadAs = PLAIN) -> tuple[list[float], PlayerClock]:
    """Times of the frames as facecheck has them; and the annotated clip, without a drawing."""

    def nothing_drawn(rgb: Image, *_: object) -> Image:
        return rgb

    with (
        Clip(path, read_as) as clip,
        Annotator(annotated, cast("Overlay", nothing_drawn)) as annotator,
    ):
        times = []
        for frame in clip:
            times.append(frame.time_s)
            annotator(frame, Observation(frame.time_s, (64, 48), None), update())
        return times, clip.player


def captions(times: list[float], player: PlayerClock) -> str:
    """Cues of one picture here and there, each with its number."""
    events = [FaceEvent(f"{n}", None, times[n], times[n] + 0.02, 1.0) for n in (3, 17, 36)]
    return vtt(EventsResult("a", 2.0, 1, 1, 1.0, tuple(events), player=player))


def off(page: Page, film: Path, text: str) -> int:
    """How many pictures a browser's picture is from the one that the cue speaks of, at worst."""
    kind = "video/webm" if film.suffix == ".webm" else "video/mp4"
    shown = page.evaluate(
        SHOWN_AT_CUE,
        [address(film.read_bytes(), kind), address(text.encode(), "text/vtt")],
    )
    assert [cue for cue, _ in shown] == ["3", "17", "36"]
    return max(abs(round((int(grey) - level(int(cue))) / STEP)) for cue, grey in shown)


def pictures() -> list[Image]:
    return [np.full((48, 64, 3), level(n), np.uint8) for n in range(FRAMES)]


@pytest.mark.parametrize("late_s", [0.0, 0.7])
@pytest.mark.parametrize("sound", [True, False], ids=["sound", "silent"])
@pytest.mark.parametrize(("suffix", "codec"), [(".mp4", "libx264"), (".webm", "libvpx")])
def test_a_cue_meets_its_picture(
    page: Page, tmp_path: Path, late_s: float, sound: bool, suffix: str, codec: str
) -> None:
    stamps = [round(1000 * late_s + n * 50) for n in range(FRAMES)]
    film = make_clip(
        tmp_path / f"a{suffix}",
        pictures(),
        stamps_ms=stamps,
        codec=codec,
        silence_s=2.5 if sound else 0.0,
    )
    times, player = read(film, tmp_path / "annotated.mp4")
    assert player.starts_s == pytest.approx(late_s, abs=0.002)
    assert off(page, film, captions(times, player)) == 0
    assert off(page, tmp_path / "annotated.mp4", captions(times, player)) == 0
    if late_s:
        # The test can tell: captions counted from the first picture stand elsewhere.
        assert off(page, film, captions(times, PlayerClock())) > 5


def test_captions_of_slow_motion_stand_in_the_clip_as_it_plays(page: Page, tmp_path: Path) -> None:
    film = make_clip(tmp_path / "a.mp4", pictures(), stamps_ms=[n * 50 for n in range(FRAMES)])
    times, player = read(film, tmp_path / "annotated.mp4", ReadAs(speed=0.25))
    assert times[-1] == pytest.approx(39 * 0.05 / 4, abs=0.002)
    assert off(page, film, captions(times, player)) == 0
