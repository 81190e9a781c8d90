"""Several people on one machine: whatever the command, nothing of one is another's."""

from __future__ import annotations

import itertools
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from importlib import import_module
from pathlib import Path

import click
import pytest
from batch.traces import trace as make_trace
from store.history.made import ATTEMPT, CURVE, result

from facecheck.api import load_exercise
from facecheck.cli import COMMANDS, run
from facecheck.core.days import DaySpan
from facecheck.core.person import Injection, Person, Plan
from facecheck.store import people
from facecheck.store.history import (
    AttemptRecord,
    Contents,
    Ending,
    History,
    Kind,
    Rating,
    SessionRecord,
    SetRecord,
)
from facecheck.store.people import Owner
from facecheck.store.preferences import remember_camera
from facecheck.store.profile import Profile, save_profile

pytestmark = pytest.mark.usefixtures("home")

Told = pytest.CaptureFixture[str]
BERLIN = timezone(timedelta(hours=1))
TODAY = date(2026, 3, 9)
NOW = datetime(2026, 3, 9, 20, 0, tzinfo=BERLIN)


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    ticks = itertools.count()
    monkeypatch.setattr(
        "facecheck.cli.clock.now", lambda: NOW + timedelta(seconds=next(ticks))
    )  # fmt: skip
    monkeypatch.chdir(tmp_path)


def lived(one: Owner, name: str, exercise: str, hour: int, marks: tuple[int, ...]) -> None:
    """A person with a day of every mark in March, and their name in everything they said."""
    injection = Injection(date(2025, 1, marks[0]), f"cheek of {name}")
    plan = Plan(date(2026, 3, 2), 2, exercises=(exercise,), key=f"plan-{name}")
    person = Person(name, "left" if name == "Ann" else "right", injections=(injection,))
    save_profile(Profile({"lip_gap": 0.3 + marks[0] / 100}, {}, person, plan), one.profile)
    remember_camera(f"camera of {name}", one.preferences)
    with History(one.history) as history:
        for day in marks:
            at = datetime(2026, 3, day, hour, 17, tzinfo=BERLIN)
            attempt = replace(ATTEMPT, hold_s=float(f"5.{hour}{day}"))
            session = history.begin_session(exercise, [exercise], source=f"film {name}", at=at)
            the_set = history.begin_set(session, exercise, reps=1, hold_s=5.0, at=at)
            history.put_attempt(the_set, attempt, CURVE, at=at)
            history.finish_set(the_set, result(attempt, exercise=exercise, reps=1), at=at)
            history.finish_session(session, Ending.DONE, at=at)
            history.rate(session, Rating(5, 2, f"felt by {name}"), at=at)
        history.add_override("massage", f"reason of {name}", at=at)
        history.add_calibration({"lip_gap": 0.4}, {}, at=at)


ANNS, BENS = (3, 5, 7), (4, 6, 8)
MARKS = {
    "Ann": r"Ann\b|2026-03-0[357][T ]1[01]:17|\b[357] March 2026: [dp]|5\.\d*11[357]|11:17|jaw-open"
    r"|Jaw opening",
    "Ben": r"Ben\b|2026-03-0[468][T ]1[34]:17|\b[468] March 2026: [dp]|5\.\d*14[468]|14:17"
    r"|[Ss]narl",
}
"""What gives a person away: name, days, hours, numbers, exercise."""


@pytest.fixture
def trace(tmp_path: Path) -> Path:
    """A mouth that opens once."""
    return make_trace(tmp_path.with_name(f"{tmp_path.name}-clips.parquet"), 4.0)


@pytest.fixture
def both() -> dict[str, Owner]:
    found = {"Ann": people.own(), "Ben": people.new("Ben")}
    lived(found["Ann"], "Ann", "jaw-open", 11, ANNS)
    lived(found["Ben"], "Ben", "snarl", 14, BENS)
    return found


def kept(one: Owner) -> str:
    """Everything that is kept of a person."""
    with History(one.history) as history:
        rows = repr(history.contents())
    return rows + one.profile.read_text() + one.preferences.read_text()


