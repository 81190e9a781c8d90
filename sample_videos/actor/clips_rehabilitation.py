"""One clip for each exercise of a single movement, and two with a region that moves along."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sample_videos.actor.action import reps
from sample_videos.actor.grid_rehabilitation import CAMERA, EXERCISES, MOVEMENTS, movement_actions
from sample_videos.actor.render import Script
from sample_videos.actor.scripting import build, expect, script

HOLD_S = 1.0
LIKE = ("brow-raise", "eye-closure", "open-smile", "snarl", "lip-pucker", "jaw-open")


def single(who: str, name: str, seed: int) -> Script:
    """Two repetitions of a movement, which its own exercise counts and unlike ones do not."""
    shown = MOVEMENTS[name]
    actions = movement_actions(shown, np.random.default_rng(seed))
    wants = [expect(shown.exercise, HOLD_S, 2)]
    others = [other for other in LIKE if other not in (shown.exercise, *shown.also)]
    wants += [expect(other, HOLD_S, 0) for other in others if other in EXERCISES]
    return build(who, actions, wants, seed, blinking=False, camera=CAMERA, tail_s=1.0)


@script
def rehab_brow_frown() -> Script:
    """Draws the brows together twice."""
    return single("ada", "brow-frown", 301)


@script
def rehab_tight_closure() -> Script:
    """Squeezes the eyes shut twice; a gentle closure is not counted."""
    return single("ada", "tight-closure", 302)


@script
def rehab_winks() -> Script:
    """Winks with the left eye, then with the right."""
    return single("jomo", "wink", 303)


@script
def rehab_nose_wrinkle() -> Script:
    """Wrinkles the nose twice, with the brows."""
    return single("ada", "nose-wrinkle", 304)


@script
def rehab_upper_lip() -> Script:
    """Raises the upper lip twice and leaves nose and brows."""
    return single("eun", "upper-lip", 305)


@script
def rehab_lower_lip() -> Script:
    """Draws the lower lip down twice with the teeth together."""
    return single("ada", "lower-lip", 306)


@script
def rehab_closed_smile() -> Script:
    """Smiles with closed lips twice; an open smile is not counted."""
    return single("jomo", "closed-smile", 307)


@script
def rehab_lip_press() -> Script:
    """Presses the lips together twice."""
    return single("ada", "lip-press", 308)


@script
def rehab_corners_down() -> Script:
    """Draws the corners of the mouth down twice."""
    return single("eun", "corners-down", 309)


@script
def rehab_cheek_puff() -> Script:
    """Blows the cheeks up twice; a pucker is not counted."""
    return single("ada", "cheek-puff", 310)


@script
def rehab_vowel_a() -> Script:
    """Says a long ah twice."""
    return single("jomo", "vowel-a", 311)


@script
def rehab_vowel_e() -> Script:
    """Says a long ee twice; a smile is not counted."""
    return single("ada", "vowel-e", 312)


@script
def rehab_vowel_o() -> Script:
    """Says a long oh twice; a pucker is not counted."""
    return single("eun", "vowel-o", 313)


@script
def rehab_jaw_side() -> Script:
    """Moves the jaw to the left, then to the right."""
    return single("ada", "jaw-side", 314)


@script
def rehab_smile_eye_along() -> Script:
    """Smiles with closed lips twice; the left eye closes along."""
    made = single("eun", "closed-smile", 315)
    along = [
        replace(a, kind="eye_along", level=0.6, side="left")
        for a in reps(
            "smile_closed", 2, 1.5, rng=np.random.default_rng(315), start_s=1.8, rest_s=1.1
        )
    ]
    wants = [
        expect("closed-smile", HOLD_S, 2, "eyes moving along, left"),
        expect("jaw-open", HOLD_S, 0),
    ]
    return replace(made, actions=(*made.actions, *along), expect=tuple(wants))
