"""OpenFace 2's CSV as observations: 68 points in pixels and mm, head pose in mm and rad.

What 68 points carry is measured as on MediaPipe's mesh; what they do not (irises, cheeks, forehead,
most blendshapes) is not filled in: ``carries`` says what there is.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from facecheck.core.errors import SourceError
from facecheck.core.frames import BLENDSHAPES, FACE_POINTS, Face, Observation
from facecheck.core.landmarks import EYE_LEFT_OUTER, EYE_RIGHT_OUTER, NOSE_BASE, SHAPE
from facecheck.core.landmarks_68 import FROM_68
from facecheck.core.messages import Message
from facecheck.core.player_clock import PlayerClock
from facecheck.core.text import printable
from facecheck.inputs.other_programs.tables import Floats, Table, read_table

SUFFIX = ".csv"
POINTS = 68
TO_MEDIAPIPE = np.diag([1.0, -1.0, -1.0])
"""OpenFace has y down and z away from the camera, the facial transformation matrix neither."""
SHAPE_PER_DROP = 2.0
"""MediaPipe's `jawOpen` of a lower lip that dropped by an inter-ocular distance: it reads 0.6 at
0.3 and 0.9 at 0.45. Measures of the jaw look at both; here one stands in for the other."""
WIDEST = 32_768.0
"""No picture's middle is so many pixels from its edge."""
AT_REST = 0.1
"""The share of a recording's frames in which the mouth is taken to be shut."""


class OpenFaceTable:
    """A recording as OpenFace saw it, as a source of observations.

    Args:
        path: The CSV of `FeatureExtraction`, with `-2Dfp`, `-3Dfp` and `-pose`; of several faces
            the one that is in most rows is taken. Both spellings of the heading are read: with and
            without blanks behind the commas.

    Attributes:
        warnings: What the reader should know.
        carries: The landmarks and the blendshapes that it has.
        player: A table says nothing of where its clip begins.
    """

    player = PlayerClock()
    carries = (frozenset(FROM_68), frozenset({"jawOpen"}))

    def __init__(self, path: Path) -> None:
        self.path = Path(path)
        self.warnings: list[str] = []
        self._table: Table | None = None
        self._times_s: Floats = np.zeros(0)

    @property
    def name(self) -> str:
        """The file's name."""
        return printable(self.path.name)

    @property
    def duration_s(self) -> float | None:
        """To the end of the last frame; None before the table is open."""
        if not len(self._times_s):
            return None
        usual = float(np.median(np.diff(self._times_s))) if len(self._times_s) > 1 else 0.0
        return float(self._times_s[-1]) + usual

    def __enter__(self) -> Self:
        """Read the table.

        Raises:
            SourceError: It is missing, damaged, or has no landmarks.
        """
        table = read_table(self.path)
        points = [f"{axis}_{i}" for axis in "xy" for i in range(POINTS)]
        if not {"timestamp", *points} <= set(table.headings):
            raise SourceError(
                "{path}: not OpenFace's table of landmarks; run FeatureExtraction with -2Dfp "
                "-3Dfp -pose",
                path=self.path,
            )
        if table.has("face_id"):
            table = _one_face(table, self.warnings)
        stamps = table.numbers("timestamp")
        if not len(stamps) or not np.isfinite(stamps).all() or (np.diff(stamps) < 0).any():
            raise SourceError("{path}: its time stamps are missing or go back", path=self.path)
        self._table, self._times_s = table, np.asarray(stamps - stamps[0], np.float64)
        return self

    def __exit__(self, *exc: object) -> None:
        """Forget the table."""
        self._table = None

    def __iter__(self) -> Iterator[Observation]:
        """Yield an observation for each row; rows without success have no face."""
        table = self._table
        if table is None:
            raise SourceError("{path}: not open; use it in a with statement", path=self.path)
        flat = np.stack([_points(table, axis) for axis in "xy"], axis=2)
        found = table.numbers("success") if table.has("success") else np.ones(len(flat))
        seen: NDArray[np.bool_] = np.all(np.isfinite(flat), axis=(1, 2)) & (found > 0)
        if "Z_67" in table.headings:
            space = np.stack([_points(table, axis) for axis in "XYZ"], axis=2)
            seen &= np.isfinite(space).all(axis=(1, 2)) & (space[..., 2] > 0).all(axis=1)
        deep, size = self._depth(table, flat, seen)
        turns = _turns(table, self.warnings)
        points = np.concatenate([flat, deep[..., None]], axis=2)
        drops = _lip_drop(points, turns)
        rest = float(np.quantile(drops[seen], AT_REST)) if seen.any() else 0.0
        for n, time_s in enumerate(self._times_s.tolist()):
            face = _face(points[n], turns[n], drops[n] - rest) if seen[n] else None
            yield Observation(time_s, size, face)

    def _depth(
        self, table: Table, flat: Floats, seen: NDArray[np.bool_]
    ) -> tuple[Floats, tuple[int, int]]:
        """Depths in pixels, ``(rows, 68)``, and the size of the picture, both by the camera."""
        size = 2 * flat[seen].reshape(-1, 2).mean(axis=0) if seen.any() else np.full(2, 1000.0)
        if "Z_67" not in table.headings or not seen.any():
            self.warnings.append("no 3D points (-3Dfp): a turned head is read as it looks")
            most = flat[seen].reshape(-1, 2).max(axis=0) if seen.any() else size
            width, height = (int(v) for v in np.ceil(np.maximum(size, most + 1)))
            return np.zeros(flat.shape[:2]), (width, height)
        return _camera(table, flat, seen)