WHOSE = ["--person", "Ben"]
LINES: dict[str, list[str]] = {
    "history": ["history"],
    "history --json": ["history", "--json", "-", "--curves"],
    "history --csv": ["history", "--csv", "-"],
    "report": ["report", "-o", "page.html"],
    "today": ["today"],
    "today --json": ["today", "--json", "-"],
    "plan": ["plan"],
    "plan --ics": ["plan", "--ics", "plan.ics"],
    "plan --weeks": ["plan", "--weeks", "3"],
    "profile": ["profile"],
    "profile show": ["profile", "show"],
    "profile set": ["profile", "set", "toner-minutes", "12"],
    "profile clear": ["profile", "clear", "injection"],
    "rate": ["rate", "--after", "1"],
    "correct": ["correct", "--take-back", "1"],
    "export": ["export", "all.json"],
    "export --zip": ["export", "all.zip"],
    "bundle": ["bundle", "bundle.zip"],
    "import": ["import", "bens.json"],
    "forget": ["forget", "--since", "2026-03-06", "--yes"],
    "forget --undo": ["forget", "--undo"],
}
"""What is done with one person's things, in this order; ``live``, ``calibrate`` and ``score`` have
tests of their own below."""

ALONE = {
    "assess", "events", "measure", "evaluate", "label", "evidence", "exercises", "demo", "doctor",
    "bench", "models",
}  # fmt: skip
"""Commands that know nobody."""

ELSEWHERE = {"people", "live", "calibrate", "score", "millimetres"}


def leaves() -> Iterator[tuple[str, click.Command]]:
    for name, (module, _) in COMMANDS.items():
        command = import_module(module).command
        if isinstance(command, click.Group):
            for word, below in command.commands.items():
                yield f"{name} {word}", below
        yield name, command


def test_every_command_is_looked_at_here() -> None:
    known = {line.split(" --")[0] for line in LINES}
    for name, command in leaves():
        takes = any(p.name == "person" for p in command.params)
        first = name.split()[0]
        if first in ALONE:
            assert not takes, name
        elif first != "people":
            assert takes, f"{name} takes no --person"
            assert name in known or first in ELSEWHERE, f"{name} has no line in LINES"


def test_commands_that_know_nobody_open_nothing_of_anybody() -> None:
    for name in ALONE:
        source = Path(str(import_module(COMMANDS[name][0]).__file__)).read_text()
        assert "store.history" not in source, name
        assert "store.people" not in source, name


def text_of(file: Path) -> str:
    """What a file says; of a zip what is in it."""
    if not zipfile.is_zipfile(file):
        return file.read_text("utf-8", "replace")
    with zipfile.ZipFile(file) as archive:
        return "".join(archive.read(name).decode("utf-8") for name in archive.namelist())


def test_nothing_of_one_person_is_in_what_is_done_with_anothers(
    both: dict[str, Owner], tmp_path: Path, capsys: Told
) -> None:
    assert run(["export", "bens.json", *WHOSE]) == 0
    before = kept(both["Ann"])
    for name, words in LINES.items():
        for file in tmp_path.glob("*"):
            if file.name != "bens.json":
                file.unlink()
        capsys.readouterr()
        words = [*words[:1], *words[1:], *WHOSE]
        assert run(words) == 0, (name, capsys.readouterr().err)
        out, err = capsys.readouterr()
        written = "".join(map(text_of, tmp_path.glob("*")))
        found = re.search(MARKS["Ann"], written + out + err)
        assert found is None, f"{name}: {found}"
        assert kept(both["Ann"]) == before, f"{name} changed another person's things"


def test_the_machines_own_person_is_told_apart_too(
    both: dict[str, Owner], tmp_path: Path, capsys: Told
) -> None:
    before = kept(both["Ben"])
    lines = (
        "history", "report -o a.html", "today", "plan", "export a.json", "history --csv a.csv",
        "rate --after 0",
    )  # fmt: skip
    for words in map(str.split, lines):
        assert run(words) == 0
        out, err = capsys.readouterr()
        assert "this is about Ann; another: --person NAME" in err
        written = "".join(f.read_text("utf-8") for f in tmp_path.glob("*"))
        found = re.search(MARKS["Ben"], written + out)
        assert found is None, f"{words}: {found}"
    assert kept(both["Ben"]) == before


