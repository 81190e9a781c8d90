"""Clean sets of the four movement exercises: everything must be counted, no fault named."""

from __future__ import annotations

from sample_videos.actor.render import Script
from sample_videos.actor.scripting import (
    HOLD_S,
    NO_JAW,
    NO_SQUINT,
    build,
    clean,
    expect,
    jaws,
    script,
    squints,
    with_band,
    with_palm,
)


@script
def squint_3x5() -> Script:
    """Three squints of 5 s with free hands."""
    wants = [clean("squint", 5.0, 3), expect("squint-palm", 5.0, 0, "palm missing"), NO_JAW]
    return build(
        "ada",
        squints(3, HOLD_S, 1),
        wants,
        1,
    )


@script
def jaw_open_3x5() -> Script:
    """Three jaw openings of 5 s with free hands; blinks go on."""
    wants = [
        clean("jaw-open", 5.0, 3),
        expect("jaw-band", 5.0, 0, "hands missing for the band"),
        NO_SQUINT,
    ]
    return build("bao", jaws(3, HOLD_S, 2), wants, 2, during=True)


@script
def squint_palm_3x5() -> Script:
    """Three squints of 5 s against the flat left palm."""
    wants = [clean("squint-palm", 5.0, 3), clean("squint", 5.0, 3), NO_JAW]
    actions = with_palm(squints(3, HOLD_S, 31, start_s=2.8), "left")
    return build("gita", actions, wants, 31, tail_s=0.8)


@script
def jaw_band_3x5() -> Script:
    """Three jaw openings of 5 s against a band held by both hands."""
    wants = [clean("jaw-band", 5.0, 3), clean("jaw-open", 5.0, 3), NO_SQUINT]
    actions = with_band(jaws(3, HOLD_S, 32, start_s=2.8))
    return build("hugo", actions, wants, 32, tail_s=0.8, during=True)


@script
def squint_palm_right() -> Script:
    """Three squints of 5 s against the flat right palm, with glasses."""
    wants = [clean("squint-palm", 5.0, 3), NO_JAW]
    actions = with_palm(squints(3, HOLD_S, 33, start_s=2.8), "right")
    return build("luis", actions, wants, 33, tail_s=0.8)


@script
def squint_glasses() -> Script:
    """Three squints of 5 s behind glasses."""
    wants = [clean("squint", 5.0, 3), NO_JAW]
    return build(
        "dan",
        squints(3, HOLD_S, 23),
        wants,
        23,
    )
