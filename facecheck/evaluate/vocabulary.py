"""How the evaluation reads the words of a truth file; every judgement call is a table here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

JUDGED_KINDS = ("blink", "eyes_closed", "squint", "jaw_open", "palm_on_cheek")
"""The kinds that ``events`` promises; any other kind, labelled or detected, only informs."""

BLINK_LIMIT_S = 0.5
"""A closure up to this long is a ``blink``, a longer one is ``eyes_closed``."""

EDGE_FRAMES = 2
"""A label's length is known to a frame at either edge, hence to two frames in all."""


CLEAR_LEVEL = 0.75
"""A label that goes less far on purpose may be found or not: both are right."""


@dataclass(frozen=True, slots=True)
class DontCare:
    """A detection that is neither right nor wrong beside certain labels.

    Attributes:
        detected: The detected kind.
        labelled: The labelled kinds beside which it is neither right nor wrong.
        reason: Why, for the reader of the tables.
    """

    detected: str
    labelled: tuple[str, ...]
    reason: str


DONT_CARE: tuple[DontCare, ...] = (
    DontCare(
        "blink",
        ("blink_partial", "wink"),
        "lids that nearly met, or one eye's lids that did, are a blink to some and none to others",
    ),
    DontCare(
        "eyes_closed",
        ("eyes_downcast", "eyes_half_closed"),
        "lids so low that the person who labelled them could not tell a slit from shut; "
        "`look_down`, with the iris in view, is judged",
    ),
    DontCare(
        "squint",
        ("wink", "scowl"),
        "a wink narrows one eye on its way, and a scowl draws the lids together",
    ),
    DontCare(
        "jaw_open",
        ("jaw_open_brief", "mouth_open_brief"),
        "the jaw did open, only too briefly to be an exercise",
    ),
    DontCare(
        "palm_on_cheek",
        ("hand_on_mouth", "hand_on_nose_eye", "hand_on_face", "toner_on_face"),
        "a hand on the mouth or the nose usually touches the cheek as well",
    ),
    DontCare(
        "palm_on_cheek",
        ("fingers_on_cheek",),
        "straight fingers on a cheek, the palm below the jaw, are a palm on it to some; how "
        "flat it lies is for an exercise to judge",
    ),
)

NOT_JUDGED: Mapping[str, tuple[str, ...]] = {
    detected: tuple(
        word for rule in DONT_CARE if rule.detected == detected for word in rule.labelled
    )
    for detected in dict.fromkeys(rule.detected for rule in DONT_CARE)
}

MAY_BE_MISSED: Mapping[str, tuple[str, ...]] = {"squint": ("smile", "smile_teeth")}
"""Labels that need not be found while others last: a smile narrows the eyes by itself, and what is
narrowed beyond that no one can say. A squint that is *found* in a smile is judged all the same."""

SWAPPED: Mapping[str, str] = {"blink": "eyes_closed", "eyes_closed": "blink"}
"""Kinds that differ in length alone: a label at the limit does not decide between them."""


@dataclass(frozen=True, slots=True)
class MovementKind:
    """Which labels tell how long an exercise was really held.

    Attributes:
        kind: The labelled kind that one repetition is.
        requires: Labelled kinds meanwhile which alone the hold runs, as far as a clip labels them.
    """

    kind: str
    requires: tuple[str, ...] = ()


MOVEMENTS: Mapping[str, MovementKind] = {
    "squint": MovementKind("squint"),
    "squint-palm": MovementKind("squint", ("palm_on_cheek",)),
    "jaw-open": MovementKind("jaw_open"),
    "jaw-band": MovementKind("jaw_open", ("band_under_chin", "hands_at_jaw")),
    "brow-raise": MovementKind("brow_raise"),
    "eye-closure": MovementKind("eyes_closed"),
    "open-smile": MovementKind("smile_teeth"),
    "snarl": MovementKind("snarl"),
    "lip-pucker": MovementKind("pucker"),
}
"""Exercises whose holds have a truth. An exercise that is not here is judged by its count alone."""

UNSEEN_KINDS = ("face_absent", "face_hidden", "hand_over_face", "head_turned")
"""Labels of time in which a hold may pause, because nobody could see it."""

HAND_PREFIXES = ("hand", "finger", "palm", "band", "toner", "device")
"""A clip with a label that starts so is watched by the hand model too."""


def shows_hands(kind: str) -> bool:
    """Whether a labelled kind has a hand in it.

    >>> shows_hands("palm_on_cheek"), shows_hands("blink")
    (True, False)
    """
    return kind.startswith(HAND_PREFIXES)
