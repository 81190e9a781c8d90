"""Colours that everybody can read."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from contrast import contrast

from facecheck.report.palette import DARK, GROUNDS, LIGHT, TEXT, VARIABLES

THEMES = [pytest.param(LIGHT, id="light"), pytest.param(DARK, id="dark")]

# Machado, Oliveira and Fernandes (2009), full deficiency, on linear RGB.
BLIND = {
    "protan": [[0.152, 1.053, -0.205], [0.115, 0.786, 0.099], [-0.004, -0.048, 1.052]],
    "deutan": [[0.367, 0.861, -0.228], [0.280, 0.673, 0.047], [-0.012, 0.043, 0.969]],
    "tritan": [[1.256, -0.077, -0.179], [-0.078, 0.931, 0.148], [0.005, 0.691, 0.304]],
}


@pytest.mark.parametrize("colours", THEMES)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("name", TEXT)
def test_text_and_marks_stand_out(colours: dict[str, str], ground: str, name: str) -> None:
    assert contrast(colours[name], colours[ground]) >= 4.5


@pytest.mark.parametrize("colours", THEMES)
@pytest.mark.parametrize("name", TEXT)
def test_a_curve_stands_out_of_the_band_as_well(colours: dict[str, str], name: str) -> None:
    assert contrast(colours[name], colours["band"]) >= 3.0


def test_both_themes_have_the_same_names() -> None:
    assert list(LIGHT) == list(DARK)
    assert len(set(VARIABLES)) == len(LIGHT)


def seen(colour: str, matrix: list[list[float]]) -> np.ndarray:
    shares = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    linear = np.where(shares <= 0.04045, shares / 12.92, ((shares + 0.055) / 1.055) ** 2.4)
    xyz = np.array(
        [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    ) @ np.clip(np.array(matrix) @ linear, 0, 1)
    f = np.cbrt(xyz / np.array([0.9505, 1.0, 1.089]))
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("colours", THEMES)
@pytest.mark.parametrize("kind", BLIND)
def test_blue_and_orange_differ_whatever_the_eyes(colours: dict[str, str], kind: str) -> None:
    """The two that meet in every chart; others differ by words and shapes too."""
    one, other = (seen(colours[name], BLIND[kind]) for name in ("blue", "orange"))
    assert np.linalg.norm(one - other) > 25, list(combinations(("blue", "orange"), 2))
