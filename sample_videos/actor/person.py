"""A person in the scene: head, neck, shirt, eyes, teeth, lashes, hair, glasses."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sample_videos.actor import skin
from sample_videos.actor.face import Expression, FaceRig, turn
from sample_videos.actor.geometry import Normals, sphere, tube
from sample_videos.actor.identity import EYE_CENTRE, HAIR, IRIS, Identity, rgb
from sample_videos.actor.mesh import FloatArray, IntArray, cache_dir, load_mesh
from sample_videos.actor.stage import Stage, Surface, make_texture

EYE_PUSHBACK = 0.035  # so that the lids cover the eyeball when they meet
HAIR_DEPTH = 0.16


def cached_skin(who: Identity) -> NDArray[np.uint8]:
    """The painted texture; kept on disk, since painting takes seconds."""
    source = Path(skin.__file__).read_bytes() + repr(who).encode()
    path = cache_dir() / f"skin-{hashlib.sha256(source).hexdigest()[:16]}.npy"
    if not path.is_file():
        temporary = path.with_suffix(f".{np.random.default_rng().integers(1 << 30)}.npy")
        np.save(temporary, skin.paint(who))
        temporary.replace(path)
    image: NDArray[np.uint8] = np.load(path)
    return image


def _compact(quads: IntArray) -> tuple[IntArray, IntArray]:
    """Renumber quads to the vertices they use: (vertex indices, new quads)."""
    used, inverse = np.unique(quads, return_inverse=True)
    return used, inverse.reshape(quads.shape)


class Person:
    """Everything of one identity that is drawn.

    Args:
        stage: Where it is drawn.
        rig: The identity's face.
        place: Offset `(x, y, z)` of the whole person.
    """

    def __init__(
        self, stage: Stage, rig: FaceRig, place: tuple[float, float, float] = (0.0, 0.0, 0.0)
    ) -> None:
        self.rig, self.offset = rig, np.array(place)
        mesh = load_mesh()
        self._parts: list[tuple[Surface, IntArray, float]] = []
        self._stage = stage
        self._surfaces: list[Surface] = []
        self._mass: tuple[Surface, FloatArray] | None = None
        self._head(mesh.faces["body"], mesh.uv)
        # Teeth stand back a little, or they show between closed lips on some identities.
        self._flat(
            mesh.faces["helper-upper-teeth"], (0.80, 0.77, 0.70), shine=(0.25, 30.0), back=0.05
        )
        self._flat(
            mesh.faces["helper-lower-teeth"], (0.76, 0.73, 0.66), shine=(0.25, 30.0), back=0.05
        )
        self._flat(mesh.faces["helper-tongue"], (0.55, 0.25, 0.24), shine=(0.15, 20.0))
        lashes = np.concatenate([mesh.faces[f"helper-{s}-eyelashes-2"] for s in "lr"])
        self._flat(lashes, (0.06, 0.045, 0.04), shine=(0.0, 1.0))
        tights = mesh.faces["helper-tights"]
        where = rig.rest[tights[:, :, 0]].mean(axis=1)
        chest = (where[:, 1] > -7.5) & (np.abs(where[:, 0]) < 4.0)
        self._flat(tights[chest], rgb(rig.who.shirt), shine=(0.0, 1.0))
        if rig.who.long_hair:
            strands = mesh.faces["helper-hair"]
            behind = (mesh.vertices[strands[:, :, 0]] - EYE_CENTRE)[..., 2].max(axis=1) < -0.75
            self._flat(strands[behind], rgb(HAIR[rig.who.hair]), shine=(0.15, 10.0))
            # Behind the neck, so that no wall shows between strands and neck.
            ball, quads = sphere(1.0, 16, 24)
            mass = self._stage.add(
                Surface(quads, len(ball), colour=rgb(HAIR[rig.who.hair]), shine=(0.0, 1.0))
            )
            self._surfaces.append(mass)
            self._mass = (mass, ball * (0.78, 1.1, 0.25) + (0.0, -1.0, -1.45))
        self._eyes = {side: self._eye() for side in ("left", "right")}
        self._glasses = self._make_glasses() if rig.who.glasses else None

    def _head(self, body: IntArray, uv: FloatArray) -> None:
        rig, base = self.rig, load_mesh().vertices - EYE_CENTRE
        near = (rig.rest[body[:, :, 0]][..., 1] > -4.2).all(axis=1) & (
            np.abs(base[body[:, :, 0]][..., 0]) < 2.2
        ).all(1)
        body = body[near]
        self._body_used, quads = _compact(body[:, :, 0])
        self._body_normals = Normals(quads, len(self._body_used))
        u0, v0, u1, v1 = skin.CROP
        t = uv[body[:, :, 1]]
        face = ((t[..., 0] > u0) & (t[..., 0] < u1) & (t[..., 1] > v0) & (t[..., 1] < v1)).all(
            axis=1
        )
        centre = base[body[:, :, 0]].mean(axis=1)
        mouth = (t[..., 1] < 0.15).all(axis=1) & (t[..., 0] > 0.74).all(axis=1)
        socket = ~face & ~mouth & (centre[:, 1] > -0.4)
        texture = make_texture(cached_skin(rig.who))
        pairs, corner = np.unique(body[face].reshape(-1, 2), axis=0, return_inverse=True)
        self._face_rows = np.searchsorted(self._body_used, pairs[:, 0])
        self._face = Surface(
            corner.reshape(-1, 4),
            len(pairs),
            uv=skin.crop_uv(uv[pairs[:, 1]]),
            texture=texture,
            shine=(0.10, 14.0),
        )
        self._others: list[tuple[Surface, IntArray, float]] = []
        dark, tone = (0.16, 0.045, 0.045), rig.who.skin
        # The sockets stand back, or they come through the lower lid of some identities when it
        # rises.
        for chosen, colour, back in (
            (mouth & ~face, dark, 0.0),
            (socket, dark, 0.12),
            (~face & ~mouth & ~socket, tone, 0),
        ):
            used, local = _compact(quads[chosen])
            self._others.append(
                (Surface(local, len(used), colour=colour, shine=(0.05, 10.0)), used, back)
            )
        for surface in [self._face, *(s for s, _, _ in self._others)]:
            self._surfaces.append(self._stage.add(surface))
        lift = np.zeros(len(self._body_used))
        if rig.who.hair != "bald":
            points = base[self._body_used].astype(np.float32)
            field = skin.hairline(points)
            lump = 1 + 0.25 * skin.value_noise(points, (0.12, 0.3, 0.12), 9)
            lift = (
                HAIR_DEPTH
                * np.clip(field / 0.3, 0, 1) ** 0.7
                * lump
                * np.isin(np.arange(len(lift)), self._face_rows)
            )
        self._hair_lift = lift[:, None]

    def _flat(
        self,
        faces: IntArray,
        colour: tuple[float, float, float],
        shine: tuple[float, float],
        back: float = 0.0,
    ) -> None:
        used, quads = _compact(faces[:, :, 0])
        surface = self._stage.add(Surface(quads, len(used), colour=colour, shine=shine))
        self._parts.append((surface, used, back))
        self._surfaces.append(surface)

    def _eye(self) -> tuple[Surface, FloatArray]:
        points, quads = sphere(1.0, 40, 40)
        angle = np.degrees(np.arccos(np.clip(points[:, 2], -1, 1)))
        around = np.arctan2(points[:, 1], points[:, 0])
        iris = np.array(rgb(IRIS[self.rig.who.iris])) * (1.1 + 0.25 * np.sin(17 * around))[:, None]
        colours = np.where((angle < 28.5)[:, None], iris, np.array([0.86, 0.83, 0.80]))
        colours = np.where(((angle > 24) & (angle < 30))[:, None], colours * 0.5, colours)
        colours = np.where((angle < 12)[:, None], 0.02, colours)
        surface = self._stage.add(
            Surface(
                quads,
                len(points),
                colours=(np.clip(colours, 0, 1) * 255).astype(np.uint8),
                shine=(0.9, 90.0),
            )
        )
        self._surfaces.append(surface)
        return surface, points

    def _make_glasses(self) -> list[tuple[Surface, FloatArray]]:
        rig = self.rig
        out = []
        angle = np.linspace(0, 2 * np.pi, 41)
        front = rig.rest[:13380, 2][np.abs(rig.rest[:13380, 1]) < 0.2].max() + 0.02
        lines = []
        for sign in (1.0, -1.0):
            cx = sign * rig.eye_span * 0.36
            rim = np.stack(
                [
                    cx + 0.25 * np.cos(angle),
                    -0.03 + 0.19 * np.sin(angle),
                    front - 0.16 * np.abs(np.cos(angle) + sign) * 0.5 + 0 * angle,
                ],
                1,
            )
            lines.append(rim)
            temple_x = np.abs(
                rig.rest[:13380][
                    (np.abs(rig.rest[:13380, 1] - 0.05) < 0.06)
                    & (np.abs(rig.rest[:13380, 2] + 0.7) < 0.12),
                    0,
                ]
            ).max()
            start = np.array([cx + sign * 0.25, 0.0, front - 0.16])
            lines.append(np.linspace(start, [sign * (temple_x + 0.02), 0.05, -0.95], 12))
        bridge = np.linspace(-1, 1, 9)
        inner = rig.eye_span * 0.36 - 0.25
        lines.append(
            np.stack(
                [bridge * inner, 0.03 + 0.02 * (1 - bridge**2), front + 0.02 * (1 - bridge**2)],
                axis=1,
            )
        )
        for line in lines:
            points, quads = tube(line, 0.014, 0.014, 8)
            surface = self._stage.add(
                Surface(quads, len(points), colour=(0.10, 0.10, 0.12), shine=(0.6, 40.0))
            )
            self._surfaces.append(surface)
            out.append((surface, points))
        return out

    def show(self, visible: bool) -> None:
        """Show or hide the whole person."""
        for surface in self._surfaces:
            surface.show(visible)

    def perform(self, e: Expression) -> FloatArray:
        """Move everything to an expression; returns the placed vertices `(V, 3)`."""
        rig = self.rig
        still = rig.apply(rig.units(e))
        points = rig.place(still, e) + self.offset
        body = points[self._body_used]
        normals = self._body_normals(body)
        if self._hair_lift.any():
            body = body + normals * self._hair_lift
            normals = self._body_normals(body)
        self._face.move(body[self._face_rows], normals[self._face_rows])
        for surface, used, back in self._others:
            surface.move(body[used] - (0.0, 0.0, back), normals[used])
        for surface, used, back in self._parts:
            surface.move(points[used] - (0.0, 0.0, back))
        if self._mass is not None:
            self._mass[0].move(self._place_rigid(self._mass[1], e))
        head = turn(e.yaw_deg, e.pitch_deg, e.roll_deg)
        for side, (surface, ball) in self._eyes.items():
            centre = rig.eyes[side] - (0.0, 0.0, EYE_PUSHBACK)
            look = turn(18.0 * e.gaze, -26.0 * e.look_down, 0.0)
            directions = ball @ look.T
            placed = self._place_rigid(centre + rig.eye_radius * directions, e)
            surface.move(placed, directions @ head.T)
        for surface, line in self._glasses or []:
            surface.move(self._place_rigid(line, e))
        return np.asarray(points)

    def _place_rigid(self, points: FloatArray, e: Expression) -> FloatArray:
        rig = self.rig
        turned = (points - rig.neck) @ turn(e.yaw_deg, e.pitch_deg, e.roll_deg).T + rig.neck
        return np.asarray(turned + np.array([e.shift_x, e.shift_y, e.shift_z]) + self.offset)


def any_texture(image: NDArray[np.uint8]) -> Any:
    """Texture of a picture; a thin door so that other modules need not know VTK."""
    return make_texture(image)
