"""Whatever the command, nothing of one person is in what is done with another's."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click
import pytest

from facecheck.cli import COMMANDS, module_of, run
from facecheck.store.people import Owner
from facecheck.store.profile import save_profile

from .lives import MARKS, WHOSE, Told, kept, text_of

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
    "assess",
    "events",
    "measure",
    "evaluate",
    "label",
    "evidence",
    "exercises",
    "demo",
    "doctor",
    "bench",
    "models",
}
"""Commands that know nobody."""

ELSEWHERE = {"app", "people", "live", "calibrate", "score", "millimetres"}


def leaves() -> Iterator[tuple[str, click.Command]]:
    for name in COMMANDS:
        command = module_of(name).command
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
        source = Path(str(module_of(name).__file__)).read_text()
        assert "store.history" not in source, name
        assert "store.people" not in source, name


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
        "history",
        "report -o a.html",
        "today",
        "plan",
        "export a.json",
        "history --csv a.csv",
        "rate --after 0",
    )
    for words in map(str.split, lines):
        assert run(words) == 0
        out, err = capsys.readouterr()
        assert "this is about Ann; another: --person NAME" in err
        written = "".join(f.read_text("utf-8") for f in tmp_path.glob("*"))
        found = re.search(MARKS["Ben"], written + out)
        assert found is None, f"{words}: {found}"
    assert kept(both["Ben"]) == before


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
