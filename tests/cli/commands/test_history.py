"""The commands that show, copy and remove what was kept."""

from __future__ import annotations

import json
import stat
import sys
import zipfile
from datetime import timedelta
from pathlib import Path

import pandas as pd
import pytest
from store.history.made import MORNING, add_session

from facecheck.cli import run
from facecheck.store.history import History, Kind, history_path

pytestmark = pytest.mark.usefixtures("home")

Told = pytest.CaptureFixture[str]


@pytest.fixture
def three() -> None:
    with History() as history:
        for day, exercise in enumerate(("jaw-open", "squint", "jaw-open")):
            add_session(history, MORNING + timedelta(days=day), exercise, counted=day + 1)


def test_nothing_is_kept_yet(capsys: Told) -> None:
    assert run(["history"]) == 0
    assert "nothing is kept" in capsys.readouterr().err
    assert not history_path().exists(), "looking makes no file"


@pytest.mark.usefixtures("three")
def test_the_table_has_a_line_for_each_set_and_the_totals(capsys: Told) -> None:
    assert run(["history"]) == 0
    out = capsys.readouterr().out
    for text in ("2026-03-02 07:30", "squint", "2 of 3", "6 to 3", "60"):
        assert text in out
    assert "3 sessions on 3 days: 6 counted of 6 attempts, held 36 s" in out


@pytest.mark.usefixtures("three")
def test_days_and_exercises_can_be_chosen(capsys: Told) -> None:
    assert run(["history", "--since", "2026-03-03", "--until", "2026-03-04", "--json", "-"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["schema"] == "facecheck.history/1"
    assert [s["routine"] for s in document["sessions"]] == ["squint", "jaw-open"]
    assert run(["history", "-e", "squint", "--json", "-"]) == 0
    (session,) = json.loads(capsys.readouterr().out)["sessions"]
    assert session["sets"][0]["attempts"][0]["curve"] is None
    assert run(["history", "-e", "squint", "--json", "-", "--curves"]) == 0
    (session,) = json.loads(capsys.readouterr().out)["sessions"]
    assert len(session["sets"][0]["attempts"][0]["curve"]["times_s"]) > 10


@pytest.mark.parametrize(
    "words",
    [
        ["--since", "gestern"],
        ["--since", "2026-02-30"],
        ["--since", "2026-03-03", "--until", "2026-03-02"],
    ],
)
def test_a_day_that_is_none_is_a_usage_error(words: list[str], capsys: Told) -> None:
    assert run(["history", *words]) == 2
    assert "Error" in capsys.readouterr().err


@pytest.mark.usefixtures("three")
def test_pandas_reads_both_files_alike(tmp_path: Path) -> None:
    csv, parquet = tmp_path / "a.csv", tmp_path / "a.parquet"
    assert run(["history", "--csv", str(csv), "--parquet", str(parquet)]) == 0
    times = ["session_begun_utc", "session_ended_utc", "set_begun_utc", "kept_at_utc"]
    one = pd.read_csv(csv, parse_dates=times)
    other = pd.read_parquet(parquet)
    assert len(one) == len(other) == 6
    assert list(one.columns) == list(other.columns)
    assert other["session_begun_utc"].dt.tz is not None
    assert (one["session_begun_utc"] == other["session_begun_utc"]).all()
    assert one["counted"].dtype == other["counted"].dtype == bool
    assert one.groupby("exercise")["hold_s"].sum().round(2).to_dict() == {
        "jaw-open": 23.84,
        "squint": 11.92,
    }
    assert (one["parts_form"] == other["parts_form"]).all()


@pytest.mark.parametrize("name", ["all.json", "all.zip"])
@pytest.mark.usefixtures("three")
def test_an_export_imports_into_an_empty_history_to_the_same(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Told
) -> None:
    path = tmp_path / name
    assert run(["export", str(path)]) == 0
    assert "3 sessions" in capsys.readouterr().err
    assert zipfile.is_zipfile(path) is name.endswith("zip")
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert run(["history", "--json", "-", "--curves"]) == 0
    before = json.loads(capsys.readouterr().out)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "another"))
    monkeypatch.setenv("HOME", str(tmp_path / "another"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "another"))
    assert run(["import", str(path)]) == 0
    assert capsys.readouterr().out == "3 sessions added, 0 were here already\n"
    assert run(["history", "--json", "-", "--curves"]) == 0
    assert json.loads(capsys.readouterr().out) == before
    assert run(["import", str(path)]) == 0
    assert capsys.readouterr().out == "0 sessions added, 3 were here already\n"


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{", b"PK\x03\x04 no zip", b"[NaN]", b"\xff\xfe\x00"]
)
def test_what_is_no_export_is_one_line(content: bytes, tmp_path: Path, capsys: Told) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(content)
    assert run(["import", str(path)]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert run(["import", str(tmp_path / "none.json")]) == 1
    assert "No such file" in capsys.readouterr().err


@pytest.mark.usefixtures("three")
def test_forgetting_asks_first(monkeypatch: pytest.MonkeyPatch, capsys: Told) -> None:
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda _: "n")
    assert run(["forget"]) == 1
    assert "stopped" in capsys.readouterr().err
    with History() as history:
        assert len(history.sessions()) == 3
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda _: "y")
    assert run(["forget", "--since", "2026-03-04"]) == 0
    with History() as history:
        assert len(history.sessions()) == 2
    assert run(["forget", "--yes"]) == 0
    assert "forgotten: 2 sessions" in capsys.readouterr().out
    assert run(["forget", "--yes"]) == 0
    assert "nothing is kept" in capsys.readouterr().out


