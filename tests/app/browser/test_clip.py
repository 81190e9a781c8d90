"""A clip that is dropped on the page."""

from __future__ import annotations

import tempfile
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import av
import pytest

import facecheck
from facecheck.outputs.overlay import Layout
from facecheck.outputs.words import Words

from .conftest import SAMPLES, Opened, go

CLIP, EXERCISE = SAMPLES / "rehab_vowel_o.mp4", "vowel-o"


def test_a_clip_is_scored_with_reasons_and_can_be_looked_at_where_they_are(
    opened: Opened, tmp_path: Path
) -> None:
    page = opened()
    go(page, "clip")
    page.select_option("select", EXERCISE)
    page.set_input_files("input[type=file]", CLIP)
    page.wait_for_selector(".attempts li", timeout=120_000)
    wanted = facecheck.check(CLIP, EXERCISE)
    reasons = [e.inner_text() for e in page.query_selector_all(".attempts li > p")]
    assert reasons == [a.reason for a in wanted.attempts if a.reason]
    assert page.query_selector(".curve path") is not None
    jump = page.query_selector_all(".jump")[-1]
    jump.click()
    at = page.evaluate("document.querySelector('.page > video').currentTime")
    assert abs(at - float(jump.get_attribute("data-at") or "nan")) < 0.2
    with page.expect_download() as download:
        page.click("#annotated")
    film = tmp_path / "annotated.mp4"
    download.value.save_as(film)
    with av.open(str(film)) as container:
        # Below the picture stands what is said of it.
        assert container.streams.video[0].height == Layout.of(*size_of(CLIP)).height
    with page.context.expect_page() as tab:
        page.click("#report")
    tab.value.wait_for_selector("text=held")
    with pytest.raises(HTTPError) as once:
        urlopen(tab.value.url)  # noqa: S310  # of our own server
    once.value.close()
    assert once.value.code == 404


def size_of(clip: Path) -> tuple[int, int]:
    with av.open(str(clip)) as container:
        picture = container.streams.video[0]
        return picture.width, picture.height


@pytest.mark.parametrize("left", ["stopped", "another page", "loaded again"])
def test_a_clip_that_is_left_is_not_scored_on_and_makes_room_for_the_next(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, left: str
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    page = opened()
    go(page, "clip")
    page.set_input_files("input[type=file]", SAMPLES / "jaw_open_3x5.mp4")
    page.wait_for_selector("[role=status]:has-text('Scoring')")
    (kept,) = tmp_path.glob("facecheck-clip-*")
    if left == "stopped":
        page.click("#stop")
        page.wait_for_selector("#stop", state="detached")
    elif left == "another page":
        go(page, "privacy")
        go(page, "clip")
    else:
        page.reload()
        page.wait_for_selector("body[data-ready]")
    page.select_option("select", EXERCISE)
    page.set_input_files("input[type=file]", CLIP)
    page.wait_for_selector(".attempts li")
    (other,) = tmp_path.glob("facecheck-clip-*")
    assert other != kept
    go(page, "privacy")
    for _ in range(600):
        if not other.exists():
            break
        page.wait_for_timeout(100)
    else:
        raise AssertionError("a clip that nobody looks at is still kept")


def test_what_was_held_is_cut_to_tenths_as_in_tables_and_captions(opened: Opened) -> None:
    times_s = [4.96, 5.865, 21.699999999999996, 0.0]
    shown = opened().evaluate(
        """async (times) => {
            const words = [...document.querySelectorAll("link[rel=modulepreload]")]
                .map((link) => link.href).find((href) => href.endsWith("/words.js"));
            const { held } = await import(words);
            return times.map(held);
        }""",
        times_s,
    )
    assert shown == [Words().held(time_s) for time_s in times_s] == ["4.9", "5.8", "21.7", "0.0"]


def test_what_is_no_clip_is_told(opened: Opened, tmp_path: Path) -> None:
    (tmp_path / "no.mp4").write_bytes(b"no film at all")
    page = opened()
    go(page, "clip")
    page.set_input_files("input[type=file]", tmp_path / "no.mp4")
    page.wait_for_selector(".problem:has-text('no.mp4')")
    assert "facecheck-clip-" not in page.inner_text(".problem >> nth=0")
