"""Jaw openings with a fault in them, with and without a band."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sample_videos.actor.action import reps
from sample_videos.actor.render import Script
from sample_videos.actor.scripting import (
    HOLD_S,
    NO_SQUINT,
    build,
    clean,
    expect,
    jaws,
    script,
    with_band,
)


@script
def jaw_too_short() -> Script:
    """Three jaw openings of 2.5 s."""
    wants = [expect("jaw-open", 5.0, 0, "hold too short"), clean("jaw-open", 2.0, 3), NO_SQUINT]
    return build(
        "kaya",
        jaws(3, 2.5, 9),
        wants,
        9,
        during=True,
    )


@script
def jaw_half_depth() -> Script:
    """Three jaw openings of 5 s, less than half as wide."""
    wants = [expect("jaw-open", 5.0, 0, "too shallow"), NO_SQUINT]
    actions = jaws(3, HOLD_S, 11, level=0.38)
    return build("mona", actions, wants, 11, during=True)


@script
def jaw_band_missing() -> Script:
    """Clean jaw openings without hands or band."""
    wants = [expect("jaw-band", 3.0, 0, "hands missing for the band"), clean("jaw-open", 3.0, 3)]
    return build("jomo", jaws(3, 3.5, 40), wants, 40, during=True)


@script
def jaw_band_too_short() -> Script:
    """Jaw openings of 2.5 s against the band."""
    wants = [expect("jaw-band", 5.0, 0, "hold too short"), clean("jaw-band", 2.0, 3)]
    actions = with_band(jaws(3, 2.5, 41, start_s=2.8))
    return build("eun", actions, wants, 41, tail_s=0.8, during=True)


@script
def head_tilt_instead() -> Script:
    """The head tips back by 22 degrees while the jaw hardly opens."""
    wants = [expect("jaw-open", 5.0, 0, "head tipped back"), NO_SQUINT]
    rng = np.random.default_rng(16)
    actions = reps("jaw", 3, HOLD_S, rng=rng, level=0.30, note="the head does the work")
    tilts = [
        replace(
            a,
            kind="pitch",
            level=22.0,
            rise_s=a.rise_s + 0.3,
            hold_s=a.hold_s - 0.3,
            note="",
            event="head_tipped_back",
        )
        for a in actions
    ]
    return build("dan", [*actions, *tilts], wants, 16, during=True)


@script
def jaw_drifts_sideways() -> Script:
    """The jaw drifts to the person's left while it is open."""
    wants = [expect("jaw-open", 5.0, 3, "jaw drifts sideways"), NO_SQUINT]
    actions = jaws(3, HOLD_S, 17)
    drift = [
        replace(
            a,
            kind="jaw_side",
            start_s=a.start_s + 0.8,
            hold_s=a.hold_s - 1.6,
            rise_s=1.0,
            level=1.6,
            event="jaw_sideways",
        )
        for a in actions
    ]
    return build("femi", [*actions, *drift], wants, 17, during=True)


@script
def lips_open_jaw_shut() -> Script:
    """Lips parted, teeth together."""
    wants = [expect("jaw-open", 5.0, 0, "lips open with the jaw shut"), NO_SQUINT]
    actions = reps("lips_part", 3, HOLD_S, rng=np.random.default_rng(18))
    return build("eun", actions, wants, 18, during=True)
