"""The grid's second set: every fault of form once too far and once just inside its limit.

Clips come in pairs that differ in nothing but how far they go: an even number goes too far and must
name its fault and no other, the odd one after it stays inside the limit and must name none.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np

from sample_videos.actor.action import Action, reps
from sample_videos.actor.face import Expression
from sample_videos.actor.film import Camera
from sample_videos.actor.identity import PEOPLE
from sample_videos.actor.props import ONE_HAND, SLACK, TILTED
from sample_videos.actor.render import Script
from sample_videos.actor.scripting import build, clean, expect, with_palm
from sample_videos.actor.truth import Expectation

Rng = np.random.Generator
START_S = 1.8  # neutral face first: a checker learns the resting level from it


@dataclass(frozen=True, slots=True)
class Plan:
    """One clip's actions and what must come of them.

    Attributes:
        actions: What is done.
        wants: What scoring must find.
        camera: Fields of the camera that the plan decides.
    """

    actions: list[Action]
    wants: list[Expectation]
    camera: dict[str, float | tuple[int, int]] = field(default_factory=dict)


Maker = Callable[[Rng, bool], Plan]
PAIRS: dict[str, Maker] = {}


def _pair(maker: Maker) -> Maker:
    """Enter a pair into the table under its function's name."""
    PAIRS[maker.__name__.strip("_").replace("_", "-")] = maker
    return maker


def _jaws(rng: Rng, count: int = 2, hold_s: float = 1.4) -> list[Action]:
    return reps("jaw", count, hold_s, rng=rng, start_s=START_S, rest_s=float(rng.uniform(1.0, 1.3)))


def _squints(rng: Rng, count: int = 2, hold_s: float = 1.4) -> list[Action]:
    return reps(
        "squint", count, hold_s, rng=rng, start_s=START_S, rest_s=float(rng.uniform(1, 1.3))
    )


def _beside(actions: list[Action], kind: str, level: float) -> list[Action]:
    """A second movement made together with each of the first."""
    return [replace(a, kind=kind, level=level, event=None) for a in actions]


def _want(exercise: str, hold_s: float, counted: int, fault: str, too_far: bool) -> Expectation:
    """Inside the limit no fault may be named, which a truth file says with an empty list."""
    if too_far:
        return expect(exercise, hold_s, counted, fault)
    return clean(exercise, hold_s, counted)


@_pair
def _too_fast(rng: Rng, too_far: bool) -> Plan:
    actions = [replace(a, rise_s=0.10 if too_far else 0.26) for a in _jaws(rng)]
    return Plan(actions, [_want("jaw-open", 1.0, 2, "opening too fast", too_far)], {"fps": 30.0})


@_pair
def _let_go(rng: Rng, too_far: bool) -> Plan:
    actions = [replace(a, fall_s=0.07 if too_far else 0.28) for a in _jaws(rng)]
    return Plan(actions, [_want("jaw-open", 1.0, 2, "let go too fast", too_far)], {"fps": 30.0})


def _unsteady(
    actions: list[Action], exercise: str, fault: str, too_far: bool, **how: float
) -> Plan:
    """One long hold that sinks or shakes."""
    changed = [replace(a, **how) for a in actions]  # type: ignore[arg-type]
    return Plan(changed, [_want(exercise, 2.0, 1, fault, too_far)])


@_pair
def _jaw_fades(rng: Rng, too_far: bool) -> Plan:
    fade = 0.46 if too_far else 0.16
    return _unsteady(_jaws(rng, 1, 4.0), "jaw-open", "fading", too_far, fade=fade)


@_pair
def _squint_fades(rng: Rng, too_far: bool) -> Plan:
    fade = 0.60 if too_far else 0.16
    return _unsteady(_squints(rng, 1, 4.0), "squint", "fading", too_far, fade=fade)


@_pair
def _jaw_shakes(rng: Rng, too_far: bool) -> Plan:
    tremor = 0.22 if too_far else 0.06
    return _unsteady(_jaws(rng, 1, 3.2), "jaw-open", "shaking", too_far, tremor=tremor)


@_pair
def _squint_shakes(rng: Rng, too_far: bool) -> Plan:
    tremor = 0.24 if too_far else 0.06
    return _unsteady(_squints(rng, 1, 3.2), "squint", "shaking", too_far, tremor=tremor)


@_pair
def _nods(rng: Rng, too_far: bool) -> Plan:
    actions = _jaws(rng)
    head = _beside(actions, "pitch", -16.0 if too_far else -6.0)
    head = [replace(a, event="head_nodding") for a in head]
    return Plan([*actions, *head], [_want("jaw-open", 1.0, 2, "head nodding", too_far)])


@_pair
def _tips_back(rng: Rng, too_far: bool) -> Plan:
    actions = _jaws(rng)
    head = _beside(actions, "pitch", 19.0 if too_far else 7.0)
    return Plan([*actions, *head], [_want("jaw-open", 1.0, 2, "head tipped back", too_far)])


