"""Hands and things: a palm on a cheek, a band under the chin, a hand passing, a toner."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sample_videos.actor.action import Action, wander
from sample_videos.actor.face import Expression, FaceRig, turn
from sample_videos.actor.geometry import tube, unit
from sample_videos.actor.glide import CONTACT, RATE_HZ, TOURING, Tour
from sample_videos.actor.hand import (
    GRIPS,
    PALM_CENTRE,
    TIPS_CENTRE,
    HandMesh,
    axes,
    place_hand,
    touch_offset,
)
from sample_videos.actor.mesh import FloatArray
from sample_videos.actor.stage import Stage, Surface

# Distance from its place, in decimetres, at which a palm begins to count as being on the cheek.
NEAR = 0.25
CHIN = 5225  # vertex under the chin
BAND_POINTS = 41
# Where a covering hand has the middle of its palm, and which way that faces away from the skin; for
# the left side, in the head's frame.
COVERS = {
    "eye": ((0.27, -0.55, 0.0), (0.30, -0.10, 0.95)),
    "mouth": ((0.10, -0.72, 0.0), (0.25, -0.10, 0.96)),
}
BEFORE = 1.3  # decimetres from the middle within which a hand is before the face
HIDDEN = np.array([0.0, -30.0, 0.0])

# How a band is held badly; `level` says by how much, in decimetres.
TILTED = "tilted"  # the left hand that much lower
SLACK = "slack"  # each hand gives way by that much
ONE_HAND = "one hand"  # only the hand of `side`
LOOSE_END = np.array([0.0, -1.1, 0.15])  # where the other end hangs, seen from the chin


def _vector(x: float, y: float, z: float, side: str) -> FloatArray:
    """A direction given for the left side, mirrored for the right."""
    return np.array([x if side == "left" else -x, y, z])


class _Hand:
    """One hand of one action, in the head's frame."""

    def __init__(
        self, stage: Stage, rig: FaceRig, mesh: HandMesh, action: Action, side: str, grip: str
    ) -> None:
        self.action, self.side, self.rig = action, side, rig
        quads = mesh.quads if side == "left" else mesh.quads[:, ::-1]
        self.surface = stage.add(
            Surface(quads, len(mesh.vertices), colour=rig.who.skin, shine=(0.10, 14.0))
        )
        self.local = mesh.shaped(GRIPS[grip])
        self.palm = mesh.palm
        self.far = _vector(0.9, -3.2, 0.9, side)
        if action.kind == "cover":
            self.rest = self._cover(*COVERS[action.style])
        elif action.kind in ("palm", *TOURING):
            self.rest = self._lie_on_cheek(grip)
        else:
            self.rest = self._hold_band()
        self.tour = Tour(action, self._move_to) if ":" in action.style else None

    def _lie_on_cheek(self, grip: str) -> FloatArray:
        side = self.side
        out = unit(_vector(0.80, -0.10, 0.60, side))
        if grip in ("flat", "cupped"):
            frame = axes(_vector(0.10, 0.93, -0.34, side), -out, side == "left")
            placed = place_hand(self.local, frame, PALM_CENTRE, _vector(0.70, -0.52, 0.0, side))
        elif grip == "tips":
            frame = axes(
                _vector(-0.62, 0.62, -0.48, side), _vector(-0.6, -0.8, 0.2, side), side == "left"
            )
            placed = place_hand(self.local, frame, TIPS_CENTRE, _vector(0.56, 0.0, 0.1, side))
        else:
            frame = axes(_vector(-0.15, 0.95, -0.1, side), -out, side == "left")
            placed = place_hand(
                self.local,
                frame,
                PALM_CENTRE + np.array([0.2, 0.0, 0.1]),
                _vector(0.62, -0.80 if grip == "hold" else -0.42, 0.0, side),
            )
        # Only the tips may touch when the hand is not to lie flat.
        hand = placed[self.local[:, 0] > (1.25 if grip == "tips" else 0.1)]
        share = 0.3 if grip in ("flat", "cupped") else 0.05
        return np.asarray(placed + out * touch_offset(hand, self._skin(), out, share))

    def _cover(
        self, place: tuple[float, float, float], away: tuple[float, float, float]
    ) -> FloatArray:
        """A flat hand laid on an eye or on the mouth, its fingers up and inwards."""
        out = unit(_vector(*away, self.side))
        frame = axes(_vector(-0.05, 0.95, -0.25, self.side), -out, self.side == "left")
        placed = place_hand(self.local, frame, PALM_CENTRE, _vector(*place, self.side))
        hand = placed[self.local[:, 0] > 0.1]
        return np.asarray(placed + out * touch_offset(hand, self._skin(), out, 0.3))

    def _skin(self) -> FloatArray:
        """The front of the head, which a hand can lie on."""
        body = self.rig.rest[:13380]
        return body[(body[:, 2] > -0.9) & (body[:, 1] > -1.3) & (np.abs(body[:, 0]) < 1.2)]

    def _move_to(self, place: tuple[float, float]) -> FloatArray:
        """The move that lays the hand on the face with the middle of its palm at (x, y)."""
        middle = self.rest[self.palm].mean(axis=0)
        sideways = place[0] if self.side == "left" else -place[0]
        move = np.array([sideways - middle[0], place[1] - middle[1], 0.0])
        out = unit(_vector(0.80, -0.10, 0.60, self.side))
        hand = (self.rest + move)[self.local[:, 0] > 0.1]
        moved = move + out * touch_offset(hand, self._skin(), out, 0.05)
        return np.asarray(moved)

    def _hold_band(self) -> FloatArray:
        side = self.side
        frame = axes(
            _vector(-0.18, 0.97, 0.05, side), _vector(-0.62, 0.0, -0.78, side), side == "left"
        )
        place = _vector(1.12, -0.92, 0.42, side)
        if self.action.style == TILTED and side == "left":
            place = place - np.array([0.0, self.action.level, 0.0])
        return place_hand(self.local, frame, PALM_CENTRE, place)

    def approach(self, time_s: float) -> float:
        """0 far away to 1 in place."""
        return float(self.action.envelope(np.array([time_s]))[0])

    def points(self, time_s: float, e: Expression) -> FloatArray:
        """Vertices in the scene at a time; the hand in place follows the head."""
        near = self.approach(time_s)
        if near <= 0.0:
            return np.asarray(self.rest + HIDDEN)
        moved = self.rest + self.path(time_s)
        head = turn(e.yaw_deg, e.pitch_deg, e.roll_deg)
        on_head = (
            (moved - self.rig.neck) @ head.T + self.rig.neck + (e.shift_x, e.shift_y, e.shift_z)
        )
        shake = 0.008 * np.array(
            [float(wander(np.array([time_s]), 900 + k, 0.7)[0]) for k in range(3)]
        )
        return np.asarray(moved + near * (on_head - moved) + shake + (1 - near) * self.far)

    def path(self, time_s: float) -> FloatArray:
        """Wandering of a hand that is in place: a toner glides over the cheek, a palm stays."""
        if self.action.style == SLACK:
            # The hands give way evenly, inwards and down, from when they are in place.
            since_s = time_s - self.action.start_s - self.action.rise_s
            share = min(max(since_s / max(self.action.hold_s, 1e-6), 0.0), 1.0)
            return self.action.level * share * _vector(-1.0, -0.4, 0.0, self.side)
        if self.tour is not None:
            return self.tour.at(time_s)
        if self.action.kind != "toner":
            return np.zeros(3)
        phase = 2 * np.pi * (time_s - self.action.start_s) / 3.2
        # From beside the mouth up to the cheekbone and back, as toners are used.
        glide = 0.5 - 0.5 * np.cos(phase)
        return _vector(0.18 * glide, 0.30 * glide, -0.16 * glide, self.side)


