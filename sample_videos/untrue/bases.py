"""The takes that are tampered with, and those in which hands lie and wave before a face."""

from __future__ import annotations

from dataclasses import replace
from zlib import crc32

import numpy as np

from sample_videos.actor.action import Action, blinks, reps
from sample_videos.actor.face import Expression
from sample_videos.actor.film import Camera
from sample_videos.actor.identity import PEOPLE
from sample_videos.actor.render import Script
from sample_videos.actor.scripting import build, expect

Rng = np.random.Generator
NAMES = tuple(PEOPLE)
MOVES = {"jaw-open": "jaw", "squint": "squint"}
SIZE = 512, 384  # as large as a picture must be to be rendered at its own size
FAST, SLOW = 20.0, 15.0


def fps_of(who: str) -> float:
    """Half of the people are filmed at 20 pictures a second, the others at 15."""
    return FAST if NAMES.index(who) % 2 == 0 else SLOW


def _camera(who: str, rng: Rng) -> tuple[Camera, Expression]:
    camera = Camera(
        size=SIZE,
        fps=fps_of(who),
        light=float(rng.choice([1.0, 1.1, 0.8])),
        harsh=float(rng.choice([0.0, 0.0, 0.4])),
        noise=float(np.round(rng.uniform(1.0, 2.2), 2)),
        distance=float(np.round(rng.uniform(4.5, 5.3), 2)),
    )
    pose = Expression(
        yaw_deg=float(np.round(rng.uniform(-7, 7), 1)),
        pitch_deg=float(np.round(rng.uniform(-3, 4), 1)),
        roll_deg=float(np.round(rng.uniform(-5, 5), 1)),
    )
    return camera, pose


def base(who: str, exercise: str, seed: int) -> Script:
    """Two repetitions of some two seconds, blinks between them.

    Args:
        who: A name of `PEOPLE`.
        exercise: `jaw-open` or `squint`.
        seed: Of light, pose, times.
    """
    rng = np.random.default_rng([seed, 7919, crc32(f"{who} {exercise}".encode())])
    camera, pose = _camera(who, rng)
    held_s = float(np.round(rng.uniform(1.9, 2.3), 2))
    moves = reps(MOVES[exercise], 2, held_s, rng=rng, start_s=1.8, rest_s=1.7)
    made = build(who, moves, (), int(rng.integers(1 << 30)), camera=camera, tail_s=1.2)
    return replace(
        made,
        name=f"{who}-{exercise}",
        about=f"{who}, {exercise}.",
        base=pose,
        sway=float(np.round(rng.uniform(0.5, 1.2), 2)),
        crf=18,
    )


NOTHING = tuple(
    expect(name, hold_s, 0) for name in ("squint", "jaw-open", "snarl") for hold_s in (1.0, 2.0)
)


def hands(kind: str, who: str, seed: int, name: str) -> Script:
    """A take with hands: `fingers`, `passes`, `waves`.

    The eyes blink meanwhile, which may be seen in the one that no hand covers.
    """
    rng = np.random.default_rng([seed, 6271, crc32(f"{who} {kind}".encode())])
    camera, pose = _camera(who, rng)
    side = str(rng.choice(["left", "right"]))
    held_s = float(rng.uniform(0.8, 2.0))
    blinking = blinks(0.4, 7.0, rng, 2.2) if kind == "fingers" else []
    if kind == "fingers":
        first = Action("cover", 2.2, held_s, side=side, rise_s=0.6, fall_s=0.6, style="eye")
        acts = [first, replace(first, start_s=first.end_s + 0.9, hold_s=0.5)]
    elif kind == "passes":
        first = Action("pass", 2.0, float(rng.uniform(0.9, 3.0)), rise_s=0.0, fall_s=0.0)
        acts = [first, replace(first, start_s=first.end_s + 0.5, hold_s=float(rng.uniform(0.6, 2)))]
    else:
        rate = float(rng.uniform(0.5, 1.8))
        acts = [Action("wave", 2.0, 3.0, rate, side=side, rise_s=0.5, fall_s=0.5)]
    hands_s = [(act.start_s, act.end_s) for act in acts]
    # A hand on one eye lies before a part of the other one, too.
    blinking = [
        replace(b, event="blink_partial")
        if any(b.start_s < end_s and start_s < b.end_s for start_s, end_s in hands_s)
        else b
        for b in blinking
    ]
    made = build(
        who,
        [*acts, *blinking],
        NOTHING,
        int(rng.integers(1 << 30)),
        blinking=False,
        camera=camera,
        tail_s=1.2,
    )
    sway = float(np.round(rng.uniform(0.5, 1.2), 2))
    return replace(made, name=name, about=f"Untrue: {kind}.", base=pose, sway=sway, crf=24)
