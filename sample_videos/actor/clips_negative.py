"""What must never be counted: what faces and hands do besides exercises."""

from __future__ import annotations

import numpy as np

from sample_videos.actor.action import Action, blinks, reps, talk
from sample_videos.actor.render import Script
from sample_videos.actor.scripting import (
    NO_JAW,
    NO_SQUINT,
    build,
    expect,
    palm,
    script,
)


@script
def blinks_only() -> Script:
    """Only blinks, 0.17 to 0.34 s long."""
    rng = np.random.default_rng(3)
    wants = [NO_SQUINT, NO_JAW]
    return build(
        "chi",
        blinks(0.4, 15.0, rng, 1.2),
        wants,
        3,
        blinking=False,
        duration_s=15.0,
    )


@script
def smiles() -> Script:
    """Three smiles that show the teeth."""
    actions = reps("smile", 3, 2.5, rng=np.random.default_rng(4))
    return build("gita", actions, [NO_SQUINT, NO_JAW], 4)


@script
def talking() -> Script:
    """Talks without a pause for 13 s; openings of 0.1 to 0.5 s."""
    actions = talk(1.2, 14.0, np.random.default_rng(5))
    actions.append(Action("talk", 1.2, 12.4, rise_s=0.2, fall_s=0.2, event="talk"))
    return build("hugo", actions, [NO_SQUINT, NO_JAW], 5, during=True, duration_s=15.0)


@script
def looking_down() -> Script:
    """Looks down three times, as at a keyboard."""
    actions = reps("look_down", 3, 2.5, rng=np.random.default_rng(6))
    return build(
        "nils",
        actions,
        [NO_SQUINT, NO_JAW],
        6,
    )


@script
def brows_only() -> Script:
    """Frowns twice, then raises the brows twice."""
    rng = np.random.default_rng(7)
    actions = reps("brow_down", 2, 2.5, rng=rng)
    actions += reps("brow_raise", 2, 2.0, start_s=actions[-1].end_s + 1.2, rng=rng)
    return build(
        "luis",
        actions,
        [NO_SQUINT, NO_JAW],
        7,
    )


@script
def palm_no_squint() -> Script:
    """A flat palm on the left cheek, and nothing else but blinks."""
    wants = [expect("squint-palm", 0.5, 0), NO_SQUINT, NO_JAW]
    return build("ada", [palm(1.5, 9.0, "left")], wants, 39, during=True)


@script
def toner_on_cheek() -> Script:
    """A microcurrent toner glides over the right cheek."""
    wants = [NO_SQUINT, NO_JAW]
    toner = Action("toner", 1.5, 10.0, side="right", rise_s=0.7, fall_s=0.7)
    return build("kaya", [toner], wants, 43, during=True)


@script
def jaw_behind_closed_lips() -> Script:
    """The jaw drops while the lips stay sealed."""
    wants = [expect("jaw-open", 5.0, 0), NO_JAW, NO_SQUINT]
    actions = reps("jaw_sealed", 3, 4.0, rng=np.random.default_rng(19))
    return build("ines", actions, wants, 19, during=True)


@script
def face_absent() -> Script:
    """An empty room."""
    nobody = Action("absent", 0.0)
    return build(
        "",
        [nobody],
        [NO_SQUINT, NO_JAW],
        21,
        blinking=False,
        duration_s=6.0,
    )
