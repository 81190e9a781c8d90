"""Every kind of clip of the set, and what it is made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sample_videos.untrue import in_place, in_the_way, in_time
from sample_videos.untrue.bases import FAST, NAMES, fps_of
from sample_videos.untrue.places import Places
from sample_videos.untrue.take import Take

Rng = np.random.Generator
JAW, SQUINT = ("jaw-open",), ("squint",)
BOTH = JAW + SQUINT
QUICK = tuple(name for name in NAMES if fps_of(name) == FAST)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind.

    Attributes:
        alone: Makes it of one take.
        beside: Makes it of a take and one of another person.
        covered: Makes it of a take and where its face is.
        exercises: Of which it can be made.
        who: By whom.
        rendered: It is rendered whole, with hands.
    """

    alone: Callable[[Take, Rng], Take] | None = None
    beside: Callable[[Take, Take, Rng], Take] | None = None
    covered: Callable[[Take, Places, Rng], Take] | None = None
    exercises: tuple[str, ...] = BOTH
    who: tuple[str, ...] = NAMES
    rendered: bool = False


KINDS: dict[str, Kind] = {
    "stale": Kind(in_time.stale),
    "frozen-hold": Kind(in_time.frozen_hold),
    "fingers": Kind(rendered=True),
    "frozen-rest": Kind(in_time.frozen_rest),
    "frozen-end": Kind(in_time.frozen_end),
    "changed-person": Kind(beside=in_place.changed_person),
    "repeated": Kind(in_time.repeated),
    "phone": Kind(covered=in_the_way.phone, exercises=JAW),
    "slow-motion": Kind(in_time.slow_motion),
    "waves": Kind(rendered=True),
    "unmarked-slow-motion": Kind(in_time.unmarked_slow_motion),
    "mask": Kind(covered=in_the_way.mask),
    "time-lapse": Kind(in_time.time_lapse, who=QUICK),
    "begins-within": Kind(in_time.begins_within, exercises=JAW),
    "patch": Kind(covered=in_the_way.patch, exercises=SQUINT),
    "lens-covered": Kind(in_time.lens_covered),
    "upside-down": Kind(in_place.upside_down),
    "passes": Kind(rendered=True),
    "on-its-side": Kind(in_place.on_its_side),
    "mirrored": Kind(in_place.mirrored),
    "scarf": Kind(covered=in_the_way.scarf, exercises=JAW),
    "in-a-corner": Kind(in_place.in_a_corner),
    "two-faces": Kind(beside=in_place.two_faces),
    "the-other-face": Kind(beside=in_place.the_other_face),
}
COUNT = 9 * len(KINDS)


@dataclass(frozen=True, slots=True)
class Order:
    """One clip of the set.

    Attributes:
        name: Of its file.
        kind: A key of `KINDS`.
        who: By whom.
        other: The other person, where there is one.
        exercise: What is done.
        seed: Of the set.
        number: Of the clip.
    """

    name: str
    kind: str
    who: str
    other: str
    exercise: str
    seed: int
    number: int

    @property
    def rng(self) -> Rng:
        """What decides the rest of it."""
        return np.random.default_rng([self.seed, 1299709, self.number])


def order(number: int, seed: int) -> Order:
    """Clip `number` of the set of `seed`; the same for everybody."""
    names = list(KINDS)
    name, turn = names[number % len(names)], number // len(names)
    kind = KINDS[name]
    # Steps without a common factor: every kind meets everybody in the end.
    who = kind.who[(number + 5 * turn + seed) % len(kind.who)]
    same = [one for one in NAMES if fps_of(one) == fps_of(who) and one != who]
    other = same[(number + turn) % len(same)]
    exercise = kind.exercises[(turn + number // 3) % len(kind.exercises)]
    return Order(f"u{seed}-{number:04d}-{name}", name, who, other, exercise, seed, number)