def test_an_interleaved_history_goes_away_and_comes_back_to_each(
    both: dict[str, Owner], tmp_path: Path, capsys: Told
) -> None:
    def pages() -> dict[str, str]:
        found = {}
        for name in both:
            page = tmp_path / f"{name}.html"
            assert run(["report", "--person", name, "-o", str(page)]) == 0
            found[name] = page.read_text("utf-8")
            page.unlink()
        return found

    before = pages()
    for name in both:
        assert run(["export", f"{name}.zip", "--person", name]) == 0
        assert run(["forget", "--yes", "--for-good", "--person", name]) == 0
    capsys.readouterr()
    for name, other in (("Ann", "Ben"), ("Ben", "Ann")):
        assert run(["import", f"{name}.zip", "--person", other]) == 1
        assert f"holds {name}'s sessions, not {other}'s" in capsys.readouterr().err
        assert run(["history", "--person", other]) == 0
        assert "nothing is kept" in capsys.readouterr().err
    for name in both:
        assert run(["import", f"{name}.zip", "--person", name]) == 0
    after = pages()
    for name, other in (("Ann", "Ben"), ("Ben", "Ann")):
        assert after[name] == before[name]
        assert re.search(MARKS[name], after[name])
        assert re.search(MARKS[other], after[name]) is None


def test_who_was_removed_comes_back_from_an_export(both: dict[str, Owner], capsys: Told) -> None:
    assert run(["export", "ben.json", *WHOSE]) == 0
    assert run(["people", "remove", "Ben", "--yes"]) == 0
    out = capsys.readouterr().out
    assert "3 sessions, the last on 2026-03-08" in out
    assert run(["history", *WHOSE]) == 1
    assert run(["people", "new", "ben"]) == 0
    assert run(["import", "ben.json", *WHOSE]) == 0
    with History(people.find("Ben").history) as history:
        assert [s.day.day for s in history.sessions()] == list(BENS)
    with History(both["Ann"].history) as history:
        assert [s.day.day for s in history.sessions()] == list(ANNS)


@pytest.mark.usefixtures("both")
def test_an_overview_says_who_practised_and_how_it_goes(capsys: Told) -> None:
    people.new("Zoe")
    assert run(["people"]) == 0
    out = capsys.readouterr().out
    assert re.search(r"Ann \* +2026-03-07 +3 +3 of 7", out)
    assert re.search(r"Ben +2026-03-08 +3", out)
    assert re.search(r"Zoe +never +0", out)
    assert run(["people", "list", "--json", "-"]) == 0
    rows = json.loads(capsys.readouterr().out)["people"]
    keys = ("name", "own", "sessions", "counted_7", "symmetry_7")
    assert [tuple(row[key] for key in keys) for row in rows] == [
        ("Ann", True, 3, 3, 0.94), ("Ben", False, 3, 3, 0.94), ("Zoe", False, 0, 0, None),
    ]  # fmt: skip


def test_a_report_of_anothers_file_does_not_carry_ones_name(
    both: dict[str, Owner], capsys: Told
) -> None:
    bens = str(both["Ben"].history)
    assert run(["report", "--history", bens, "-o", "page.html"]) == 0
    page = Path("page.html").read_text("utf-8")
    assert "of Ben</h1>" in page
    assert re.search(MARKS["Ann"], page) is None
    assert run(["report", "--history", bens, "--person", "Ann", "-o", "other.html"]) == 1
    assert "is Ben's, not Ann's" in capsys.readouterr().err
    assert not Path("other.html").exists()


def test_an_older_history_is_one_persons_and_that_is_told_once(capsys: Told) -> None:
    import shutil

    from facecheck.store.history import history_path

    history_path().parent.mkdir(parents=True)
    old = Path(__file__).parents[1] / "store" / "history" / "files" / "v2.sqlite3"
    shutil.copy(old, history_path())
    assert run(["history"]) == 0
    assert "3 sessions kept so far: me's from now on" in capsys.readouterr().err
    assert run(["history"]) == 0
    assert "kept so far" not in capsys.readouterr().err


def test_a_clip_that_is_kept_is_its_persons_and_of_its_day(
    both: dict[str, Owner], trace: Path, capsys: Told
) -> None:
    anns, keep = kept(both["Ann"]), ["--keep", "--on", "2026-02-20", *WHOSE]
    score = ["score", str(trace), "-e", "jaw-open", "--hold", "0.5", "--reps", "1"]
    for again in ("", " in place of what was kept of it"):
        assert run([*score, *keep]) == 0
        assert f"as Ben's of 2026-02-20{again}\n" in capsys.readouterr().err
    assert kept(both["Ann"]) == anns
    with History(both["Ben"].history) as history:
        (session,) = history.sessions(DaySpan(last=date(2026, 2, 28)), curves=True)
    (record,) = session.sets[0].attempts
    assert (session.kind, session.day, session.counts) == (Kind.RECORDED, date(2026, 2, 20), True)
    assert record.attempt.counted
    assert record.curve is not None
    assert max(level for level in record.curve.levels if level is not None) > 0.5
    assert run(["history", *WHOSE]) == 0
    assert "a clip that was added" in capsys.readouterr().out


