"""A session as somebody does it before the browser's camera."""

from __future__ import annotations

from facecheck.app.server import Served
from facecheck.store.history import History, history_path

from .conftest import Opened, go

BEGIN = "import('/page/main.js').then((page) => page.begin({names: ['vowel-o'], hold_s: 1, %s}))"


def test_a_whole_set_is_counted_paused_undone_and_kept(opened: Opened) -> None:
    page = opened()
    page.evaluate(
        "document.addEventListener('sounded', (e) => (window.heard ??= []).push(...e.detail))"
    )
    page.evaluate(BEGIN % "guided: false")
    # The clip has two vowels of a second each; the exercise asks for more.
    page.wait_for_selector(".dot.on:nth-child(2)")
    page.keyboard.press("p")
    page.wait_for_selector("[data-screen=paused]")
    page.keyboard.press("u")
    page.keyboard.press("p")
    page.wait_for_selector("[data-screen=exercise] .dot.on:nth-child(1)")
    page.wait_for_selector(".dot:not(.on):nth-child(2)")
    page.keyboard.press("q")
    page.wait_for_selector(".summary")
    assert "1 of 3" in page.inner_text(".summary .facts")
    assert page.evaluate("heard").count("counted") >= 2
    page.click("text=Done")
    with History(history_path()) as history:
        (session,) = history.sessions()
        assert sum(a.attempt.counted for a in session.sets[0].attempts) == 1
    go(page, "history")
    assert "1 of 3" in page.inner_text(".sessions")
    page.click(".sessions summary")
    page.click("text=Count one that was not seen")
    page.wait_for_selector(".sessions summary:has-text('2 of 3')")


def test_the_first_session_waits_for_the_face_and_explains_itself(opened: Opened) -> None:
    page = opened()
    page.evaluate(BEGIN % "guided: true")
    page.wait_for_selector("[data-screen=placing] .checks li")
    page.wait_for_selector("[data-screen=rest] .drawing path")
    assert "rising ones when it counts" in page.inner_text(".screen")
    page.keyboard.press("n")
    page.wait_for_selector("[data-screen=exercise]")
    page.keyboard.press("q")
    page.wait_for_selector(".summary")


def test_everything_can_be_done_by_keyboard_alone(opened: Opened) -> None:
    page = opened()
    go(page, "exercises")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset.exercise === 'vowel-o'"):
            break
    else:
        raise AssertionError("no key leads to the exercise")
    page.keyboard.press("Enter")
    page.wait_for_selector(".session[data-screen]")
    page.keyboard.press("h")
    page.wait_for_selector("dialog[open]")
    page.keyboard.press("Escape")
    page.keyboard.press("q")
    page.wait_for_selector(".summary")


def test_a_second_tab_is_told_that_another_has_the_camera(opened: Opened) -> None:
    page = opened()
    page.evaluate(BEGIN % "guided: false")
    page.wait_for_selector("[data-screen=exercise]")
    second = page.context.new_page()
    second.goto(page.url.split("#")[0])
    second.wait_for_selector("body[data-ready]")
    second.evaluate(BEGIN % "guided: false")
    second.wait_for_selector(".summary:has-text('Another page has the camera')")


def test_a_page_that_is_loaded_again_goes_on_with_its_session(opened: Opened) -> None:
    page = opened()
    page.evaluate(BEGIN % "guided: false")
    page.wait_for_selector("[data-screen=exercise] .dot.on:nth-child(1)")
    page.keyboard.press("p")
    page.wait_for_selector("[data-screen=paused]")
    counted = page.locator(".dot.on").count()
    page.reload()
    page.wait_for_selector(".left-over:has-text('still runs')")
    page.click("#resume")
    page.wait_for_selector("[data-screen=paused]")
    page.keyboard.press("p")
    page.wait_for_selector(f"[data-screen=exercise] .dot.on:nth-child({counted})")
    page.keyboard.press("q")
    page.wait_for_selector(f".summary .facts:has-text('{counted} of 3')")
    with History(history_path()) as history:
        assert len(history.sessions()) == 1


def test_a_page_that_is_loaded_again_can_begin_something_else(opened: Opened) -> None:
    page = opened()
    page.evaluate(BEGIN % "guided: false")
    page.wait_for_selector("[data-screen=exercise] .dot.on:nth-child(1)")
    page.reload()
    page.wait_for_selector("body[data-ready]")
    page.evaluate(BEGIN.replace("vowel-o", "open-smile") % "guided: false")
    page.wait_for_selector("[data-screen=exercise] .title:has-text('smile')")
    assert page.locator(".dot.on").count() == 0
    page.keyboard.press("q")
    page.wait_for_selector(".summary .facts:has-text('0 of')")
    with History(history_path()) as history:
        (before,) = history.sessions()  # where nothing was done there is nothing to keep
    assert before.exercises == ("vowel-o",)
    assert sum(a.attempt.counted for a in before.sets[0].attempts) >= 1


def test_a_session_that_was_left_goes_on_from_today(opened: Opened) -> None:
    page = opened()
    page.evaluate(BEGIN % "guided: false")
    page.wait_for_selector(".dot.on:nth-child(1)")
    page.keyboard.press("q")
    page.wait_for_selector(".summary")
    with History(history_path()) as history:
        (left,) = history.sessions()
    page.click("text=Done")
    page.fill("input[name=name]", "Ann")
    page.click("text=Keep")
    page.wait_for_selector(".left-over:has-text('Vowel oh')")
    page.click("#resume")
    page.wait_for_selector("[data-screen=exercise] .dot.on:nth-child(1)")
    page.keyboard.press("q")
    page.wait_for_selector(".summary")
    with History(history_path()) as history:
        (session,) = history.sessions()
    assert session.id == left.id
    assert sum(a.attempt.counted for a in session.sets[0].attempts) >= 1


def test_the_secret_does_not_stay_in_the_address(opened: Opened, served: Served) -> None:
    page = opened()
    assert page.url == served.address
    page.reload()
    page.wait_for_selector("body[data-ready]")
    assert page.query_selector("nav a") is not None