class Props:
    """All hands and things of a script.

    Args:
        stage: Where they are drawn.
        rig: Whose hands they are.
        actions: The script; kinds `palm`, `cover`, `band`, `pass`, `wave`, `toner`, `massage`
            are read here.
    """

    def __init__(self, stage: Stage, rig: FaceRig, actions: Sequence[Action]) -> None:
        self.rig = rig
        self._hands: list[_Hand] = []
        self._passing: list[tuple[Action, Surface, FloatArray]] = []
        self._bands: list[tuple[Action, Surface, list[_Hand]]] = []
        self._devices: list[tuple[Surface, _Hand, FloatArray]] = []
        if not any(a.kind in ("palm", "band", "pass", "wave", "cover", *TOURING) for a in actions):
            return
        mesh = HandMesh(rig.rest)
        for action in actions:
            if action.kind == "palm":
                self._hands.append(
                    _Hand(stage, rig, mesh, action, action.side, action.style or "flat")
                )
            elif action.kind in ("massage", "cover"):
                self._hands.append(_Hand(stage, rig, mesh, action, action.side, "flat"))
            elif action.kind == "toner":
                self._hands.append(_Hand(stage, rig, mesh, action, action.side, "hold"))
                self._add_device(stage, self._hands[-1])
            elif action.kind == "band":
                sides = (action.side,) if action.style == ONE_HAND else ("left", "right")
                pair = [_Hand(stage, rig, mesh, action, side, "fist") for side in sides]
                self._hands += pair
                points, quads = tube(np.linspace((-1, 0, 0), (1, 0, 0), BAND_POINTS), 0.14, 0.03)
                band = Surface(quads, len(points), colour=(0.93, 0.48, 0.12), shine=(0.2, 20.0))
                self._bands.append((action, stage.add(band), pair))
            elif action.kind in ("pass", "wave"):
                local = mesh.shaped(GRIPS["open"])
                surface = Surface(mesh.quads, len(local), colour=rig.who.skin, shine=(0.10, 14.0))
                self._passing.append((action, stage.add(surface), local))

    def _add_device(self, stage: Stage, hand: _Hand) -> None:
        """A toner: a rounded bar in the hand."""
        centre = hand.rest[hand.palm].mean(axis=0)
        line = centre + np.linspace(-0.5, 0.75, 14)[:, None] * unit(
            _vector(-0.25, 0.95, 0.1, hand.side)
        )
        points, quads = tube(line, 0.13, 0.13, 14)
        body = np.repeat(np.clip(np.sin(np.linspace(0.0, np.pi, 14)), 0, 1) ** 0.35, 15)[:, None]
        points = np.repeat(line, 15, axis=0) + (points - np.repeat(line, 15, axis=0)) * body
        surface = stage.add(
            Surface(quads, len(points), colour=(0.93, 0.93, 0.95), shine=(0.6, 40.0))
        )
        self._devices.append((surface, hand, points - centre))

    def perform(self, time_s: float, e: Expression, placed: FloatArray) -> None:
        """Move everything to a time; `placed` are the person's vertices in the scene."""
        where: dict[int, FloatArray] = {}
        for hand in self._hands:
            points = hand.points(time_s, e)
            where[id(hand)] = points
            hand.surface.move(points)
        for surface, hand, shape in self._devices:
            surface.move(where[id(hand)][hand.palm].mean(axis=0) + shape)
        for action, surface, pair in self._bands:
            chin = placed[CHIN] + (0.0, -0.01, -0.04)
            ends = {hand.side: where[id(hand)][hand.palm].mean(axis=0) for hand in pair}
            left, right = (
                ends.get(side, chin + LOOSE_END + _vector(0.5, 0.0, 0.0, side))
                for side in ("left", "right")
            )
            slack = 1 - float(action.envelope(np.array([time_s]))[0])
            surface.move(tube(band_line(left, right, chin, slack), 0.14, 0.03)[0])
        for action, surface, local in self._passing:
            frame = axes(np.array([-0.75, 0.6, 0.1]), np.array([0.1, 0.05, -1.0]), True)
            x = float(across(action, np.array([time_s]))[0])
            surface.move(place_hand(local, frame, PALM_CENTRE, np.array([x, -0.35, 1.35])))

    def truth_signal(self, action: Action, time_s: FloatArray) -> FloatArray | None:
        """Truth of a hand's action, 0 none to 1 full; None where the face tells."""
        if action.kind == "talk":
            return action.envelope(time_s)
        if action.kind == "pass":
            return np.asarray((np.abs(across(action, time_s)) < BEFORE).astype(float))
        if action.kind == "wave":
            return action.envelope(time_s)
        for hand in self._hands:
            if hand.action is action:
                far = np.array([self.palm_distance(hand, float(t)) for t in time_s])
                return np.asarray(np.clip(1 - (far - far.min()) / NEAR, 0, 1))
        return None

    def contact_seconds(self, duration_s: float) -> float:
        """How long a touring hand is on the face and strokes, read off the mesh."""
        touring = [hand for hand in self._hands if hand.tour is not None]
        time_s = np.arange(0.0, duration_s, 1 / RATE_HZ)
        counts = np.zeros(len(time_s), dtype=bool)
        for hand in touring:
            for index, t in enumerate(time_s.tolist()):
                inside = hand.action.start_s <= t <= hand.action.end_s
                if inside and hand.tour is not None and hand.tour.moving(t):
                    counts[index] |= self.palm_distance(hand, t) <= CONTACT
        return float(counts.sum() / RATE_HZ)

    def palm_distance(self, hand: _Hand, time_s: float) -> float:
        """Distance of the palm's skin from its place on the resting face, in decimetres."""
        still = hand.points(time_s, Expression())[hand.palm]
        return float(
            np.linalg.norm(still - hand.rest[hand.palm] - hand.path(time_s), axis=1).mean()
        )


