"""Squints with a fault in them, with and without a palm."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sample_videos.actor.action import reps
from sample_videos.actor.render import Script
from sample_videos.actor.scripting import (
    HOLD_S,
    NO_JAW,
    build,
    clean,
    expect,
    palm,
    script,
    squints,
    with_palm,
)


@script
def squint_too_short() -> Script:
    """Three squints of 2.5 s."""
    wants = [expect("squint", 5.0, 0, "hold too short"), clean("squint", 2.0, 3)]
    return build("gita", squints(3, 2.5, 8), wants, 8)


@script
def squint_half_depth() -> Script:
    """Three squints of 5 s, less than half as deep."""
    wants = [expect("squint", 5.0, 0, "too shallow")]
    actions = squints(3, HOLD_S, 10, level=0.42)
    return build(
        "bao",
        actions,
        wants,
        10,
    )


@script
def squint_one_eye() -> Script:
    """Only the left eye is narrowed, three times 5 s."""
    wants = [expect("squint", 5.0, 0, "one eye only"), NO_JAW]
    actions = squints(3, HOLD_S, 12, side="left")
    return build(
        "nils",
        actions,
        wants,
        12,
    )


@script
def eyes_shut_instead() -> Script:
    """Eyes shut for 5 s instead of narrowed."""
    wants = [expect("squint", 5.0, 0, "eyes shut instead of narrowed")]
    actions = reps("eyes_shut", 3, HOLD_S, rng=np.random.default_rng(13))
    return build("jomo", actions, wants, 13)


@script
def squint_brows_down() -> Script:
    """Squints with the brows pulled down; not so hard that they hide the eyes."""
    wants = [expect("squint", 5.0, 3, "brows pulled down")]
    actions = squints(3, HOLD_S, 14)
    brows = [replace(a, kind="brow_down", level=0.6, event="brow_frown") for a in actions]
    return build(
        "hugo",
        [*actions, *brows],
        wants,
        14,
    )


@script
def squint_by_smile() -> Script:
    """Squints while a broad smile pushes the cheeks up, which lifts the lower lids by itself.

    What a squint adds to a broad smile cannot be told from a broader smile, so it does not count.
    """
    wants = [expect("squint", 5.0, 0, "smile doing the work")]
    actions = squints(3, HOLD_S, 15)
    smiles_too = [replace(a, kind="smile", event="smile_teeth") for a in actions]
    return build("chi", [*actions, *smiles_too], wants, 15)


@script
def squint_palm_missing() -> Script:
    """Clean squints without a palm."""
    wants = [expect("squint-palm", 5.0, 0, "palm missing"), clean("squint", 5.0, 3)]
    return build(
        "femi",
        squints(3, HOLD_S, 34),
        wants,
        34,
    )


@script
def squint_palm_not_flat() -> Script:
    """Squints with a fist at the cheek instead of a flat palm."""
    wants = [expect("squint-palm", 5.0, 0, "palm not flat")]
    actions = with_palm(squints(3, HOLD_S, 35, start_s=2.8), "left", "fist")
    return build("eun", actions, wants, 35, tail_s=0.8)


@script
def squint_palm_fingertips() -> Script:
    """Squints with only the fingertips at the cheek."""
    wants = [expect("squint-palm", 3.0, 0, "palm not flat")]
    actions = with_palm(squints(2, 3.5, 36, start_s=2.8), "right", "tips")
    return build("nils", actions, wants, 36, tail_s=0.8)


@script
def squint_palm_slips() -> Script:
    """The palm leaves the cheek in the middle of the second squint."""
    wants = [expect("squint-palm", 5.0, 1, "palm slipped")]
    actions = squints(2, HOLD_S, 37, start_s=2.8)
    gone = actions[1].start_s + 2.9
    hand = palm(
        actions[0].start_s - 1.2, gone, "left", note="leaves in the middle of the second squint"
    )
    return build("chi", [*actions, hand], wants, 37)


@script
def squint_palm_too_short() -> Script:
    """Squints of 2.5 s against the flat right palm."""
    wants = [expect("squint-palm", 5.0, 0, "hold too short"), clean("squint-palm", 2.0, 3)]
    actions = with_palm(squints(3, 2.5, 38, start_s=2.8), "right")
    return build("mona", actions, wants, 38, tail_s=0.8)
