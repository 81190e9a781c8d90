"""Who practises on this machine, and how it goes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from facecheck.cli import run
from facecheck.store import people

from .lives import Told


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
        ("Ann", True, 3, 3, 0.94),
        ("Ben", False, 3, 3, 0.94),
        ("Zoe", False, 0, 0, None),
    ]


def test_an_older_history_is_one_persons_and_that_is_told_once(capsys: Told) -> None:
    import shutil

    from facecheck.store.history import history_path

    history_path().parent.mkdir(parents=True)
    old = Path(__file__).parents[2] / "store" / "history" / "files" / "v2.sqlite3"
    shutil.copy(old, history_path())
    assert run(["history"]) == 0
    assert "3 sessions kept so far: me's from now on" in capsys.readouterr().err
    assert run(["history"]) == 0
    assert "kept so far" not in capsys.readouterr().err
