"""Millimetres on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from facecheck.cli import run

Capture = pytest.CaptureFixture[str]
pytestmark = pytest.mark.usefixtures("home")


def lengths(clip: Path, capfd: Capture, *more: str) -> dict[str, object]:
    assert run(["millimetres", str(clip), "--json", "-", *more]) == 0
    document: dict[str, object] = json.loads(capfd.readouterr().out)
    assert document["schema"] == "facecheck.millimetres/1"
    return document


def test_the_profile_s_pupil_distance_is_the_scale(clip: Path, capfd: Capture) -> None:
    assert run(["profile", "set", "pupil-distance", "63 mm"]) == 0
    capfd.readouterr()
    assert lengths(clip, capfd)["scale"] == "pupil distance"
    assert lengths(clip, capfd, "--iris")["scale"] == "iris"


def test_half_as_much_again_between_the_pupils_is_so_of_every_length(
    clip: Path, capfd: Capture
) -> None:
    one, other = (lengths(clip, capfd, "--pupil-distance", mm) for mm in ("46", "69"))
    assert one["inter_ocular_mm"]
    assert other["inter_ocular_mm"] == pytest.approx(
        1.5 * float(str(one["inter_ocular_mm"])), rel=1e-3
    )


def test_it_says_the_error_and_diagnoses_nothing(clip: Path, capfd: Capture) -> None:
    assert run(["millimetres", str(clip)]) == 0
    text = " ".join(capfd.readouterr().out.split())
    assert "lips apart" in text
    assert "±" in text
    assert "no diagnosis" in text


@pytest.mark.parametrize("mm", ["12", "200"])
def test_no_person_s_pupil_distance_is_refused(mm: str, clip: Path, capfd: Capture) -> None:
    assert run(["millimetres", str(clip), "--pupil-distance", mm]) == 1
    assert f"45 to 80 mm, not {mm}" in capfd.readouterr().err
    assert run(["profile", "set", "pupil-distance", mm]) == 1
