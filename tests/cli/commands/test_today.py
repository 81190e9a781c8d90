from __future__ import annotations

import json
from datetime import date, datetime, timedelta, timezone
from typing import Any

import click
import pytest

from facecheck.api.agenda import practised
from facecheck.cli import run
from facecheck.cli.cheer import of_the_week
from facecheck.cli.commands import live
from facecheck.cli.language import speak
from facecheck.core.errors import HistoryError
from facecheck.core.events import Attempt
from facecheck.core.person import Injection, Person, Plan
from facecheck.outputs.catalogue import languages
from facecheck.outputs.sound.recorded_words import word_bank
from facecheck.store.history import History, history_path
from facecheck.store.people import own
from facecheck.store.profile import Profile, save_profile

Capture = pytest.CaptureFixture[str]
BERLIN = timezone(timedelta(hours=1))
MONDAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 25, 18, 0, tzinfo=BERLIN)
PLAN = Plan(MONDAY, exercises=("jaw-open", "squint-palm"))

pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("facecheck.cli.clock.now", lambda: NOW)


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What was asked of `live`."""
    asked: list[dict[str, Any]] = []
    monkeypatch.setattr(live.command, "callback", lambda **options: asked.append(options))
    return asked


def did(exercise: str, on: date, counted: int = 3, *, pain: bool = False) -> None:
    at = datetime(on.year, on.month, on.day, 8, tzinfo=BERLIN)
    with History() as history:
        session = history.begin_session(exercise, [exercise], at=at)
        one = history.begin_set(session, exercise, reps=3, hold_s=5.0, at=at)
        for n in range(1, counted + 1):
            attempt = Attempt(n, 10.0 * n, 10.0 * n + 6, 5.5, 0.9, True, None, 90)
            history.put_attempt(one, attempt, at=at)
        history.finish_set(one, pain=pain, at=at)


def said(capsys: Capture, *words: str) -> str:
    assert run(["today", *words]) == 0
    return capsys.readouterr().out


def test_without_a_plan_it_says_how_to_make_one(capsys: Capture) -> None:
    assert "facecheck plan --start today" in said(capsys)
    assert run(["today", "--start"]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_a_session_ends_with_what_the_day_and_the_row_of_days_came_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert of_the_week(own()) == "", "without a plan there is nothing to say"
    save_profile(Profile(plan=Plan(MONDAY, exercises=("jaw-open",))))
    for back in (2, 1, 0):
        did("jaw-open", NOW.date() - timedelta(days=back))
    text = of_the_week(own())
    assert text == "All done for today. Week 1 of 12: 3 days in a row, 3 of 3 days so far."
    for language in languages():
        speak(language)
        bank = word_bank(language)
        assert bank is not None
        assert bank.parts(of_the_week(own())), "it is spoken on every machine"
    speak("en")
    monkeypatch.setattr("facecheck.store.history.History.__enter__", _damaged)
    assert of_the_week(own()) == "", "nothing takes the summary away"


def _damaged(_self: object) -> History:
    raise HistoryError("damaged")


def test_what_is_due_done_and_held_back(capsys: Capture) -> None:
    person = Person(injections=(Injection(MONDAY, "cheek", 7, advised=True),))
    save_profile(Profile(person=person, plan=PLAN))
    did("jaw-open", MONDAY)
    did("jaw-open", NOW.date(), counted=2)
    text = said(capsys)
    assert text.startswith("Wednesday, 25 November 2026\ndue        jaw-open")
    assert "squint-palm: held back until 1 December 2026: Injection (cheek)" in text
    assert "Yesterday was missed; one a week is forgiven." in text
    assert "Week 1 of 12: 1 day in a row, 1 of 2 days so far." in text
    did("jaw-open", NOW.date())
    text = said(capsys)
    assert "done       jaw-open" in text
    assert "All that is allowed today is done." in text
    assert "--start" not in text


def test_looking_makes_no_history(capsys: Capture) -> None:
    save_profile(Profile(plan=PLAN))
    assert "Today is a good day to begin." in said(capsys)
    assert not history_path().exists()


def test_the_document_says_the_same(capsys: Capture) -> None:
    save_profile(Profile(plan=PLAN))
    did("squint-palm", NOW.date())
    document = json.loads(said(capsys, "--json", "-"))
    assert document["schema"] == "facecheck.today/1"
    assert (document["date"], document["week"], document["row"]) == ("2026-11-25", 1, 1)
    states = {row["exercise"]: row["state"] for row in document["exercises"]}
    assert states == {"jaw-open": "due", "squint-palm": "done"}


def test_it_starts_what_is_still_due(started: list[dict[str, Any]], capsys: Capture) -> None:
    save_profile(Profile(plan=PLAN))
    did("jaw-open", NOW.date())
    assert "Start it" in said(capsys)
    assert "Start it" not in said(capsys, "--start", "--camera", "1", "--no-window")
    (options,) = started
    assert options["names"] == ("squint-palm",)
    assert (options["camera"], options["no_window"], options["mute"]) == ("1", True, None)
    assert {p.name for p in live.command.params} == set(options)


def test_it_starts_nothing_when_nothing_is_due(
    started: list[dict[str, Any]], capsys: Capture
) -> None:
    save_profile(Profile(plan=PLAN))
    for exercise in PLAN.exercises:
        did(exercise, NOW.date())
    assert "All done for today." in said(capsys, "--start")
    assert not started


@pytest.mark.parametrize("yes", [True, False])
def test_at_a_terminal_it_asks(
    yes: bool, started: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    save_profile(Profile(plan=PLAN))
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setattr(click, "confirm", lambda *_args, **_options: yes)
    said(capsys)
    assert len(started) == yes


def test_in_a_pipe_it_asks_nothing(started: list[dict[str, Any]], capsys: Capture) -> None:
    save_profile(Profile(plan=PLAN))
    said(capsys)
    assert not started


def test_what_hurt_last_time_is_remembered(capsys: Capture) -> None:
    save_profile(Profile(plan=PLAN))
    did("jaw-open", MONDAY, counted=1, pain=True)
    assert "jaw-open: it hurt on 23 November 2026." in said(capsys)
    did("jaw-open", MONDAY + timedelta(days=1))
    assert "hurt" not in said(capsys)


def test_only_completed_sets_since_the_day_count() -> None:
    did("squint", MONDAY - timedelta(days=1))
    did("squint", MONDAY, counted=2)
    did("jaw-open", MONDAY)
    with History(own().history) as history:
        assert practised(history, MONDAY).by_day == {MONDAY: {"jaw-open"}}


def test_what_was_easy_is_offered_and_taken_only_when_asked_for(capsys: Capture) -> None:
    save_profile(Profile(plan=PLAN))
    for day in (23, 24):
        did("jaw-open", date(2026, 11, day))
    assert "--raise" not in said(capsys)
    did("jaw-open", date(2026, 11, 25))
    line = "3 x 6 s from now on? facecheck plan --raise jaw-open"
    assert line in said(capsys)
    assert own().load().plan == PLAN
    assert run(["plan", "--raise", "jaw-open"]) == 0
    assert "jaw-open: 1 set, 3 repetitions, held 6 s" in capsys.readouterr().out
    # It was never done so: nothing more is offered.
    assert "--raise" not in said(capsys)
    assert run(["plan", "--raise", "jaw-open"]) == 1
    assert "easy on three days" in capsys.readouterr().err
