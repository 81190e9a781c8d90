"""The page of a scored clip."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from facecheck.core.errors import ReportError
from facecheck.report import page
from facecheck.report.clip import ClipReport, Levels, clip_report
from facecheck.report.page import clip_page, write_page

from .build import attempt, curve, fault, read, result, words

LEVELS = Levels(0.6, 0.45)


def report(*, title: str = "Jaw opening", with_curve: bool = True) -> ClipReport:
    attempts = attempt(1, fault()), attempt(2, counted=False, hold_s=3.86), attempt(3)
    return clip_report(result(*attempts), title, LEVELS, curve() if with_curve else None)


@pytest.mark.smoke
def test_it_says_what_the_document_says() -> None:
    text = words(clip_page([report()], "0.1.0"))
    assert "2 of 3 repetitions counted" in text
    assert "held 3.9 of 5.0 s: mouth closed at 7.9 s" in text
    assert "5.9 s of 5.0 s" in text
    assert "0.055 inter-ocular, limit 0.040 inter-ocular" in text
    assert "3.4 s to 4.1 s" in text
    assert "Open straight down" in text


def test_every_attempt_has_its_chart_and_words_for_it() -> None:
    tags = read(clip_page([report()], "0.1.0")).tags
    labels = [given["aria-label"] or "" for tag, given in tags if tag == "svg"]
    assert len(labels) == 3 + 2
    assert any("attempt 2, from 11.0\xa0s" in label for label in labels)
    assert all(given.get("alt") for tag, given in tags if tag == "img")
    assert ("html", {"lang": "en"}) in tags


def test_by_the_clock_there_are_areas_and_time() -> None:
    done = replace(attempt(1, hold_s=75.0), area="jaw", side="right")
    short = replace(attempt(2, counted=False, hold_s=10.4), area="cheek", side="right")
    toner = replace(result(done, short, exercise="microcurrent"), seconds=85.4, target_s=600.0)
    text = words(clip_page([clip_report(toner, "Microcurrent toner")], "0.1.0"))
    assert "1 of 3 areas had their time" in text
    assert "1 min 25 s counted, asked for 10 min" in text
    assert "2 cheek" in text
    assert "repetition" not in text
    assert "effort" not in text


def test_without_a_curve_it_still_tells_the_rest() -> None:
    text = clip_page([report(with_curve=False)], "0.1.0")
    assert "<svg" not in text
    assert "2 of 3" in words(text)


@pytest.mark.parametrize("place", ["title", "clip", "fault", "reason", "note"])
def test_a_name_with_a_script_stays_text(place: str) -> None:
    evil = "<script>alert(1)</script>$x$\"'"
    bad = attempt(1, fault(evil if place == "fault" else "a"), counted=False)
    bad = replace(bad, reason=evil if place == "reason" else bad.reason)
    made = clip_report(
        result(bad, clip=evil if place == "clip" else "a.mp4"),
        evil if place == "title" else "Jaw",
        LEVELS,
        curve(),
        notes=[evil] if place == "note" else [],
    )
    text = clip_page([made], "0.1.0")
    assert "<script" not in text
    assert "alert(1)" in words(text)
    assert not [tag for tag, _ in read(text).tags if tag == "script"]


@pytest.mark.smoke
def test_it_loads_nothing_and_forbids_to() -> None:
    text = clip_page([report()], "0.1.0")
    tags = read(text).tags
    policy = next(
        g["content"] or ""
        for t, g in tags
        if t == "meta" and "Security" in (g.get("http-equiv") or "")
    )
    assert policy.startswith("default-src 'none';")
    addresses = [v for _, g in tags for k, v in g.items() if k in ("src", "href", "srcset") and v]
    assert all(v.startswith(("data:", "#")) for v in addresses)
    assert not re.search(r"@import|https?://(?!www\.w3\.org/)", text)


def test_several_clips_share_a_page() -> None:
    text = clip_page([report(title="Jaw"), report(title="Squint")], "0.1.0")
    assert re.findall(r"<h1>(\w+)", text) == ["Jaw", "Squint"]
    ids = re.findall(r'\bid="([^"]+)"', text)
    assert len(ids) == len(set(ids))


def test_a_page_that_is_too_large_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "MAX_BYTES", 1000)
    with pytest.raises(ReportError, match="--no-pictures"):
        write_page(tmp_path / "a.html", "x" * 1001)
    assert not list(tmp_path.iterdir())
