"""What `score` prints for people."""

from __future__ import annotations

import pytest

from facecheck.cli.tables import phrases_of, print_events, print_score
from facecheck.core.events import Attempt, FaceEvent, Fault
from facecheck.core.messages import read
from facecheck.core.results import EventsResult, ScoreResult

Capture = pytest.CaptureFixture[str]
SHALLOW = Fault("too shallow", 1.7, 7.5, 0.548, 0.62, "of full", "Go further")


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")


def a_set(*attempts: Attempt, hold_s: float = 5.0, faults: tuple[Fault, ...] = ()) -> ScoreResult:
    return ScoreResult(
        "a.mp4", "jaw-open", 10.0, 300, 300, 10.0, 3, hold_s, attempts, 0, faults=faults
    )


def test_a_set_without_an_attempt_says_why(capfd: Capture) -> None:
    print_score(a_set(faults=(SHALLOW,)))
    first, heads, row = capfd.readouterr().out.splitlines()
    assert "0 of 3 counted" in first
    assert "in no attempt" in heads
    cells = ["1.7 s", "7.5 s", "too shallow", "55 % of full", "62 % of full", "Go further"]
    assert [row.replace("\xa0", " ").find(cell) >= 0 for cell in cells] == [True] * 6


def test_a_set_without_such_a_fault_has_no_second_table(capfd: Capture) -> None:
    print_score(a_set())
    assert len(capfd.readouterr().out.splitlines()) == 1


def test_what_was_held_reads_as_in_the_reason(capfd: Capture) -> None:
    reason = read("held 4.9 of 5.0 s: mouth closed at 7.9 s")
    print_score(a_set(Attempt(1, 1.0, 8.0, 4.96, 1.0, False, reason, 80, {})))
    row = capfd.readouterr().out.splitlines()[-1]
    assert "4.9 s" in row
    assert "5.0 s " not in row.replace(reason, "")


@pytest.mark.parametrize(
    ("hold_s", "words"), [(5.0, "to hold 5 s each"), (0.0, "no hold asked for")]
)
def test_what_was_asked_for_does_not_read_as_what_was_held(
    hold_s: float, words: str, capfd: Capture
) -> None:
    print_score(a_set(hold_s=hold_s))
    assert words in capfd.readouterr().out


def test_a_set_in_german(capfd: Capture) -> None:
    missed = Attempt(
        1, 2.0, 6.0, 3.84, 0.9, False, read("held 3.8 of 5.0 s: too dark at 6.0 s"), 40
    )
    done = Attempt(2, 8.0, 14.0, 5.5, 0.9, True, None, 90)
    print_score(a_set(missed, done, faults=(SHALLOW,)), phrases_of("de"))
    first, heads, one, two, outside, row = capfd.readouterr().out.splitlines()
    assert "1 von 3 gezählt, nicht vollständig · Wertung 0 · je 5 s zu halten" in first
    assert first.endswith("10,0 von 10,0 s beurteilt")
    assert heads.split() == ["#", "von", "bis", "Halt", "Tiefe", "Wertung", "warum"]
    assert "3,8 s" in one
    assert "zählt nicht" in one
    assert "3,8 von 5,0 s gehalten: zu dunkel bei 6,0 s" in one
    assert two.split()[-1] == "gezählt"
    assert "in keinem Versuch" in outside
    assert "1,7 s" in row


def test_every_kind_of_event_has_words(capfd: Capture) -> None:
    kinds = ("blink", "eyes_closed", "squint", "jaw_open", "palm_on_cheek", "one_of_tomorrow")
    seen = tuple(FaceEvent(kind, "left", 1.0, 2.0, 0.9) for kind in kinds)
    told = {}
    for language in ("en", "de"):
        print_events(EventsResult("a.mp4", 10.0, 300, 300, 10.0, seen), phrases_of(language))
        told[language] = capfd.readouterr().out
        assert len(told[language].splitlines()) == 2 + len(kinds)
    assert all(kind.replace("_", " ") in told["en"] for kind in kinds)
    for word in ("1,00 s", "links", "Blinzeln", "Hand an der Wange", "one of tomorrow"):
        assert word in told["de"]


@pytest.mark.parametrize("language", ["en", "de"])
def test_in_a_narrow_terminal_reasons_stand_below_and_nothing_is_cut(
    language: str, capfd: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    sided = Attempt(
        1,
        12.0,
        16.0,
        2.74,
        1.09,
        False,
        read("held 2.7 of 5.0 s: eyes opened at 14.3 s"),
        74,
        sides={"left": 0.95, "right": 0.88},
        symmetry=0.93,
    )
    print_score(a_set(sided), phrases_of(language))
    lines = capfd.readouterr().out.splitlines()
    assert all(len(line) <= 80 and "…" not in line for line in lines)
    assert lines[-1].startswith("1: ")
    assert ("eyes opened at 14.3 s" if language == "en" else "14,3 s") in lines[-1]
