from __future__ import annotations

import json
import stat
import sys
from datetime import date
from pathlib import Path

import pytest

from facecheck.cli import run
from facecheck.core.person import Injection, Person
from facecheck.store.profile import Profile, load_profile, profile_path, save_profile
from facecheck.store.undo.profile import let_go

Capture = pytest.CaptureFixture[str]
TODAY = date(2026, 11, 21)

pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("facecheck.cli.clock.today", lambda: TODAY)


def test_an_empty_profile_says_what_can_be_set(capsys: Capture) -> None:
    assert run(["profile"]) == 0
    text = capsys.readouterr().out
    assert "not set: a day; --area says where" in text
    assert not profile_path().exists()


def test_what_is_set_is_kept_and_shown_with_what_it_holds_back(capsys: Capture) -> None:
    assert run(["profile", "set", "name", "Anna", "Berg"]) == 0
    capsys.readouterr()
    assert run(["profile", "set", "injection", "yesterday", "--area", "cheek", "--days", "7"]) == 0
    text = capsys.readouterr().out
    assert "Anna Berg" in text
    assert "7 days to wait, as you set; over on 28 November 2026" in text
    assert "squint-palm: held back until 28 November 2026" in text
    assert "\nsquint:" not in text
    assert load_profile().person.injections == (Injection(date(2026, 11, 20), "cheek", 7, True),)
    if sys.platform != "win32":
        assert stat.S_IMODE(profile_path().stat().st_mode) == 0o600


def test_what_is_forgotten_is_gone_and_the_rest_stays(capsys: Capture) -> None:
    save_profile(Profile(full={"lip_gap": 0.4}))
    for words in (["set", "name", "Anna"], ["set", "conditions", "none"], ["clear", "name"]):
        assert run(["profile", *words]) == 0
    profile = load_profile()
    assert profile.person.name is None
    assert profile.person.conditions == ()
    assert profile.full == {"lip_gap": 0.4}
    assert "Anna" not in profile_path().read_text()
    assert run(["profile", "clear", "all"]) == 0
    assert load_profile().person.conditions is None
    assert load_profile().full == {"lip_gap": 0.4}
    capsys.readouterr()


@pytest.mark.parametrize(
    "words",
    [
        ["set", "nmae", "Anna"],
        ["set", "name", "Anna", "--days", "3"],
        ["clear", "nmae"],
        ["set", "conditions", "implnt"],
    ],
)
def test_a_slip_is_one_line_and_changes_nothing(words: list[str], capsys: Capture) -> None:
    assert run(["profile", *words]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("facecheck: ")
    assert captured.err.count("\n") == 1
    assert not profile_path().exists()


def test_a_damaged_profile_is_left_alone(capsys: Capture) -> None:
    save_profile(Profile())
    damaged = json.loads(profile_path().read_text())
    damaged["person"]["toner_minutes"] = 99
    profile_path().write_text(json.dumps(damaged))
    before = profile_path().read_bytes()
    assert run(["profile", "set", "name", "Anna"]) == 1
    assert "person: toner minutes must be 10 to 20, not 99" in capsys.readouterr().err
    assert profile_path().read_bytes() == before


def test_a_profile_elsewhere(tmp_path: Path, capsys: Capture) -> None:
    place = tmp_path / "anna.json"
    assert run(["profile", "set", "name", "Anna", "--profile", str(place)]) == 0
    assert load_profile(place).person.name == "Anna"
    assert not profile_path().exists()
    capsys.readouterr()


def test_what_is_forgotten_is_shown_and_comes_back(capsys: Capture) -> None:
    for words in (
        ["name", "Anna"],
        ["affected-side", "left"],
        ["injection", "2026-11-20", "--area", "cheek", "--days", "7"],
    ):
        assert run(["profile", "set", *words]) == 0
    before = load_profile().person
    capsys.readouterr()
    assert run(["profile", "clear", "injection"]) == 0
    assert "forgotten: injection 20 November 2026 (cheek): 7 days" in capsys.readouterr().out
    assert run(["profile", "clear", "all"]) == 0
    assert "forgotten: name Anna" in capsys.readouterr().out
    assert load_profile().person == Person()
    assert run(["profile", "clear", "--undo"]) == 0
    assert load_profile().person == before
    assert run(["profile", "clear", "--undo"]) == 1
    assert "nothing was cleared" in capsys.readouterr().err


def test_what_was_said_anew_stays_when_the_rest_comes_back() -> None:
    assert run(["profile", "set", "affected-side", "left"]) == 0
    assert run(["profile", "set", "toner-minutes", "12"]) == 0
    assert run(["profile", "clear", "all"]) == 0
    assert run(["profile", "set", "toner-minutes", "15"]) == 0
    assert run(["profile", "clear", "--undo"]) == 0
    person = load_profile().person
    assert (person.affected_side, person.toner_minutes) == ("left", 15)


def test_a_plan_that_was_cleared_comes_back_until_a_session_begins(capsys: Capture) -> None:
    assert run(["plan", "--start", "2026-12-01", "--weeks", "3"]) == 0
    plan = load_profile().plan
    assert run(["plan", "--clear"]) == 0
    assert "forgotten: circuit for 3 weeks from 1 December 2026" in capsys.readouterr().out
    assert load_profile().plan is None
    assert run(["profile", "clear", "--undo"]) == 0
    assert load_profile().plan == plan
    assert run(["plan", "--clear"]) == 0
    let_go(None)
    assert run(["profile", "clear", "--undo"]) == 1


@pytest.mark.parametrize("words", [[], ["--undo", "name"]])
def test_clearing_names_something_or_undoes(words: list[str]) -> None:
    assert run(["profile", "clear", *words]) == 2
