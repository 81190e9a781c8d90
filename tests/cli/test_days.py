"""One notion of a day: what is listed under some days is what is forgotten of them."""

from __future__ import annotations

import json
import random
import re
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from store.history.made import MORNING, add_session

from facecheck.cli import run
from facecheck.store.history import History, history_path
from facecheck.store.undo.sessions import forgotten_path

pytestmark = pytest.mark.usefixtures("home")

Told = pytest.CaptureFixture[str]
PLACES = (-10.0, -3.5, 0.0, 5.75, 14.0)
ZONES = ("Pacific/Honolulu", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "UTC")


@pytest.fixture(params=ZONES)
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The zone of the machine, which has no say in the days of what was done elsewhere."""
    if sys.platform == "win32":
        pytest.skip("Windows has no TZ")
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


def around(history: History, chance: random.Random, count: int) -> None:
    """Sessions of a month and of five places, many of them near midnight."""
    for _ in range(count):
        hours = chance.choice((0, 0, 23, 23, chance.randrange(24)))
        place = timezone(timedelta(hours=chance.choice(PLACES)))
        day = 1 + chance.randrange(28)
        at = datetime(2026, 3, day, hours, chance.randrange(60), tzinfo=place)
        session = history.begin_session("squint", ["squint"], at=at)
        history.begin_set(session, "squint", reps=1, hold_s=1.0, at=at)


@pytest.mark.parametrize(
    "seed", [*range(8), *(pytest.param(n, marks=pytest.mark.slow) for n in range(8, 100))]
)
def test_what_is_forgotten_is_what_was_listed(zone: str, seed: int, capsys: Told) -> None:
    chance = random.Random(f"{zone} {seed}")  # noqa: S311  # a test by chance
    with History() as history:
        around(history, chance, 12)
        before = {s.key for s in history.sessions()}
    first = date(2026, 3, 1) + timedelta(days=chance.randrange(-2, 28))
    last = first + timedelta(days=chance.choice((0, 0, 1, 5)))
    span = ["--since", str(first), "--until", str(last)]
    assert run(["history", *span, "--json", "-"]) == 0
    listed = json.loads(capsys.readouterr().out)["sessions"]
    for session in listed:
        assert str(first) <= session["begun"][:10] <= str(last)
    assert run(["forget", *span, "--yes"]) == 0
    with History() as history:
        left = {s.key for s in history.sessions()}
    assert before - left == {session["key"] for session in listed}


@pytest.mark.usefixtures("zone")
def test_half_past_midnight_in_tokyo_is_of_that_day_everywhere(capsys: Told) -> None:
    with History() as history:
        add_session(history, datetime.fromisoformat("2026-11-29T00:30+09:00"))
    for day, code in (("2026-11-29", 1), ("2026-11-28", 0)):
        assert run(["history", "--since", day, "--until", day]) == 0
        assert ("2026-11-29 00:30" in capsys.readouterr().out) == bool(code)


def test_what_goes_is_shown_before_it_goes(capsys: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda _: "n")
    with History() as history:
        for day in range(30):
            add_session(history, MORNING + timedelta(days=day))
        history.add_calibration({"lip_gap": 0.4}, {}, at=MORNING)
    assert run(["forget", "--since", "2026-03-31"]) == 1
    assert "  2026-03-31 07:30  jaw-open: 2 counted\n" in capsys.readouterr().out
    assert run(["forget"]) == 1
    out = capsys.readouterr().out
    assert "  2026-03-02 07:30  jaw-open" in out
    assert "... and 11 more" in out
    assert "calibration" in out
    with History() as history:
        assert len(history.sessions()) == 30


def test_what_was_forgotten_comes_back_until_the_next_session(capsys: Told) -> None:
    with History() as history:
        for day in range(3):
            add_session(history, MORNING + timedelta(days=day))
        history.add_override("massage", "why", at=MORNING)
        before = [(s.key, s.counted, s.rating) for s in history.sessions()]
    assert run(["forget", "--since", "2026-03-04", "--yes"]) == 0
    assert "facecheck forget --undo" in capsys.readouterr().out
    assert run(["forget", "--yes"]) == 0
    assert run(["forget", "--undo"]) == 0
    assert "put back: 3 sessions" in capsys.readouterr().out
    with History() as history:
        assert [(s.key, s.counted, s.rating) for s in history.sessions()] == before
        assert len(history.overrides()) == 1
    assert run(["forget", "--undo"]) == 1
    assert "nothing was forgotten since" in capsys.readouterr().err

    assert run(["forget", "--yes"]) == 0
    with History() as history:
        add_session(history, MORNING + timedelta(days=9))
    assert not forgotten_path(history_path()).exists()
    assert run(["forget", "--undo"]) == 1


def test_for_good_leaves_nothing_on_the_disk(capsys: Told) -> None:
    with History() as history:
        for day in range(2):
            add_session(history, MORNING + timedelta(days=day))
        keys = [s.key for s in history.sessions()]
    assert run(["forget", "--until", "2026-03-02", "--yes"]) == 0
    assert run(["forget", "--yes", "--for-good"]) == 0
    assert "--undo" not in capsys.readouterr().out.splitlines()[-1]
    for file in Path.home().rglob("*"):
        if file.is_file():
            assert not any(key.encode() in file.read_bytes() for key in keys), file


@pytest.mark.parametrize("words", ["--undo --since 2026-03-01", "--undo --for-good"])
def test_undoing_stands_alone(words: str) -> None:
    assert run(["forget", *words.split()]) == 2


def test_a_moment_without_an_offset_has_no_day() -> None:
    from facecheck.core.days import day_of

    assert day_of(datetime(2026, 3, 1, 23, 59, tzinfo=UTC)) == date(2026, 3, 1)
    with pytest.raises(ValueError, match=re.escape("offset")):
        day_of(datetime(2026, 3, 1))
