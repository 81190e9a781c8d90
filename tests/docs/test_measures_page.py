"""docs/measures.md says what the code does."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest

from facecheck.engine.hands.palm_on_cheek import HAND_MEASURES
from facecheck.engine.level.rest import PRIORS
from facecheck.engine.measures.movement_measures import DERIVED
from facecheck.engine.measures.table import MEASURES

from .pages import ROOT, page

PAGE = page("docs/measures.md")
ENGINE = ROOT / "facecheck" / "engine"


def rows(heading: str) -> list[list[str]]:
    """The cells of the tables under a heading."""
    section = PAGE.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in section.splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


def by_name(heading: str) -> dict[str, list[str]]:
    """The other cells by each of the names in the first."""
    return {name: row[1:] for row in rows(heading) for name in re.findall(r"`([a-z_]+)`", row[0])}


def test_every_measure_of_the_face_has_its_row_and_its_noise() -> None:
    table = by_name("Measures of the face")
    assert set(table) == set(MEASURES)
    for name, (_, _, unit, rendered, real) in table.items():
        assert unit == MEASURES[name].unit, name
        # Not everybody who adds a measure has clips of real people.
        for noise in (rendered, real) if real != "not measured" else (rendered,):
            median, high = map(float, noise.split(" / "))
            assert 0.0 < median <= high, name


def test_measures_of_hands_and_of_the_movement_are_said_as_in_the_code() -> None:
    for heading, known in (
        ("Measures of the hands", HAND_MEASURES),
        ("Measures of the movement", DERIVED),
    ):
        table = by_name(heading)
        assert {name: row[-1] for name, row in table.items()} == {
            n: r.unit for n, r in known.items()
        }


def test_typical_rests_are_those_of_the_code() -> None:
    heading = "Rest: typical values and ranges"
    table = {name: row for name, row in by_name(heading).items() if len(row) == 4}
    assert set(table) == set(PRIORS)
    for name, row in table.items():
        prior = PRIORS[name]
        typical, *others = (None if cell == "none" else float(cell) for cell in row)
        assert [typical, *others] == [prior.typical, prior.low, prior.high, prior.quantile], name


def test_constants_have_the_values_of_the_code() -> None:
    found = re.findall(r"^\| `([\w.]+)\.([A-Z_]+)` \| (\S+) \|", PAGE, re.MULTILINE)
    assert len(found) > 30
    for module, name, value in found:
        place = "engine" if (ENGINE / f"{module.replace('.', '/')}.py").exists() else "inputs"
        known = getattr(importlib.import_module(f"facecheck.{place}.{module}"), name)
        assert float(value) == known, f"{module}.{name}; run: python docs/tools/measures_page.py"


@pytest.mark.parametrize(
    "path", sorted(ENGINE.rglob("*.py")), ids=lambda path: str(path.relative_to(ENGINE))
)
def test_no_public_constant_of_the_engine_is_left_out(path: Path) -> None:
    module = ".".join(path.relative_to(ENGINE).with_suffix("").parts)
    code = path.read_text(encoding="utf-8")
    for name in re.findall(r"^([A-Z][A-Z_]*) = -?\d+\.\d", code, re.MULTILINE):
        assert f"`{module}.{name}`" in PAGE, f"{name}; run: python docs/tools/measures_page.py"
