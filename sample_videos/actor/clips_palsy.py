"""The five standard movements of the Sunnybrook scale, and two with one weak side."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sample_videos.actor.action import reps
from sample_videos.actor.face import Expression
from sample_videos.actor.film import Camera
from sample_videos.actor.render import Script
from sample_videos.actor.scripting import NO_JAW, build, expect, script

SMALL = Camera(size=(480, 360), fps=24.0)
HOLD_S = 2.6
MOVEMENTS = ("brow-raise", "eye-closure", "open-smile", "snarl", "lip-pucker")


def standard(who: str, kind: str, exercise: str, seed: int, *, blinking: bool = True) -> Script:
    """Three repetitions of one movement, which none of the other four exercises may count."""
    actions = reps(kind, 3, HOLD_S, rng=np.random.default_rng(seed))
    wants = [expect(name, 2.0, 3 if name == exercise else 0) for name in MOVEMENTS]
    return build(who, actions, [*wants, NO_JAW], seed, camera=SMALL, blinking=blinking)


@script
def palsy_brow_raise() -> Script:
    """Raises both brows three times."""
    return standard("luis", "brow_raise", "brow-raise", 81)


@script
def palsy_eye_closure() -> Script:
    """Closes both eyes gently three times."""
    return standard("mona", "eyes_shut", "eye-closure", 82)


@script
def palsy_open_smile() -> Script:
    """Smiles with open lips three times."""
    return standard("eun", "smile", "open-smile", 83)


@script
def palsy_snarl() -> Script:
    """Wrinkles the nose and raises the upper lip three times."""
    return standard("nils", "snarl", "snarl", 84)


@script
def palsy_lip_pucker() -> Script:
    """Puckers the lips three times."""
    return standard("jomo", "pucker", "lip-pucker", 85)


@script
def palsy_smile_weak_right() -> Script:
    """Smiles three times; the right side does two fifths of it."""
    made = standard("ada", "smile", "open-smile", 86, blinking=False)
    return replace(made, base=Expression(palsy_right=0.6))


@script
def palsy_brows_weak_left() -> Script:
    """Raises the brows three times; the left one does a quarter of it."""
    made = standard("chi", "brow_raise", "brow-raise", 87, blinking=False)
    return replace(made, base=Expression(palsy_left=0.75))
