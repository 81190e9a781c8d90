"""The assessment on the command line; what is filmed is made up, what is said of it is not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from facecheck.cli import run
from facecheck.engine.level.assessment import Assessment, MovementReading, SideValues

Capture = pytest.CaptureFixture[str]
REST = {"lid_aperture": SideValues(0.28, 0.31, 0.01)}


def found(left: float, brightness: float = 0.5) -> Assessment:
    attempts = (SideValues(left, 0.8, 0.05), SideValues(left + 0.04, 0.8, 0.05))
    smile = MovementReading("open-smile", "Open-mouth smile", attempts)
    return Assessment(REST, (smile,), brightness, 50.0, 1.0)


@pytest.fixture
def filmed(monkeypatch: pytest.MonkeyPatch) -> list[Assessment]:
    """What the next assessments find."""
    ready = [found(0.38), found(0.58, 0.8)]

    @contextmanager
    def camera(_: str) -> Iterator[None]:
        yield None

    def assessed(*_: Any, **__: Any) -> Assessment:
        return ready.pop(0)

    monkeypatch.setattr("facecheck.inputs.sources.open_camera", camera)
    monkeypatch.setattr("facecheck.api.assessment.assess_source", assessed)
    return ready


@pytest.mark.usefixtures("filmed")
def test_sides_spread_and_symmetry_are_told_and_no_grade_is(capfd: Capture) -> None:
    assert run(["assess"]) == 0
    text = " ".join(capfd.readouterr().out.split())
    assert "symmetry goes less far Open-mouth smile 40% ± 3% 80% ± 0% 50% left" in text
    assert "at rest: lid aperture 0.280 0.310" in text
    assert "These numbers are neither." in text


@pytest.mark.usefixtures("filmed")
def test_an_earlier_one_is_put_beside_and_other_light_is_said(
    tmp_path: Path, capfd: Capture
) -> None:
    old = tmp_path / "old.json"
    assert run(["assess", "--json", str(old)]) == 0
    document = json.loads(old.read_text())
    assert document["schema"] == "facecheck.assessment/1"
    assert document["movements"][0]["weaker"] == "left"
    assert document["movements"][0]["attempts"][0] == {"left": 0.38, "right": 0.8, "own": 0.05}
    capfd.readouterr()
    assert run(["assess", "--compare", str(old)]) == 0
    text = " ".join(capfd.readouterr().out.split())
    assert "75% 50%" in text
    assert "the light differs by 60% from the earlier assessment" in text


@pytest.mark.usefixtures("filmed")
@pytest.mark.parametrize("text", ["{}", "[]", "no json"])
def test_what_is_no_assessment_is_refused(text: str, tmp_path: Path, capfd: Capture) -> None:
    old = tmp_path / "old.json"
    old.write_text(text)
    assert run(["assess", "--compare", str(old)]) == 1
    (line,) = capfd.readouterr().err.splitlines()
    assert "assessment" in line