def is_openface(path: Path) -> bool:
    """Whether a file's heading is OpenFace's; nothing but its beginning is read."""
    if path.suffix.lower() != SUFFIX:
        return False
    try:
        with path.open(encoding="utf-8-sig", errors="replace") as file:
            heading = [cell.strip().lower() for cell in file.readline(100_000).split(",")]
    except OSError:
        return False
    return {"frame", "timestamp", "confidence", "success"} <= set(heading)


def _one_face(table: Table, warnings: list[str]) -> Table:
    ids = table.text("face_id")
    most = max(dict.fromkeys(ids), key=ids.count, default="")
    if len(set(ids)) > 1:
        warnings.append(
            Message(
                "{set} faces in the table: face_id {most}, in most rows, is judged",
                set=len(set(ids)),
                most=most,
            )
        )
    rows = [row for row, face in zip(table.rows, ids, strict=True) if face == most]
    return Table(table.name, table.headings, rows)


def _points(table: Table, axis: str) -> Floats:
    """One coordinate of the 68 points, ``(rows, 68)``."""
    return np.stack([table.numbers(f"{axis}_{i}") for i in range(POINTS)], axis=1)


def _camera(table: Table, flat: Floats, seen: NDArray[np.bool_]) -> tuple[Floats, tuple[int, int]]:
    """What the camera was, from points in space and in the picture.

    OpenFace takes the middle of the picture for the optical axis, so that is where X and Y are 0;
    the focal length turns depths behind the nose into pixels.
    """
    x, y, z = (_points(table, axis) for axis in "XYZ")
    z = np.where(seen[:, None], z, 1.0)
    focal, centre = [], []
    for side, plane in ((x, flat[..., 0]), (y, flat[..., 1])):
        slope, pixels = (side[seen] / z[seen]).ravel(), plane[seen].ravel()
        apart = slope - slope.mean()
        length = float(apart @ (pixels - pixels.mean()) / max(float(apart @ apart), 1e-12))
        focal.append(length)
        centre.append(float(pixels.mean() - length * slope.mean()))
    if not (min(focal) > 0 and min(centre) > 0 and max(centre) < WIDEST):
        raise SourceError(
            "{name}: its points in space do not lie before its points in the picture; run "
            "FeatureExtraction again",
            name=table.name,
        )
    base = z[:, 33:34]
    deep = (z - base) * (sum(focal) / 2) / base
    width, height = (max(1, round(2 * middle)) for middle in centre)
    return np.nan_to_num(deep), (width, height)


def _turns(table: Table, warnings: list[str]) -> Floats:
    """Rotations from the frontal face to the camera, ``(rows, 3, 3)``, as MediaPipe has them.

    OpenFace's convention: R = Rx Ry Rz, radians, left-handed positive.
    """
    if not table.has("pose_Rx", "pose_Ry", "pose_Rz"):
        warnings.append("no head pose (-pose): the head is taken to look into the camera")
        return np.broadcast_to(np.eye(3), (len(table.rows), 3, 3))
    angles = np.nan_to_num(np.stack([table.numbers(f"pose_R{axis}") for axis in "xyz"]))
    (s1, s2, s3), (c1, c2, c3) = np.sin(angles), np.cos(angles)
    rotation = np.array(
        [
            [c2 * c3, -c2 * s3, s2],
            [c1 * s3 + c3 * s1 * s2, c1 * c3 - s1 * s2 * s3, -c2 * s1],
            [s1 * s3 - c1 * c3 * s2, c3 * s1 + c1 * s2 * s3, c1 * c2],
        ]
    )
    turned: Floats = TO_MEDIAPIPE @ rotation.transpose(2, 0, 1) @ TO_MEDIAPIPE
    return turned


def _mesh(points: Floats) -> Floats:
    """MediaPipe's landmarks, as far as 68 points have them, ``(..., 478, 3)``; others are 0."""
    mesh = np.zeros((*points.shape[:-2], FACE_POINTS, 3))
    for index, sources in FROM_68.items():
        mesh[..., index, :] = points[..., list(sources), :].mean(axis=-2)
    return mesh


def _lip_drop(points: Floats, turns: Floats) -> Floats:
    """How far the lower lip is below the base of the nose, inter-ocular, ``(rows,)``."""
    mesh = _mesh(points)
    wanted = [NOSE_BASE, 14, EYE_RIGHT_OUTER, EYE_LEFT_OUTER]
    front = np.einsum("nji,nkj->nki", turns, mesh[:, wanted] @ TO_MEDIAPIPE)
    apart = np.linalg.norm(front[:, 2] - front[:, 3], axis=1)
    drop: Floats = np.nan_to_num((front[:, 0, 1] - front[:, 1, 1]) / np.maximum(apart, 1e-6))
    return drop


def _face(points: Floats, turn: Floats, drop: float) -> Face:
    matrix = np.eye(4, dtype=np.float32)
    matrix[:3, :3] = turn
    shapes = np.zeros(BLENDSHAPES, np.float32)
    shapes[SHAPE["jawOpen"]] = np.clip(SHAPE_PER_DROP * drop, 0.0, 1.0)
    return Face(_mesh(points).astype(np.float32), shapes, matrix)
