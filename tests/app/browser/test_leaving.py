"""Leaving a session by other ways than its own button."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from facecheck.app.context import AppContext
from facecheck.app.server import Served

from .conftest import Opened, go

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PLACING = ".session[data-screen=placing]"
DONE = ".summary button.main"


def test_the_back_button_ends_a_session_and_then_leaves_it(opened: Opened) -> None:
    page = opened()
    go(page, "plan")
    go(page, "exercises")
    page.click("[data-exercise=vowel-o]")
    page.wait_for_selector(PLACING)
    page.go_back()
    page.wait_for_selector(".summary")
    page.click(DONE)
    page.wait_for_selector("main[data-view=exercises] h1:has-text('Exercises')")
    page.click("[data-exercise=vowel-o]")
    page.wait_for_selector(PLACING)
    page.go_back()
    page.wait_for_selector(".summary")
    page.go_back()
    page.wait_for_selector("main[data-view=plan] h1:has-text('Plan')")


def test_a_session_that_was_ended_is_no_place_to_go_back_to(opened: Opened) -> None:
    page = opened()
    go(page, "plan")
    go(page, "exercises")
    page.click("[data-exercise=vowel-o]")
    page.wait_for_selector(PLACING)
    page.keyboard.press("q")
    page.click("text=Once more")
    page.wait_for_selector(PLACING)
    page.keyboard.press("q")
    page.click(DONE)
    page.wait_for_selector("main[data-view=exercises] h1:has-text('Exercises')")
    page.wait_for_function("!history.state?.session")
    page.go_back()
    page.wait_for_selector("main[data-view=plan] h1:has-text('Plan')")


def test_a_session_can_be_left_when_the_server_is_gone(browser: Browser, home: Path) -> None:
    assert home.is_dir()
    server = Served(AppContext(), 0)
    page = browser.new_page()
    page.set_default_timeout(60_000)
    with server.running():
        page.goto(server.link)
        page.wait_for_selector("body[data-ready]")
        go(page, "exercises")
        page.click("[data-exercise=vowel-o]")
        page.wait_for_selector(PLACING)
    page.wait_for_selector(".session.offline")
    page.keyboard.press("q")
    page.wait_for_selector("main [role=alert]:has-text('does not answer')")
    assert page.query_selector(".session") is None
    page.close()
