"""Face units of the movements that are practised in rehabilitation, beside those of `face`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sample_videos.actor.face import Expression

SPLIT = (
    "browInnerUp",
    "mouthPucker",
    "mouthFunnel",
    "mouthRollLower",
    "mouthRollUpper",
    "mouthShrugLower",
    "mouthShrugUpper",
    "cheekPuff",
)
"""Units of both sides at once, of which a palsy takes the half of one."""

# Kind of action -> the fields of `Expression` it moves, and the event it makes (see `MOVES`).
REHABILITATION: dict[str, tuple[dict[str, float], str]] = {
    # Lips well apart, and a nose wrinkled with the muscles between the brows.
    "smile_open": ({"smile": 1.0, "teeth": 1.6}, "smile_teeth"),
    "nose_wrinkle": ({"snarl": 1.0, "brow_down": 0.35}, "snarl"),
    "lip_press": ({"lip_press": 1.0}, "lip_press"),
    # Blown cheeks need lips that keep the air in.
    "puff": ({"puff": 1.0, "lip_press": 0.35}, "cheek_puff"),
    "corners_down": ({"corners_down": 1.0}, "corners_down"),
    "tight_shut": ({"close_left": 1.0, "close_right": 1.0, "squeeze": 1.0}, "eyes_closed"),
    "upper_lip": ({"upper_lip": 1.0}, "upper_lip_raise"),
    "lower_lip": ({"lower_lip": 1.0}, "lower_lip_down"),
    "vowel_a": ({"jaw": 0.45}, "vowel"),
    "vowel_e": ({"stretch": 0.9, "jaw": 0.1, "lips_part": 0.25}, "vowel"),
    "vowel_o": ({"funnel": 0.8, "jaw": 0.3}, "vowel"),
    "jaw_forward": ({"jaw_forward": 1.0}, "jaw_forward"),
    "tongue_out": ({"tongue": 1.0, "jaw": 0.5}, "tongue_out"),
    # What comes along with another movement though it should rest.
    "eye_along": ({"close_left": 1.0, "close_right": 1.0}, "along_eyes"),
    "corner_along": ({"corner_left": 1.0, "corner_right": 1.0}, "along_mouth"),
    "chin_along": ({"chin": 1.0}, "along_chin"),
}
# What faces do besides exercises.
EVERYDAY: dict[str, tuple[dict[str, float], str]] = {
    "laugh": ({"smile": 1.0, "teeth": 0.9}, "laugh"),
    "laugh_eyes": ({"laugh": 1.0}, ""),
    "grimace": (
        {"squint_left": 0.85, "squint_right": 0.85, "snarl": 0.6, "squeeze": 0.1, "stretch": 0.4},
        "grimace",
    ),
    "ooh": ({"funnel": 1.0, "pucker": 0.35, "jaw": 0.08}, "pucker"),
}
# Field of `Expression` -> units of each side, without their side, and the share of the level.
BY_SIDE: dict[str, dict[str, float]] = {
    # The ring muscle lifts the lower lid by as much as the upper one comes down, or more.
    "laugh": {"eyeSquint": 0.65, "cheekSquint": 0.5},
    "upper_lip": {"mouthUpperUp": 1.0},
    "lower_lip": {"mouthLowerDown": 1.3},
    "lip_press": {"mouthPress": 1.0},
    "corners_down": {"mouthFrown": 1.0},
    "stretch": {"mouthStretch": 1.0},
    # A tight closure brings the ring muscle's outer part in: cheek and lower lid up, brow down.
    "squeeze": {"eyeSquint": 0.9, "cheekSquint": 0.9, "browDown": 0.8, "noseSneer": 0.25},
}
# Field -> units of the whole face.
MIDDLE: dict[str, dict[str, float]] = {
    "lip_press": {"mouthRollLower": 0.5, "mouthRollUpper": 0.5},
    "puff": {"cheekPuff": 1.0},
    "funnel": {"mouthFunnel": 1.0},
    "jaw_forward": {"jawForward": 1.0},
    "tongue": {"tongueOut": 1.0},
    "chin": {"mouthShrugLower": 1.0},
}


def side_units(e: Expression, side: str) -> dict[str, float]:
    """Weights of one side's units, named without their side."""
    out: dict[str, float] = {}
    for name, shares in BY_SIDE.items():
        for unit, share in shares.items():
            out[unit] = out.get(unit, 0.0) + share * getattr(e, name)
    out["mouthSmile"] = 0.8 * getattr(e, f"corner_{side}")
    out["browOuterUp"] = getattr(e, f"brow_up_{side}")
    return out


def middle_units(e: Expression) -> dict[str, float]:
    """Weights of the units that have no sides."""
    out: dict[str, float] = {}
    for name, shares in MIDDLE.items():
        for unit, share in shares.items():
            out[unit] = out.get(unit, 0.0) + share * getattr(e, name)
    return out
