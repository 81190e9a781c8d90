from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from facecheck.api import load_any
from facecheck.api.catalogue import dosed
from facecheck.cli import run
from facecheck.core.person import Injection, Person, Plan
from facecheck.engine.spec.exercise import Exercise
from facecheck.outputs.timers import Reminder
from facecheck.store import people
from facecheck.store.profile import Profile, load_profile, profile_path, save_profile

Capture = pytest.CaptureFixture[str]

TODAY = date(2026, 11, 21)

pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("facecheck.cli.clock.today", lambda: date(2026, 11, 21))
    monkeypatch.setattr("facecheck.cli.clock.now", lambda: datetime(2026, 11, 21, 12, tzinfo=UTC))


def test_without_a_plan_it_says_how_to_make_one(capsys: Capture) -> None:
    assert run(["plan"]) == 0
    assert "facecheck plan --start today" in capsys.readouterr().out
    assert not profile_path().exists()


def test_a_plan_is_made_kept_and_shown(capsys: Capture) -> None:
    save_profile(Profile(full={"lip_gap": 0.4}))
    assert run(["plan", "--start", "2026-11-23", "--days", "mon,wed,sat", "-e", "jaw-open"]) == 0
    text = capsys.readouterr().out
    assert "23 November 2026 to 13 February 2027" in text
    assert "12: 36 days, Monday, Wednesday, Saturday" in text
    kept = load_profile()
    assert kept.plan is not None
    assert kept.plan.exercises == ("jaw-open",)
    assert kept.full == {"lip_gap": 0.4}


def test_a_change_leaves_the_rest_of_the_plan(capsys: Capture) -> None:
    assert run(["plan", "--start", "2026-11-23", "-e", "jaw-open", "-e", "circuit"]) == 0
    assert run(["plan", "--weeks", "8"]) == 0
    plan = load_profile().plan
    assert plan is not None
    assert (plan.start, plan.weeks) == (date(2026, 11, 23), 8)
    assert plan.exercises == ("jaw-open", "circuit")
    assert "jaw-open, squint-palm, jaw-band" in capsys.readouterr().out
    assert run(["plan", "--clear"]) == 0
    assert load_profile().plan is None


def test_it_says_what_is_held_back_now(capsys: Capture) -> None:
    save_profile(Profile(person=Person(injections=(Injection(date(2026, 11, 20)),))))
    assert run(["plan", "--start", "today"]) == 0
    assert "squint-palm: held back until 5 December 2026" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--start", "2026-11-31"], "--start: '2026-11-31' is not in the calendar"),
        (["--weeks", "0"], "plan: weeks must be 1 to 104, not 0"),
        (["--days", "fryday"], "did you mean 'friday'?"),
        (["-e", "circiut"], "'circiut': no such exercise or routine; did you mean 'circuit'?"),
        (["-e", "jaw-opne"], "'jaw-opne': no such exercise; did you mean 'jaw-open'?"),
        (["--ics", "plan.ics"], "there is no plan yet; make one with"),
        (
            ["--ics", "plan.ics", "--zone", "Europe/Berln"],
            "'Europe/Berln': no such zone; did you mean 'Europe/Berlin'?",
        ),
    ],
)
def test_a_slip_is_one_line_and_changes_nothing(
    words: list[str], says: str, capsys: Capture
) -> None:
    assert run(["plan", *words]) == 1
    error = capsys.readouterr().err
    assert says in error
    assert error.count("\n") == 1
    assert not profile_path().exists()


def test_the_calendar_is_one_that_calendars_read(tmp_path: Path, capsys: Capture) -> None:
    assert run(["profile", "set", "reminders", "08:00", "19:30"]) == 0
    assert run(["plan", "--start", "2026-11-23", "--weeks", "2", "--days", "mon-fri"]) == 0
    out = tmp_path / "plan.ics"
    assert run(["plan", "--ics", str(out), "--zone", "Europe/Berlin"]) == 0
    assert f"{out}: 20 entries\n" in capsys.readouterr().out
    made: Any = Calendar.from_ical(out.read_bytes())
    assert [event["dtstart"].dt.isoformat() for event in made.events] == [
        "2026-11-23T08:00:00+01:00",
        "2026-11-23T19:30:00+01:00",
    ]
    assert "Palm squint, Band jaw opening" in str(made.events[0]["description"])


