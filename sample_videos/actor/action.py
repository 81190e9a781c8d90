"""What the actor does and when: a script of actions, and the expression at any instant.

A script holds no frame numbers. `Performance` turns it into an expression at any time, so that the
same script can be filmed at any frame rate and its truth read at a rate of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from sample_videos.actor.face import FIELDS, Expression
from sample_videos.actor.mesh import FloatArray
from sample_videos.actor.units import EVERYDAY, REHABILITATION

BOTH = "both"
TREMOR_HZ = 3.5  # a tired muscle's, coarse enough to be filmed at 15 frames a second


@dataclass(frozen=True, slots=True)
class Action:
    """One movement: up in `rise_s`, held for `hold_s`, down in `fall_s`.

    Attributes:
        kind: A key of `MOVES`, or of the hands (`palm`, ...), which `hands_at` of the scene reads.
        start_s: When it begins to move.
        hold_s: Time at full level.
        level: 1 is full effort.
        side: `both`, `left` or `right` (the person's).
        rise_s: Time from rest to full level.
        fall_s: Time from full level to rest.
        event: Kind of the event it makes in the truth; None takes it from `MOVES`, "" makes none.
        note: Remark for the truth file.
        style: For hands: how the hand is shaped or moves.
        fade: Share of the level that is lost evenly over the hold.
        tremor: Size of a trembling within the hold, as a share of the level.
    """

    kind: str
    start_s: float
    hold_s: float = 0.0
    level: float = 1.0
    side: str = BOTH
    rise_s: float = 0.4
    fall_s: float = 0.4
    event: str | None = None
    note: str = ""
    style: str = ""
    fade: float = 0.0
    tremor: float = 0.0

    @property
    def end_s(self) -> float:
        """When it is back at rest."""
        return self.start_s + self.rise_s + self.hold_s + self.fall_s

    def envelope(self, time_s: FloatArray) -> FloatArray:
        """Share of the level at `time_s` `(N,)`: minimum-jerk rise and fall, as people move."""
        held_s = time_s - self.start_s - self.rise_s
        up = smooth((time_s - self.start_s) / max(self.rise_s, 1e-6))
        down = smooth((held_s - self.hold_s) / max(self.fall_s, 1e-6))
        share = up - down
        if self.fade:
            share = share * (1 - self.fade * np.clip(held_s / max(self.hold_s, 1e-6), 0.0, 1.0))
        if self.tremor:
            share = share * (1 + self.tremor * np.sin(2 * np.pi * TREMOR_HZ * held_s))
        return np.asarray(share)


def smooth(x: FloatArray) -> FloatArray:
    """Minimum-jerk step from 0 to 1."""
    c = np.clip(x, 0.0, 1.0)
    return np.asarray(c * c * c * (10 + c * (6 * c - 15)))


# Kind -> the fields of `Expression` it moves (with the share of the level), and the event it makes.
MOVES: dict[str, tuple[dict[str, float], str]] = {
    "squint": ({"squint_left": 1.0, "squint_right": 1.0}, "squint"),
    "blink": ({"close_left": 1.0, "close_right": 1.0, "brow_down": 0.05}, "blink"),
    "eyes_shut": ({"close_left": 1.0, "close_right": 1.0}, "eyes_closed"),
    "wink": ({"close_left": 1.0, "close_right": 1.0}, "eyes_closed"),
    "look_down": ({"look_down": 1.0}, "look_down"),
    "jaw": ({"jaw": 1.0}, "jaw_open"),
    "jaw_sealed": ({"jaw": 1.0, "seal": 1.0}, "jaw_open_lips_closed"),
    "jaw_side": ({"jaw_side": 1.0}, "jaw_sideways"),
    "lips_part": ({"lips_part": 1.0}, "mouth_open_small"),
    "smile": ({"smile": 1.0, "teeth": 0.8}, "smile_teeth"),
    "smile_closed": ({"smile": 1.0}, "smile_closed"),
    "brow_down": ({"brow_down": 1.0}, "brow_frown"),
    "brow_raise": ({"brow_raise": 1.0}, "brow_raise"),
    "snarl": ({"snarl": 1.0}, "snarl"),
    "pucker": ({"pucker": 1.0}, "pucker"),
    **REHABILITATION,
    **EVERYDAY,
    "pitch": ({"pitch_deg": 1.0}, "head_tipped_back"),
    "yaw": ({"yaw_deg": 1.0}, "head_turned"),
    "roll": ({"roll_deg": 1.0}, ""),
    "leave": ({"shift_x": 1.0}, "face_absent"),
}
SIDED = ("squint", "blink", "wink", "eyes_shut", "eye_along", "corner_along")


@dataclass(frozen=True, slots=True)
class Performance:
    """A list of actions with the small movements of a living person added.

    Attributes:
        actions: In any order; levels of the same field add up, the largest wins for lids.
        duration_s: Length of the clip.
        seed: Of the sway and of the tremor.
        sway: Size of the head's slow movement; 1 is usual at a desk.
        base: Expression at rest, e.g. the head a little turned.
    """

    actions: tuple[Action, ...]
    duration_s: float
    seed: int
    sway: float = 1.0
    base: Expression = field(default_factory=Expression)

    def expressions(self, time_s: FloatArray) -> list[Expression]:
        """The expression at every time of `(N,)`."""
        values = {name: np.full(len(time_s), float(getattr(self.base, name))) for name in FIELDS}
        for number, action in enumerate(self.actions):
            if action.kind not in MOVES:
                continue
            level = action.level * action.envelope(time_s)
            if action.hold_s > 0.8 and action.kind in ("squint", "jaw", "jaw_sealed"):
                level = level * (1 + 0.02 * wander(time_s, self.seed + 100 + number, 0.9))
            for name, share in MOVES[action.kind][0].items():
                sided = (
                    action.kind in SIDED
                    and action.side != BOTH
                    and name.endswith(("_left", "_right"))
                )
                if sided and not name.endswith(action.side):
                    continue
                if name.startswith(("close_", "seal")):
                    values[name] = np.maximum(values[name], share * level)
                else:
                    values[name] = values[name] + share * level
            if (
                action.kind == "jaw_sealed"
            ):  # the lips stay shut from the first moment, not in proportion
                values["seal"] = np.maximum(
                    values["seal"], (action.envelope(time_s) > 0).astype(float)
                )
        for k, (name, size) in enumerate(
            (
                ("yaw_deg", 1.6),
                ("pitch_deg", 1.2),
                ("roll_deg", 0.9),
                ("shift_x", 0.035),
                ("shift_y", 0.02),
            )
        ):
            values[name] = values[name] + self.sway * size * wander(
                time_s, self.seed + 10 + k, 0.22
            )
        values["gaze"] = values["gaze"] + 0.08 * wander(time_s, self.seed + 50, 0.5)
        table = np.stack([values[name] for name in FIELDS], axis=1)
        return [Expression(*(float(v) for v in row)) for row in table]


def wander(time_s: FloatArray, seed: int, rate_hz: float) -> FloatArray:
    """Slow irregular movement of about unit size: three sines with seeded rates and phases."""
    rng = np.random.default_rng(seed)
    rates = rate_hz * rng.uniform(0.5, 1.5, 3)
    phases = rng.uniform(0, 2 * np.pi, 3)
    waves = np.sin(2 * np.pi * rates[:, None] * np.asarray(time_s)[None, :] + phases[:, None])
    return np.asarray(waves.sum(axis=0) / 1.8)


def reps(
    kind: str,
    count: int,
    hold_s: float,
    *,
    rng: np.random.Generator,
    start_s: float = 1.5,
    rest_s: float = 1.5,
    **changes: Any,
) -> list[Action]:
    """The same action several times with rests between; ramps vary a little as a person's do."""
    out: list[Action] = []
    at = start_s
    for _ in range(count):
        rise, fall = rng.uniform(0.30, 0.48), rng.uniform(0.30, 0.48)
        action = replace(
            Action(kind, at, hold_s, rise_s=float(rise), fall_s=float(fall)), **changes
        )
        out.append(action)
        at = action.end_s + rest_s
    return out


def blinks(
    start_s: float, end_s: float, rng: np.random.Generator, every_s: float = 2.5
) -> list[Action]:
    """Natural blinks of 0.15 to 0.35 s: closing is quicker than opening."""
    out: list[Action] = []
    at = start_s + float(rng.uniform(0.2, 0.8)) * every_s
    while at < end_s - 0.5:
        total = float(rng.uniform(0.17, 0.34))
        out.append(Action("blink", at, 0.15 * total, rise_s=0.35 * total, fall_s=0.5 * total))
        at += every_s * float(rng.uniform(0.6, 1.4))
    return out


def talk(start_s: float, end_s: float, rng: np.random.Generator) -> list[Action]:
    """Speech: quick irregular openings of 0.1 to 0.5 s with lip movement, no event of their own."""
    out: list[Action] = []
    at = start_s
    while at < end_s - 0.5:
        total = float(rng.uniform(0.14, 0.45))
        level = float(rng.uniform(0.12, 0.6))
        out.append(
            Action(
                "jaw", at, 0.1 * total, level, rise_s=0.45 * total, fall_s=0.45 * total, event=""
            )
        )
        shape = ("pucker", "lips_part", "smile_closed")[int(rng.integers(3))]
        out.append(
            Action(
                shape,
                at,
                0.1 * total,
                0.5 * level,
                rise_s=0.45 * total,
                fall_s=0.45 * total,
                event="",
            )
        )
        pause = (
            float(rng.uniform(0.3, 0.7)) if rng.random() < 0.18 else float(rng.uniform(-0.05, 0.06))
        )
        at += total + pause
    return out
