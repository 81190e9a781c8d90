"""Every page on every screen: nothing is cut off, and axe-core finds nothing wrong."""

from __future__ import annotations

import re

import pytest

from facecheck.app.site.files import page_files

from .conftest import Opened, go

BESIDE = {"worker.js", "sight.js"}
"""Loaded where the models run in the page alone."""
PAGES = (
    "today",
    "exercises",
    "clip",
    "history",
    "plan",
    "people",
    "settings",
    "evidence",
    "privacy",
)
OVERFLOWING = """() => [...document.querySelectorAll('body *')].filter((e) => {
  const box = e.getBoundingClientRect();
  const apart = e.closest('.scroll, svg, details:not([open]), .skip, .unseen');
  return !apart && box.width > 0 && (box.right > innerWidth + 1 || box.left < -1);
}).map((e) => `${e.tagName} ${e.className} ${e.textContent.slice(0, 40)}`)"""


@pytest.mark.parametrize(
    ("width", "height", "scheme", "direction"),
    [
        pytest.param(1280, 800, "light", "", id="desk"),
        pytest.param(390, 844, "dark", "", id="phone"),
        pytest.param(320, 640, "light", "rtl", id="small, right to left"),
        pytest.param(3840, 2160, "dark", "", id="4K"),
    ],
)
def test_pages_fit_and_are_accessible(
    opened: Opened, width: int, height: int, scheme: str, direction: str
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="of the dev extra")
    page = opened(width, height, color_scheme=scheme, has_touch=width < 500, bypass_csp=True)
    if direction:
        page.evaluate("localStorage.setItem('facecheck.dir', 'rtl')")
        page.reload()
        page.wait_for_selector("body[data-ready]")
        assert page.get_attribute("html", "dir") == "rtl"
    looker = axe.Axe()
    for name in PAGES:
        go(page, name)
        page.wait_for_timeout(150)
        assert page.evaluate(OVERFLOWING) == [], name
        found = looker.run(page)
        assert found.violations_count == 0, f"{name}: {found.generate_report()}"


@pytest.mark.parametrize(
    ("width", "height"), [(1280, 800), (390, 844), (844, 390), (640, 400), (320, 640), (3840, 2160)]
)
def test_a_session_fits_too(opened: Opened, width: int, height: int) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="of the dev extra")
    page = opened(width, height, has_touch=width < 500, bypass_csp=True)
    page.evaluate(
        "import('/page/main.js').then((page) => page.begin({names: ['vowel-o'], guided: false}))"
    )
    page.wait_for_selector("[data-screen=exercise] .cue")
    assert page.evaluate(OVERFLOWING) == []
    # The face is what it is about: the picture keeps a good part of the screen.
    shares = page.evaluate(
        "['.picture', '.foot'].map((s) => "
        "document.querySelector(s).getBoundingClientRect().height / innerHeight)"
    )
    assert shares[0] >= 0.3, shares
    assert sum(shares) <= 1
    # The title, how good the view is, and the ring can all be read.
    page.wait_for_selector(".head .view:not(:empty)")
    apart = page.evaluate(
        """() => {
            const ring = document.querySelector('.ring-side').getBoundingClientRect();
            return [...document.querySelectorAll('.head > *')].every((e) => {
                const box = e.getBoundingClientRect();
                return box.right <= ring.left || box.bottom <= ring.top;
            });
        }"""
    )
    assert apart
    assert axe.Axe().run(page).violations_count == 0


def test_axe_would_find_something_wrong(opened: Opened) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="of the dev extra")
    page = opened(bypass_csp=True)
    page.evaluate("document.querySelector('main').append(document.createElement('input'))")
    assert axe.Axe().run(page).violations_count > 0


def test_the_browser_asks_for_every_module_at_once() -> None:
    files = page_files()
    page = files["index.html"].content.decode()
    modules = {name for name in files if name.endswith(".js")} - BESIDE
    assert modules == set(re.findall(r'(?:href|src)="/page/([^"]+\.js)"', page))


def test_the_page_is_small() -> None:
    assert sum(len(file.content) for file in page_files().values()) < 300_000
