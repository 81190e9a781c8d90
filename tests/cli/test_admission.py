from __future__ import annotations

from datetime import date

import pytest

from facecheck.cli import run
from facecheck.cli.admission import admit, left_out, wanted
from facecheck.core.errors import CautionError
from facecheck.core.person import Injection, Person
from facecheck.store.profile import Profile, save_profile

Capture = pytest.CaptureFixture[str]
TODAY = date(2026, 11, 21)
INJECTED = Person(injections=(Injection(date(2026, 11, 20), "cheek", 7, advised=True),))


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("facecheck.cli.clock.today", lambda: TODAY)


def ids(names: list[str], person: Person) -> list[str]:
    return [exercise.id for exercise in admit(wanted(names), person, TODAY)[0]]


def test_routines_are_written_out() -> None:
    assert [e.id for e in wanted(["circuit", "squint"])][:2] == ["squint-palm", "jaw-band"]
    assert wanted(["circuit", "squint"])[-1].id == "squint"


def test_without_cautions_everything_is_done_and_nothing_said(capsys: Capture) -> None:
    assert ids(["squint", "squint-palm"], Person(conditions=())) == ["squint", "squint-palm"]
    assert capsys.readouterr().err == ""


def test_in_a_routine_what_is_held_back_is_left_out_and_said(capsys: Capture) -> None:
    left, held = admit(wanted(["squint-palm", "jaw-open"]), INJECTED, TODAY)
    assert [exercise.id for exercise in left] == ["jaw-open"]
    assert [verdict.exercise for verdict in held] == ["squint-palm"]
    assert "squint-palm: held back until 28 November 2026: " in capsys.readouterr().err
    assert left_out(held, "en") == ("Left out until 2026-11-28: Palm squint",)
    assert left_out(held, "de") == ("Ausgelassen bis 2026-11-28: Palm squint",)


def test_when_nothing_is_left_there_is_no_session() -> None:
    with pytest.raises(CautionError, match="held back until 28 November 2026"):
        admit(wanted(["squint-palm"]), INJECTED, TODAY)


def test_notes_are_said_and_hold_nothing_back(capsys: Capture) -> None:
    assert ids(["jaw-open"], Person(conditions=("jaw-pain",))) == ["jaw-open"]
    assert "note: jaw-open: The profile says: jaw-joint pain." in capsys.readouterr().err


@pytest.mark.usefixtures("home")
def test_live_opens_no_camera_for_what_is_held_back(capsys: Capture) -> None:
    save_profile(Profile(person=INJECTED))
    assert run(["live", "squint-palm"]) == 1
    captured = capsys.readouterr()
    assert captured.err.startswith("facecheck: squint-palm: held back until 28 November 2026: ")
    assert captured.err.count("\n") == 1
