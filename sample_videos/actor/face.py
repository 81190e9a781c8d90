"""Move the face: from what a person does (squint, open the jaw) to vertices, and its truth.

The truth is measured on the moved mesh in the head's own frame, before the head is turned, so that
it does not depend on camera or pose.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields

import numpy as np

from sample_videos.actor.identity import Identity, shape
from sample_videos.actor.mesh import FloatArray, IntArray, load_bone_weights, load_mesh, load_unit
from sample_videos.actor.units import SPLIT, middle_units, side_units

# Lid margins and lips by vertex number: the numbering is shared by all identities, so no search
# can go wrong.
UPPER_LID = {"left": 13352, "right": -1}
LOWER_LID = {"left": 13370, "right": -1}
UPPER_LIP, LOWER_LIP = 474, 493
LAUGH_LOWERS = 0.15  # share of the lids' way that the upper lid comes down in a hearty laugh
SQUINT_LEAVES = 0.36  # share of the resting aperture left at full squint
NECK_SHARE = {"neck01": 0.3, "neck02": 0.6, "neck03": 0.85}
TORSO = (
    "spine",
    "clavicle",
    "shoulder",
    "breast",
    "upperarm",
    "lowerarm",
    "wrist",
    "finger",
    "metacarpal",
    "pelvis",
)


@dataclass(frozen=True, slots=True)
class Expression:
    """What the face does. Every level is 0 at rest and 1 at full effort; angles are in degrees."""

    squint_left: float = 0.0
    squint_right: float = 0.0
    close_left: float = 0.0
    close_right: float = 0.0
    look_down: float = 0.0
    gaze: float = 0.0  # sideways, -1 (person's right) to 1
    jaw: float = 0.0
    jaw_side: float = 0.0  # -1 (person's right) to 1
    seal: float = 0.0  # lips kept together although the jaw drops
    lips_part: float = 0.0
    smile: float = 0.0
    teeth: float = 0.0  # lips drawn up and down in a smile
    brow_down: float = 0.0
    brow_raise: float = 0.0
    snarl: float = 0.0
    pucker: float = 0.0
    upper_lip: float = 0.0  # raised without the nose
    lower_lip: float = 0.0  # drawn down without the jaw
    lip_press: float = 0.0
    puff: float = 0.0
    corners_down: float = 0.0
    stretch: float = 0.0  # corners drawn apart, as in "ee"
    funnel: float = 0.0  # lips forward and round, as in "oo" and "oh"
    squeeze: float = 0.0  # what a tight closure adds to a gentle one
    jaw_forward: float = 0.0
    tongue: float = 0.0
    chin: float = 0.0  # the chin's skin drawn up
    laugh: float = 0.0  # what a laugh adds to a smile: cheeks and lower lids up, upper lids down
    corner_left: float = 0.0  # one corner of the mouth drawn along
    corner_right: float = 0.0
    brow_up_left: float = 0.0
    brow_up_right: float = 0.0
    palsy_left: float = 0.0  # share of every movement that this side cannot do
    palsy_right: float = 0.0
    yaw_deg: float = 0.0  # towards the person's left
    pitch_deg: float = 0.0  # chin up
    roll_deg: float = 0.0
    shift_x: float = 0.0  # of the whole person, decimetres
    shift_y: float = 0.0
    shift_z: float = 0.0


FIELDS = tuple(f.name for f in fields(Expression))


@dataclass(frozen=True, slots=True)
class FaceTruth:
    """Measured on the mesh, as shares of the eye's width or of the eye corners' distance.

    Attributes:
        aperture_left: Distance between the lid margins over the eye's width; 0 when they touch.
        aperture_right: The same of the other eye.
        lower_lid_left: Rise of the lower lid margin from rest over the eye's width.
        lip_gap: Distance between the lips' inner edges over the outer eye corners' distance.
        jaw_deg: Turn of the lower teeth about the jaw's hinge.
        jaw_side: Sideways move of the lower teeth over the outer eye corners' distance.
    """

    aperture_left: float
    aperture_right: float
    lower_lid_left: float
    lip_gap: float
    jaw_deg: float
    jaw_side: float


def _mirror(index: int) -> int:
    """The body vertex mirrored in the plane x = 0."""
    vertices = load_mesh().vertices[:13380]
    want = vertices[index] * (-1, 1, 1)
    return int(np.argmin(np.linalg.norm(vertices - want, axis=1)))


def turn(yaw_deg: float, pitch_deg: float, roll_deg: float) -> FloatArray:
    """Rotation matrix `(3, 3)`: yaw about y to +x, pitch about x (chin up), roll about z, first."""
    y, p, r = np.radians((yaw_deg, -pitch_deg, roll_deg))
    about_y = np.array([[np.cos(y), 0, np.sin(y)], [0, 1, 0], [-np.sin(y), 0, np.cos(y)]])
    about_x = np.array([[1, 0, 0], [0, np.cos(p), -np.sin(p)], [0, np.sin(p), np.cos(p)]])
    about_z = np.array([[np.cos(r), -np.sin(r), 0], [np.sin(r), np.cos(r), 0], [0, 0, 1]])
    return np.asarray(about_y @ about_x @ about_z)


def head_share() -> FloatArray:
    """`(V,)` how far each vertex follows the head: 1 head, 0 torso, between along the neck."""
    mesh = load_mesh()
    share = np.ones(len(mesh.vertices))
    total = np.zeros(len(mesh.vertices))
    value = np.zeros(len(mesh.vertices))
    for bone, (index, weight) in load_bone_weights().items():
        follows = NECK_SHARE.get(bone, 0.0 if bone.startswith(TORSO) else 1.0)
        np.add.at(total, index, weight)
        np.add.at(value, index, weight * follows)
    known = total > 1e-6
    share[known] = value[known] / total[known]
    share[mesh.group_vertices("helper-tights")] *= 0.5  # the collar gives way a little
    return share


@dataclass(slots=True)
class FaceRig:
    """One identity's face, ready to move."""

    who: Identity
    rest: FloatArray = field(init=False)
    share: FloatArray = field(init=False)
    neck: FloatArray = field(init=False)
    eyes: dict[str, FloatArray] = field(init=False)
    eye_radius: float = field(init=False)
    eye_width: float = field(init=False)
    eye_span: float = field(init=False)
    meet: dict[str, float] = field(init=False)
    squint_blink: dict[str, float] = field(init=False)
    rest_aperture: dict[str, float] = field(init=False)
    lids: dict[str, tuple[int, int]] = field(init=False)
    tracked: IntArray = field(init=False)
    rest_gap: float = field(init=False)
    _tracked_moves: dict[str, FloatArray] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Shape the identity and fit its lids."""
        mesh = load_mesh()
        self.rest = shape(self.who)
        self.share = head_share()
        self.neck = self.rest[mesh.group_vertices("joint-neck")].mean(axis=0)
        self.lids = {
            "left": (UPPER_LID["left"], LOWER_LID["left"]),
            "right": (_mirror(UPPER_LID["left"]), _mirror(LOWER_LID["left"])),
        }
        lids = [*self.lids["left"], *self.lids["right"], UPPER_LIP, LOWER_LIP]
        self.tracked = np.concatenate([lids, mesh.group_vertices("helper-lower-teeth")]).astype(
            np.int64
        )
        self.eyes = {}
        for side in ("left", "right"):
            ball = self.rest[mesh.group_vertices(f"helper-{side[0]}-eye")]
            self.eyes[side] = ball.mean(axis=0)
        self.eye_radius = float(np.ptp(ball[:, :2], axis=0).mean() / 2)
        self.eye_width, self.eye_span = self._eye_sizes()
        self.rest_gap = float(self.rest[UPPER_LIP, 1] - self.rest[LOWER_LIP, 1])
        self.meet, self.squint_blink, self.rest_aperture = {}, {}, {}
        for side in ("left", "right"):
            self._fit_lids(side)

    def _eye_sizes(self) -> tuple[float, float]:
        """Width of one eye and distance between outer corners, from the ends of the lashes."""
        mesh = load_mesh()
        x = self.rest[mesh.group_vertices("helper-l-eyelashes-1"), 0]
        return float(np.ptp(x)), float(2 * x.max())

    def _opening(self, side: str, weights: dict[str, float]) -> float:
        upper, lower = self.lids[side]
        points = self.apply(weights)[[upper, lower]]
        return float(points[0, 1] - points[1, 1])

    def _fit_lids(self, side: str) -> None:
        """Find the weight at which the lids meet, and the share of it that a full squint takes."""
        name = side.capitalize()
        rest = self._opening(side, {})
        per_blink = rest - self._opening(side, {f"eyeBlink{name}": 1.0})
        self.meet[side] = rest / per_blink
        squinted = self._opening(side, squint_units(name, 1.0))
        self.squint_blink[side] = max(0.0, (squinted - SQUINT_LEAVES * rest) / per_blink)
        self.rest_aperture[side] = rest

    def units(self, e: Expression) -> dict[str, float]:
        """Weights of the face units that make an expression."""
        w: dict[str, float] = {}

        def add(name: str, value: float) -> None:
            if value:
                w[name] = w.get(name, 0.0) + value

        for side, squint, close in (
            ("left", e.squint_left, e.close_left),
            ("right", e.squint_right, e.close_right),
        ):
            name = side.capitalize()
            for unit, value in squint_units(name, squint).items():
                add(unit, value)
            # A relaxed closure lifts the lower lid a little (about 0.03 of the eye's width on real
            # people).
            add(f"eyeSquint{name}", 0.10 * close)
            follow = 0.40 * e.look_down  # the upper lid follows the iris down, the lower stays
            lowered = self.meet[side] * max(
                close, follow, LAUGH_LOWERS * e.laugh
            ) + self.squint_blink[side] * squint * (1 - close)
            add(f"eyeBlink{name}", min(lowered, self.meet[side] * 1.04))
            add(f"browDown{name}", 0.9 * e.brow_down)
            add(f"browOuterUp{name}", e.brow_raise)
            add(f"mouthSmile{name}", e.smile)
            add(f"cheekSquint{name}", 0.45 * e.smile + 0.3 * e.snarl)
            add(f"eyeSquint{name}", 0.12 * e.smile)
            add(f"mouthUpperUp{name}", 1.2 * e.lips_part + 0.9 * e.teeth + 0.9 * e.snarl)
            add(f"mouthLowerDown{name}", 1.9 * e.lips_part + 1.2 * e.teeth)
            add(f"noseSneer{name}", e.snarl)
            for unit, value in side_units(e, side).items():
                add(f"{unit}{name}", value)
        add("browInnerUp", e.brow_raise)
        add("jawOpen", e.jaw)
        add("mouthClose", e.jaw * e.seal)
        add("jawLeft", max(e.jaw_side, 0.0))
        add("jawRight", max(-e.jaw_side, 0.0))
        add("mouthPucker", e.pucker)
        for unit, value in middle_units(e).items():
            add(unit, value)
        return weakened(w, {"left": e.palsy_left, "right": e.palsy_right})

    def apply(self, weights: dict[str, float]) -> FloatArray:
        """Vertices `(V, 3)` with face units applied, head not turned."""
        points = self.rest.copy()
        for name, weight in weights.items():
            index, move = load_unit(name)
            points[index] += weight * move
        return points

    def apply_tracked(self, weights: dict[str, float]) -> FloatArray:
        """As `apply`, only for the vertices that truth is read from; `(len(tracked), 3)`."""
        points = self.rest[self.tracked].copy()
        for name, weight in weights.items():
            if name not in self._tracked_moves:
                dense = np.zeros_like(self.rest)
                index, move = load_unit(name)
                dense[index] = move
                self._tracked_moves[name] = dense[self.tracked]
            points += weight * self._tracked_moves[name]
        return points

    def measure(self, e: Expression) -> FaceTruth:
        """Read the truth of an expression off the mesh."""
        points, rest = self.apply_tracked(self.units(e)), self.rest[self.tracked]
        left = max(0.0, points[0, 1] - points[1, 1]) / self.eye_width
        right = max(0.0, points[2, 1] - points[3, 1]) / self.eye_width
        hinge = np.array([-0.45, -0.85])  # y and z of the jaw's hinge, just before the ear
        before, after = rest[6:, 1:].mean(axis=0) - hinge, points[6:, 1:].mean(axis=0) - hinge
        angle = np.degrees(np.arctan2(before[0], before[1]) - np.arctan2(after[0], after[1]))
        gap = points[4, 1] - points[5, 1] - self.rest_gap
        return FaceTruth(
            aperture_left=float(left),
            aperture_right=float(right),
            lower_lid_left=float((points[1, 1] - rest[1, 1]) / self.eye_width),
            lip_gap=float(max(0.0, gap) / self.eye_span),
            jaw_deg=float(angle),
            jaw_side=float((points[6:, 0].mean() - rest[6:, 0].mean()) / self.eye_span),
        )

    def place(self, points: FloatArray, e: Expression) -> FloatArray:
        """Turn the head about the neck and shift the person; `(V, 3)` in, `(V, 3)` out."""
        turned = (points - self.neck) @ turn(e.yaw_deg, e.pitch_deg, e.roll_deg).T + self.neck
        mixed = points + self.share[:, None] * (turned - points)
        return np.asarray(mixed + np.array([e.shift_x, e.shift_y, e.shift_z]))


def weakened(weights: dict[str, float], palsy: dict[str, float]) -> dict[str, float]:
    """Weights with the share of each side taken away that its palsy takes."""
    if not any(palsy.values()):
        return weights
    out: dict[str, float] = {}
    for name, weight in weights.items():
        if name in SPLIT:
            for side, lost in palsy.items():
                out[f"{name}@{side}"] = weight * (1 - lost)
        elif name.startswith("jaw"):  # it has a nerve of its own
            out[name] = weight
        else:
            lost = sum(x for side, x in palsy.items() if name.endswith(side.capitalize()))
            out[name] = weight * (1 - lost)
    return out


def squint_units(name: str, squint: float) -> dict[str, float]:
    """Face units of a squint of one eye, without the part of it that lowers the upper lid."""
    if not squint:
        return {}
    return {
        f"eyeSquint{name}": 1.0 * squint,
        f"cheekSquint{name}": 0.85 * squint,
        f"browDown{name}": 0.25 * squint,
    }
