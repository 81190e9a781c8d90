"""OpenFace's table, made here of what MediaPipe saw in a clip: 68 points, in space and in the
picture, and the head's pose, under OpenFace's headings and in its conventions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import facecheck
from facecheck.core.errors import SourceError
from facecheck.core.frames import Observation
from facecheck.core.landmarks_68 import FROM_68, IBUG_68
from facecheck.inputs.mediapipe.landmarker import Landmarker
from facecheck.inputs.other_programs.openface import OpenFaceTable
from facecheck.inputs.sources import Clip

SAMPLES = Path(__file__).parents[3] / "sample_videos"
FLIP = np.diag([1.0, -1.0, -1.0])
FOCAL, AWAY = 700.0, 550.0
HEAD = ("frame", "face_id", "timestamp", "confidence", "success")
COLUMNS = (
    *HEAD,
    *(f"pose_{k}{a}" for k in "TR" for a in "xyz"),
    *(f"{a}_{i}" for a in "xyXYZ" for i in range(68)),
)


def row(n: int, seen: Observation, face_id: int = 0) -> list[str]:
    """One row as OpenFace writes it; without success where there is no face."""
    head = [str(n + 1), str(face_id), f"{seen.time_s:.3f}"]
    if seen.face is None:
        return [*head, "0.00", "0", *["0"] * (len(COLUMNS) - len(HEAD))]
    points = seen.face.points[list(IBUG_68)].astype(float)
    cx, cy = seen.size[0] / 2, seen.size[1] / 2
    z = AWAY * (1 + (points[:, 2] - points[33, 2]) / FOCAL)
    x, y = (points[:, 0] - cx) * z / FOCAL, (points[:, 1] - cy) * z / FOCAL
    r = FLIP @ seen.face.matrix[:3, :3].astype(float) @ FLIP
    angles = np.arctan2(-r[1, 2], r[2, 2]), np.arcsin(r[0, 2]), np.arctan2(-r[0, 1], r[0, 0])
    numbers = [x.mean(), y.mean(), z.mean(), *angles, *points[:, 0], *points[:, 1], *x, *y, *z]
    return [*head, "0.98", "1", *(f"{v:.4f}" for v in numbers)]


def table(path: Path, rows: Sequence[Sequence[str]], comma: str = ", ") -> Path:
    """OpenFace 2.0 puts a blank behind its commas, 2.2 does not."""
    lines = [comma.join(COLUMNS), *(comma.join(cells) for cells in rows)]
    path.write_text("\n".join(lines) + "\n")
    return path


def watched(name: str, until_s: float) -> list[Observation]:
    found = []
    with Clip(SAMPLES / name) as clip, Landmarker() as landmarker:
        for frame in clip:
            if frame.time_s > until_s:
                break
            found.append(landmarker(frame))
    return found


@pytest.fixture(scope="module")
def jaw() -> list[Observation]:
    return watched("jaw_too_short.mp4", 10.3)


@pytest.fixture(scope="module")
def squint() -> list[Observation]:
    return watched("squint_too_short.mp4", 10.3)


@pytest.mark.parametrize("comma", [", ", ","])
def test_a_jaw_opening_counts_from_68_points(
    tmp_path: Path, jaw: list[Observation], comma: str
) -> None:
    path = table(tmp_path / "a.csv", [row(n, o) for n, o in enumerate(jaw)], comma)
    result = facecheck.check(path, "jaw-open", hold_s=2.5)
    assert [a.counted for a in result.attempts] == [True, True]
    assert [a.hold_s for a in result.attempts] == pytest.approx([2.85, 2.9], abs=0.2)
    assert any("68 points do not show: jaw drifts sideways" in w for w in result.warnings)


def test_a_squint_counts_from_68_points(tmp_path: Path, squint: list[Observation]) -> None:
    path = table(tmp_path / "a.csv", [row(n, o) for n, o in enumerate(squint)])
    own = facecheck.rescore(
        squint, facecheck.load_exercise("squint"), name="a", duration_s=10.3, hold_s=2.0
    )
    result = facecheck.check(path, "squint", hold_s=2.0)
    assert own.counted >= 1
    assert result.counted == own.counted


def test_points_pose_and_picture_come_back(tmp_path: Path, jaw: list[Observation]) -> None:
    path = table(tmp_path / "a.csv", [row(n, o) for n, o in enumerate(jaw[:40])])
    with OpenFaceTable(path) as source:
        again = list(source)
    assert again[0].size == jaw[0].size
    for one, other in zip(jaw[:40], again, strict=True):
        assert one.face is not None
        assert other.face is not None
        assert other.face.matrix[:3, :3] == pytest.approx(one.face.matrix[:3, :3], abs=2e-3)
        for mine, theirs in ((33, 36), (263, 45), (14, 66), (152, 8), (61, 48)):
            assert FROM_68[mine] == (theirs,)
            assert other.face.points[mine, :2] == pytest.approx(one.face.points[mine, :2], abs=0.01)


def test_rows_without_success_have_no_face(tmp_path: Path, jaw: list[Observation]) -> None:
    some = [replace(o, face=None) if 5 <= n < 8 else o for n, o in enumerate(jaw[:20])]
    path = table(tmp_path / "a.csv", [row(n, o) for n, o in enumerate(some)])
    with OpenFaceTable(path) as source:
        assert [n for n, o in enumerate(source) if o.face is None] == [5, 6, 7]


def test_of_two_faces_the_one_in_most_rows(tmp_path: Path, jaw: list[Observation]) -> None:
    rows = [row(n, o) for n, o in enumerate(jaw[:20])]
    rows[3:3] = [row(2, jaw[2], face_id=1)]
    with OpenFaceTable(table(tmp_path / "a.csv", rows)) as source:
        assert len(list(source)) == 20
        assert source.warnings == ["2 faces in the table: face_id 0, in most rows, is judged"]


def test_what_68_points_do_not_carry_is_said(tmp_path: Path, jaw: list[Observation]) -> None:
    path = table(tmp_path / "a.csv", [row(n, o) for n, o in enumerate(jaw[:20])])
    with pytest.raises(SourceError, match="holds no hands"):
        facecheck.check(path, "squint-palm")
    measured = next(values for _, values in facecheck.measure(path) if values is not None)
    assert {"lip_gap", "jaw_drop", "lid_aperture_left", "brow_height_right"} <= set(measured)
    assert not {"iris_height_left", "cheek_height_left", "frown_right", "jaw_slide"} & set(measured)


def test_a_table_without_landmarks_says_how_to_make_one(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("frame, face_id, timestamp, confidence, success\n1, 0, 0.0, 0.98, 1\n")
    with pytest.raises(SourceError, match="-2Dfp -3Dfp -pose"):
        facecheck.check(path, "jaw-open")
