"""What `score` prints for people."""

from __future__ import annotations

import pytest

from facecheck.cli.tables import print_score
from facecheck.core.events import Attempt, Fault
from facecheck.core.results import ScoreResult

Capture = pytest.CaptureFixture[str]
SHALLOW = Fault("too shallow", 1.7, 7.5, 0.548, 0.62, "of full", "Go further")


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")


def a_set(*attempts: Attempt, hold_s: float = 5.0, faults: tuple[Fault, ...] = ()) -> ScoreResult:
    return ScoreResult("a.mp4", "jaw-open", 10.0, 300, 300, 10.0, 3, hold_s, attempts, 0,
                       faults=faults)  # fmt: skip


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
    reason = "held 4.9 of 5.0 s: mouth closed at 7.9 s"
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
