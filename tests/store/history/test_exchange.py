"""Out of one history and into another."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from facecheck.core.columns import HISTORY
from facecheck.core.days import DaySpan
from facecheck.core.errors import HistoryError
from facecheck.store.history import (
    Contents,
    Ending,
    History,
    SessionRecord,
    contents_of,
    document_of,
)
from facecheck.store.history.attempt_rows import rows
from facecheck.store.history.merging import Merged

from .made import ATTEMPT, CURVE, MORNING, add_session


@pytest.fixture
def full(history: History) -> History:
    for day in range(3):
        add_session(history, MORNING + timedelta(days=day), counted=day + 1)
    session = history.begin_session("circuit", ["squint"], at=MORNING, asked_reps=2)
    the_set = history.begin_set(session, "squint", reps=2, hold_s=1.5, target_s=3.0, at=MORNING)
    history.put_attempt(the_set, ATTEMPT, CURVE, is_open=True, at=MORNING)
    history.add_calibration({"lip_gap": 0.41}, {"lip_gap": 0.012}, at=MORNING)
    history.add_override("massage", "Injection on 1 March.", date(2026, 3, 16), at=MORNING)
    return history


def through_json(contents: Contents) -> Contents:
    return contents_of(json.loads(json.dumps(document_of(contents, "0.1.0"))), "a.json")


def bare(contents: Contents) -> Contents:
    """Without the ids, which are those of one file."""

    def plain(session: SessionRecord) -> SessionRecord:
        return replace(session, id=0, sets=tuple(replace(s, id=0) for s in session.sets))

    return replace(contents, sessions=tuple(plain(s) for s in contents.sessions))


def test_a_document_holds_everything(full: History) -> None:
    contents = full.contents()
    assert len(contents.sessions) == 4
    assert through_json(contents) == contents


def test_an_empty_history_becomes_the_same_history(full: History, tmp_path: Path) -> None:
    with History(tmp_path / "other.sqlite3") as other:
        merged = other.merge(through_json(full.contents()))
        assert merged == Merged(added=4)
        assert bare(other.contents()) == bare(full.contents())


def test_a_second_time_adds_nothing(full: History, tmp_path: Path) -> None:
    contents = through_json(full.contents())
    with History(tmp_path / "other.sqlite3") as other:
        other.merge(contents)
        assert other.merge(contents) == Merged(known=4)
        assert bare(other.contents()) == bare(full.contents())
    assert full.merge(contents) == Merged(known=4)


def test_what_is_there_already_stays(full: History, tmp_path: Path) -> None:
    with History(tmp_path / "other.sqlite3") as other:
        add_session(other, MORNING + timedelta(days=9))
        other.merge(full.contents())
        assert len(other.sessions()) == 5


def test_a_session_that_went_on_since_is_completed(full: History, tmp_path: Path) -> None:
    with History(tmp_path / "other.sqlite3") as other:
        other.merge(full.contents())
        running = next(s for s in full.sessions() if s.ending is Ending.RUNNING)
        full.put_attempt(running.sets[0].id, replace(ATTEMPT, n=2))
        full.finish_session(running.id, Ending.STOPPED)
        later = through_json(full.contents())
        assert other.merge(later) == Merged(renewed=1, known=3)
        assert bare(other.contents()) == bare(full.contents())
        older = replace(running, changed=MORNING)
        assert other.merge(Contents((older,))) == Merged(known=1), "older news change nothing"


def test_a_span_holds_what_began_in_it(full: History) -> None:
    contents = full.contents(DaySpan((MORNING + timedelta(days=1)).date()), curves=False)
    assert [s.counted for s in contents.sessions] == [2, 3]
    assert not contents.calibrations
    assert not contents.overrides


def damaged(change: str, full: History) -> Any:
    document = json.loads(json.dumps(document_of(full.contents(), "0.1.0")))
    session = document["sessions"][0]
    attempt = session["sets"][0]["attempts"][0]
    if change == "another schema":
        document["schema"] = "facecheck.score/1"
    elif change == "a newer schema":
        document["schema"] = "facecheck.history/2"
    elif change == "no time":
        del session["begun"]
    elif change == "no offset":
        session["begun"] = "2026-03-02T07:30:00"
    elif change == "a number that is none":
        attempt["attempt"]["hold_s"] = "much"
    elif change == "a curve of two lengths":
        attempt["curve"]["levels"].append(0.5)
    elif change == "two sets of one number":
        session["sets"].append(session["sets"][0])
    elif change == "a score off the scale":
        session["sets"][0]["score"] = 700
    else:
        document = [document]
    return document


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("another schema", "is no facecheck.history/1 document; give a file that"),
        ("a newer schema", "update facecheck"),
        ("a list", "is no facecheck.history/1 document"),
        ("no time", r"sessions.0.begun: Field required; export it again"),
        ("no offset", "a time without its offset"),
        ("a number that is none", r"attempts.0.attempt.hold_s: Input should be a valid number"),
        ("a curve of two lengths", "64 times for 65 levels"),
        ("two sets of one number", "UNIQUE"),
        ("a score off the scale", "CHECK"),
    ],
)
def test_a_damaged_document_is_one_line_and_adds_nothing(
    full: History, tmp_path: Path, change: str, words: str
) -> None:
    document = damaged(change, full)
    with History(tmp_path / "other.sqlite3") as other:
        with pytest.raises(HistoryError, match=words) as problem:
            other.merge(contents_of(document, "a.json"))
        assert len(str(problem.value).splitlines()) == 1
        assert other.contents() == Contents()


def test_what_is_forgotten_is_not_in_the_file_any_more(full: History) -> None:
    session = full.sessions()[0]
    copy = full.path.with_name(f"{full.path.name}.v1.backup")
    copy.write_bytes(b"an older copy")
    assert full.forget(for_good=True) == 4
    assert full.contents() == Contents()
    for file in full.path.parent.glob(f"{full.path.name}*"):
        assert session.key.encode() not in file.read_bytes()
    assert not copy.exists()


def test_a_span_is_forgotten_and_the_rest_stays(full: History) -> None:
    before = full.contents()
    day = (MORNING + timedelta(days=1)).date()
    assert full.forget(DaySpan(day, day)) == 1
    left = [s for s in before.sessions if s.counted != 2]
    assert list(full.contents().sessions) == left
    assert full.contents().overrides == before.overrides
    connection = sqlite3.connect(full.path)
    assert connection.execute("SELECT count(*) FROM attempts").fetchone() == (1 + 3 + 1,)
    connection.close()


def test_a_row_for_each_attempt_with_every_column(full: History) -> None:
    found = list(rows(full.sessions()))
    assert len(found) == 1 + 1 + 2 + 3
    assert all(set(row) == {c.name for c in HISTORY} for row in found)
    row = next(r for r in found if not r["open"])
    assert (row["session_begun_utc"], row["utc_offset_min"]) == (MORNING, 60)
    assert (row["exercise"], row["attempt"], row["counted"]) == ("jaw-open", 1, True)
    assert (row["hold_s"], row["parts_form"], row["sides_left"]) == (5.96, 0.66, 0.9)
    assert (row["faults"], row["stress_before"]) == ("jaw drifts sideways", 6)
