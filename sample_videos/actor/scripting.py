"""Short forms in which scripts are written, and the table they are entered into."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from sample_videos.actor.action import Action, blinks, reps
from sample_videos.actor.film import Camera
from sample_videos.actor.render import Script
from sample_videos.actor.truth import Expectation

HOLD_S = 5.45  # at full level; a little over five seconds, so that a hold of 5 s counts
Maker = Callable[[], Script]
SCRIPTS: dict[str, Maker] = {}


def script(maker: Maker) -> Maker:
    """Enter a script into the table; the function's name and docstring are the clip's."""

    def named() -> Script:
        return replace(maker(), name=maker.__name__, about=maker.__doc__ or "")

    SCRIPTS[maker.__name__] = named
    return named


def expect(exercise: str, hold_s: float, counted: int, *faults: str) -> Expectation:
    """Short form of an expectation; without faults, they are not judged."""
    return Expectation(exercise, hold_s, counted, faults or None)


def clean(exercise: str, hold_s: float, counted: int) -> Expectation:
    """An expectation of good form: everything is counted, and no fault may be named."""
    return Expectation(exercise, hold_s, counted, ())


NO_SQUINT = expect("squint", 0.5, 0)
NO_JAW = expect("jaw-open", 0.5, 0)


def rest_blinks(
    actions: Sequence[Action], until_s: float, rng: np.random.Generator
) -> list[Action]:
    """Blinks in the rests between movements, at least 0.25 s away from any."""
    out: list[Action] = []
    for blink in blinks(0.2, until_s, rng, 1.6):
        if all(blink.end_s + 0.25 < a.start_s or blink.start_s > a.end_s + 0.25 for a in actions):
            out.append(blink)
    return out


def build(
    who: str,
    actions: Sequence[Action],
    wants: Sequence[Expectation],
    seed: int,
    *,
    blinking: bool = True,
    camera: Camera | None = None,
    tail_s: float = 1.3,
    duration_s: float = 0.0,
    during: bool = False,
) -> Script:
    """A script of the given actions plus natural blinks; the caller names it.

    Args:
        who: Name in `PEOPLE`, or empty.
        actions: What is done.
        wants: What scoring must find.
        seed: Of all small variations.
        blinking: Add natural blinks.
        camera: How it is filmed.
        tail_s: Rest after the last action.
        duration_s: Length; 0 for as long as the actions take.
        during: Blinks go on during the movements too (right for the mouth, wrong for the eyes).
    """
    rng = np.random.default_rng(seed + 40)
    end = duration_s or max(a.end_s for a in actions) + tail_s
    extra: list[Action] = []
    if blinking:
        extra = blinks(0.5, end - 0.6, rng, 3.0) if during else rest_blinks(actions, end - 0.4, rng)
    return Script("", "", who, (*actions, *extra), end, tuple(wants), seed, camera or Camera())


def squints(count: int, hold_s: float, seed: int, **changes: Any) -> list[Action]:
    """Repetitions of a squint."""
    return reps("squint", count, hold_s, rng=np.random.default_rng(seed), **changes)


def jaws(count: int, hold_s: float, seed: int, **changes: Any) -> list[Action]:
    """Repetitions of opening the jaw."""
    return reps("jaw", count, hold_s, rng=np.random.default_rng(seed), **changes)


def palm(first_s: float, last_s: float, side: str, style: str = "flat", note: str = "") -> Action:
    """A hand at a cheek from `first_s` to `last_s`."""
    return Action(
        "palm",
        first_s,
        last_s - first_s - 1.3,
        side=side,
        rise_s=0.65,
        fall_s=0.65,
        style=style,
        note=note,
    )


def with_palm(squint_actions: Sequence[Action], side: str, style: str = "flat") -> list[Action]:
    """Squints with the hand at the cheek from before the first to after the last."""
    return [
        *squint_actions,
        palm(squint_actions[0].start_s - 1.2, squint_actions[-1].end_s + 1.0, side, style),
    ]


def with_band(jaw_actions: Sequence[Action]) -> list[Action]:
    """Jaw openings with a band held by both hands from before the first to after the last."""
    first, last = jaw_actions[0].start_s - 1.2, jaw_actions[-1].end_s + 1.0
    return [*jaw_actions, Action("band", first, last - first - 1.4, rise_s=0.7, fall_s=0.7)]
