from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest

from facecheck.api.catalogue import wanted
from facecheck.cli import run
from facecheck.cli.admission import admit, left_out
from facecheck.core.errors import CautionError, HistoryError
from facecheck.core.person import Injection, Person
from facecheck.engine.spec.exercise import Exercise
from facecheck.inputs.library import exercise_ids
from facecheck.live import SessionSummary
from facecheck.live.feed.stats import Stats
from facecheck.store.history import History, history_path
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
def test_an_override_is_on_record_before_anything_else_and_by_choice_alone(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = datetime(2026, 11, 21, 8, tzinfo=UTC)
    monkeypatch.setattr("facecheck.cli.clock.now", lambda: moment)
    exercises = wanted(["squint-palm", "jaw-open"])
    left, held = admit(exercises, INJECTED, TODAY, "  my clinician\nsaid so ")
    assert (left, held) == (exercises, [])
    with History() as history:
        (record,) = history.overrides()
    assert (record.at, record.exercise, record.until) == (moment, "squint-palm", date(2026, 11, 28))
    assert record.reason.startswith("my clinician said so (overridden: squint-palm: held back ")
    assert "Injection (cheek) on 20 November 2026" in record.reason
    assert "You chose to do it all the same." in capsys.readouterr().err


@pytest.mark.usefixtures("home")
def test_an_override_needs_a_reason_and_something_to_override(capsys: Capture) -> None:
    with pytest.raises(CautionError, match="say why"):
        admit(wanted(["squint-palm"]), INJECTED, TODAY, " ")
    admit(wanted(["squint"]), INJECTED, TODAY, "why not")
    assert "nothing was overridden" in capsys.readouterr().err
    assert not history_path().exists()


@pytest.mark.usefixtures("home")
def test_a_choice_that_cannot_be_kept_is_not_followed() -> None:
    history_path().parent.mkdir(parents=True)
    history_path().write_text("this is no history")
    with pytest.raises(HistoryError):
        admit(wanted(["squint-palm"]), INJECTED, TODAY, "my clinician said so")


@pytest.mark.usefixtures("home")
def test_live_opens_no_camera_for_what_is_held_back(capsys: Capture) -> None:
    save_profile(Profile(person=INJECTED))
    assert run(["live", "squint-palm", "--no-window"]) == 1
    captured = capsys.readouterr()
    assert captured.err.startswith("facecheck: squint-palm: held back until 28 November 2026: ")
    assert captured.err.count("\n") == 1


@pytest.mark.usefixtures("home")
def test_an_injection_of_yesterday_from_the_first_word_to_the_record(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    done: list[list[str]] = []

    def session(exercises: Sequence[Exercise], *_: object, **__: object) -> SessionSummary:
        done.append([exercise.id for exercise in exercises])
        return SessionSummary((), (), (), Stats().figures(0))

    monkeypatch.setattr("facecheck.live.run", session)
    every_one = sorted(exercise_ids())
    touching = {"squint-palm", "massage", "microcurrent"}
    assert run(["profile", "set", "injection", "yesterday"]) == 0
    capsys.readouterr()

    assert run(["live", *every_one, "--no-window"]) == 0
    said = capsys.readouterr().err.splitlines()
    held = [line.removeprefix("facecheck: ") for line in said if "held back" in line]
    assert {line.split(":")[0] for line in held} == touching
    assert all("held back until 5 December 2026" in line for line in held)
    assert set(done.pop()) == set(every_one) - touching

    assert (
        run(["live", "squint-palm", "--no-window", "--override-caution", "my clinician said a day"])
        == 0
    )
    assert done.pop() == ["squint-palm"]
    with History() as history:
        (record,) = history.overrides()
    assert (record.exercise, record.until) == ("squint-palm", date(2026, 12, 5))
    assert record.reason.startswith("my clinician said a day")

    assert run(["profile", "clear", "injection"]) == 0
    assert run(["live", "squint-palm", "--no-window"]) == 0
    assert done == [["squint-palm"]]
