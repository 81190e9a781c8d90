"""A session in the browser, a clip as its camera, comes to what `score` says of the clip."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import facecheck
from facecheck.store.history import History, history_path

from ..session.test_same_attempts import QUICK, SLOW
from .conftest import AFTER_S, BEFORE_S, SAMPLES, Opened

if TYPE_CHECKING:
    from playwright.sync_api import Page

HOLD_S = 0.1
CLIPS = [QUICK, *SLOW]

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("browser", "exercise", "hold_s"), CLIPS, indirect=["browser"], ids=[c for c, _, _ in CLIPS]
)
def test_the_attempts_are_those_of_the_clip(
    opened: Opened, request: pytest.FixtureRequest, exercise: str, hold_s: float
) -> None:
    check_attempts(opened(), request.node.callspec.id, exercise, hold_s)


def check_attempts(page: Page, clip: str, exercise: str, hold_s: float) -> None:
    """Do a session before a clip, and compare its attempts with those of `score`."""
    wanted = facecheck.check(SAMPLES / f"{clip}.mp4", exercise, hold_s=hold_s)
    page.evaluate(
        "import('/page/main.js').then((page) => page.begin({guided: false, explain: false,"
        f" names: ['{exercise}'], hold_s: {hold_s}, reps: 9}}))"
    )
    page.wait_for_selector("[data-screen=exercise]")
    # The camera begins with the session: once over the clip, and into the stillness after it.
    page.wait_for_timeout(1000 * (BEFORE_S + wanted.duration_s + AFTER_S / 2))
    page.keyboard.press("q")
    page.wait_for_selector(".summary")
    with History(history_path()) as history:
        sessions = history.sessions()
    attempts = [a.attempt for s in sessions for each in s.sets for a in each.attempts]
    assert [a.counted for a in attempts] == [a.counted for a in wanted.attempts]
    holds = [a.hold_s for a in attempts]
    assert holds == pytest.approx([a.hold_s for a in wanted.attempts], abs=HOLD_S)