def across(action: Action, time_s: FloatArray) -> FloatArray:
    """Where a hand before the face is sideways, in decimetres; far away before and after.

    It passes once, or comes in, waves from one side of the face to the other `level` times a
    second, and leaves.
    """
    share = (time_s - action.start_s) / max(action.end_s - action.start_s, 1e-6)
    x = 3.6 - 7.2 * share
    if action.kind == "wave":
        swing = 0.9 * np.sin(2 * np.pi * action.level * (time_s - action.start_s))
        sign = -1.0 if action.side == "right" else 1.0
        x = sign * (3.6 * (1 - action.envelope(time_s)) + 0.25) + swing
    return np.asarray(np.where((share >= 0) & (share <= 1), x, 50.0))


def band_line(left: FloatArray, right: FloatArray, chin: FloatArray, slack: float) -> FloatArray:
    """The band's middle line `(BAND_POINTS, 3)` from fist to fist; sags when `slack`."""
    s = np.linspace(-1, 1, BAND_POINTS)[:, None]
    end = np.where(s > 0, left, right)
    line = chin + (end - chin) * np.abs(s) ** (1.55,)
    line[:, 0] = (chin + (end - chin) * np.abs(s))[:, 0]
    line[:, 1] -= 0.6 * slack * (1 - s[:, 0] ** 2)
    return np.asarray(line)