def test_a_rating_goes_to_the_last_session(capsys: Told) -> None:
    assert run(["rate", "--after", "3"]) == 1
    assert "there is no session to rate" in capsys.readouterr().err
    with History() as history:
        for day in range(2):
            add_session(history, MORNING + timedelta(days=day))
    assert run(["rate", "--after", "9", "--felt", "warm"]) == 0
    assert "3 March 2026" in capsys.readouterr().out
    assert run(["rate"]) == 2
    assert run(["rate", "--after", "11"]) == 2
    with History() as history:
        first, last = history.sessions()
    assert (last.rating.stress_before, last.rating.stress_after, last.rating.felt) == (6, 9, "warm")
    assert first.rating.stress_after == 3


def test_a_damaged_history_is_one_line_in_every_command(tmp_path: Path, capsys: Told) -> None:
    history_path().parent.mkdir(parents=True)
    history_path().write_text("dear diary, " * 500)
    for words in (["history"], ["export", str(tmp_path / "a.json")], ["forget", "--yes"]):
        assert run(words) == 1
        (line,) = capsys.readouterr().err.splitlines()
        assert "is damaged or not a history; move it away" in line


@pytest.mark.usefixtures("three")
def test_the_table_in_german(capsys: Told) -> None:
    assert run(["history", "--language", "de"]) == 0
    out = capsys.readouterr().out
    for text in ("Begonnen", "Anspannung", "2 von 3", "6 auf 3"):
        assert text in out
    assert "3 Sitzungen an 3 Tagen: 6 gezählt von 6 Versuchen, 36 s gehalten" in out
    assert run(["history", "--language", "de", "--until", "2026-03-02"]) == 0
    assert "1 Sitzung an 1 Tag: 1 gezählt von 1 Versuchen" in capsys.readouterr().out


def test_a_session_without_a_set_says_what_it_was(capsys: Told) -> None:
    with History() as history:
        history.begin_session("squint", ["squint"], kind=Kind.TRIED, at=MORNING)
    assert run(["history"]) == 0
    out = capsys.readouterr().out
    assert "tried: a clip as the camera, runs, or was interrupted" in out
    assert "0 sessions on 0 days" in out
    assert "; 1 only tried, with a clip" in out
