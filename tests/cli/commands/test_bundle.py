"""What a clinician is handed: one zip with a page, a table and the values."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from facecheck.cli import run
from facecheck.core.events import Attempt, Fault
from facecheck.core.results import ScoreResult
from facecheck.store.history import Ending, History, Kind

pytestmark = pytest.mark.usefixtures("home")
BEGUN = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
ALONG = Fault("eyes moving along, left", 2.0, 3.0, 0.4, 0.18, "of the region's full", "Let it rest")


def practise(history: History, begun: datetime, left: float, kind: Kind = Kind.PRACTICE) -> None:
    session = history.begin_session("closed-smile", ("closed-smile",), kind=kind, at=begun)
    one = history.begin_set(session, "closed-smile", reps=2, hold_s=2.0, at=begun)
    attempts = tuple(
        Attempt(
            n,
            5.0 * n,
            5.0 * n + 4.0,
            3.0,
            0.9,
            counted=True,
            reason=None,
            score=90,
            faults=(ALONG,) if n == 1 else (),
            side="both",
            sides={"left": left, "right": 0.8},
            symmetry=left / 0.8,
        )
        for n in (1, 2)
    )
    for attempt in attempts:
        history.put_attempt(one, attempt, at=begun + timedelta(seconds=attempt.end_s))
    result = ScoreResult("webcam", "closed-smile", 20.0, 600, 570, 18.0, 2, 2.0, attempts, 90)
    over = begun + timedelta(seconds=20)
    history.finish_set(one, result, at=over)
    history.finish_session(session, Ending.DONE, at=over)


def practise_once() -> None:
    from facecheck.store.history import history_path

    with History(history_path()) as history:
        practise(history, BEGUN, 0.2)


@pytest.fixture
def lived() -> None:
    from facecheck.store.history import history_path

    with History(history_path()) as history:
        practise(history, BEGUN, 0.2)
        practise(history, BEGUN + timedelta(hours=8), 0.2)
        practise(history, BEGUN + timedelta(days=7), 0.4)
        practise(history, BEGUN + timedelta(days=8), 0.4, Kind.TRIED)


def bundle(tmp_path: Path, *more: str) -> dict[str, str]:
    file = tmp_path / "b.zip"
    assert run(["bundle", str(file), *more]) == 0
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist()}


@pytest.mark.usefixtures("lived")
def test_it_holds_a_page_a_row_an_attempt_and_the_values(tmp_path: Path) -> None:
    made = bundle(tmp_path)
    assert set(made) == {"report.html", "attempts.csv", "values.json"}
    assert len(list(csv.DictReader(io.StringIO(made["attempts.csv"])))) == 6
    values = json.loads(made["values.json"])
    assert values["schema"] == "facecheck.bundle/1"
    # Two sessions of one day, with their times; what was only tried is not among them.
    assert [s["begun"][:16] for s in values["sessions"]] == [
        "2026-11-02T09:00",
        "2026-11-02T17:00",
        "2026-11-09T09:00",
    ]
    first, second = values["exercises"]
    assert (first["sets"], first["counted"], first["along"]) == (2, 4, 2)
    assert (first["symmetry"], second["symmetry"]) == (0.25, 0.5)
    assert first["seen"] == 0.9


@pytest.mark.usefixtures("lived")
def test_the_page_says_the_weeks_and_loads_nothing(tmp_path: Path) -> None:
    page = bundle(tmp_path)["report.html"]
    for text in ("Closed smile", "2026-11-02", "4 of 4", "25 %", "50 %", "90 %", "No clinical"):
        assert text in page
    # Each table's heading is printed again on every page that it goes on to.
    assert page.count("<thead>") == page.count("<table>") == 2
    assert page.count('<td class="words">Closed smile</td>') == 3, "by its title"
    assert "stress" not in page, "nobody was asked"
    assert "<script" not in page
    assert "http" not in page.replace("http-equiv", "")


@pytest.mark.usefixtures("lived")
def test_only_the_days_that_were_asked_for(tmp_path: Path) -> None:
    values = json.loads(bundle(tmp_path, "--since", "2026-11-09")["values.json"])
    assert (values["from"], len(values["sessions"])) == ("2026-11-09", 1)


def test_nothing_to_hand_over_is_said(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["bundle", str(tmp_path / "b.zip")]) == 1
    assert "nothing was practised on those days" in capfd.readouterr().err
    assert not (tmp_path / "b.zip").exists()


@pytest.mark.usefixtures("lived")
def test_another_name_than_a_zip_is_refused(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["bundle", str(tmp_path / "b.pdf")]) == 1
    assert "a bundle is a zip" in capfd.readouterr().err
