"""What was judged wrongly is put right by hand, and stays marked."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from store.history.made import ATTEMPT, MORNING, add_session, result

from facecheck.cli import run
from facecheck.report.summaries.period import Period
from facecheck.report.summaries.readings import READINGS, series_of
from facecheck.store.history import Ending, History, SessionRecord

pytestmark = pytest.mark.usefixtures("home")

Told = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _two_of_three() -> None:
    """Two that count, and one that was not held long enough."""
    missed = replace(ATTEMPT, n=3, counted=False, reason="held 3.8 of 5.0 s", score=40)
    with History() as history:
        add_session(history, MORNING - timedelta(days=1))
        session = history.begin_session("jaw-open", ["jaw-open"], at=MORNING)
        the_set = history.begin_set(session, "jaw-open", reps=3, hold_s=5.0, at=MORNING)
        done = (ATTEMPT, replace(ATTEMPT, n=2), missed)
        history.finish_set(the_set, result(*done), at=MORNING)
        history.finish_session(session, Ending.STOPPED, at=MORNING)


def last() -> SessionRecord:
    with History() as history:
        found = history.last()
    assert found is not None
    return found


def stands() -> list[tuple[int, bool, str | None]]:
    return [(a.attempt.n, a.attempt.counted, a.by_hand) for a in last().sets[-1].attempts]


def test_an_attempt_counts_after_all(capsys: Told) -> None:
    assert run(["correct", "--count", "3"]) == 0
    assert "3 of 3 counted, attempt 3 added by hand" in capsys.readouterr().out
    assert stands() == [(1, True, None), (2, True, None), (3, True, "added")]
    (_, _, record) = last().sets[-1].attempts
    assert (record.attempt.reason, record.attempt.hold_s) == (None, ATTEMPT.hold_s)
    assert last().sets[-1].score == round((90 + 90 + 40) / 3)


def test_an_attempt_is_taken_back(capsys: Told) -> None:
    assert run(["correct", "--take-back", "2"]) == 0
    assert stands() == [(1, True, None), (2, False, "taken back"), (3, False, None)]
    assert last().sets[-1].attempts[1].attempt.reason == "taken back by hand"
    assert run(["history"]) == 0
    assert "1 taken back by hand" in capsys.readouterr().out
    assert run(["history", "--csv", "-"]) == 0
    assert '"taken back"' in capsys.readouterr().out


def test_one_that_nobody_saw_counts_and_is_in_no_curve() -> None:
    before = [series_of(r, "jaw-open", [last()], Period(MORNING.date(), 1)) for r in READINGS]
    assert run(["correct", "--add"]) == 0
    assert stands()[-1] == (4, True, "added")
    assert last().counted == 3
    after = [series_of(r, "jaw-open", [last()], Period(MORNING.date(), 1)) for r in READINGS]
    assert after == before


def test_the_mark_goes_along_with_an_export(capsys: Told) -> None:
    assert run(["correct", "--add"]) == 0
    assert run(["history", "--json", "-"]) == 0
    out = capsys.readouterr().out
    attempts = json.loads(out[out.index("{") :])["sessions"][-1]["sets"][0]["attempts"]
    assert [a["by_hand"] for a in attempts] == [None, None, None, "added"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ("", 2, "say one of"),
        ("--add --count 3", 2, "say one of"),
        ("--count 1", 1, "attempt 1 counts already"),
        ("--take-back 3", 1, "attempt 3 does not count already"),
        ("--count 9", 1, "there is no attempt 9 in that set; there are: 1, 2, 3"),
        ("--add -e squint", 1, "there is no set of squint to correct"),
    ],
)
def test_what_cannot_be_put_right_is_said(words: str, code: int, said: str, capsys: Told) -> None:
    before = last()
    assert run(["correct", *words.split()]) == code
    assert said in capsys.readouterr().err
    assert last() == before
