"""Good movements under difficult filming: light, frame rate, pose, presence."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sample_videos.actor.action import Action, reps
from sample_videos.actor.film import Camera
from sample_videos.actor.render import Script
from sample_videos.actor.scripting import (
    NO_JAW,
    NO_SQUINT,
    build,
    clean,
    expect,
    jaws,
    script,
    squints,
)


@script
def hand_passing() -> Script:
    """A hand passes before the face between two openings."""
    wants = [clean("jaw-open", 3.0, 2), expect("squint-palm", 0.5, 0), NO_SQUINT]
    actions = jaws(2, 3.5, 42, rest_s=3.4)
    between = Action(
        "pass",
        actions[0].end_s + 0.8,
        1.8,
        rise_s=0.0,
        fall_s=0.0,
        note="a hand passes before the face",
    )
    return build("bao", [*actions, between], wants, 42)


@script
def head_turned_away() -> Script:
    """During the second opening the head is turned 58 degrees away."""
    wants = [expect("jaw-open", 3.0, 2, "head turned away"), NO_SQUINT]
    actions = jaws(3, 3.5, 44, rest_s=2.2)
    middle = actions[1]
    away = Action(
        "yaw",
        middle.start_s - 0.9,
        middle.hold_s + 1.4,
        level=58.0,
        rise_s=0.6,
        fall_s=0.6,
        event="head_turned",
    )
    return build("ines", [*actions, away], wants, 44)


@script
def face_leaves_mid_set() -> Script:
    """The face leaves the picture for 2 s between the second and the third opening."""
    wants = [clean("jaw-open", 2.0, 3), NO_SQUINT]
    rng = np.random.default_rng(20)
    actions = reps("jaw", 2, 2.5, rng=rng)
    away = Action(
        "leave",
        actions[-1].end_s + 0.6,
        2.0,
        level=4.6,
        rise_s=0.55,
        fall_s=0.55,
        note="out of the picture",
    )
    actions += [away, *reps("jaw", 1, 2.5, start_s=away.end_s + 1.2, rng=rng)]
    return build("kaya", actions, wants, 20)


@script
def second_face() -> Script:
    """A second, smaller face behind, which opens its mouth once."""
    wants = [clean("jaw-open", 2.0, 3), NO_SQUINT]
    made = build(
        "ada",
        jaws(3, 2.5, 22),
        wants,
        22,
    )
    return replace(made, bystander="luis")


@script
def squint_dim() -> Script:
    """Squints in dim light."""
    wants = [clean("squint", 3.0, 3), NO_JAW]
    camera = Camera(light=0.32, noise=2.0)
    return build("ines", squints(3, 3.5, 24), wants, 24, camera=camera)


@script
def too_dark() -> Script:
    """Hardly any light: nothing can be judged."""
    wants = [expect("squint", 3.0, 0, "too dark")]
    camera = Camera(light=0.045, noise=1.6)
    return build(
        "gita",
        squints(2, 3.5, 25),
        wants,
        25,
        camera=camera,
    )


@script
def jaw_12fps() -> Script:
    """Jaw openings at 12 frames a second."""
    wants = [clean("jaw-open", 3.0, 3), NO_SQUINT]
    camera = Camera(fps=12.0)
    return build(
        "femi",
        jaws(3, 3.5, 26),
        wants,
        26,
        camera=camera,
        during=True,
    )


@script
def squint_variable_fps() -> Script:
    """Squints with a variable frame rate and gaps of 0.2 s."""
    wants = [clean("squint", 3.0, 3), NO_JAW]
    camera = Camera(fps=24.0, variable=True)
    return build("kaya", squints(3, 3.5, 27), wants, 27, camera=camera)


@script
def jaw_portrait_rotated() -> Script:
    """Portrait, stored sideways with a rotation tag."""
    wants = [clean("jaw-open", 3.0, 3), NO_SQUINT]
    camera = Camera(size=(480, 640), rotated=True, distance=5.6)
    return build(
        "mona",
        jaws(3, 3.5, 28),
        wants,
        28,
        camera=camera,
        during=True,
    )
