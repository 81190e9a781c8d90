"""A rendered person who moves, and where the skin under the face mesh's points goes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from facecheck.core import landmarks as lm
from facecheck.core.errors import FacecheckError
from facecheck.core.frames import Array, Face, Frame
from facecheck.inputs.mediapipe.landmarker import Landmarker
from sample_videos.actor.action import MOVES
from sample_videos.actor.face import Expression
from sample_videos.actor.mesh import load_mesh
from sample_videos.actor.render import VIEW_DEG, Script, Set

Floats = NDArray[np.float64]

NEAREST, SPREAD = 4, 0.02
"""A point of the face mesh goes with so many vertices of the rendered one; in inter-ocular
distances, how far off one of them counts for little."""
BEHIND = 0.12
"""In decimetres: vertices so much deeper than the foremost one near a point are not seen."""
SEAM = 0.03
"""So far from the lips' seam, in inter-ocular distances, vertices belong to one lip alone."""


class RenderedFace:
    """A person of ``sample_videos/actor`` before the camera's eye.

    Args:
        who: Name of the person.
        look: Open.
        every_s: Seconds between two pictures.
    """

    def __init__(self, who: str, look: Landmarker, every_s: float) -> None:
        self._who, self._look, self._every_s = who, look, every_s
        self._set = Set(Script(who, "", who, (), 1.0, (), seed=5))
        self._frames = 0
        faces = load_mesh().faces["body"][:, :, 0]
        self._skin = np.unique(faces)
        self._weights: tuple[NDArray[np.int64], Floats] | None = None

    def close(self) -> None:
        """Frees the graphics context."""
        self._set.stage.close()

    def stay(
        self, kind: str, level: float, way: int, stay: int, *, right_alone: bool = False
    ) -> tuple[list[Face], list[Floats]]:
        """The way to a level, and what is seen there with where the skin under the mesh went.

        Args:
            kind: A key of ``MOVES``; empty for rest.
            level: 1 is the person's full effort.
            way: Pictures on the way.
            stay: Pictures at the level.
            right_alone: The left half of the face does not move.

        Raises:
            FacecheckError: The face is not seen there.
        """
        faces, shifts = [], []
        for n in range(way + stay):
            base = _at_rest(n)
            part = level * min(1.0, (n + 1) / way)
            e = _expression(base, kind, part, right_alone=right_alone)
            time_s = self._frames * self._every_s
            picture = np.ascontiguousarray(self._set.shoot(self._frames, time_s, e))
            self._frames += 1
            seen = self._look(Frame(time_s, picture)).face
            if seen is None:
                raise FacecheckError(f"{self._who}: the face is lost when it moves")
            if self._weights is None and n == way + stay - 1:
                self._weights = self._skin_under(seen.points, base)
            faces.append(seen)
            shifts.append(self._shift(e, base))
        return faces[way:], shifts[way:]

    def _shift(self, e: Expression, base: Expression) -> Floats:
        """How far what is under each point has gone from rest, ``(478, 2)`` in pixels."""
        if self._weights is None:
            return np.zeros((lm.IRIS_LEFT + 5, 2))
        chosen, weights = self._weights
        gone = self._placed(e)[:, :2] - self._placed(base)[:, :2]
        return np.asarray((gone[chosen] * weights[..., None]).sum(axis=1))

    def _placed(self, e: Expression) -> Floats:
        """The skin in the picture: ``(n, 3)``, pixels and how far from the camera."""
        rig = self._set.rig
        points = rig.place(rig.apply(rig.units(e)), e)[self._skin]
        camera = self._set.stage.renderer.GetActiveCamera()
        place, focus = (np.array(v) for v in (camera.GetPosition(), camera.GetFocalPoint()))
        ahead = (focus - place) / np.linalg.norm(focus - place)
        aside = np.cross(ahead, (0.0, 1.0, 0.0))
        aside /= np.linalg.norm(aside)
        from_camera = points - place
        deep = from_camera @ ahead
        width, height = self._set.script.camera.size
        scale = height / 2 / np.tan(np.radians(VIEW_DEG / 2))
        x = width / 2 + scale * (from_camera @ aside) / deep
        y = height / 2 - scale * (from_camera @ np.cross(aside, ahead)) / deep
        return np.stack([x, y, deep], axis=1)

    def _skin_under(self, points: Array, base: Expression) -> tuple[NDArray[np.int64], Floats]:
        """Which vertices each point of the mesh goes with, and how much each of them counts."""
        flat = points[:, :2].astype(np.float64)
        unit = float(np.hypot(*(flat[lm.EYE_LEFT_OUTER] - flat[lm.EYE_RIGHT_OUTER])))
        # What lies at the seam could belong to either lip.
        flat[list(lm.LIP_UPPER_INNER), 1] -= SEAM * unit
        flat[list(lm.LIP_LOWER_INNER), 1] += SEAM * unit
        placed = self._placed(base)
        chosen = np.zeros((len(flat), NEAREST), np.int64)
        weights = np.zeros((len(flat), NEAREST))
        for n, point in enumerate(flat):
            off = np.hypot(*(placed[:, :2] - point).T) / unit
            near = np.argsort(off)[: 6 * NEAREST]
            near = near[placed[near, 2] < placed[near[off[near] < 0.1], 2].min(initial=99) + BEHIND]
            near = near[:NEAREST] if len(near) >= NEAREST else np.argsort(off)[:NEAREST]
            counts = np.exp(-((off[near] / SPREAD) ** 2)) + 1e-9
            chosen[n], weights[n] = near, counts / counts.sum()
        return chosen, weights


def _at_rest(n: int) -> Expression:
    """A head that sways a little: a picture that stands still is taken for a frozen one."""
    return Expression(yaw_deg=1.5 * np.sin(2.0 * n), pitch_deg=np.cos(1.3 * n))


def _expression(base: Expression, kind: str, level: float, *, right_alone: bool) -> Expression:
    values = {name: share * level for name, share in MOVES[kind][0].items()} if kind else {}
    return replace(base, palsy_left=float(right_alone), **values)
