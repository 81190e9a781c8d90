"""The pages in a real browser: desk and phone, light and dark, on paper, without a network."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from facecheck.report.histories import HistoryReport
from facecheck.report.page import MAX_BYTES, clip_page, write_page
from facecheck.report.palette import DARK, LIGHT

from .test_clip_page import report

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
WIDTHS = [
    pytest.param(1280, id="desk"),
    pytest.param(390, id="phone"),
    pytest.param(320, id="small"),
]
THEMES = [pytest.param("light", LIGHT, id="light"), pytest.param("dark", DARK, id="dark")]
NOWHERE = "http://127.0.0.1:9"
"""A proxy at which nothing listens: whatever a page asked for would fail, and be seen."""

OVERFLOWING = """
() => [...document.querySelectorAll('body *')].filter(e => {
  const scrolls = e.closest('.scroll, .vh, svg, details:not([open])');
  return !scrolls && e.getBoundingClientRect().right > innerWidth + 1;
}).map(e => `${e.tagName} ${e.className} ${e.textContent.slice(0, 40)}`)
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    api = pytest.importorskip("playwright.sync_api", reason="playwright is of the dev extra")
    if CHROMIUM is None:
        pytest.skip("there is no chromium here; on Debian: apt install chromium")
    with api.sync_playwright() as playwright:
        # A sandbox of its own is not to be had as root in a container; the page is our own.
        options: dict[str, Any] = {"args": ["--no-sandbox"]} if sys.platform == "linux" else {}
        launched = playwright.chromium.launch(
            executable_path=CHROMIUM, proxy={"server": NOWHERE}, **options
        )
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory, twelve_weeks_page: str) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    found = {"history": twelve_weeks_page, "clip": clip_page([report()], "0.1.0")}
    for name, text in found.items():
        write_page(folder / f"{name}.html", text)
    return {name: folder / f"{name}.html" for name in found}


def opened(
    browser: Browser, path: Path, width: int, theme: str = "light"
) -> tuple[Page, list[str]]:
    """A page, and every address it asked for."""
    page = browser.new_page(
        viewport={"width": width, "height": 844},
        color_scheme="dark" if theme == "dark" else "light",
    )
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("requestfailed", lambda request: asked.append(f"failed: {request.failure}"))
    page.on("console", lambda message: asked.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: asked.append(f"error: {error}"))
    page.goto(path.as_uri())
    return page, asked


@pytest.mark.parametrize("name", ["history", "clip"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(("theme", "colours"), THEMES)
def test_it_fits_and_asks_for_nothing(
    browser: Browser,
    pages: dict[str, Path],
    name: str,
    width: int,
    theme: str,
    colours: dict[str, str],
) -> None:
    page, asked = opened(browser, pages[name], width, theme)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(OVERFLOWING) == []
    wanted = tuple(int(colours["ground"][i : i + 2], 16) for i in (1, 3, 5))
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == f"rgb{wanted}"
    assert asked == [pages[name].as_uri()]
    page.close()


def test_its_figures_are_there_to_be_read(
    browser: Browser, pages: dict[str, Path], twelve_weeks: HistoryReport
) -> None:
    summary = twelve_weeks.summary
    page, _ = opened(browser, pages["history"], 1280)
    cards = [card.inner_text().split("\n") for card in page.locator(".cards li").all()]
    figures = {words[1]: words[0] for words in cards}
    assert figures["sessions"] == str(summary.totals.sessions)
    assert figures["repetitions counted"] == str(summary.totals.counted)
    assert figures["contractions, counted or not"] == str(summary.totals.attempts)
    kept = summary.calendar.adherence
    assert kept is not None
    assert any(value == f"{kept[0]} of {kept[1]}" for value in figures.values())
    assert page.locator("table.calendar .day").count() == 84
    assert page.locator("table.calendar .day.missed").count() == kept[1] - kept[0]
    assert page.locator("details.session").count() == summary.totals.sessions
    page.close()


def test_a_session_opens_without_a_script_and_shows_its_curves(
    browser: Browser, pages: dict[str, Path]
) -> None:
    page, _ = opened(browser, pages["history"], 390)
    session = page.locator("details.session").nth(3)
    assert not session.locator("svg").first.is_visible()
    session.locator("summary").click()
    assert session.locator("svg").first.is_visible()
    page.close()


@pytest.mark.parametrize("name", ["history", "clip"])
def test_a_script_in_it_would_not_run(browser: Browser, pages: dict[str, Path], name: str) -> None:
    """What slipped through the templates would still be held by the page's own policy."""
    page, asked = opened(browser, pages[name], 1280)
    text = pages[name].read_text("utf-8")
    evil = "<script>document.title='evil'</script><img src='http://127.0.0.1:9/x.png'>"
    bad = pages[name].with_name(f"{name}-evil.html")
    bad.write_text(text.replace("</body>", f"{evil}</body>"), "utf-8")
    page.goto(bad.as_uri())
    assert page.title() != "evil"
    # Refused by the policy, before any connection is tried: that one would fail at the proxy.
    assert [a for a in asked if a.startswith("failed")] == ["failed: csp"]
    assert [a for a in asked if "Content Security Policy" in a and "script" in a]
    page.close()


@pytest.mark.parametrize("name", ["history", "clip"])
def test_it_prints(browser: Browser, pages: dict[str, Path], name: str) -> None:
    page, _ = opened(browser, pages[name], 1280, "dark")
    page.emulate_media(media="print")
    ground = page.evaluate(
        "getComputedStyle(document.documentElement).getPropertyValue('--ground')"
    )
    assert ground == LIGHT["ground"]
    assert page.pdf().startswith(b"%PDF")
    page.close()


def test_it_is_small(pages: dict[str, Path]) -> None:
    assert all(path.stat().st_size < MAX_BYTES / 2 for path in pages.values())