def _looks_away(rng: Rng, kind: str, level: float, fault: str, too_far: bool) -> Plan:
    """The head is elsewhere for two seconds between two openings."""
    actions = reps("jaw", 2, 1.4, rng=rng, start_s=START_S, rest_s=3.6)
    away = Action(
        kind, actions[0].end_s + 0.3, 2.0, level, rise_s=0.5, fall_s=0.5, event="head_turned"
    )
    return Plan([*actions, away], [_want("jaw-open", 1.0, 2, fault, too_far)])


@_pair
def _turns_away(rng: Rng, too_far: bool) -> Plan:
    sign = float(rng.choice([-1, 1]))
    return _looks_away(rng, "yaw", sign * (48 if too_far else 22), "head turned away", too_far)


@_pair
def _tips_away(rng: Rng, too_far: bool) -> Plan:
    return _looks_away(rng, "pitch", -40 if too_far else -17, "head tipped too far", too_far)


@_pair
def _tilts_away(rng: Rng, too_far: bool) -> Plan:
    sign = float(rng.choice([-1, 1]))
    return _looks_away(rng, "roll", sign * (50 if too_far else 27), "head tilted too far", too_far)


@_pair
def _too_close(rng: Rng, too_far: bool) -> Plan:
    # Named and counted all the same: a chin out of the picture leaves the lips in it.
    want = _want("jaw-open", 1.0, 2, "too close to the camera", too_far)
    return Plan(_jaws(rng), [want], {"distance": 2.5 if too_far else 4.1, "size": (640, 480)})


@_pair
def _too_distant(rng: Rng, too_far: bool) -> Plan:
    want = _want("jaw-open", 1.0, 0 if too_far else 2, "too far from the camera", too_far)
    return Plan(_jaws(rng), [want], {"distance": 13.0 if too_far else 7.4, "size": (320, 240)})


@_pair
def _too_dark(rng: Rng, too_far: bool) -> Plan:
    want = _want("jaw-open", 1.0, 0 if too_far else 2, "too dark", too_far)
    return Plan(_jaws(rng), [want], {"light": 0.05 if too_far else 0.16, "harsh": 0.0})


@_pair
def _lips_alone(rng: Rng, too_far: bool) -> Plan:
    level = 1.0 if too_far else 0.25
    actions = reps("lips_part", 2, 2.0, rng=rng, start_s=START_S, level=level)
    return Plan(actions, [_want("jaw-open", 1.0, 0, "lips open with the jaw shut", too_far)])


@_pair
def _snarls(rng: Rng, too_far: bool) -> Plan:
    actions = _squints(rng)
    snarl = _beside(actions, "snarl", 0.9 if too_far else 0.15)
    counted = 0 if too_far else 2
    return Plan(
        [*actions, *snarl], [_want("squint", 1.0, counted, "snarl doing the work", too_far)]
    )


@_pair
def _smiles(rng: Rng, too_far: bool) -> Plan:
    actions = _squints(rng)
    smile = _beside(actions, "smile_closed", 0.9 if too_far else 0.2)
    counted = 0 if too_far else 2
    return Plan(
        [*actions, *smile], [_want("squint", 1.0, counted, "smile doing the work", too_far)]
    )


@_pair
def _frowns(rng: Rng, too_far: bool) -> Plan:
    actions = _squints(rng)
    frown = _beside(actions, "brow_down", 0.7 if too_far else 0.1)
    return Plan([*actions, *frown], [_want("squint", 1.0, 2, "brows pulled down", too_far)])


@_pair
def _one_eye(rng: Rng, too_far: bool) -> Plan:
    strong, weak = ("left", "right") if rng.random() < 0.5 else ("right", "left")
    actions = [replace(a, side=strong) for a in _squints(rng)]
    other = [replace(a, side=weak, level=0.25 if too_far else 0.8) for a in actions]
    counted = 0 if too_far else 2
    return Plan([*actions, *other], [_want("squint", 1.0, counted, "one eye only", too_far)])


@_pair
def _shuts_eyes(rng: Rng, too_far: bool) -> Plan:
    actions = _squints(rng)
    if too_far:
        actions = _beside(actions, "eyes_shut", 1.0)
    else:
        actions = [replace(a, level=1.12) for a in actions]
    counted = 0 if too_far else 2
    return Plan(actions, [_want("squint", 1.0, counted, "eyes shut instead of narrowed", too_far)])


@_pair
def _jaw_shallow(rng: Rng, too_far: bool) -> Plan:
    actions = [replace(a, level=0.4 if too_far else 0.82) for a in _jaws(rng)]
    return Plan(actions, [_want("jaw-open", 1.0, 0 if too_far else 2, "too shallow", too_far)])


