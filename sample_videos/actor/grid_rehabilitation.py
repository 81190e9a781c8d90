"""The grid's set for rehabilitation: movements of single muscles, weak sides, what moves along.

The set goes person by person, so that the first clips of it show every movement already: each
movement well done, sided ones with one side that is weaker by 0.25, 0.5 or 0.75, and movements with
a region moving along that should rest, beside the same movement without.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from sample_videos.actor.action import Action, reps
from sample_videos.actor.face import Expression
from sample_videos.actor.film import Camera
from sample_videos.actor.render import Script
from sample_videos.actor.scripting import build, expect

# Light and dark skin, young and old, both sexes, one with glasses.
WHO = ("ada", "jomo", "eun", "femi", "dan")
CAMERA = Camera(size=(480, 360), fps=12.0)
HOLD_S, ASKED_S = 1.5, 1.0
START_S, REST_S = 1.8, 1.1


@dataclass(frozen=True, slots=True)
class Shown:
    """One movement of the set.

    Attributes:
        kind: A key of `MOVES`.
        exercise: The one that counts it; empty where none can.
        also: Exercises that count it too, for it is part of what they ask for.
        level: Share of full effort.
        sides: The two repetitions are made by the left and by the right side.
    """

    kind: str
    exercise: str
    also: tuple[str, ...] = ()
    level: float = 1.0
    sides: bool = False


MOVEMENTS: dict[str, Shown] = {
    "brow-raise": Shown("brow_raise", "brow-raise"),
    "brow-frown": Shown("brow_down", "brow-frown"),
    "gentle-closure": Shown("eyes_shut", "eye-closure"),
    "tight-closure": Shown("tight_shut", "tight-eye-closure"),
    # Whose other eye does not close must be able to practise a closure: one eye is enough.
    "wink": Shown("wink", "wink", ("eye-closure",), sides=True),
    "nose-wrinkle": Shown("nose_wrinkle", "nose-wrinkle", ("snarl",)),
    "upper-lip": Shown("upper_lip", "upper-lip-raise", ("snarl",)),
    "lower-lip": Shown("lower_lip", "lower-lip-depress"),
    "open-smile": Shown("smile_open", "open-smile"),
    "closed-smile": Shown("smile_closed", "closed-smile"),
    "pucker": Shown("pucker", "lip-pucker"),
    "lip-press": Shown("lip_press", "lip-press"),
    "corners-down": Shown("corners_down", "corners-down"),
    "cheek-puff": Shown("puff", "cheek-puff"),
    "vowel-a": Shown("vowel_a", "vowel-a", ("jaw-open",)),
    "vowel-e": Shown("vowel_e", "vowel-e"),
    "vowel-o": Shown("vowel_o", "vowel-o", ("jaw-open",)),
    "jaw-open": Shown("jaw", "jaw-open", ("vowel-a",)),
    "jaw-side": Shown("jaw_side", "jaw-side", level=1.4, sides=True),
    # No exercise asks for these: a camera in front cannot tell them (docs/rehabilitation.md).
    "jaw-forward": Shown("jaw_forward", ""),
    "tongue-out": Shown("tongue_out", "", ("vowel-a", "jaw-open")),
}
EXERCISES = (*(shown.exercise for shown in MOVEMENTS.values() if shown.exercise), "snarl")

WEAK = ("brow-raise", "open-smile", "closed-smile", "nose-wrinkle", "upper-lip", "pucker")
WEAK_BY = (0.25, 0.5, 0.75)

# Movement, what moves along, how far, on which side.
ALONG = (
    ("closed-smile", "eye_along", 0.6, "left"),
    ("pucker", "eye_along", 0.6, "right"),
    ("gentle-closure", "corner_along", 0.5, "right"),
    ("brow-raise", "corner_along", 0.5, "left"),
    ("brow-raise", "chin_along", 0.9, "both"),
)
PER_PERSON = len(MOVEMENTS) + 2 * len(WEAK) + len(ALONG)
COUNT = PER_PERSON * len(WHO)


def movement_actions(shown: Shown, rng: np.random.Generator) -> list[Action]:
    """Two repetitions of a movement; of one with sides the left, then the right."""
    actions = reps(
        shown.kind, 2, HOLD_S, rng=rng, start_s=START_S, rest_s=REST_S, level=shown.level
    )
    if not shown.sides:
        return actions
    if shown.kind == "jaw_side":
        return [actions[0], replace(actions[1], level=-shown.level)]
    return [replace(a, side=side) for a, side in zip(actions, ("left", "right"), strict=True)]


def make_rehabilitation(number: int, seed: int) -> Script:
    """Clip `number` of the set of `seed`."""
    person, place = divmod(number, PER_PERSON)
    rng = np.random.default_rng([seed, number])
    names = list(MOVEMENTS)
    base = Expression()
    along: tuple[str, float, str] | None = None
    if place < len(names):
        name, what = names[place], "clean"
    elif place < len(names) + 2 * len(WEAK):
        nth = place - len(names)
        name = WEAK[nth // 2]
        # Both sides and every degree within three people.
        lost, side = WEAK_BY[(nth + person) % 3], ("left", "right")[nth % 2]
        base = replace(base, **{f"palsy_{side}": lost})
        what = f"weak-{side}-{round(100 * lost)}"
    else:
        name, kind, level, side = ALONG[place - len(names) - 2 * len(WEAK)]
        along = kind, level, side
        what = f"{kind.replace('_', '-')}-{side}"
    shown = MOVEMENTS[name]
    actions = movement_actions(shown, rng)
    wants = [expect(shown.exercise, ASKED_S, 2)] if shown.exercise else []
    # An eye that closes along is an eye that closes.
    unasked = {*shown.also, *(("eye-closure", "wink") if along and along[0] == "eye_along" else ())}
    wants += [
        expect(other, ASKED_S, 0)
        for other in EXERCISES
        if other != shown.exercise and other not in unasked
    ]
    if along is not None:
        kind, level, side = along
        actions += [replace(a, kind=kind, level=level, side=side) for a in actions[:2]]
    made = build(
        WHO[person % len(WHO)],
        actions,
        wants,
        int(rng.integers(1 << 30)),
        blinking=False,
        camera=CAMERA,
        tail_s=1.0,
    )
    return replace(
        made,
        name=f"r{seed}-{number:04d}-{name}-{what}",
        about=f"Rehabilitation: {name}, {what}.",
        base=base,
        crf=26,
    )
