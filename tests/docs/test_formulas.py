"""Each measure is what docs/measures.md says it is: its formulas are run on a trace."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pytest
from strips import neutral_face

from facecheck.api import measure
from facecheck.core.frames import Face, Observation
from facecheck.core.landmarks import BLENDSHAPE_NAMES
from facecheck.engine.measures.table import MEASURES
from facecheck.inputs.trace import write_trace

from .pages import blocks

FRAMES = 60


def turned(pitch: float, yaw: float, roll: float) -> Any:
    """A head's matrix, 45 cm away."""
    (cp, cy, cr), (sp, sy, sr) = (f([pitch, yaw, roll]) for f in (np.cos, np.sin))
    about_x = np.array([[1, 0, 0], [0, cp, -sp], [0, sp, cp]])
    about_y = np.array([[cy, 0, sy], [0, 1, 0], [-sy, 0, cy]])
    about_z = np.array([[cr, -sr, 0], [sr, cr, 0], [0, 0, 1]])
    matrix = np.eye(4)
    matrix[:3, :3] = about_z @ about_y @ about_x
    matrix[2, 3] = -45.0
    return matrix


@pytest.fixture(scope="module")
def trace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A face that does anything at all: every point moves, the head turns by 35 degrees."""
    chance = np.random.default_rng(7)
    still = neutral_face()
    seen = []
    for n in range(FRAMES):
        pose = chance.uniform(-0.6, 0.6, 3)
        matrix = turned(*pose)
        # Turned as the head is, y down and z away, as the model gives points.
        there = (still.points * [1, -1, -1] + chance.normal(0, 4, still.points.shape)) @ (
            matrix[:3, :3].T
        )
        points = (there * [1, -1, -1]).astype(np.float32)
        shapes = chance.uniform(0, 1, len(BLENDSHAPE_NAMES)).astype(np.float32)
        lids = chance.normal(0, 2, 4).astype(np.float32)
        face = Face(points, shapes, matrix.astype(np.float32), lids)
        seen.append(Observation(n / 30, (640, 480), face))
    path = tmp_path_factory.mktemp("formulas") / "a.parquet"
    write_trace(path, seen, name="a.mp4", duration_s=FRAMES / 30)
    return path


def columns(trace: Path) -> tuple[Any, Any, Mapping[str, Any], Any]:
    """Points, matrices, blendshapes and lids of a trace, with nothing of facecheck."""
    table = pq.read_table(trace)
    measured = json.loads(table.schema.metadata[b"measured"])
    rest = [n for n in range(478) if n not in measured]
    points = np.empty((table.num_rows, 478, 3))
    for name, numbers in (("points_measured", measured), ("points_rest", rest)):
        points[:, numbers] = np.array(table[name].to_pylist()).reshape(-1, len(numbers), 3)
    matrix = np.array(table["matrix"].to_pylist()).reshape(-1, 4, 4)
    shapes = np.array(table["blendshapes"].to_pylist())
    lids = np.array(table["lids"].to_pylist())
    return points, matrix, {name: shapes[:, i] for i, name in enumerate(BLENDSHAPE_NAMES)}, lids


@pytest.fixture(scope="module")
def told(trace: Path) -> Mapping[str, Any]:
    (block,) = blocks("python", ["docs/measures.md"])
    space: dict[str, Any] = {}
    exec(block.text, space)  # noqa: S102  # the page's own formulas
    found: Mapping[str, Any] = space["measures"](*columns(trace))
    return found


def test_the_page_has_a_formula_for_each_measure_and_for_no_other(told: Mapping[str, Any]) -> None:
    assert set(told) == set(MEASURES)


@pytest.mark.parametrize("name", MEASURES)
def test_a_measure_is_what_the_page_says(name: str, trace: Path, told: Mapping[str, Any]) -> None:
    ours = np.array([values[name] for _, values in measure(trace) if values is not None])
    assert len(ours) == FRAMES
    assert np.ptp(ours) > 0 or name == "distance_cm"
    np.testing.assert_allclose(told[name], ours, rtol=1e-6, atol=1e-9)