def test_without_times_of_day_it_says_so(tmp_path: Path, capsys: Capture) -> None:
    assert run(["plan", "--start", "today", "--ics", str(tmp_path / "plan.ics")]) == 0
    assert "84 entries, for whole days and without an alarm" in capsys.readouterr().out


def test_a_calendar_that_cannot_be_written_is_one_line(tmp_path: Path, capsys: Capture) -> None:
    assert run(["plan", "--start", "today", "--ics", str(tmp_path / "no" / "plan.ics")]) == 1
    assert "there is no folder" in capsys.readouterr().err


def test_a_reminder_that_goes_is_taken_back_and_the_whole_plan_too(
    tmp_path: Path, capsys: Capture
) -> None:
    ics = ["--ics", str(tmp_path / "plan.ics")]

    def written() -> list[tuple[str, Any]]:
        events: Any = Calendar.from_ical((tmp_path / "plan.ics").read_bytes()).events
        return [(str(event["status"]), event["sequence"]) for event in events]

    assert run(["profile", "set", "reminders", "08:00", "19:30"]) == 0
    assert run(["plan", "--start", "today", *ics]) == 0
    assert written() == [("CONFIRMED", 0), ("CONFIRMED", 0)]
    assert run(["plan", *ics]) == 0
    assert written() == [("CONFIRMED", 0), ("CONFIRMED", 0)]
    assert run(["profile", "set", "reminders", "08:00"]) == 0
    capsys.readouterr()
    assert run(["plan", *ics]) == 0
    assert written() == [("CONFIRMED", 0), ("CANCELLED", 1)]
    assert "84 entries; 1 taken back" in capsys.readouterr().out
    assert run(["plan", "--clear", *ics]) == 0
    assert written() == [("CANCELLED", 1), ("CANCELLED", 1)]
    assert run(["plan", "--start", "today", *ics]) == 0
    assert [status for status, _ in written()] == ["CONFIRMED", "CANCELLED", "CANCELLED"]


def test_a_calendar_that_nobody_remembers_is_taken_back(tmp_path: Path) -> None:
    """Of a plan that was made by an older version, and changed twice."""
    save_profile(Profile(plan=Plan(TODAY, key="old", changes=2)))
    assert run(["plan", "--clear", "--ics", str(tmp_path / "plan.ics")]) == 0
    (event,) = Calendar.from_ical((tmp_path / "plan.ics").read_bytes()).events
    assert (str(event["status"]), event["sequence"]) == ("CANCELLED", 3)
    assert load_profile().plan is None


def test_what_cannot_be_taken_back_is_said(tmp_path: Path, capsys: Capture) -> None:
    assert run(["plan", "--clear", "--ics", str(tmp_path / "plan.ics")]) == 1
    assert "nothing to take back" in capsys.readouterr().err
    assert not (tmp_path / "plan.ics").exists()


@pytest.mark.parametrize(
    "words",
    [
        "--clear --start today",
        "--clear --weeks 3",
        "--clear --days mon",
        "--clear -e squint",
        "--clear --zone Europe/Berlin",
        "--zone Europe/Berlin",
    ],
)
def test_options_that_do_not_go_together_are_refused(words: str) -> None:
    save_profile(Profile(plan=Plan(TODAY)))
    assert run(["plan", *words.split()]) == 2
    assert load_profile().plan == Plan(TODAY)


PRESCRIPTION = """
schema: facecheck.prescription/1
by: M. Example, physiotherapist
start: today
weeks: 2
exercises:
  - {exercise: closed-smile, sets: 2, reps: 5, hold_s: 3}
  - {exercise: wink}
"""