@_pair
def _squint_shallow(rng: Rng, too_far: bool) -> Plan:
    actions = [replace(a, level=0.4 if too_far else 0.85) for a in _squints(rng)]
    return Plan(actions, [_want("squint", 1.0, 0 if too_far else 2, "too shallow", too_far)])


@_pair
def _too_short(rng: Rng, too_far: bool) -> Plan:
    kind, exercise = ("jaw", "jaw-open") if rng.random() < 0.5 else ("squint", "squint")
    held_s = 1.2 if too_far else 2.05
    actions = reps(kind, 2, held_s, rng=rng, start_s=START_S, rest_s=1.2)
    return Plan(actions, [_want(exercise, 2.0, 0 if too_far else 2, "hold too short", too_far)])


@_pair
def _drifts(rng: Rng, too_far: bool) -> Plan:
    actions = _jaws(rng)
    sign = float(rng.choice([-1, 1]))
    drift = _beside(actions, "jaw_side", sign * (1.7 if too_far else 0.35))
    return Plan([*actions, *drift], [_want("jaw-open", 1.0, 2, "jaw drifts sideways", too_far)])


def _band(rng: Rng, fault: str, counted: int, too_far: bool, **changes: object) -> Plan:
    actions = reps("jaw", 2, 1.4, rng=rng, start_s=2.6, rest_s=1.2)
    first, last = actions[0].start_s - 1.6, actions[-1].end_s + 1.0
    held = Action("band", first, last - first - 1.2, rise_s=0.6, fall_s=0.6)
    band = replace(held, **changes)  # type: ignore[arg-type]
    return Plan([*actions, band], [_want("jaw-band", 1.0, counted, fault, too_far)])


@_pair
def _band_one_hand(rng: Rng, too_far: bool) -> Plan:
    changes = {"style": ONE_HAND, "side": str(rng.choice(["left", "right"]))} if too_far else {}
    counted = 0 if too_far else 2
    return _band(rng, "hands missing for the band", counted, too_far, **changes)


@_pair
def _band_tilted(rng: Rng, too_far: bool) -> Plan:
    level = float(rng.choice([-1, 1])) * (0.85 if too_far else 0.22)
    return _band(rng, "band not level", 2, too_far, style=TILTED, level=level)


@_pair
def _band_slack(rng: Rng, too_far: bool) -> Plan:
    return _band(rng, "band gone slack", 2, too_far, style=SLACK, level=0.42 if too_far else 0.06)


@_pair
def _palm_not_flat(rng: Rng, too_far: bool) -> Plan:
    side = str(rng.choice(["left", "right"]))
    style = str(rng.choice(["fist", "tips"])) if too_far else "cupped"
    actions = with_palm(reps("squint", 2, 1.4, rng=rng, start_s=2.6, rest_s=1.2), side, style)
    return Plan(actions, [_want("squint-palm", 1.0, 0 if too_far else 2, "palm not flat", too_far)])


FRAME_RATES = (20.0, 24.0, 25.0, 30.0)


def make_form(number: int, seed: int) -> Script:
    """Clip `number` of the second set of `seed`; the even one of a pair goes too far."""
    pair, too_far = number // 2, number % 2 == 0
    rng = np.random.default_rng([seed, 7919, pair])
    kinds, people = list(PAIRS), list(PEOPLE)
    kind = kinds[pair % len(kinds)]
    who = people[(3 * pair + 5 * (pair // len(kinds))) % len(people)]
    pose = Expression(
        yaw_deg=float(np.round(rng.uniform(-6, 6), 1)),
        pitch_deg=float(np.round(rng.uniform(-4, 4), 1)),
        roll_deg=float(np.round(rng.uniform(-4, 4), 1)),
    )
    camera = Camera(
        size=(640, 480) if rng.random() < 0.7 else (320, 240),
        fps=float(rng.choice(FRAME_RATES)),
        light=float(np.round(rng.choice([1.0, 1.1, 0.8]), 2)),
        harsh=float(np.round(rng.choice([0.0, 0.0, 0.3]), 2)),
        noise=float(np.round(rng.uniform(0.5, 2.5), 2)),
        distance=float(np.round(rng.uniform(4.4, 5.4), 2)),
    )
    sway = float(np.round(rng.uniform(0.5, 1.1), 2))
    own_seed = int(rng.integers(1 << 30))
    plan = PAIRS[kind](rng, too_far)
    mouth = any(a.kind in ("jaw", "lips_part") for a in plan.actions)
    made = build(who, plan.actions, plan.wants, own_seed, during=mouth, tail_s=1.0)
    return replace(
        made,
        name=f"f{seed}-{number:04d}-{kind}-{'far' if too_far else 'inside'}",
        about=f"{kind.replace('-', ' ')}: {'too far' if too_far else 'just inside the limit'}.",
        camera=replace(camera, **plan.camera),  # type: ignore[arg-type]
        base=pose,
        sway=sway,
        crf=26,
    )
