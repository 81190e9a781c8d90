"""The measures that exercise files may name, by what moves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from facecheck.core.frames import COVERED
from facecheck.engine.hands.contact import CONTACT_MEASURES
from facecheck.engine.hands.palm_on_cheek import HAND_MEASURES
from facecheck.engine.measures.movement_measures import DERIVED

MEASURE_GROUPS: Mapping[str, tuple[str, ...]] = {
    "eyes, closing or narrowing": (
        "lid_aperture_seen",
        "lid_lower_seen",
        "lid_meeting_seen",
        "lid_aperture",
        "lid_upper",
        "lid_lower",
        "lid_meeting",
        "closed_alone",
        "iris_height",
    ),
    "brows": ("brow_lift", "brow_height", "brow_gap", "brows_down", "frown"),
    "nose and upper lip": ("nose_wing_height", "lip_raise", "upper_lip_height"),
    "smile": (
        "corner_pull",
        "corner_height",
        "corner_past_lip",
        "corner_past_snarl",
        "cheek_height",
    ),
    "mouth, drawn apart, down or together": (
        "mouth_width",
        "corner_reach",
        "corner_over_seam",
        "lip_gap",
    ),
    "lips, pressed or rolled": ("lip_height", "lip_fullness", "lower_lip_rise"),
    "lower lip and jaw": ("lower_lip_drop", "jaw_drop", "chin_drop", "lips_past_jaw"),
    "jaw to the side": ("jaw_aside", "jaw_shift", "jaw_slide"),
    "cheeks": ("cheeks_out",),
    "sizes of the eyes": ("iris_width", "pupil_distance", "eye_width"),
    "head and distance": ("pitch_deg", "yaw_deg", "roll_deg", "distance_cm", "inter_ocular_px"),
    "the movement itself, for faults": tuple(DERIVED),
    "hands, for faults": tuple(HAND_MEASURES),
    "a hand on the face, in timed exercises": tuple(CONTACT_MEASURES),
}
"""Headings, and names under them; one that has a left and a right stands without its side."""

_EYES = frozenset({COVERED["left eye"], COVERED["right eye"]})
_MOUTH = frozenset({COVERED["mouth"]})
_READ_FROM: Mapping[str, frozenset[str]] = {
    "eyes, closing or narrowing": _EYES,
    "nose and upper lip": _MOUTH,
    "smile": _MOUTH,
    "mouth, drawn apart, down or together": _MOUTH,
    "lips, pressed or rolled": _MOUTH,
    "lower lip and jaw": _MOUTH,
    "jaw to the side": _MOUTH,
    "cheeks": _MOUTH,
}


def regions_of(measures: Iterable[str]) -> frozenset[str]:
    """The regions that measures are read from, by what is said where one of them is covered."""
    named, regions = set(measures), frozenset[str]()
    for group, names in MEASURE_GROUPS.items():
        if named.intersection(names):
            regions |= _READ_FROM.get(group, frozenset())
    return regions