@pytest.mark.usefixtures("home")
def test_a_prescription_becomes_the_plan_and_says_by_whom(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "p.yaml"
    file.write_text(PRESCRIPTION)
    assert run(["plan", "--from", str(file)]) == 0
    text = capfd.readouterr().out
    assert "M. Example, physiotherapist" in text
    assert "closed-smile: 2 sets, 5 repetitions, held 3 s" in text
    plan = load_profile().plan
    assert plan is not None
    exercises = dosed([load_any(name) for name in plan.exercises], plan)
    assert [e.id for e in exercises] == ["closed-smile", "closed-smile", "wink"]
    smile = exercises[0]
    assert isinstance(smile, Exercise)
    assert (smile.reps, smile.hold_s) == (5, 3.0)
    assert len(dosed([smile], plan, again=True)) == 1


@pytest.mark.usefixtures("home")
def test_a_prescription_of_what_there_is_not_changes_nothing(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "p.yaml"
    file.write_text(PRESCRIPTION.replace("wink", "winkk"))
    assert run(["plan", "--from", str(file)]) == 1
    assert "did you mean 'wink'?" in capfd.readouterr().err
    assert load_profile().plan is None


class Ringing:
    """A timer that takes down what it is told."""

    def __init__(self) -> None:
        self.there: dict[str, Reminder] = {}

    def install(self, reminder: Reminder) -> str:
        self.there[reminder.name] = reminder
        return "timer"

    def remove(self, name: str) -> bool:
        return self.there.pop(name, None) is not None


@pytest.fixture
def ringing(monkeypatch: pytest.MonkeyPatch) -> Ringing:
    timer = Ringing()
    monkeypatch.setattr("facecheck.outputs.timers.timer_for", lambda: timer)
    monkeypatch.setattr("facecheck.outputs.notification.missing_program", lambda: None)
    return timer


def test_this_machine_rings_at_the_reminders_times(ringing: Ringing, capsys: Capture) -> None:
    assert run(["plan", "--start", "today", "--remind"]) == 1
    assert "facecheck profile set reminders 08:00" in capsys.readouterr().err
    assert run(["profile", "set", "reminders", "08:00", "19:30"]) == 0
    assert run(["plan", "--days", "mon,sat", "--remind"]) == 0
    assert "rings at 08:00, 19:30" in capsys.readouterr().out
    one = ringing.there["facecheck"]
    assert (one.weekdays, [f"{at:%H:%M}" for at in one.times]) == ((0, 5), ["08:00", "19:30"])
    assert list(one.command[1:]) == ["-m", "facecheck", "today", "--notify"]
    assert run(["plan", "--remind", "off"]) == 0
    assert ringing.there == {}


def test_each_person_has_a_timer_of_their_own(ringing: Ringing) -> None:
    assert run(["people", "new", "Ben"]) == 0
    for whose in ([], ["--person", "Ben"]):
        assert run(["profile", "set", "reminders", "08:00", *whose]) == 0
        assert run(["plan", "--start", "today", "--remind", *whose]) == 0
    bens, key = people.find("Ben"), people.find("Ben").key
    assert set(ringing.there) == {"facecheck", f"facecheck-{key}"}
    assert list(ringing.there[f"facecheck-{key}"].command[-2:]) == ["--person", key]
    assert run(["people", "rename", "Ben", "Benno"]) == 0
    assert people.find(key).name == "Benno", "the timer continues"
    assert people.find(key).history == bens.history
    assert run(["plan", "--clear", "--person", "Benno"]) == 0
    assert set(ringing.there) == {"facecheck"}


def test_what_is_due_is_a_message_and_a_day_that_is_done_is_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown: list[tuple[str, str]] = []
    monkeypatch.setattr("facecheck.outputs.notification.notify", lambda *words: shown.append(words))
    save_profile(Profile(plan=Plan(TODAY, exercises=("squint",)), person=Person("Anna")))
    assert run(["today", "--notify"]) == 0
    assert shown == [("Face exercises of Anna", "Squint. To begin: facecheck today --start")]
    save_profile(Profile(plan=Plan(date(2027, 1, 1), exercises=("squint",))))
    assert run(["today", "--notify"]) == 0
    assert len(shown) == 1
