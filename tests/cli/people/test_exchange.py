"""What is exported, removed and imported comes back to whom it belongs, and to nobody else."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from facecheck.cli import run
from facecheck.store import people
from facecheck.store.history import (
    History,
)
from facecheck.store.people import Owner

from .lives import ANNS, BENS, MARKS, WHOSE, Told, kept, text_of, twelve_weeks


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
        for words in (
            "report -o {}.html",
            "history --csv {}.csv",
            "history --json {}.json",
            "export {}.zip",
        ):
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


def test_an_export_of_somebody_who_is_not_here_is_not_put_to_another(
    both: dict[str, Owner], capsys: Told
) -> None:
    before = kept(both["Ann"])
    assert run(["export", "ben.json", *WHOSE]) == 0
    assert run(["people", "remove", "Ben", "--yes"]) == 0
    people.new("Zoe")
    for words in ([], ["--person", "Zoe"]):
        assert run(["import", "ben.json", *words]) == 1
        assert "holds Ben's sessions, not" in capsys.readouterr().err
    assert kept(both["Ann"]) == before
    with History(people.find("Zoe").history) as history:
        assert history.sessions() == []


def test_an_export_that_does_not_say_whose_it_is_needs_a_word(
    both: dict[str, Owner], capsys: Told
) -> None:
    assert run(["export", "ben.json", *WHOSE]) == 0
    document = json.loads(Path("ben.json").read_text("utf-8"))
    del document["person"]  # as older versions wrote it
    Path("old.json").write_text(json.dumps(document), "utf-8")
    people.new("Zoe")
    before = kept(both["Ann"])
    assert run(["import", "old.json"]) == 1
    assert "does not say whose it is; say it: --person" in capsys.readouterr().err
    assert kept(both["Ann"]) == before
    assert run(["import", "old.json", "--person", "Zoe"]) == 0
    assert "Zoe's, as you said" in capsys.readouterr().err
    with History(people.find("Zoe").history) as history:
        assert len(history.sessions()) == 3


def test_another_machines_own_person_moves_to_an_empty_one(
    both: dict[str, Owner], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Told
) -> None:
    assert both
    assert run(["export", "ann.json", "--person", "me"]) == 0
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "LOCALAPPDATA", "APPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "another" / name))
    assert run(["import", "ann.json"]) == 0
    assert "own person is called Ann now" in capsys.readouterr().err
    assert people.own().name == "Ann"
    people.new("Ben")
    assert run(["import", "ann.json"]) == 0
    assert "0 sessions added, 3 were here already" in capsys.readouterr().out
