"""A forearm and hand cut from the body mesh, with fingers that bend, placed by direction.

The hand is kept in a frame of its own: x along the fingers, y to the thumb, z out of the palm,
    origin at the wrist.
Both hands are made from the left one; the right one is its mirror image.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from sample_videos.actor.geometry import unit
from sample_videos.actor.mesh import FloatArray, IntArray, load_bone_weights, load_mesh

FINGERS = (2, 3, 4, 5)
PALM_CENTRE = np.array([0.68, 0.0, 0.13])  # middle of the palm's skin in the hand's frame
TIPS_CENTRE = np.array([1.55, 0.0, 0.18])


@dataclass(frozen=True, slots=True)
class Grip:
    """How the fingers are held; degrees at the three joints of the fingers, and of the thumb.

    Attributes:
        bend: Of each joint of the four fingers, towards the palm.
        together: 0 as in the mesh (slightly spread) to 1 side by side.
        thumb: Turn of the thumb (into the palm's plane, towards the palm).
    """

    bend: tuple[float, float, float]
    together: float
    thumb: tuple[float, float]


GRIPS = {
    "flat": Grip((-8.0, -12.0, -12.0), 0.8, (38.0, 0.0)),
    "cupped": Grip((10.0, 10.0, 8.0), 0.8, (38.0, 0.0)),
    "fist": Grip((72.0, 88.0, 55.0), 0.9, (-8.0, 30.0)),
    "tips": Grip((35.0, 5.0, 0.0), 0.7, (0.0, 0.0)),
    "hold": Grip((52.0, 55.0, 30.0), 0.8, (-5.0, 5.0)),
    "open": Grip((-4.0, -8.0, -8.0), 0.2, (30.0, 0.0)),
}


def _about(axis: FloatArray, degrees: float) -> FloatArray:
    """Rotation matrix `(3, 3)` about an axis (Rodrigues)."""
    a, angle = unit(axis), np.radians(degrees)
    k = np.array([[0, -a[2], a[1]], [a[2], 0, -a[0]], [-a[1], a[0], 0]])
    return np.asarray(np.eye(3) + np.sin(angle) * k + (1 - np.cos(angle)) * k @ k)


@dataclass(slots=True)
class HandMesh:
    """The left forearm and hand of a body `(V, 3)` in the hand's frame.

    Attributes:
        vertices: `(H, 3)` at rest.
        quads: `(F, 4)`.
        palm: Indices of vertices of the palm's skin.
    """

    body: FloatArray
    vertices: FloatArray = field(init=False)
    quads: IntArray = field(init=False)
    palm: IntArray = field(init=False)
    _joints: dict[int, FloatArray] = field(init=False)
    _weights: dict[str, FloatArray] = field(init=False)

    def __post_init__(self) -> None:
        """Cut the arm out of the body and bring it into the hand's frame."""
        mesh = load_mesh()

        def joint(name: str) -> FloatArray:
            return np.asarray(self.body[mesh.group_vertices(f"joint-l-{name}")].mean(axis=0))

        wrist = joint("hand")
        ahead = unit(joint("finger-3-1") - wrist)
        thumb = joint("finger-2-1") - joint("finger-5-1")
        thumb = unit(thumb - ahead * (thumb @ ahead))
        frame = np.stack([ahead, thumb, np.cross(ahead, thumb)])
        faces = mesh.faces["body"][:, :, 0]
        faces = faces[(mesh.vertices[faces][..., 0] > 3.2).all(axis=1)]
        used, inverse = np.unique(faces, return_inverse=True)
        self.quads = inverse.reshape(faces.shape)
        self.vertices = (self.body[used] - wrist) @ frame.T
        self._joints = {
            f: np.stack([(joint(f"finger-{f}-{k}") - wrist) @ frame.T for k in range(1, 5)])
            for f in range(1, 6)
        }
        table = load_bone_weights()
        self._weights = {}
        for f in range(1, 6):
            for k in range(1, 4):
                index, weight = table[f"finger{f}-{k}.L"]
                dense = np.zeros(len(self.body))
                dense[index] = weight
                self._weights[f"{f}-{k}"] = dense[used]
        v = self.vertices
        self.palm = np.flatnonzero(
            (v[:, 0] > 0.35) & (v[:, 0] < 1.0) & (np.abs(v[:, 1]) < 0.32) & (v[:, 2] > 0.02)
        )

    def shaped(self, grip: Grip) -> FloatArray:
        """Vertices `(H, 3)` with the fingers bent."""
        out = self.vertices.copy()
        for f in range(1, 6):
            joints = self._joints[f]
            total, move = np.eye(3), np.zeros(3)
            for k in range(3):
                if f == 1:
                    turn = _about(np.array([1.0, 0, 0]), -grip.thumb[0] * (k == 0))
                    turn = turn @ _about(
                        np.array([0.3, -1.0, 0.0]), grip.thumb[1] * (0.3, 1.0, 1.0)[k]
                    )
                else:
                    turn = _about(np.array([0.0, -1.0, 0.0]), grip.bend[k])
                    if k == 0:
                        along = joints[3] - joints[0]
                        spread = np.degrees(np.arctan2(along[1], along[0]))
                        turn = turn @ _about(np.array([0.0, 0.0, 1.0]), -spread * grip.together)
                before_total, before_move = total, move
                pivot = joints[k]
                # Chain: what the earlier joints did, then this joint about its own place.
                total = before_total @ turn
                move = before_total @ (pivot - turn @ pivot) + before_move
                weight = self._weights[f"{f}-{k + 1}"][:, None]
                out += weight * (self.vertices @ total.T + move - self.vertices)
        return out


def axes(fingers: FloatArray, palm_faces: FloatArray, left: bool) -> FloatArray:
    """Rows x, y, z of the hand's frame for wanted directions of fingers and palm; `(3, 3)`."""
    x = unit(fingers)
    z = unit(palm_faces - x * (palm_faces @ x))
    y = np.cross(z, x)
    return np.stack([x, y if left else -y, z])


def place_hand(
    local: FloatArray, frame: FloatArray, anchor_local: FloatArray, anchor: FloatArray
) -> FloatArray:
    """Scene positions of hand vertices with the hand's point `anchor_local` at `anchor`."""
    return np.asarray((local - anchor_local) @ frame + anchor)


def touch_offset(
    hand: FloatArray, face: FloatArray, out: FloatArray, share: float = 0.3, press: float = 0.04
) -> float:
    """How far to move the hand along `out` so that it just lies on the face.

    Both are binned in the plane across `out`; the given share of the common bins may sink in by
    `press` or more, as flesh gives way.
    """
    a = unit(np.cross(out, np.array([0.0, 1.0, 0.0])))
    b = np.cross(out, a)

    def heights(points: FloatArray, pick: np.ufunc) -> dict[tuple[int, int], float]:
        table: dict[tuple[int, int], float] = {}
        keys = np.floor(np.stack([points @ a, points @ b], axis=1) / 0.09).astype(int)
        for (u, v), h in zip(keys.tolist(), (points @ out).tolist(), strict=True):
            table[u, v] = float(pick(table.get((u, v), h), h))
        return table

    low, high = heights(hand, np.minimum), heights(face, np.maximum)
    gaps = [low[key] - high[key] for key in low.keys() & high.keys()]
    return -float(np.quantile(gaps, share)) - press if gaps else 0.0