def test_a_clip_is_kept_only_of_somebody_and_of_a_day_that_was(
    both: dict[str, Owner], trace: Path, capsys: Told
) -> None:
    before = kept(both["Ann"]) + kept(both["Ben"])
    score = ["score", str(trace), "-e", "jaw-open"]
    for words, code, said in (
        (["--keep"], 2, "--on DAY"),
        (["--on", "2026-02-20"], 2, "--on belongs to --keep"),
        (["--keep", "--on", "2026-03-10"], 2, "is still to come"),
        (["--keep", "--on", "2026-02-20", "--person", "Bne"], 1, "did you mean 'Ben'"),
    ):
        assert run([*score, *words]) == code, words
        assert said in capsys.readouterr().err
    assert kept(both["Ann"]) + kept(both["Ben"]) == before


def test_a_table_says_of_each_clip_whose_and_when_it_is(
    both: dict[str, Owner], trace: Path, tmp_path: Path, capsys: Told
) -> None:
    table = tmp_path / "clips.csv"
    table.write_text(
        f"\ufeffClip;exercise;person;date\n{trace};jaw-open;ann;2026-01-02\n"
        f"{trace};squint;Ben;2026-01-03\n\n{trace};;Ben;2026-01-04\n", "utf-8",
    )  # fmt: skip
    assert run(["score", "--clips", str(table), "--keep"]) == 1
    assert "line 5: names no exercise" in capsys.readouterr().err
    assert run(["score", "--clips", str(table), "-e", "snarl", "--keep", "--json", "-"]) == 0
    documents = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [d["exercise"] for d in documents] == ["jaw-open", "squint", "snarl"]
    for name, days in (("Ann", [2]), ("Ben", [3, 4])):
        with History(both[name].history) as history:
            early = history.sessions(DaySpan(last=date(2026, 1, 31)))
        assert [session.day.day for session in early] == days


def test_a_persons_clip_is_judged_against_their_own_range(
    both: dict[str, Owner], trace: Path, capsys: Told
) -> None:
    parts = load_exercise("jaw-open").movement.parts
    full = {part.measure: 1.5 * part.full for part in parts}
    save_profile(replace(both["Ben"].load(), full=full), both["Ben"].profile)

    def peak(*words: str) -> float:
        assert run(["score", str(trace), "-e", "jaw-open", "--json", "-", *words]) == 0
        return float(json.loads(capsys.readouterr().out)["attempts"][0]["peak"])

    assert peak("--person", "Ben") < peak()


def test_a_clip_as_the_camera_is_tried_and_no_practice(
    both: dict[str, Owner], clip: Path, capsys: Told
) -> None:
    anns = kept(both["Ann"])
    save_profile(
        replace(both["Ben"].load(), plan=Plan(TODAY, 1, exercises=("jaw-open",))),
        both["Ben"].profile,
    )
    live = ["live", "jaw-open", "--hold", "0.2", "--reps", "1", "--no-window", "--mute"]
    assert run([*live, "--camera", str(clip), *WHOSE]) == 0
    capsys.readouterr()
    assert kept(both["Ann"]) == anns
    with History(both["Ben"].history) as history:
        session = history.last()
        assert session is not None
        assert (session.kind, session.counted) == (Kind.TRIED, 1)
        assert history.totals(DaySpan(TODAY)).sessions == 0
    assert run(["today", *WHOSE]) == 0
    assert re.search(r"due +jaw-open", capsys.readouterr().out)
    assert run(["history", *WHOSE]) == 0
    assert "tried: a clip as the camera" in capsys.readouterr().out
    assert run(["report", "-o", "page.html", *WHOSE]) == 0
    assert "9 March 2026: done" not in Path("page.html").read_text("utf-8")


