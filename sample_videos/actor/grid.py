"""A grid of generated variations: scripts crossed with people, light, frame rate, size, pose.

Clip number `i` of a seed is the same for everybody, and does not depend on how many clips are made.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from sample_videos.actor.action import Action, reps, talk
from sample_videos.actor.face import Expression
from sample_videos.actor.film import Camera
from sample_videos.actor.identity import PEOPLE
from sample_videos.actor.render import Script
from sample_videos.actor.scripting import (
    NO_JAW,
    NO_SQUINT,
    build,
    clean,
    expect,
    palm,
    with_band,
    with_palm,
)
from sample_videos.actor.truth import Expectation

Rng = np.random.Generator
Plan = tuple[list[Action], list[Expectation]]
START_S = 2.0  # neutral face first: a checker learns the resting level from it
MARGIN_S = 0.4  # a counted hold lasts this much longer than asked for


def _moves(kind: str, rng: Rng, hold_s: float, **changes: Any) -> list[Action]:
    count = int(rng.integers(2, 4)) if hold_s < 1.4 else 2
    return reps(
        kind,
        count,
        hold_s,
        start_s=START_S,
        rest_s=float(rng.uniform(1.0, 1.5)),
        rng=rng,
        **changes,
    )


def _asked(rng: Rng) -> float:
    """Hold that the exercise asks for, in seconds."""
    return float(rng.choice([1.0, 1.5, 2.0]))


def _counted(kind: str, exercise: str, other: Expectation) -> Callable[[Rng], Plan]:
    def plan(rng: Rng) -> Plan:
        asked = _asked(rng)
        actions = _moves(kind, rng, asked + MARGIN_S)
        return actions, [clean(exercise, asked, len(actions)), other]

    return plan


def _palm(side: str) -> Callable[[Rng], Plan]:
    def plan(rng: Rng) -> Plan:
        asked = _asked(rng)
        actions = _moves("squint", rng, asked + MARGIN_S)
        return with_palm(actions, side), [clean("squint-palm", asked, len(actions)), NO_JAW]

    return plan


def _band(rng: Rng) -> Plan:
    asked = _asked(rng)
    actions = _moves("jaw", rng, asked + MARGIN_S)
    return with_band(actions), [clean("jaw-band", asked, len(actions)), NO_SQUINT]


def _bad(
    kind: str,
    exercise: str,
    fault: str,
    *,
    extra: tuple[str, float] | None = None,
    counts: bool = False,
    asked: float = 1.5,
    held: float = 1.9,
    **changes: Any,
) -> Callable[[Rng], Plan]:
    """A set with one fault in every repetition; `extra` is a movement made at the same time."""

    def plan(rng: Rng) -> Plan:
        actions = _moves(kind, rng, held, **changes)
        more: list[Action] = []
        if extra is not None:
            more = [
                replace(a, kind=extra[0], level=extra[1], side="both", event=None) for a in actions
            ]
        return [*actions, *more], [expect(exercise, asked, len(actions) if counts else 0, fault)]

    return plan


def _bad_hand(style: str) -> Callable[[Rng], Plan]:
    def plan(rng: Rng) -> Plan:
        side = str(rng.choice(["left", "right"]))
        actions = with_palm(_moves("squint", rng, 1.9), side, style)
        return actions, [expect("squint-palm", 1.5, 0, "palm not flat")]

    return plan


def _slips(rng: Rng) -> Plan:
    side = str(rng.choice(["left", "right"]))
    actions = _moves("squint", rng, 2.4)[:2]
    hand = palm(
        actions[0].start_s - 1.2,
        actions[1].start_s + 1.3,
        side,
        note="leaves in the middle of a squint",
    )
    return [*actions, hand], [expect("squint-palm", 2.0, 1, "palm slipped")]


def _nothing(kind: str, **changes: Any) -> Callable[[Rng], Plan]:
    """A movement that no exercise counts."""

    def plan(rng: Rng) -> Plan:
        return _moves(kind, rng, float(rng.uniform(1.0, 2.2)), **changes), [NO_SQUINT, NO_JAW]

    return plan


def _talk(rng: Rng) -> Plan:
    actions = talk(START_S, 9.0, rng)
    return [*actions, Action("talk", START_S, 6.6, rise_s=0.2, fall_s=0.2)], [NO_SQUINT, NO_JAW]


def _blinks(_: Rng) -> Plan:
    return [Action("blink", 8.5, 0.05, rise_s=0.09, fall_s=0.13)], [NO_SQUINT, NO_JAW]


def _passing(rng: Rng) -> Plan:
    return [Action("pass", 3.0, float(rng.uniform(1.2, 2.4)), rise_s=0.0, fall_s=0.0)], [
        NO_SQUINT,
        NO_JAW,
    ]


def _palm_only(rng: Rng) -> Plan:
    side = str(rng.choice(["left", "right"]))
    return [palm(START_S, 7.5, side)], [expect("squint-palm", 0.5, 0), NO_SQUINT, NO_JAW]


PLANS: dict[str, Callable[[Rng], Plan]] = {
    "squint": _counted("squint", "squint", NO_JAW),
    "jaw": _counted("jaw", "jaw-open", NO_SQUINT),
    "palm-left": _palm("left"),
    "band": _band,
    "squint-b": _counted("squint", "squint", NO_JAW),
    "blinks": _blinks,
    "jaw-b": _counted("jaw", "jaw-open", NO_SQUINT),
    "palm-right": _palm("right"),
    "band-b": _band,
    "talk": _talk,
    "squint-short": _bad("squint", "squint", "hold too short", asked=2.0, held=1.0),
    "jaw-short": _bad("jaw", "jaw-open", "hold too short", asked=2.0, held=1.0),
    "squint-shallow": _bad("squint", "squint", "too shallow", level=0.38),
    "jaw-shallow": _bad("jaw", "jaw-open", "too shallow", level=0.36),
    "smile": _nothing("smile"),
    "one-eye-left": _bad("squint", "squint", "one eye only", side="left"),
    "one-eye-right": _bad("squint", "squint", "one eye only", side="right"),
    "eyes-shut": _bad("eyes_shut", "squint", "eyes shut instead of narrowed"),
    "look-down": _nothing("look_down"),
    "brows": _nothing("brow_down"),
    "palm-missing": _bad("squint", "squint-palm", "palm missing"),
    "fist": _bad_hand("fist"),
    "tips": _bad_hand("tips"),
    "slips": _slips,
    "band-missing": _bad("jaw", "jaw-band", "hands missing for the band"),
    "sealed": _nothing("jaw_sealed"),
    "head-tipped": _bad("jaw", "jaw-open", "head tipped back", extra=("pitch", 22.0), level=0.30),
    "drift": _bad("jaw", "jaw-open", "jaw drifts sideways", extra=("jaw_side", 1.6), counts=True),
    "lips-part": _bad("lips_part", "jaw-open", "lips open with the jaw shut"),
    "brows-work": _bad(
        "squint", "squint", "brows pulled down", extra=("brow_down", 0.6), counts=True
    ),
    "smile-work": _bad("squint", "squint", "smile doing the work", extra=("smile", 1.0)),
    "passing": _passing,
    "pucker": _nothing("pucker"),
    "snarl": _nothing("snarl"),
    "palm-only": _palm_only,
}

SIZES = (
    ((640, 480),) * 9 + ((320, 240),) * 4 + ((640, 360),) * 3 + ((480, 640),) * 2 + ((1280, 720),)
)
FRAME_RATES = (10.0, 12.0, 15.0, 15.0, 20.0, 24.0, 25.0, 30.0, 30.0, 30.0, 60.0)


def _camera(rng: Rng, number: int) -> Camera:
    size = SIZES[int(rng.integers(len(SIZES)))]
    fps = FRAME_RATES[int(rng.integers(len(FRAME_RATES)))]
    if number % 60 == 37:
        size, fps = (
            (1920, 1080),
            15.0,
        )  # large pictures cost most of the time, so they are few and slow
    small = size == (320, 240)
    return Camera(
        size=size,
        fps=min(fps, 30.0) if size[0] > 700 else fps,
        variable=bool(rng.random() < 0.10),
        light=float(np.round(rng.choice([1.0, 1.0, 1.1, 0.8, 0.6, 0.4]), 2)),
        harsh=float(np.round(rng.choice([0.0, 0.0, 0.3, 0.6, 0.9]), 2)),
        noise=float(np.round(rng.uniform(0.5, 4.0 if not small else 2.5), 2)),
        blur=float(rng.choice([0.0, 0.5, 0.5, 1.0] if not small else [0.0, 0.5])),
        distance=float(np.round(rng.uniform(4.3, 5.2 if small else 6.4), 2)),
        rotated=size[1] > size[0],
    )


def make_script(number: int, seed: int) -> Script:
    """Clip `number` of the grid of `seed`."""
    rng = np.random.default_rng([seed, number])
    kinds, people = list(PLANS), list(PEOPLE)
    kind = kinds[number % len(kinds)]
    # Steps that share no factor with the number of people: every kind meets everybody in the end.
    who = people[(number + 5 * (number // len(kinds))) % len(people)]
    actions, wants = PLANS[kind](rng)
    own_seed = int(rng.integers(1 << 30))
    mouth = kind.startswith(
        ("jaw", "band", "blinks", "talk", "drift", "lips", "palm-only", "sealed")
    )
    made = build(
        who,
        actions,
        wants,
        own_seed,
        during=mouth,
        tail_s=1.1,
    )
    pose = Expression(
        yaw_deg=float(np.round(rng.uniform(-13, 13), 1)),
        pitch_deg=float(np.round(rng.uniform(-7, 7), 1)),
        roll_deg=float(np.round(rng.uniform(-9, 9), 1)),
        shift_x=float(np.round(rng.uniform(-0.25, 0.25), 2)),
    )
    bystander = people[(number * 3 + 1) % len(people)] if rng.random() < 0.05 else ""
    bystander = "" if bystander == who else bystander
    sway = float(np.round(rng.uniform(0.5, 1.7), 2))
    return replace(
        made,
        name=f"g{seed}-{number:04d}-{kind}",
        about=f"Grid: {kind}.",
        camera=_camera(rng, number),
        base=pose,
        sway=sway,
        bystander=bystander,
        crf=26,
    )


def make_grid(count: int, seed: int) -> list[Script]:
    """The first `count` clips of a seed's grid."""
    return [make_script(number, seed) for number in range(count)]
