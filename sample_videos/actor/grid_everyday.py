"""The grid's set of everyday faces: what people do besides exercises, and beside them.

Laughter, song, yawns, grimaces, hands before the face, bowed heads, eyes that look down or flicker
while shut: none of it may be counted, or named as something else. And what must be counted although
it looks like something else: snarls that lift the corners of the mouth, or under a beard.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from sample_videos.actor.action import Action, blinks, reps, talk
from sample_videos.actor.face import Expression
from sample_videos.actor.film import Camera
from sample_videos.actor.identity import BEARDED, PEOPLE
from sample_videos.actor.render import Script
from sample_videos.actor.scripting import build, expect
from sample_videos.actor.truth import Expectation

Rng = np.random.Generator
START_S = 2.0  # a face at rest first: rest is learned from it
UNTIL_S = 7.0
NEGATIVE = tuple(
    expect(name, hold_s, 0) for name in ("squint", "jaw-open", "snarl") for hold_s in (1.0, 2.0)
)
EYES_ONLY = tuple(line for line in NEGATIVE if line.exercise == "squint")
GLASSES = tuple(name for name, who in PEOPLE.items() if who.glasses)
FRAME_RATES = (15.0, 15.0, 20.0, 25.0, 30.0)


@dataclass(frozen=True, slots=True)
class Plan:
    """What one clip shows.

    Attributes:
        actions: What is done.
        wants: What scoring must find.
        blinking: Natural blinks go on meanwhile.
        who: People it is made by; everybody of `PEOPLE` where it is empty.
    """

    actions: list[Action]
    wants: tuple[Expectation, ...] = NEGATIVE
    blinking: bool = True
    who: tuple[str, ...] = ()


def _between(rng: Rng, low: float, high: float) -> float:
    return float(rng.uniform(low, high))


def _laugh(rng: Rng) -> Plan:
    """Bouts of laughter: cheeks and corners up, lids narrowed in bursts, a shaking jaw."""
    out: list[Action] = []
    at = START_S
    while at < UNTIL_S - 1.5:
        total = _between(rng, 1.2, 2.6)
        hold = total - 0.55
        out.append(Action("laugh", at, hold, _between(rng, 0.6, 1.0), rise_s=0.25, fall_s=0.3))
        shaking = Action("jaw", at, hold, _between(rng, 0.15, 0.40), rise_s=0.25, fall_s=0.3)
        out.append(replace(shaking, tremor=_between(rng, 0.3, 0.6), event=""))
        nod = Action("pitch", at, hold, _between(rng, -3, 5), rise_s=0.3, fall_s=0.25, event="")
        out.append(replace(nod, tremor=0.3))
        burst = at
        while burst < at + total - 0.3:
            rise, keep, fall = (
                _between(rng, *span) for span in ((0.08, 0.2), (0, 0.3), (0.1, 0.3))
            )
            level = _between(rng, 0.7, 1.3)
            out.append(Action("laugh_eyes", burst, keep, level, rise_s=rise, fall_s=fall))
            burst += rise + keep + fall + _between(rng, -0.05, 0.15)
        at += total + _between(rng, 0.4, 1.0)
    return Plan(out, blinking=False)


def _sing(rng: Rng) -> Plan:
    """A song: the jaw half open for a second and more, wide for a few frames."""
    out: list[Action] = []
    at = START_S
    while at < UNTIL_S - 1.0:
        length, level = _between(rng, 0.5, 2.2), _between(rng, 0.16, 0.26)
        out.append(Action("jaw", at, length, level, rise_s=0.15, fall_s=0.2, event=""))
        out.append(
            Action(
                "ooh" if rng.random() < 0.5 else "vowel_e",
                at,
                length,
                0.5 * level,
                rise_s=0.2,
                fall_s=0.2,
                event="",
            )
        )
        for _ in range(int(rng.integers(1, 4))):
            peak = at + _between(rng, 0.1, max(length - 0.3, 0.2))
            wide = _between(rng, 0.25, 0.45)
            out.append(Action("jaw", peak, 0.03, wide, rise_s=0.09, fall_s=0.09, event=""))
        at += length + 0.35 + _between(rng, 0.1, 0.5)
    out.append(Action("talk", START_S, at - START_S, rise_s=0.2, fall_s=0.2, event="sing"))
    return Plan(out)


def _shout(rng: Rng) -> Plan:
    """Shouts of 0.3 to 0.7 s with the jaw wide, and the brows down."""
    out: list[Action] = []
    at = START_S
    while at < UNTIL_S - 1.0:
        wide, held = _between(rng, 0.7, 1.1), _between(rng, 0.1, 0.45)
        out.append(Action("jaw", at, held, wide, rise_s=0.12, fall_s=0.18, event="jaw_open_brief"))
        out.append(Action("brow_down", at, held, 0.7, rise_s=0.12, fall_s=0.3, event=""))
        out.append(Action("grimace", at, held, 0.4, rise_s=0.12, fall_s=0.25, event=""))
        at += held + 0.3 + _between(rng, 0.25, 0.9)
    return Plan(out)


def _yawn(rng: Rng, *, hand: bool) -> Plan:
    """A yawn: the jaw opens slowly, the eyes narrow or shut meanwhile; a hand may cover it."""
    held = _between(rng, 1.4, 2.4)
    jaw = Action("jaw", START_S + 0.5, held, _between(rng, 0.9, 1.15), rise_s=1.1, fall_s=0.6)
    out = [jaw]
    eyes = Action(
        "squint",
        jaw.start_s + 0.6,
        held,
        _between(rng, 0.5, 0.9),
        rise_s=0.7,
        fall_s=0.6,
        event="grimace",
    )
    out += [eyes, Action("laugh_eyes", eyes.start_s, held, 0.4, rise_s=0.7, fall_s=0.6)]
    if hand:
        side = str(rng.choice(["left", "right"]))
        out.append(
            Action(
                "cover",
                jaw.start_s + 0.1,
                held + 0.9,
                side=side,
                rise_s=0.6,
                fall_s=0.6,
                style="mouth",
            )
        )
    # The jaw does open, and is held: that is no false count.
    return Plan(out, tuple(w for w in NEGATIVE if w.exercise != "jaw-open"), blinking=False)


def _grimace(rng: Rng) -> Plan:
    """Faces are pulled for 0.3 to 0.7 s: eyes narrowed, nose wrinkled, the mouth drawn wide."""
    out: list[Action] = []
    at = START_S
    while at < UNTIL_S - 1.0:
        rise, held, fall = _between(rng, 0.1, 0.2), _between(rng, 0.05, 0.3), 0.2
        out.append(Action("grimace", at, held, _between(rng, 0.7, 1.1), rise_s=rise, fall_s=fall))
        at += rise + held + fall + _between(rng, 0.5, 1.2)
    return Plan(out, blinking=False)


def _wave(rng: Rng) -> Plan:
    """A hand waves before the face for some seconds."""
    side = str(rng.choice(["left", "right"]))
    length, rate = _between(rng, 2.0, 3.5), _between(rng, 0.5, 1.8)
    return Plan(
        [Action("wave", START_S, length, rate, side=side, rise_s=0.5, fall_s=0.5)], blinking=False
    )


def _pass(rng: Rng) -> Plan:
    """A hand passes before the face, slowly or quickly, and again."""
    first = Action("pass", START_S, _between(rng, 1.0, 4.0), rise_s=0.0, fall_s=0.0)
    again = replace(first, start_s=first.end_s + 0.3, hold_s=_between(rng, 0.8, 2.0))
    return Plan([first, again], blinking=False)


def _over_eye(rng: Rng) -> Plan:
    """Fingers lie over one eye for a while; the other one stays open."""
    side = str(rng.choice(["left", "right"]))
    hand = Action("cover", START_S, _between(rng, 0.2, 2.5), side=side, rise_s=0.6, fall_s=0.6)
    again = replace(hand, start_s=hand.end_s + 0.6, hold_s=0.2)
    return Plan([replace(a, style="eye") for a in (hand, again)], blinking=False)


def _bowed(rng: Rng, *, reading: bool) -> Plan:
    """The head goes down behind glasses and comes up again, the eyes level or on a book."""
    out: list[Action] = []
    at = START_S
    while at < UNTIL_S - 2.0:
        held = _between(rng, 0.5, 2.0)
        rise = _between(rng, 0.3, 0.7)
        down = -_between(rng, 12, 30)
        out.append(Action("pitch", at, held, down, rise_s=rise, fall_s=rise, event="head_bowed"))
        if reading:
            eyes = Action("look_down", at, held, _between(rng, 0.5, 1.2), rise_s=rise, fall_s=rise)
            out.append(eyes)
        at += held + 2 * rise + _between(rng, 0.4, 0.9)
    return Plan(out, blinking=False, who=GLASSES)


def _look_down(rng: Rng) -> Plan:
    """Looks down, less or more, quickly or slowly, for a moment or for seconds."""
    out: list[Action] = []
    at = START_S
    while at < UNTIL_S - 1.0:
        held, depth = float(rng.choice([0.1, 0.4, 1.0, 1.6])), _between(rng, 0.5, 1.9)
        rise, fall = _between(rng, 0.12, 0.5), _between(rng, 0.12, 0.4)
        out.append(Action("look_down", at, held, depth, rise_s=rise, fall_s=fall))
        at += held + rise + fall + _between(rng, 0.6, 1.1)
    return Plan(out, blinking=False)


def _flicker(rng: Rng) -> Plan:
    """Eyes held shut whose lids flicker meanwhile."""
    shut = reps("eyes_shut", 2, _between(rng, 1.2, 2.2), rng=rng, start_s=START_S, rest_s=1.2)
    flicker = _between(rng, 0.2, 0.45)
    return Plan([replace(a, rise_s=0.15, fall_s=0.25, tremor=flicker) for a in shut])


def _shut(rng: Rng) -> Plan:
    """Eyes shut for 0.7 to 2.5 s."""
    held = _between(rng, 0.7, 2.5)
    return Plan(reps("eyes_shut", 2, held, rng=rng, start_s=START_S, rest_s=1.2))


def _snarls(rng: Rng, *, corners: bool, beard: bool) -> Plan:
    """Snarls that lift the corners of the mouth as well, or under a beard."""
    snarl = reps("snarl", 2, 1.5, rng=rng, start_s=START_S, rest_s=1.2, level=_between(rng, 0.8, 1))
    more = [
        replace(a, kind="smile_closed", level=_between(rng, 0.15, 0.35), event="") for a in snarl
    ]
    wants = (expect("snarl", 1.0, 2), expect("open-smile", 1.0, 0), *EYES_ONLY)
    return Plan([*snarl, *(more if corners else [])], wants, who=tuple(BEARDED) if beard else ())


def _ooh(rng: Rng) -> Plan:
    """Says "ooh" silently: lips forward and round."""
    ooh = reps("ooh", 3, 1.4, rng=rng, start_s=START_S, rest_s=1.0, level=_between(rng, 0.7, 1.1))
    return Plan(ooh)


def _speech(rng: Rng) -> Plan:
    """Speech under a beard."""
    words = talk(START_S, UNTIL_S, rng)
    whole = Action("talk", START_S, UNTIL_S - START_S - 0.4, rise_s=0.2, fall_s=0.2, event="talk")
    return Plan([*words, whole], who=tuple(BEARDED))


def _blinks(rng: Rng) -> Plan:
    """Blinks, one after the other, some of them in a smile."""
    actions = blinks(START_S, UNTIL_S, rng, 0.9)
    smile = Action("smile", 4.0, 2.5, _between(rng, 0.5, 1.0), rise_s=0.4, fall_s=0.4)
    return Plan([*actions, smile], blinking=False)


PLANS: dict[str, Callable[[Rng], Plan]] = {
    "laugh": _laugh,
    "sing": _sing,
    "wave": _wave,
    "look-down": _look_down,
    "flicker": _flicker,
    "snarl-corners": lambda rng: _snarls(rng, corners=True, beard=False),
    "bowed": lambda rng: _bowed(rng, reading=False),
    "over-eye": _over_eye,
    "yawn": lambda rng: _yawn(rng, hand=False),
    "grimace": _grimace,
    "blinks": _blinks,
    "snarl-beard": lambda rng: _snarls(rng, corners=False, beard=True),
    "ooh": _ooh,
    "pass": _pass,
    "shout": _shout,
    "yawn-hand": lambda rng: _yawn(rng, hand=True),
    "bowed-reading": lambda rng: _bowed(rng, reading=True),
    "shut": _shut,
    "snarl-beard-corners": lambda rng: _snarls(rng, corners=True, beard=True),
    "talk-beard": _speech,
}
COUNT = 11 * len(PLANS)


def make_everyday(number: int, seed: int) -> Script:
    """Clip `number` of the set of `seed`."""
    rng = np.random.default_rng([seed, 104729, number])
    kinds = list(PLANS)
    kind, turn = kinds[number % len(kinds)], number // len(kinds)
    plan = PLANS[kind](rng)
    people = plan.who or tuple(PEOPLE)
    # Steps that share no factor with the number of people: every kind meets everybody in the end.
    who = people[(number + 5 * turn) % len(people)]
    pose = Expression(
        yaw_deg=float(np.round(rng.uniform(-9, 9), 1)),
        pitch_deg=float(np.round(rng.uniform(-4, 6), 1)),
        roll_deg=float(np.round(rng.uniform(-6, 6), 1)),
    )
    camera = Camera(
        size=(480, 360),
        fps=float(rng.choice(FRAME_RATES)),
        variable=bool(rng.random() < 0.1),
        light=float(np.round(rng.choice([1.0, 1.0, 1.1, 0.8, 0.6]), 2)),
        harsh=float(np.round(rng.choice([0.0, 0.0, 0.3, 0.6]), 2)),
        noise=float(np.round(rng.uniform(0.5, 2.5), 2)),
        distance=float(np.round(rng.uniform(4.3, 5.6), 2)),
    )
    eyes_rest = kind not in ("shut", "flicker")
    made = build(
        who,
        plan.actions,
        plan.wants,
        int(rng.integers(1 << 30)),
        blinking=plan.blinking,
        tail_s=1.2,
        during=plan.blinking and eyes_rest,
    )
    return replace(
        made,
        name=f"e{seed}-{number:04d}-{kind}",
        about=f"Everyday: {kind}.",
        camera=camera,
        base=pose,
        sway=float(np.round(rng.uniform(0.5, 1.4), 2)),
        crf=26,
    )