def twelve_weeks(one: Owner, name: str, exercise: str, parity: int) -> None:
    """Every other day of twelve weeks: with a second person the days interleave."""
    hour, hold_s = (7, 5.71) if parity else (18, 6.38)
    sessions = []
    for n in range(parity, 84, 2):
        at = datetime(2025, 12, 15, hour, 11, tzinfo=BERLIN) + timedelta(days=n)
        attempt = replace(ATTEMPT, hold_s=hold_s + n / 1000, peak=0.5 + n / 1000)
        the_set = SetRecord(
            0, 1, 0, exercise, at, at, 1, 5.0, 0.6, 0.4, (AttemptRecord(attempt, at),), score=80
        )
        sessions.append(
            SessionRecord(
                0, f"{name}{n}", at, at, Ending.DONE, exercise, (exercise,), f"film {name}", "",
                (the_set,), Rating(5, 2, f"felt by {name}"), changed=at,
            )
        )  # fmt: skip
    save_profile(Profile(person=Person(name), plan=Plan(date(2025, 12, 15), 12)), one.profile)
    with History(one.history) as history:
        history.merge(Contents(tuple(sessions)))


def test_two_peoples_twelve_weeks_go_away_and_come_back_to_each(tmp_path: Path) -> None:
    two = {"Ann": (people.own(), "jaw-open", 1), "Ben": (people.new("Ben"), "snarl", 0)}
    for name, (one, exercise, parity) in two.items():
        twelve_weeks(one, name, exercise, parity)
    marks = {
        "Ann": r"Ann\b|\b07:11\b|T06:11|5\.7\d\d|Jaw opening|jaw-open",
        "Ben": r"Ben\b|\b18:11\b|T17:11|6\.[34]\d\d|[Ss]narl",
    }

    def written(name: str) -> dict[str, str]:
        found = {}
        for words in ("report -o {}.html", "history --csv {}.csv", "history --json {}.json",
                      "export {}.zip"):  # fmt: skip
            place = tmp_path / words.split()[-1].format(name)
            assert run([*words.format(name).split(), "--person", name]) == 0
            found[place.suffix] = text_of(place)
        return found

    before = {name: written(name) for name in two}
    for name in two:
        assert run(["forget", "--yes", "--for-good", "--person", name]) == 0
    for name in two:
        assert run(["import", f"{name}.zip", "--person", name]) == 0
    for name, other in (("Ann", "Ben"), ("Ben", "Ann")):
        after = written(name)
        assert after[".html"] == before[name][".html"]
        assert after[".csv"] == before[name][".csv"]
        for suffix, text in after.items():
            assert re.search(marks[name], text), f"{name}{suffix}"
            astray = re.search(marks[other], text)
            assert astray is None, f"{name}{suffix}: {astray}"
        assert len(after[".csv"].splitlines()) == 43, "a row each of 42 sessions"


def test_what_is_damaged_of_one_person_is_no_obstacle_for_another(
    both: dict[str, Owner], capsys: Told
) -> None:
    both["Ben"].profile.write_text("{")
    assert run(["history"]) == 0
    assert "2026-03-03" in capsys.readouterr().out
    assert run(["people"]) == 1
    told = capsys.readouterr()
    assert "2026-03-07" in told.out
    assert f"{both['Ben'].profile}: is no JSON" in told.err
    assert run(["history", "--person", both["Ben"].key]) == 0
    assert "2026-03-04" in capsys.readouterr().out
    assert run(["people", "remove", both["Ben"].key, "--yes"]) == 0
    assert "cannot be read" in capsys.readouterr().out
    assert run(["people", "restore", both["Ben"].key]) == 0
    both["Ann"].profile.write_text("{")
    assert run(["history"]) == 0
    assert "2026-03-03" in capsys.readouterr().out
    for words in (["today"], ["live", "--camera", "none"], ["plan"]):
        assert run(words) == 1
        assert "is no JSON" in capsys.readouterr().err


def test_lengths_are_scaled_by_the_persons_own_eyes(
    both: dict[str, Owner], trace: Path, capsys: Told
) -> None:
    for one, mm in ((both["Ann"], 71.0), (both["Ben"], 58.0)):
        known = one.load()
        person = replace(known.person, pupil_distance_mm=mm)
        save_profile(replace(known, person=person), one.profile)

    def scale(name: str) -> float:
        assert run(["millimetres", str(trace), "--json", "-", "--person", name]) == 0
        return float(json.loads(capsys.readouterr().out)["inter_ocular_mm"])

    assert scale("Ben") / scale("Ann") == pytest.approx(58 / 71, abs=1e-3)
